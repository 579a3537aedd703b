import ArgumentParser
import LuaBindings
import LuaRuntime

/// What a command line asks for.
@dynamicMemberLookup
struct Invocation: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snn-lua",
    abstract: "Runs Lua scripts that simulate spiking neural networks.",
    usage: """
      snn-lua [options] [script [args]]
      snn-lua sweep [options] grid.lua
      snn-lua init-editor [folder]
      snn-lua help [name]
      """,
    discussion: """
      What follows the script belongs to it: it finds its arguments in '...' \
      and in the table 'arg'. The script '-' is the standard input, which also \
      runs if there is neither a script nor a statement; at a terminal there \
      is a prompt instead. \
      The options of one letter are those of Lua's own program. 'snn-lua sweep \
      --help' tells of parameter sweeps, 'snn-lua init-editor --help' of \
      editors, 'snn-lua help name' of anything in the library.

      A size ends in K, M or G. The limits are none, but for memory, which is \
      three quarters of the machine's; in a sandbox they are 1G, 60 seconds, 10 \
      for each forward, and a million objects.

      Ends with 0, with 1 after an error in Lua or at a limit, with 2 if the \
      command line is wrong, with 124 if a script that can't be broken off is \
      past its time, with 130 after Ctrl-C, 143 after SIGTERM, 129 after SIGHUP.
      """,
    helpNames: [])

  /// What `--version` prints.
  static var version: String {
    "snn-lua \(LuaHost.version), \(LuaState.release), \(instructionSet)"
  }

  @OptionGroup var options: RunOptions

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp(
      "A file of Lua, and its arguments.", valueName: "script"),
    completion: .file())
  var rest: [String] = []

  /// The statements and the modules, in the order of the command line.
  var preludes: [Preludes.Element] = []

  private enum CodingKeys: CodingKey { case options, rest }

  /// The value of an option.
  subscript<Value>(dynamicMember path: KeyPath<RunOptions, Value>) -> Value {
    options[keyPath: path]
  }

  /// The script, if there is one, and its arguments.
  var scriptAndArguments: ArraySlice<String> {
    rest.first == "--" ? rest.dropFirst() : rest[...]
  }
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
