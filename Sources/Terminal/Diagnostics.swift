/// What the program says on standard error, each remark after its name.
public struct Diagnostics {
  /// Whether only errors are said.
  public var isQuiet: Bool

  private let style = TerminalStyle(of: .error)

  /// Creates remarks on standard error: all, or only errors.
  public init(isQuiet: Bool = false) { self.isQuiet = isQuiet }

  /// Says what went wrong.
  public func error(_ text: String) {
    write("\(style.error("snn-lua:")) \(text)\n", to: .error)
  }

  /// Says what a user should know and is no error.
  public func note(_ text: String) {
    if !isQuiet { write("\(style.bold("snn-lua:")) \(text)\n", to: .error) }
  }
}
