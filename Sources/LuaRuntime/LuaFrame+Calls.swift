import CLuaShim

extension LuaFrame {
  /// Compiles a chunk of text and pushes it as a function.
  ///
  /// `name` is Lua's name of the chunk: "@" and a path, or "=" and what error
  /// messages should show.
  public func load(_ source: String, name: String) throws(LuaRaise) {
    var source = source
    let status = source.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        clua_load(L, $0.baseAddress, $0.count, name)
      }
    }
    try check(status)
  }

  /// Pops a function and, above it, its arguments; pushes its results.
  ///
  /// If it raises, the error value alone is pushed, its traceback is kept for
  /// whoever reports it, and `errorOnTop` is thrown.
  @inlinable
  public func call(
    argumentCount: Int, resultCount: Int
  ) throws(LuaRaise) {
    let status = clua_call(
      L, Int32(truncatingIfNeeded: argumentCount),
      Int32(truncatingIfNeeded: resultCount))
    guard status == CLUA_OK else { throw .errorOnTop }
  }

  /// Makes `text` the traceback of the error value on top, for a function that
  /// throws `errorOnTop` then.
  public func setTraceback(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        clua_settraceback(L, $0.baseAddress, $0.count)
      }
    }
  }

  /// Says in the message on top where the error happened.
  ///
  /// The context goes between position and message: "model.lua:33: in
  /// LIF:forward: boom". An error value that is not a string stays as it is.
  public func addErrorContext(_ context: @autoclosure () -> String) {
    guard kind(at: -1) == .string, let old = try? bytes(at: -1) else { return }
    let position = positionLength(of: old)
    var message = Array(old[..<position])
    message += "\(context()): ".utf8
    message += old[position...]
    message.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        _ = clua_replaceerror(L, $0.baseAddress, $0.count)
      }
    }
  }
}

/// The length of "model.lua:14: " at the start of a message, or 0.
///
/// What is on a later line is no position of the message: a traceback, perhaps.
func positionLength(of text: UnsafeRawBufferPointer) -> Int {
  let message = text.prefix { $0 != UInt8(ascii: "\n") }
  var start = 0
  if message.starts(with: "[string \"".utf8) {
    // The text of such a chunk may look like a position.
    let quote = UInt8(ascii: "\"")
    let bracket = UInt8(ascii: "]")
    let end = message.indices.dropFirst(9).first {
      message[$0] == bracket && message[$0 - 1] == quote
    }
    guard let end else { return 0 }
    start = end
  }
  let colon = UInt8(ascii: ":")
  let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
  while let first = message[start...].firstIndex(of: colon) {
    let line = message[(first + 1)...].prefix { digits.contains($0) }
    let rest = message[line.endIndex...]
    if !line.isEmpty && rest.starts(with: ": ".utf8) {
      return line.endIndex + 2
    }
    start = first + 1
  }
  return 0
}
