import CLuaShim

extension LuaState {
  /// The error whose value is on top of the stack.
  ///
  /// If the value is an object, this runs its `__tostring`.
  func takeError(status: Int32) -> LuaError {
    let frame = LuaFrame(L: L, argumentCount: 0, hiddenIndex: 0)
    let traceback = takeTraceback()
    var kind = LuaError.Kind(status: status)
    if let reason = interruptionReason {
      kind = reason == 0 ? .interrupted : .limit
      forgetInterrupt()
    }
    var message: String
    if clua_pusherrortext(L) == CLUA_OK, let text = try? frame.bytes(at: -1) {
      message = String(decoding: text, as: UTF8.self)
    } else {
      let type = frame.typeName(at: -2)
      message = "(error object is a \(type) value whose __tostring failed)"
    }
    frame.pop(2)
    // Lua itself tells its memory error by its text, once it is raised again,
    // and bytecode from a mistake in a text.
    if kind == .runtime && message == "not enough memory" { kind = .memory }
    if kind == .runtime || kind == .syntax,
      message.contains("attempt to load a binary chunk")
    {
      kind = .binaryChunk
    }
    if kind == .runtime, let explain { message = explain(frame, message) }
    return LuaError(kind: kind, message: message, traceback: traceback)
  }

  /// The error that set-up code threw.
  func takeError(_ error: LuaRaise) -> LuaError {
    switch error {
    case .errorOnTop:
      takeError(status: CLUA_ERRRUN)
    case .message(let message):
      LuaError(kind: .runtime, message: message)
    case .badArgument(let position, let problem):
      LuaError(
        kind: .runtime, message: "bad argument #\(position) (\(problem))")
    case .outOfMemory(let message):
      LuaError(kind: .memory, message: message)
    }
  }

  /// The traceback of the last error, without the library's own calls.
  private func takeTraceback() -> String? {
    var length = 0
    guard let start = clua_traceback(host, &length) else { return nil }
    let bytes = UnsafeRawBufferPointer(start: start, count: length)
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    clua_forgettraceback(L)
    let isLibrary = lines.map { $0.hasPrefix("\t[snn") }
    // A caller is on the line below.
    let shown = lines.indices.filter { line in
      let isCalledByLibrary =
        lines[line].hasPrefix("\t[C]: ")
        && isLibrary.dropFirst(line + 1).first == true
      return !isLibrary[line] && !isCalledByLibrary
    }
    return shown.map { lines[$0] }.joined(separator: "\n")
  }
}

extension LuaError.Kind {
  fileprivate init(status: Int32) {
    switch status {
    case CLUA_ERRSYNTAX: self = .syntax
    case CLUA_ERRMEM: self = .memory
    case CLUA_ERRERR: self = .handler
    case CLUA_ERRFILE: self = .file
    default: self = .runtime
    }
  }
}
