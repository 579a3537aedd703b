import CLuaShim

extension LuaState {
  // MARK: Functions

  /// Makes a Lua function of a Swift function.
  ///
  /// It lives as long as the state, which has room for 1,024 functions. Error
  /// messages call it `name`, and say of a method that was called with a dot how
  /// it is called.
  public func makeFunction(
    name: String, form: LuaFunctionForm = .function,
    _ body: @escaping LuaFunction
  ) throws(LuaError) -> LuaFunctionHandle {
    try addFunction(
      FunctionBox(name: name, form: form, isProducer: false, body: body),
      result: nil)
  }

  /// Makes a Lua function of a Swift function that produces objects of a type.
  ///
  /// Each call finds a new object on top of its arguments, not counted by them;
  /// the body fills it with `LuaFrame.fill` and returns 1. Making it this way
  /// costs no protected call. A body may also leave it empty and push something
  /// else.
  public func makeFunction<Payload: ~Copyable>(
    name: String, form: LuaFunctionForm = .function,
    producing type: LuaObjectType<Payload>, _ body: @escaping LuaFunction
  ) throws(LuaError) -> LuaFunctionHandle {
    try addFunction(
      FunctionBox(name: name, form: form, isProducer: true, body: body),
      result: type.pointer)
  }

  private func addFunction(
    _ box: FunctionBox, result: UnsafePointer<clua_type>?
  ) throws(LuaError) -> LuaFunctionHandle {
    let context = Unmanaged.passUnretained(box).toOpaque()
    let slot = clua_addfunction(host, context, result)
    guard slot >= 0 else {
      throw LuaError(
        kind: .runtime,
        message: "no room for '\(box.name)' beside \(CLUA_SLOTS) functions")
    }
    functions.append(box)
    return LuaFunctionHandle(slot: slot)
  }

  // MARK: Object types

  /// Makes a type of objects with a Swift value inside.
  ///
  /// Error messages call it `name`. Each object can hold as many Lua values as
  /// are reserved.
  ///
  /// - Precondition: The alignment of `Payload` is at most 16.
  public func makeObjectType<Payload: ~Copyable>(
    name: String, payload: Payload.Type, reservedUserValues: Int = 0
  ) throws(LuaError) -> LuaObjectType<Payload> {
    precondition(MemoryLayout<Payload>.alignment <= 16)
    let box = PayloadOf<Payload>()
    payloads.append(box)
    var pointer: UnsafeMutablePointer<clua_type>?
    let status = clua_newtype(
      L, name, MemoryLayout<Payload>.size, Int32(clamping: reservedUserValues),
      Unmanaged.passUnretained(box as AnyPayload).toOpaque(), &pointer)
    guard status == CLUA_OK, let pointer else {
      throw takeError(status: status)
    }
    return LuaObjectType(pointer: pointer)
  }

  /// Gives the objects of a type their methods and metamethods.
  ///
  /// Looking up a method does not enter Swift. `index` answers `object[key]`
  /// for every key that is no method; without it, the answer is nil. `pick`, if
  /// there is one, answers for keys that are objects or tables.
  public func setMethods<Payload: ~Copyable>(
    of type: LuaObjectType<Payload>,
    methods: [(String, LuaFunctionHandle)],
    metamethods: [(String, LuaFunctionHandle)] = [],
    index: LuaFunctionHandle? = nil,
    pick: LuaFunctionHandle? = nil
  ) throws(LuaError) {
    try perform { frame throws(LuaRaise) in
      frame.pushMetatable(of: type)
      try frame.newTable(methods)
      if let index { frame.push(index) } else { frame.pushNil() }
      if let pick { frame.push(pick) } else { frame.pushValue(at: -1) }
      try frame.check(clua_pushindex(frame.L))
      try frame.rawSet(at: -2, key: "__index")
      for (name, function) in metamethods {
        frame.push(function)
        try frame.rawSet(at: -2, key: name)
      }
    }
  }
}
