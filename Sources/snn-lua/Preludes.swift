/// What runs before the script: the statements and modules of a command line,
/// in its order.
///
/// The parser of options keeps statements apart from modules, takes what
/// precedes an equals sign in `-ex=1` for a name, and looks for some options
/// even behind the script. So they are told apart here first.
struct Preludes {
  /// One of them.
  enum Element: Equatable {
    /// The text after `-e`.
    case statement(String)
    /// The text after `-l`.
    case module(String)
  }

  /// All of them, in order.
  private(set) var elements: [Element] = []

  /// The command line for the parser: each `-e` and `-l` apart from its value,
  /// and "--" before the script, whose arguments are none of the parser's.
  private(set) var arguments: [String] = []

  /// Reads a command line without the program's name, up to the script.
  ///
  /// `valued` are the other options that have a value.
  init(_ commandLine: [String], valued: [String]) {
    var rest = commandLine[...]
    while let option = rest.first, option.hasPrefix("-"), option.count > 1,
      option != "--"
    {
      rest.removeFirst()
      let name = String(option.prefix(2))
      guard name == "-e" || name == "-l" else {
        arguments.append(option)
        if valued.contains(option), let value = rest.popFirst() {
          arguments.append(value)
        }
        continue
      }
      arguments.append(name)
      let joined = option.count > 2 ? String(option.dropFirst(2)) : nil
      guard let value = joined ?? rest.popFirst() else { break }
      arguments.append(value)
      elements.append(name == "-e" ? .statement(value) : .module(value))
    }
    if let script = rest.first, script != "--" { arguments.append("--") }
    arguments += rest
  }
}
