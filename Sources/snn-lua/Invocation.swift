import ArgumentParser
import LuaBindings
import LuaRuntime
import SpikingNetworks

/// What a command line asks for.
struct Invocation: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snn-lua",
    abstract: "Runs Lua scripts that simulate spiking neural networks.",
    usage: "snn-lua [options] [script [args]]",
    discussion: """
      What follows the script belongs to it: it finds its arguments in '...' \
      and in the table 'arg'. The script '-' is the standard input, which also \
      runs if there is neither a script nor a statement and it is no terminal.

      Ends with 0, with 1 after an error in Lua, with 2 if the command line is \
      wrong.
      """,
    helpNames: [])

  /// What `--version` prints.
  static var version: String {
    "snn-lua \(LuaHost.version), \(LuaState.release), \(instructionSet)"
  }

  @Option(
    name: .customShort("e"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Run a statement before the script; may be given several times.",
      valueName: "statement"))
  var statements: [String] = []

  @Option(
    help: ArgumentHelp(
      "What all random numbers follow from; drawn if there is none.",
      valueName: "n"),
    transform: parseSeed)
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "How many threads work at a time; one per core if not given.",
      valueName: "n"),
    transform: parseThreadCount)
  var threads: Int?

  // The parser's own `--help` and `--version` would go to `rest`.
  @Flag(name: .shortAndLong, help: "Show this help and end.")
  var help = false

  @Flag(name: .shortAndLong, help: "Show the releases and end.")
  var version = false

  @Flag(help: "Print the library's declarations for editors and end.")
  var annotations = false

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp(
      "A file of Lua, and its arguments.", valueName: "script"))
  var rest: [String] = []

  /// The script, if there is one, and its arguments.
  var scriptAndArguments: ArraySlice<String> {
    rest.first == "--" ? rest.dropFirst() : rest[...]
  }

  /// Refuses an unknown option, which the parser takes for the script.
  func validate() throws {
    guard let first = rest.first, first.hasPrefix("-"), first.count > 1,
      first != "--"
    else { return }
    let name = String(first.prefix { $0 != "=" })
    let known = [
      "--seed", "--threads", "--version", "--help", "--annotations",
    ]
    let hint =
      Suggestion.nearest(name, in: known).map { "; did you mean '\($0)'?" }
      ?? ""
    throw ValidationError("unknown option '\(name)'\(hint)")
  }
}

/// Seeds have 53 bits, so that any language can show one and take it back.
private func parseSeed(_ text: String) throws -> UInt64 {
  guard let seed = UInt64(text), seed < 1 << 53 else {
    throw ValidationError("expected a whole number from 0 to 2^53 - 1")
  }
  return seed
}

private func parseThreadCount(_ text: String) throws -> Int {
  guard let count = Int(text), (1...256).contains(count) else {
    throw ValidationError("expected a whole number from 1 to 256")
  }
  return count
}

private var instructionSet: String {
  #if arch(x86_64)
    "x86-64"
  #elseif arch(arm64)
    "arm64"
  #else
    "unknown instruction set"
  #endif
}
