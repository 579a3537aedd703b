import LuaRuntime
import Plots
import SpikingNetworks
import Tensors

/// What the bindings of one Lua state share: its tensors' memory, the types of
/// its objects, its random numbers.
final class Engine {
  /// Where tensors that scripts make get their memory.
  let pool: MemoryPool

  /// Random numbers for draws outside of a network's behaviors.
  let random: RandomSource

  /// The seed of `random`, and of networks that are given none.
  let seed: UInt64

  let tensorType: LuaObjectType<Tensor>
  let selectionType: LuaObjectType<Selection>
  let sparseType: LuaObjectType<SparseMatrix>
  let sparseSelectionType: LuaObjectType<SparseSelection>
  let delayLineType: LuaObjectType<DelayLine>
  let objectType: LuaObjectType<ObjectHandle>
  let behaviorType: LuaObjectType<BehaviorHandle>
  let tracedType: LuaObjectType<TracedValue>
  let kernelType: LuaObjectType<CompiledKernel>
  let figureType: LuaObjectType<FigureHandle>

  /// Called with each new network.
  var onNetwork: ((Network) -> Void)?

  /// Called after a script has run iterations of a network.
  var onSimulated: ((Network) -> Void)?

  /// The networks of scripts.
  var register: NetworkRegister

  /// What goes from the program to its scripts and back.
  var exchange: ScriptExchange

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

  /// Which tensors were recorded, and of what.
  var origins = Origins()

  /// The viewer of images, once one was looked for.
  private(set) lazy var viewer = Viewer()

  /// The functions written in Swift that scripts see.
  var natives: [NativeFunction] = []

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

  /// The number of bytes in tensors from which garbage is collected.
  private var collectionThreshold = Engine.bytesPerCollection

  /// The number of tensors made from which garbage is collected.
  private var collectionCount = Engine.tensorsPerCollection

  /// What was in use after the last full collection.
  private var bytesAfterFullCollection = 0

  /// Whether a full collection is under way.
  private var isCollectingAll = false

  private static let bytesPerCollection = 8 << 20
  private static let tensorsPerCollection = 256

  init(
    lua: LuaState, pool: MemoryPool, seed: UInt64, options: LuaHost.Options
  ) throws(LuaError) {
    self.pool = pool
    self.seed = seed
    register = NetworkRegister(
      isKeeping: options.keepsNetworks, steps: options.steps)
    exchange = ScriptExchange(arguments: options.arguments)
    random = RandomSource(seed: seed, stream: RandomSource.stream("script"))
    tensorType = try lua.makeObjectType(name: "Tensor", payload: Tensor.self)
    selectionType = try lua.makeObjectType(
      name: "Selection", payload: Selection.self)
    sparseType = try lua.makeObjectType(
      name: "SparseMatrix", payload: SparseMatrix.self)
    sparseSelectionType = try lua.makeObjectType(
      name: "SparseSelection", payload: SparseSelection.self)
    delayLineType = try lua.makeObjectType(
      name: "DelayLine", payload: DelayLine.self)
    objectType = try lua.makeObjectType(
      name: "NetworkObject", payload: ObjectHandle.self,
      reservedUserValues: 1)
    behaviorType = try lua.makeObjectType(
      name: "Recorder", payload: BehaviorHandle.self)
    tracedType = try lua.makeObjectType(
      name: "value that isn't known when a function is compiled",
      payload: TracedValue.self)
    kernelType = try lua.makeObjectType(
      name: "kernel", payload: CompiledKernel.self)
    figureType = try lua.makeObjectType(
      name: "Figure", payload: FigureHandle.self)
  }

  /// The source of random numbers for a draw at this moment: that of the
  /// running behavior, or the script's.
  var currentRandom: RandomSource {
    activations.last?.network.currentRandom ?? random
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

  // MARK: Garbage

  // Lua sees a tensor as a small object, however large its memory. So the bytes
  // in tensors, not only Lua's, drive the collector: every 8 MiB of new tensors
  // a young collection is asked for, so that temporaries use the same memory
  // again while it is in the cache. What lives through two of them is old, and
  // no young collection frees it; when old garbage has piled up, a full one
  // follows.

  /// Asks for a collection if tensors have grown past the threshold.
  @inline(__always)
  func noteGrowth(_ frame: LuaFrame) {
    if pool.bytesInUse > collectionThreshold
      || pool.allocations > collectionCount
    {
      grew(frame)
    }
  }

  private func grew(_ frame: LuaFrame) {
    guard isCollectingAll else { return frame.state.requestCollection() }
    isCollectingAll = false
    bytesAfterFullCollection = pool.bytesInUse
    collectionThreshold = pool.bytesInUse + Engine.bytesPerCollection
  }

  /// Settles the next threshold after a young collection; returns whether a
  /// full one is needed.
  func didCollect() -> Bool {
    let left = pool.bytesInUse
    let limit = bytesAfterFullCollection / 2 * 3 + Engine.bytesPerCollection
    isCollectingAll = left > limit
    collectionCount = pool.allocations + Engine.tensorsPerCollection
    collectionThreshold =
      isCollectingAll ? -1 : left + Engine.bytesPerCollection
    return isCollectingAll
  }
}

extension LuaRaise {
  /// The error of an operation on tensors, in the words of Lua: indices and
  /// axes count from 1.
  init(_ error: TensorError) {
    let message = error.message(countingFrom: 1)
    if case .outOfMemory = error {
      self = .outOfMemory(message)
    } else {
      self = .message(message)
    }
  }
}

/// The result of `body`, its error raised in Lua.
@inline(__always)
func raising<Result>(
  _ body: () throws(TensorError) -> Result
) throws(LuaRaise) -> Result {
  do throws(TensorError) { return try body() } catch { throw LuaRaise(error) }
}
