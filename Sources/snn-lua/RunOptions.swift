import ArgumentParser

/// The options of a command line that runs a script.
struct RunOptions: ParsableArguments {
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
    parsing: .unconditional,
    help: ArgumentHelp(
      "What all random numbers follow from, 0 to 2^53 - 1; drawn if there is"
        + " none.",
      valueName: "n"),
    transform: parseSeed)
  var seed: UInt64?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many threads work at a time; one for each core that there is for"
        + " the program if not given.",
      valueName: "n"),
    transform: parseThreadCount)
  var threads: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Where networks run that say nothing: cpu, gpu, opencl, an id of --devices,"
        + " or auto.",
      valueName: "name"))
  var device: String?

  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Set snn.args.key; may be given several times.",
      valueName: "key=value"),
    transform: parseSetting)
  var settings: [Setting] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Run n iterations wherever the script runs any number.",
      valueName: "n"),
    transform: parseSteps)
  var steps: Int?

  @Flag(
    name: .customLong("check"),
    help: "Load, initialize, run one iteration and end; print only errors.")
  var isCheck = false

  // Files that are written are lists, so that a second one isn't lost.
  @Option(
    name: .customLong("record"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Write what recorders recorded when the script ends.",
      valueName: "file.npz"),
    completion: .file(extensions: ["npz"]))
  var recordFiles: [String] = []

  @Option(
    name: .customLong("results"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Write what the script gave to snn.result.",
      valueName: "file.csv"),
    completion: .file(extensions: ["csv"]))
  var resultFiles: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The most memory of tensors and Lua together: 500M, 2G.",
      valueName: "size"),
    transform: parseSize)
  var memory: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The most memory of Lua's own values.", valueName: "size"),
    transform: parseSize)
  var luaMemory: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The most memory of tensors.", valueName: "size"),
    transform: parseSize)
  var tensorMemory: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The longest that the script may run, and each entry at a prompt.",
      valueName: "seconds"),
    transform: parseSeconds)
  var timeout: Duration?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The longest that a behavior's initialize or forward may run.",
      valueName: "seconds"),
    transform: parseSeconds)
  var forwardTimeout: Duration?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The most instructions of Lua; work on tensors counts too.",
      valueName: "n"),
    transform: parseCount)
  var instructions: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The most calls within each other.", valueName: "n"),
    transform: parseCount)
  var depth: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The most tensors, groups and behaviors at a time.", valueName: "n"),
    transform: parseCount)
  var objects: Int?

  @Flag(
    name: .customLong("sandbox"),
    help: "Keep the script from files and programs, and limit what it uses.")
  var isSandboxed = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Let a script in a sandbox save and load files below a folder.",
      valueName: "folder"),
    completion: .directory)
  var files: String?

  @Flag(
    name: .customLong("allow-device"),
    help: "Let a script in a sandbox have networks run on devices.")
  var allowsDevices = false

  @Flag(
    name: .customLong("binary-chunks"),
    help: "Let the script load binary chunks; wrong ones may crash.")
  var allowsBinaryChunks = false

  @Flag(help: "Show the time of each behavior when the script ends.")
  var profile = false

  @Option(
    name: .customLong("profile-json"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Write the time of each behavior; '-' is the standard output.",
      valueName: "file.json"),
    completion: .file(extensions: ["json"]))
  var profileFiles: [String] = []

  @Flag(
    name: .customLong("quiet"), help: "Show no progress and no remarks.")
  var isQuiet = false

  // The parser's own `--help` and `--version` would go to `rest`.
  @Flag(name: .shortAndLong, help: "Show this help and end.")
  var help = false

  @Flag(name: .long, help: "Show the releases and end.")
  var version = false

  @Flag(
    name: .customLong("devices"),
    help: "Show the devices that networks can run on and end.")
  var showsDevices = false

  @Flag(help: "Print the library's declarations for editors and end.")
  var annotations = false

  @Option(
    name: .customLong("generate-completion-script"), parsing: .unconditional,
    help: ArgumentHelp(
      "Print what lets a shell complete command lines: bash, zsh or fish.",
      valueName: "shell"),
    completion: .list(["bash", "zsh", "fish"]))
  var completedShell: String?
}

/// The files that a run writes when it ends.
extension RunOptions {
  /// Where what recorders recorded is written, if it is.
  var record: String? { recordFiles.last }

  /// Where results are written, if they are.
  var results: String? { resultFiles.last }

  /// Where times of behaviors are written, if they are.
  var profileFile: String? { profileFiles.last }
}
