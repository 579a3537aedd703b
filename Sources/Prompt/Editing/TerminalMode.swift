import Glibc

/// The terminal of the standard input while a line is edited: it hands each key
/// over, shows none, and says what is pasted. Ctrl-C and Ctrl-\ stay signals.
struct TerminalMode {
  private var original = termios()
  private var edited = termios()

  /// Nil if the standard input is no terminal that can be edited on.
  init?() {
    guard tcgetattr(STDIN_FILENO, &original) == 0 else { return nil }
  }

  /// Begins editing.
  mutating func enter() {
    tcgetattr(STDIN_FILENO, &original)
    edited = original
    edited.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
    edited.c_iflag &= ~tcflag_t(ICRNL | INLCR | IGNCR | IXON | ISTRIP)
    withUnsafeMutableBytes(of: &edited.c_cc) { keys in
      keys[Int(VMIN)] = 1
      keys[Int(VTIME)] = 0
      keys[Int(VSUSP)] = 0
    }
    Signals.terminalWillChange(from: original)
    tcsetattr(STDIN_FILENO, TCSADRAIN, &edited)
  }

  /// Makes the terminal what it was.
  mutating func leave() {
    tcsetattr(STDIN_FILENO, TCSADRAIN, &original)
    Signals.terminalIsRestored()
  }

  static let pasteBegins = "\u{1B}[?2004h"
  static let pasteEnds = "\u{1B}[?2004l"
}
