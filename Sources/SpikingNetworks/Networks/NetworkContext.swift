import Tensors

/// What a network and its objects have in common.
///
/// Objects hold it strongly and the network only weakly, so an object that
/// outlives its network still works on its own.
final class NetworkContext {
  let pool: MemoryPool
  let type: ElementType
  let synapseMode: SynapseMode
  private(set) var seed: UInt64
  @exclusivity(unchecked) var iteration = 0

  /// The behavior that is running, if one is.
  ///
  /// Whoever sets it keeps the behavior alive until it is set back.
  @exclusivity(unchecked) var current: Unmanaged<ScheduledBehavior>?

  /// Where programs run if not on the processor.
  @exclusivity(unchecked) var placement: DevicePlacement?

  /// What a device has lost on which the network was; nil if nothing.
  var deviceLoss: NetworkError?

  /// Throws `NetworkError.deviceLost` if a device has lost variables.
  func checkDevice() throws(NetworkError) {
    if let deviceLoss { throw deviceLoss }
    try placement?.check()
  }

  /// Where scripts run that have copies of the network's variables; nil if none
  /// has.
  var traceHost: TraceHost?

  /// The modes that were asked for, by their text.
  var modes: [String: ModeExpression] = [:]

  private var sources: [UInt64: RandomSource] = [:]
  private var nextOrder = 0

  init(
    pool: MemoryPool, type: ElementType, synapseMode: SynapseMode, seed: UInt64
  ) {
    self.pool = pool
    self.type = type
    self.synapseMode = synapseMode
    self.seed = seed
  }

  /// The next number in the order of registration.
  func takeOrder() -> Int {
    nextOrder += 1
    return nextOrder
  }

  /// The random source of a stream; one and the same for the network's life.
  func source(of stream: UInt64) -> RandomSource {
    if let source = sources[stream] { return source }
    let source = RandomSource(seed: seed, stream: stream)
    sources[stream] = source
    return source
  }

  /// How far each stream is that was drawn from, by its number.
  var streamPositions: [UInt64: UInt64] {
    sources.mapValues(\.position).filter { $0.value != 0 }
  }

  /// Goes on at these positions of the streams of `seed`; streams that are not
  /// among them begin.
  func restore(seed: UInt64, positions: [UInt64: UInt64]) {
    self.seed = seed
    for (stream, source) in sources {
      source.reset(seed: seed, position: positions[stream] ?? 0)
    }
    for (stream, position) in positions {
      source(of: stream).reset(seed: seed, position: position)
    }
  }

  /// Calls `body` with `entry` as the running behavior.
  @inline(__always)
  func running(
    _ entry: ScheduledBehavior, _ body: () throws -> Void
  ) throws {
    let outer = current
    current = .passUnretained(entry)
    defer { current = outer }
    try body()
  }

  /// Throws if a behavior is running.
  func checkIdle(_ operation: String) throws(NetworkError) {
    guard let entry = current?.takeUnretainedValue() else { return }
    throw .running(operation: operation, behavior: entry.behavior.name)
  }
}

/// Which axis of a synapse group's matrices is the source.
public enum SynapseMode: String, CaseIterable, Sendable {
  /// Matrices are `[source, destination]`.
  case sourceByDestination = "SxD"
  /// Matrices are `[destination, source]`.
  case destinationBySource = "DxS"

  /// The axis of matrices that stands for the source.
  public var sourceAxis: Int { self == .sourceByDestination ? 0 : 1 }

  /// The mode with this name.
  ///
  /// - Throws: `NetworkError.unknownWord`.
  public init(named name: String) throws(NetworkError) {
    guard let mode = SynapseMode(rawValue: name) else {
      throw .unknownWord(
        kind: "synapse mode", word: name,
        known: SynapseMode.allCases.map(\.rawValue))
    }
    self = mode
  }
}
