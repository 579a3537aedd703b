import CLuaShim

extension LuaFrame {
  // MARK: Reading

  /// The payload of the object at `index`, or nil if there is no live object of
  /// this type.
  ///
  /// The pointer is good until Lua runs again: a script can release an object
  /// that it has.
  @inlinable @inline(__always)
  public func payload<Payload: ~Copyable>(
    at index: Int, of type: LuaObjectType<Payload>
  ) -> UnsafeMutablePointer<Payload>? {
    clua_topayload(L, Int32(truncatingIfNeeded: index), type.pointer)?
      .assumingMemoryBound(to: Payload.self)
  }

  /// The payload of the object at `index`; throws if there is no live object of
  /// this type.
  @inlinable
  public func object<Payload: ~Copyable>(
    at index: Int, of type: LuaObjectType<Payload>
  ) throws(LuaRaise) -> UnsafeMutablePointer<Payload> {
    guard let payload = payload(at: index, of: type) else {
      throw objectError(at: index, type.pointer)
    }
    return payload
  }

  /// Whether there is an object of this type at `index` whose payload is gone.
  public func isReleased<Payload: ~Copyable>(
    at index: Int, of type: LuaObjectType<Payload>
  ) -> Bool {
    isReleased(at: index, type.pointer)
  }

  // MARK: Making

  /// Whether an object was made for the result of this call.
  @inlinable public var isProducer: Bool { hiddenIndex != 0 }

  /// Fills the object that was made for the result of this call.
  ///
  /// Only for functions that produce this type. The object is on top of the
  /// stack as the function begins; return 1 with it there.
  @inlinable
  public func fill<Payload: ~Copyable>(
    _ type: LuaObjectType<Payload>, _ value: consuming Payload
  ) {
    guard let object = product(of: type) else {
      preconditionFailure("the function does not produce this type")
    }
    let payload = clua_payload(object)
      .assumingMemoryBound(to: Payload.self)
    if object.pointee.is_alive != 0 { payload.deinitialize(count: 1) }
    payload.initialize(to: value)
    object.pointee.is_alive = 1
  }

  /// As `fill`, with what `initialize` makes where it will lie, if it returns
  /// true.
  @inlinable @inline(__always)
  public func fill<Payload: ~Copyable>(
    _ type: LuaObjectType<Payload>,
    _ initialize: (
      UnsafeMutablePointer<Payload>
    ) throws(LuaRaise) -> Bool
  ) throws(LuaRaise) -> Bool {
    guard let object = product(of: type), object.pointee.is_alive == 0 else {
      return false
    }
    let payload = clua_payload(object)
      .assumingMemoryBound(to: Payload.self)
    guard try initialize(payload) else { return false }
    object.pointee.is_alive = 1
    return true
  }

  /// The object that was made for the result of this call, or nil.
  @inlinable @inline(__always)
  func product<Payload: ~Copyable>(
    of type: LuaObjectType<Payload>
  ) -> UnsafeMutablePointer<clua_object>? {
    hiddenIndex == 0 ? nil : clua_toobject(L, hiddenIndex, type.pointer)
  }

  /// Pushes a new object with `value` inside.
  public func pushNewObject<Payload: ~Copyable>(
    _ type: LuaObjectType<Payload>, _ value: consuming Payload
  ) throws(LuaRaise) {
    try check(clua_newobject(L, type.pointer))
    guard let object = clua_toobject(L, -1, type.pointer) else {
      preconditionFailure("a new object is of its type")
    }
    clua_payload(object).assumingMemoryBound(to: Payload.self)
      .initialize(to: value)
    object.pointee.is_alive = 1
  }

  /// Deinitializes the payload of the object at `index`, unless that was done.
  public func release<Payload: ~Copyable>(
    at index: Int, of type: LuaObjectType<Payload>
  ) throws(LuaRaise) {
    let position = Int32(truncatingIfNeeded: index)
    guard let object = clua_toobject(L, position, type.pointer) else {
      throw objectError(at: index, type.pointer)
    }
    guard object.pointee.is_alive != 0 else { return }
    object.pointee.is_alive = 0
    clua_payload(object).assumingMemoryBound(to: Payload.self)
      .deinitialize(count: 1)
  }

  // MARK: Values that belong to an object

  /// Pushes the user value number `n`, counting from 1, of the object at
  /// `index`.
  public func pushUserValue(_ n: Int, of index: Int) {
    _ = lua_getiuservalue(
      L, Int32(truncatingIfNeeded: index), Int32(truncatingIfNeeded: n))
  }

  /// Pops a value and makes it the user value number `n` of the object at
  /// `index`.
  ///
  /// - Precondition: The type has reserved that many.
  public func setUserValue(_ n: Int, of index: Int) {
    let isSet = lua_setiuservalue(
      L, Int32(truncatingIfNeeded: index), Int32(truncatingIfNeeded: n))
    precondition(isSet != 0, "the type has fewer user values")
  }

  /// Pushes the metatable of the objects of a type.
  public func pushMetatable<Payload: ~Copyable>(
    of type: LuaObjectType<Payload>
  ) {
    clua_pushmetatable(L, type.pointer)
  }

  // MARK: Support

  private func isReleased(
    at index: Int, _ type: UnsafePointer<clua_type>
  ) -> Bool {
    let position = Int32(truncatingIfNeeded: index)
    guard position != hiddenIndex,
      let object = clua_toobject(L, position, type)
    else { return false }
    return object.pointee.is_alive == 0
  }

  @usableFromInline
  func objectError(
    at index: Int, _ type: UnsafePointer<clua_type>
  ) -> LuaRaise {
    let name = name(of: type)
    guard !isReleased(at: index, type) else {
      return .badArgument(index, "\(name) was released")
    }
    return typeError(at: index, expected: name)
  }

  private func name(of type: UnsafePointer<clua_type>) -> String {
    let top = top
    defer { setTop(top) }
    guard lua_checkstack(L, 4) != 0 else { return "object" }
    clua_pushmetatable(L, type)
    do throws(LuaRaise) {
      try rawGet(at: -1, key: "__name")
      return try string(at: -1)
    } catch {
      return "object"
    }
  }
}
