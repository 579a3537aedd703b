/// Where a prompt gets its lines from.
public protocol LineReader {
  /// Reads a line; `prompt` is what stands before it, where somebody sees it.
  func readLine(prompt: String) -> ReadLine

  /// Remembers what was entered, which may have several lines.
  func remember(_ entry: String)
}

/// What reading a line came to.
public enum ReadLine: Equatable, Sendable {
  /// A line without its end.
  case line(String)
  /// Ctrl-C.
  case interrupted
  /// There are no more.
  case end
}
