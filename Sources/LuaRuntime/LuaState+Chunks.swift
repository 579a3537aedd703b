import CLuaShim

extension LuaState {
  // MARK: Scripts

  /// Compiles and runs a chunk of text.
  ///
  /// `name` is Lua's name of the chunk: "@" and a path, or "=" and what error
  /// messages should show. The chunk finds the arguments in `...`.
  ///
  /// Not for use in a function that a script calls.
  public func run(
    _ source: String, name: String, arguments: [LuaValue] = []
  ) throws(LuaError) {
    try run([UInt8](source.utf8), name: name, arguments: arguments)
  }

  /// Compiles and runs a chunk of text, as bytes.
  public func run(
    _ source: [UInt8], name: String, arguments: [LuaValue] = []
  ) throws(LuaError) {
    try run(arguments) {
      source.withUnsafeBufferPointer { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          clua_load(L, $0.baseAddress, $0.count, name)
        }
      }
    }
  }

  /// Compiles and runs a file. Its first line is skipped if it begins with "#".
  public func runFile(
    _ path: String, arguments: [LuaValue] = []
  ) throws(LuaError) {
    guard !path.utf8.contains(0) else {
      throw LuaError(kind: .file, message: "cannot open a path with a NUL")
    }
    try run(arguments) { clua_loadfile(L, path) }
  }

  private func run(
    _ arguments: [LuaValue], load: () -> Int32
  ) throws(LuaError) {
    let top = lua_gettop(L)
    defer { lua_settop(L, top) }
    guard lua_checkstack(L, Int32(clamping: arguments.count + 20)) != 0 else {
      throw LuaError(kind: .memory, message: "stack overflow")
    }
    clua_forgettraceback(L)
    var status = load()
    guard status == CLUA_OK else { throw takeError(status: status) }
    let frame = LuaFrame(L: L, argumentCount: 0, hiddenIndex: 0)
    for argument in arguments {
      do throws(LuaRaise) { try frame.push(argument) } catch {
        throw takeError(error)
      }
    }
    status = clua_call(L, Int32(arguments.count), 0)
    guard status == CLUA_OK else { throw takeError(status: status) }
  }

  // MARK: Libraries

  /// Runs a chunk of the library with a table of functions as its argument;
  /// what it returns is what `require` gives for `name` from then on.
  ///
  /// The table has one more function, `raise(message)`, which raises an error
  /// at the line of the script that called the library. A chunk whose name
  /// begins with "=[snn" is the library's: errors never name its lines.
  /// `reading` finds the result on top.
  public func preload(
    _ name: String, source: String, chunkName: String,
    natives: [(String, LuaFunctionHandle)],
    reading: (LuaFrame) throws(LuaRaise) -> Void = { _ in }
  ) throws(LuaError) {
    try perform { frame throws(LuaRaise) in
      try frame.load(source, name: chunkName)
      try frame.newTable(natives)
      frame.pushRaise()
      try frame.rawSet(at: -2, key: "raise")
      try frame.call(argumentCount: 1, resultCount: 1)
      let result = frame.absolute(-1)
      try reading(frame)
      frame.pushValue(at: result)
      try frame.check(clua_setloaded(frame.L, name))
    }
  }

  /// Runs `body` with a frame on the main stack, and leaves the stack as it
  /// was.
  ///
  /// Not for use in a function that a script calls: that has a frame.
  public func perform<Result>(
    _ body: (LuaFrame) throws(LuaRaise) -> Result
  ) throws(LuaError) -> Result {
    let top = lua_gettop(L)
    defer { lua_settop(L, top) }
    guard lua_checkstack(L, 20) != 0 else {
      throw LuaError(kind: .memory, message: "stack overflow")
    }
    clua_forgettraceback(L)
    let frame = LuaFrame(L: L, argumentCount: 0, hiddenIndex: 0)
    do throws(LuaRaise) { return try body(frame) } catch {
      throw takeError(error)
    }
  }
}
