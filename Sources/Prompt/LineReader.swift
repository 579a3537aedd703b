/// Where a prompt gets its lines from.
public protocol LineReader {
  /// Reads a line; `prompt` is what stands before it, where somebody sees it.
  /// Who lets lines be edited gives as many of them as make a whole.
  func readLine(prompt: String) -> ReadLine

  /// Remembers what was entered, which may have several lines.
  func remember(_ entry: String)
}

/// What reading a line came to.
public enum ReadLine: Equatable, Sendable {
  /// A line without its end, or several with an end between them.
  case line(String)
  /// Ctrl-C.
  case interrupted
  /// There are no more.
  case end
}
