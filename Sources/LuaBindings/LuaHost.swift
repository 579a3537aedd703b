import LuaRuntime
import ScriptReference
import SpikingNetworks
import TensorBindings
import Tensors

/// A Lua state with the `snn` library: what runs models.
///
/// ```swift
/// let host = try LuaHost()
/// try host.run("""
///   local snn = require "snn"
///   print(snn.zeros(3):add(1):sum())
///   """, name: "=example")
/// ```
///
/// It belongs to one thread at a time.
public final class LuaHost {
  /// The release of this program.
  public static let version = "0.1.0"

  /// The library's declarations for editors, in the form that Lua's language
  /// server reads.
  public static var annotations: String { Reference.scripts.annotations }

  /// What `snn.help` prints about a topic, a class or a function; nil if nothing
  /// has the name.
  public static func help(on name: String) -> String? {
    Help.scripts.text(for: name)
  }

  /// What may be meant by a name that nothing in the library has, as "did you mean
  /// 'clamp'?"; nil if nobody knows.
  public static func helpHint(on name: String) -> String? {
    Help.scripts.hint(on: name)
  }

  /// The names of what there is help on.
  public static var namesWithHelp: [String] { Help.scripts.names }

  /// How a host is set up.
  public struct Options: Sendable {
    /// What all random numbers of scripts follow from; drawn if it is nil.
    public var seed: UInt64?

    /// The most that scripts may use.
    public var limits = Limits()

    /// What scripts of strangers are given; nil for one's own scripts, which
    /// have Lua's whole standard library.
    public var sandbox: Sandbox?

    /// The device of networks that say nothing about it, as `openDevice(_:)` takes
    /// it, `cpu` or `auto`; nil for the processor.
    public var device: String?

    /// Whether the processor runs each iteration of networks on devices as well, and
    /// the two are compared.
    public var checksDevices = false

    /// What scripts find in `snn.args`.
    public var arguments: [String: LuaValue] = [:]

    /// How many iterations each call of `simulate_iterations` or `simulate`
    /// runs, whatever the script asks for; nil to run what it asks for.
    public var steps: Int?

    /// Whether networks stay, with all that they have recorded, when no script
    /// holds them any more.
    public var keepsNetworks = false

    /// Whether `require` looks where Lua's own path says, whatever LUA_PATH
    /// says.
    public var ignoresEnvironment = false

    /// Whether scripts may load binary chunks, such as `string.dump` makes. Lua
    /// doesn't check them, so a wrong one can crash the process. A sandbox loads
    /// text only.
    public var allowsBinaryChunks = false

    /// Creates the default options.
    public init() {}
  }

  /// The Lua state.
  public let lua: LuaState

  /// Where tensors get their memory.
  public let pool: MemoryPool

  /// What the random numbers of scripts follow from.
  public let seed: UInt64

  /// Called with each network that a script makes.
  public var onNetwork: ((Network) -> Void)? {
    get { context.onNetwork }
    set { context.onNetwork = newValue }
  }

  /// Called with what a user should know and is no error: that a behavior which
  /// was to be compiled, if possible, runs in Lua.
  public var onNote: ((String) -> Void)? {
    get { context.onNote }
    set { context.onNote = newValue }
  }

  /// How often control went from the engine to what is written in Lua: an
  /// iteration of compiled behaviors adds nothing.
  public var luaCallCount: Int { context.traceHost.time }

  /// What somebody may ask of the scripts that run, from a signal handler or
  /// another thread.
  public let interruption: Interruption

  /// Whether scripts run in a sandbox.
  public var isSandboxed: Bool { context.sandbox != nil }

  /// The limits of scripts, with those that no option has set.
  public let limits: Limits

  let context: ScriptContext
  private let watchdog: Watchdog?

  /// How many runs there are within each other.
  private var runDepth = 0

  /// Creates a state with the library.
  ///
  /// - Throws: `LuaError` if there is not enough memory.
  public init(_ options: Options = Options()) throws(LuaError) {
    var limits = options.limits
    if options.sandbox != nil { limits = limits.filled(from: .sandbox) }
    self.limits = limits
    interruption = Interruption(
      reasons: limits.reasons,
      budgetReason: Limits.Reason.instructions.rawValue)
    lua = try LuaState(options: LuaState.Options(options, limits))
    let memory = limits.memory ?? availableMemory / 4 * 3
    pool = MemoryPool(limit: min(limits.tensorMemory ?? memory, memory))
    lua.limitMemory(to: memory, with: pool.bytesInUseAddress)
    pool.sharedLimit = (memory, lua.heapBytesAddress)
    seed = options.seed ?? UInt64.random(in: 0..<(1 << 53))
    watchdog = Watchdog(limits, interruption, lua)
    context = try ScriptContext(lua: lua, pool: pool, seed: seed)
    context.register = NetworkRegister(
      isKeeping: options.keepsNetworks, steps: options.steps)
    context.exchange = ScriptExchange(arguments: options.arguments)
    context.watchdog = watchdog
    context.devices.defaultName = options.device
    context.devices.isChecked = options.checksDevices
    try context.install(in: lua)
    if let sandbox = options.sandbox { try context.confine(lua, sandbox) }
    if limits.instructions != nil {
      lua.didRun = { [unowned lua, interruption] count in
        interruption.spend(count)
        if let reason = interruption.reason { lua.interrupt(reason: reason) }
      }
    }
  }

  deinit {
    pool.sharedLimit = nil
    // Finalizers run.
    watchdog?.begin()
    lua.close()
    watchdog?.end()
    // Behaviors written in Lua hold the engine, and networks hold them.
    context.releaseNetworks()
  }

  /// Runs a chunk of Lua.
  ///
  /// - Parameters:
  ///   - source: The text of the chunk.
  ///   - name: Lua's name of the chunk: `@` and a path, or `=` and what messages
  ///     should show.
  ///   - arguments: What the chunk finds in `...`.
  /// - Throws: `LuaError`, whatever the chunk does; the host stays usable.
  public func run(
    _ source: String, name: String, arguments: [LuaValue] = []
  ) throws(LuaError) {
    try covering { () throws(LuaError) in
      try lua.run(source, name: name, arguments: arguments)
    }
  }

  /// Runs iterations of a network that a script has made and still holds.
  ///
  /// - Throws: As `run(_:name:arguments:)`.
  public func simulate(
    _ network: Network, iterations: Int
  ) throws(LuaError) {
    try perform { frame throws(LuaRaise) in
      _ = try context.activating(frame, network) {
        try network.simulateIterations(iterations)
      }
    }
  }

  /// Writes the state of a network that a script has made and still holds to
  /// the file at `path`, with what Lua keeps of it.
  ///
  /// - Throws: `LuaError`, as `Network.save(to:foreign:)` describes it.
  public func save(_ network: Network, to path: String) throws(LuaError) {
    try perform { frame throws(LuaRaise) in
      try context.save(frame, network, path)
    }
  }

  /// Gives a network that a script has made and still holds the state in the
  /// file at `path`.
  ///
  /// - Throws: `LuaError`, as `Network.load(from:foreign:)` describes it.
  public func load(_ network: Network, from path: String) throws(LuaError) {
    try perform { frame throws(LuaRaise) in
      try context.load(frame, network, path)
    }
  }

  /// Runs a file of Lua.
  ///
  /// - Throws: As `run(_:name:arguments:)`; of kind `file` if the file can't be
  ///   read.
  public func runFile(
    _ path: String, arguments: [LuaValue] = []
  ) throws(LuaError) {
    try covering { () throws(LuaError) in
      do throws(LuaError) {
        try lua.runFile(path, arguments: arguments)
      } catch {
        guard error.kind == .syntax, Network.isSaved(at: path) else {
          throw error
        }
        throw LuaError(
          kind: .syntax,
          message: "\(path) is the state of a network and no script; a script"
            + " that makes the network loads it: net:load \"\(path)\"")
      }
    }
  }

  /// Runs `body` with a frame on the main stack, and leaves the stack as it was.
  ///
  /// Not for use in a function that a script calls: that has a frame.
  public func perform<Result>(
    _ body: (LuaFrame) throws(LuaRaise) -> Result
  ) throws(LuaError) -> Result {
    try covering { () throws(LuaError) in try lua.perform(body) }
  }

  // MARK: Breaking off

  /// Makes what runs fail with "interrupted!": the script at its next
  /// instruction, a large operation between two parts of its work.
  ///
  /// The error has the kind `interrupted`; the host stays usable, and
  /// `Network.incompleteIteration` tells whether an iteration was cut short. It
  /// may be called from a signal handler on the host's thread.
  public func interrupt() {
    interruption.breakOff()
    lua.interrupt()
  }

  /// Lets a simulation that runs complete its iteration, and then interrupts.
  public func end() {
    if interruption.isSimulating { interruption.end() } else { interrupt() }
  }

  /// Forgets requests that nothing has met.
  public func forgetInterrupt() {
    interruption.clear()
    lua.forgetInterrupt()
  }

  /// Runs what may be interrupted, within the limits.
  private func covering<Result>(
    _ body: () throws(LuaError) -> Result
  ) throws(LuaError) -> Result {
    try mirrorPending()
    if runDepth == 0 { beginRun() }
    runDepth += 1
    defer {
      runDepth -= 1
      if runDepth == 0 { endRun() }
    }
    do throws(LuaError) { return try interruption.covering(body) } catch {
      guard let reason = interruption.reason else { throw error }
      // Whoever called from within a script goes no further.
      if runDepth > 1 { lua.interrupt(reason: reason) }
      var error = error
      if reason > 0 { error.kind = .limit }
      throw error
    }
  }

  private func beginRun() {
    interruption.allow(limits.instructions)
    watchdog?.begin()
  }

  private func endRun() {
    watchdog?.end()
    interruption.allow(nil)
    interruption.clear()
    lua.forgetInterrupt()
  }

  /// Shows Lua the state variables that Swift has set in the meantime, and
  /// what it has removed.
  private func mirrorPending() throws(LuaError) {
    if context.pendingMirrors.isEmpty, context.pendingReleases.isEmpty {
      return
    }
    try lua.perform { frame throws(LuaRaise) in
      context.releasePending(frame)
      try context.mirrorPending(frame)
    }
  }
}

extension LuaState.Options {
  fileprivate init(_ options: LuaHost.Options, _ limits: Limits) {
    self.init()
    memoryLimit = limits.luaMemory
    depthLimit = limits.depth
    objectLimit = limits.objects
    countsInstructions = limits.instructions != nil
    stopReasons = limits.reasons
    ignoresEnvironment = options.ignoresEnvironment
    allowsBinaryChunks = options.allowsBinaryChunks
    isSandboxed = options.sandbox != nil
  }
}
