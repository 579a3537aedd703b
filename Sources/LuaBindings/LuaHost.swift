import Glibc
import LuaRuntime
import SpikingNetworks
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
  public static var annotations: String { Annotations.text }

  /// How a host is set up.
  public struct Options: Sendable {
    /// What all random numbers of scripts follow from; drawn if it is nil.
    public var seed: UInt64?

    /// The most bytes that tensors may use; nil for three quarters of the
    /// machine's memory.
    public var tensorLimit: Int?

    /// The most bytes that Lua's own values may use; nil for no limit.
    public var luaLimit: Int?

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
    get { engine.onNetwork }
    set { engine.onNetwork = newValue }
  }

  /// Called with what a user should know and is no error: that a behavior which
  /// was to be compiled, if possible, runs in Lua.
  public var onNote: ((String) -> Void)? {
    get { engine.onNote }
    set { engine.onNote = newValue }
  }

  /// How often control went from the engine to what is written in Lua: an
  /// iteration of compiled behaviors adds nothing.
  public var luaCallCount: Int { engine.luaTime }

  /// What somebody may ask of the scripts that run, from a signal handler or
  /// another thread.
  public let interruption = Interruption()

  let engine: Engine

  /// Creates a state with the library.
  ///
  /// - Throws: `LuaError` if there is not enough memory.
  public init(_ options: Options = Options()) throws(LuaError) {
    var luaOptions = LuaState.Options()
    luaOptions.memoryLimit = options.luaLimit
    luaOptions.ignoresEnvironment = options.ignoresEnvironment
    lua = try LuaState(options: luaOptions)
    pool = MemoryPool(limit: options.tensorLimit ?? defaultTensorLimit)
    seed = options.seed ?? UInt64.random(in: 0..<(1 << 53))
    engine = try Engine(lua: lua, pool: pool, seed: seed, options: options)
    try engine.install(in: lua)
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
      _ = try engine.activating(frame, network) {
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
      try engine.save(frame, network, path)
    }
  }

  /// Gives a network that a script has made and still holds the state in the
  /// file at `path`.
  ///
  /// - Throws: `LuaError`, as `Network.load(from:foreign:)` describes it.
  public func load(_ network: Network, from path: String) throws(LuaError) {
    try perform { frame throws(LuaRaise) in
      try engine.load(frame, network, path)
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
      try lua.runFile(path, arguments: arguments)
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

  /// Runs what may be interrupted.
  private func covering<Result>(
    _ body: () throws(LuaError) -> Result
  ) throws(LuaError) -> Result {
    try mirrorPending()
    defer { interruption.clear() }
    return try interruption.covering(body)
  }

  /// Shows Lua the state variables that Swift has set in the meantime, and
  /// what it has removed.
  private func mirrorPending() throws(LuaError) {
    if engine.pendingMirrors.isEmpty, engine.pendingReleases.isEmpty { return }
    try lua.perform { frame throws(LuaRaise) in
      engine.releasePending(frame)
      try engine.mirrorPending(frame)
    }
  }
}

/// Three quarters of the memory that this process may use.
private var defaultTensorLimit: Int {
  let pages = Int(sysconf(Int32(_SC_PHYS_PAGES)))
  let size = Int(sysconf(Int32(_SC_PAGESIZE)))
  return max(pages, 0) * max(size, 0) / 4 * 3
}
