import ArgumentParser
import LuaBindings
import LuaRuntime

/// What a command line asks for.
struct Invocation: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snn-lua",
    abstract: "Runs Lua scripts that simulate spiking neural networks.",
    usage: """
      snn-lua [options] [script [args]]
      snn-lua sweep [options] grid.lua
      snn-lua init-editor [folder]
      """,
    discussion: """
      What follows the script belongs to it: it finds its arguments in '...' \
      and in the table 'arg'. The script '-' is the standard input, which also \
      runs if there is neither a script nor a statement; at a terminal there \
      is a prompt instead. \
      The options of one letter are those of Lua's own program. 'snn-lua sweep \
      --help' tells of parameter sweeps, 'snn-lua init-editor --help' of editors.

      A size ends in K, M or G. The limits are none, but for memory, which is \
      three quarters of the machine's; in a sandbox they are 1G, 60 seconds, 10 \
      for each forward, and a million objects.

      Ends with 0, with 1 after an error in Lua or at a limit, with 2 if the \
      command line is wrong, with 124 if a script that can't be broken off is \
      past its time, with 130 after Ctrl-C.
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
    name: .customShort("l"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Require a module into the global of its name, or of another: -l g=mod.",
      valueName: "module"))
  var modules: [String] = []

  @Flag(
    name: .customShort("i"),
    help: "Go on at a prompt after the script.")
  var isInteractive = false

  @Flag(
    name: .customShort("v"), help: "Show the releases before anything runs.")
  var showsReleases = false

  @Flag(
    name: .customShort("E"),
    help: "Ignore LUA_INIT, LUA_PATH and their like.")
  var ignoresEnvironment = false

  @Flag(name: .customShort("W"), help: "Turn Lua's warnings on.")
  var warns = false

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

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Set snn.args.key; may be given several times.",
      valueName: "key=value"),
    transform: parseSetting)
  var settings: [Setting] = []

  @Option(
    help: ArgumentHelp(
      "Run n iterations wherever the script runs any number.",
      valueName: "n"),
    transform: parseSteps)
  var steps: Int?

  @Flag(
    name: .customLong("check"),
    help: "Load, initialize, run one iteration and end; print only errors.")
  var isCheck = false

  @Option(
    help: ArgumentHelp(
      "Write what recorders recorded when the script ends.",
      valueName: "file.npz"),
    completion: .file(extensions: ["npz"]))
  var record: String?

  @Option(
    help: ArgumentHelp(
      "Write what the script gave to snn.result.",
      valueName: "file.csv"),
    completion: .file(extensions: ["csv"]))
  var results: String?

  @Option(
    help: ArgumentHelp(
      "The most memory of tensors and Lua together: 500M, 2G.",
      valueName: "size"),
    transform: parseSize)
  var memory: Int?

  @Option(
    help: ArgumentHelp(
      "The most memory of Lua's own values.", valueName: "size"),
    transform: parseSize)
  var luaMemory: Int?

  @Option(
    help: ArgumentHelp("The most memory of tensors.", valueName: "size"),
    transform: parseSize)
  var tensorMemory: Int?

  @Option(
    help: ArgumentHelp(
      "The longest that the script may run, and each entry at a prompt.",
      valueName: "seconds"),
    transform: parseSeconds)
  var timeout: Duration?

  @Option(
    help: ArgumentHelp(
      "The longest that a behavior's initialize or forward may run.",
      valueName: "seconds"),
    transform: parseSeconds)
  var forwardTimeout: Duration?

  @Option(
    help: ArgumentHelp(
      "The most instructions of Lua; work on tensors counts too.",
      valueName: "n"),
    transform: parseCount)
  var instructions: Int?

  @Option(
    help: ArgumentHelp(
      "The most calls within each other.", valueName: "n"),
    transform: parseCount)
  var depth: Int?

  @Option(
    help: ArgumentHelp(
      "The most tensors, groups and behaviors at a time.", valueName: "n"),
    transform: parseCount)
  var objects: Int?

  @Flag(
    name: .customLong("sandbox"),
    help: "Keep the script from files and programs, and limit what it uses.")
  var isSandboxed = false

  @Option(
    help: ArgumentHelp(
      "Let a script in a sandbox save and load files below a folder.",
      valueName: "folder"),
    completion: .directory)
  var files: String?

  @Flag(
    name: .customLong("binary-chunks"),
    help: "Let the script load binary chunks; wrong ones may crash.")
  var allowsBinaryChunks = false

  @Flag(help: "Show the time of each behavior when the script ends.")
  var profile = false

  @Option(
    name: .customLong("profile-json"),
    help: ArgumentHelp(
      "Write the time of each behavior; '-' is the standard output.",
      valueName: "file.json"),
    completion: .file(extensions: ["json"]))
  var profileFile: String?

  @Flag(
    name: .customLong("quiet"), help: "Show no progress and no remarks.")
  var isQuiet = false

  // The parser's own `--help` and `--version` would go to `rest`.
  @Flag(name: .shortAndLong, help: "Show this help and end.")
  var help = false

  @Flag(name: .long, help: "Show the releases and end.")
  var version = false

  @Flag(help: "Print the library's declarations for editors and end.")
  var annotations = false

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp(
      "A file of Lua, and its arguments.", valueName: "script"),
    completion: .file())
  var rest: [String] = []

  /// The statements and the modules, in the order of the command line.
  var preludes: [Preludes.Element] = []

  private enum CodingKeys: CodingKey {
    case statements, modules, isInteractive, showsReleases, ignoresEnvironment
    case warns, seed, threads, settings, steps, isCheck, record, results
    case memory, luaMemory, tensorMemory, timeout, forwardTimeout
    case instructions, depth, objects, isSandboxed, files, allowsBinaryChunks
    case profile, profileFile, isQuiet, help, version, annotations, rest
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
