import LuaRuntime
import Plots
import SpikingNetworks
import TensorBindings
import Tensors

/// What all bindings of one Lua state share: what tensors need, and the networks
/// of its scripts.
final class ScriptContext: TensorContext {
  let delayLineType: LuaObjectType<DelayLine>
  let objectType: LuaObjectType<ObjectHandle>
  let behaviorType: LuaObjectType<BehaviorHandle>
  /// Parameters that classes declare.
  let descriptionType: LuaObjectType<DeclaredParameter>
  let tracedType: LuaObjectType<TracedValue>
  let kernelType: LuaObjectType<CompiledKernel>
  let figureType: LuaObjectType<FigureHandle>

  /// Called with each new network.
  var onNetwork: ((Network) -> Void)?

  /// Called after a script has run iterations of a network.
  var onSimulated: ((Network) -> Void)?

  /// The networks of scripts.
  var register = NetworkRegister()

  /// What goes from the program to its scripts and back.
  var exchange = ScriptExchange()

  /// Told what a user should know and is no error.
  var onNote: ((String) -> Void)?

  /// The calls during which behaviors may run, the innermost last.
  @exclusivity(unchecked) var activations: [Activation] = []

  /// How many iterations the innermost call has run.
  var iterationsDone = 0

  /// State variables that were set while Lua was not running.
  var pendingMirrors: [(String, Unowned)] = []

  /// What was removed from networks while Lua was not running, kept alive so
  /// that nothing else takes its address.
  var pendingReleases: [(Unowned, [AnyObject])] = []

  /// The traces that are under way, the innermost last.
  var tracers: [Tracer] = []

  /// Lua, as compiled behaviors know it.
  private(set) lazy var traceHost = LuaTraceHost(self)

  /// Compiled behaviors that have set what Lua has yet to see.
  var dirty: [ProgramStretch] = []

  /// The devices that were asked for.
  let devices = DeviceShelf()

  /// Which tensors were recorded, and of what.
  var origins = Origins()

  /// The viewer of images, once one was looked for.
  private(set) lazy var viewer = Viewer()

  /// Stands for the functions of the prelude that trace.
  let tracingKey = TracingKey()

  /// Stands for the functions that know what was missed.
  let hintsKey = HintsKey()

  /// Stands for the functions of the prompt.
  let promptKey = PromptKey()

  /// Looks at limits of time, if there are any.
  var watchdog: Watchdog?

  /// What scripts of strangers are given, if these are.
  var sandbox: Sandbox?

  /// Whether a script has asked the prompt to end.
  var isQuitting = false

  /// How many networks were given seeds that follow from `seed`.
  private var seededNetworks = 0

  override init(
    lua: LuaState, pool: MemoryPool, seed: UInt64
  ) throws(LuaError) {
    delayLineType = try lua.makeObjectType(
      name: "DelayLine", payload: DelayLine.self)
    objectType = try lua.makeObjectType(
      name: "NetworkObject", payload: ObjectHandle.self,
      reservedUserValues: 1)
    behaviorType = try lua.makeObjectType(
      name: "Recorder", payload: BehaviorHandle.self)
    descriptionType = try lua.makeObjectType(
      name: "parameter", payload: DeclaredParameter.self)
    tracedType = try lua.makeObjectType(
      name: "value that isn't known when a function is compiled",
      payload: TracedValue.self)
    kernelType = try lua.makeObjectType(
      name: "kernel", payload: CompiledKernel.self)
    figureType = try lua.makeObjectType(
      name: "Figure", payload: FigureHandle.self)
    try super.init(lua: lua, pool: pool, seed: seed)
  }

  /// That of the running behavior, or the script's.
  override var currentRandom: RandomSource {
    activations.last?.network.currentRandom ?? random
  }

  override var isTracing: Bool { !tracers.isEmpty }

  override func isTraced(_ frame: LuaFrame, _ index: Int) -> Bool {
    frame.payload(at: index, of: tracedType) != nil
  }

  /// `update_` is written in the prelude.
  override func pushMethod(
    _ frame: LuaFrame, _ name: String
  ) throws(LuaRaise) -> Bool {
    guard name == "update_" else { return false }
    frame.rawGet(at: frame.registry, pointer: address(of: tracingKey))
    try frame.rawGet(at: -1, key: "update")
    return true
  }

  override func place(of path: String) throws(LuaRaise) -> String {
    guard let sandbox else { return path }
    do throws(OutsideOfSandbox) { return try sandbox.place(of: path) } catch {
      throw .message(error.description)
    }
  }

  /// The seed of a network that is given none: that of the script for the
  /// first; for the others, one that follows from it and that neither a script
  /// with a seed nearby nor a run of a sweep has.
  func nextNetworkSeed() -> UInt64 {
    seededNetworks += 1
    if seededNetworks == 1 { return seed & (1 << 53 - 1) }
    return RandomSource.seed(
      seededNetworks, following: seed ^ RandomSource.stream("network"))
  }
}
