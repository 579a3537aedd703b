import Glibc

/// How text looks on a terminal.
///
/// It has colors on a terminal, unless that is `TERM=dumb`. If there is a
/// variable `FORCE_COLOR` in the environment it has them anywhere, or nowhere if
/// that is 0; with a `NO_COLOR` it has none in any case. Empty variables don't
/// count.
struct TerminalStyle {
  /// Whether there is any color.
  let isColored: Bool

  /// The style of a stream of this process.
  init(of stream: StandardStream) {
    self.init(isTerminal: stream.isTerminal, environment: environment)
  }

  init(isTerminal: Bool, environment: @escaping (String) -> String?) {
    let isSet = { (name: String) in !(environment(name) ?? "").isEmpty }
    if isSet("NO_COLOR") {
      isColored = false
    } else if isSet("FORCE_COLOR") {
      isColored = environment("FORCE_COLOR") != "0"
    } else {
      isColored = isTerminal && environment("TERM") != "dumb"
    }
  }

  /// The text in bold red, for errors.
  func error(_ text: String) -> String { styled(text, "1;31") }

  /// The text in bold.
  func bold(_ text: String) -> String { styled(text, "1") }

  /// The text in a color that steps back.
  func dim(_ text: String) -> String { styled(text, "2") }

  private func styled(_ text: String, _ code: String) -> String {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

/// The value of a variable of the environment.
func environment(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }
}
