/// What the program says on standard error, each remark after its name.
struct Diagnostics {
  /// Whether only errors are said.
  var isQuiet = false

  private let style = TerminalStyle(of: .error)

  /// Says what went wrong.
  func error(_ text: String) {
    write("\(style.error("snn-lua:")) \(text)\n", to: .error)
  }

  /// Says what a user should know and is no error.
  func note(_ text: String) {
    if !isQuiet { write("\(style.bold("snn-lua:")) \(text)\n", to: .error) }
  }
}
