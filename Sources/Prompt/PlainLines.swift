import Glibc
import Terminal

/// The lines of the standard input when it is no terminal on which they can be
/// edited.
public final class PlainLines: LineReader {
  private let showsPrompt: Bool
  private var rest: [UInt8] = []
  private var isAtEnd = false

  /// Creates a reader of the standard input from where it is, that shows no
  /// prompt unless somebody sees it.
  public init(showsPrompt: Bool = false) { self.showsPrompt = showsPrompt }

  /// Reads a line; what follows the last end of line is one.
  public func readLine(prompt: String) -> ReadLine {
    if showsPrompt { write(prompt, to: .output) }
    while true {
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        defer { rest.removeSubrange(...end) }
        return .line(String(decoding: rest[..<end], as: UTF8.self))
      }
      if isAtEnd {
        defer { rest = [] }
        return rest.isEmpty
          ? .end : .line(String(decoding: rest, as: UTF8.self))
      }
      switch Signals.wait(milliseconds: -1) {
      case .interrupted: return .interrupted
      case .ended: return .end
      case .input: readMore()
      case .resized, .timeout: break
      }
    }
  }

  /// Does nothing: nobody can ask for it again.
  public func remember(_ entry: String) {}

  private func readMore() {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(STDIN_FILENO, &buffer, buffer.count)
    if count > 0 {
      rest += buffer.prefix(count)
    } else if count == 0 || errno != EINTR {
      isAtEnd = true
    }
  }
}
