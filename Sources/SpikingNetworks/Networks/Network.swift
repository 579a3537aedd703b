import Tensors

/// A network of neuron groups and synapse groups, and the order in which their
/// behaviors run.
///
/// ```swift
/// let network = try Network(seed: 42)
/// let neurons = try NeuronGroup(
///   size: 100, network: network, behaviors: [(1, LIF())])
/// try network.initialize()
/// try network.simulateIterations(1000)
/// ```
///
/// A network belongs to one thread.
public final class Network: NetworkObject {
  /// The groups, in the order of creation.
  public private(set) var groups: [NetworkObject] = []

  /// Whether `initialize()` has succeeded.
  public internal(set) var isInitialized = false

  /// The number of an iteration that an error has cut short: some of its
  /// behaviors have run, and `iteration` is that before it. Nil as soon as the
  /// network runs on.
  public internal(set) var incompleteIteration: Int?

  /// What there is to say about an iteration that was cut short; nil if there
  /// is none.
  public var incompletenessNote: String? {
    incompleteIteration.map {
      "\(label) is inside iteration \($0): some of its behaviors have run, others"
        + " haven't"
    }
  }

  /// How many iterations the last simulation was short of because somebody
  /// stopped it by an `Interruption`.
  public internal(set) var iterationsLeft = 0

  /// Asked before each iteration of `simulateIterations`; true ends it early.
  public var shouldStop: (() -> Bool)?

  /// Told how many of how many iterations are done: when a simulation begins,
  /// 0; after each batch; and when it ends, as many as were run of as many.
  public var onProgress: ((_ done: Int, _ total: Int) -> Void)?

  /// Whether `stop()` was called during the simulation that is running.
  var isStopping = false

  var schedule = Schedule()

  /// Who watches the behaviors run.
  var observers: [any BehaviorObserver] = []

  /// What `finiteCheck` is.
  var check = FiniteCheck.off

  /// What the behaviors read and wrote when they were traced last, by their
  /// order of registration.
  var lastTrace: [Int: BehaviorTrace] = [:]

  /// The iteration that was traced last, or nil.
  public internal(set) var lastTraceIteration: Int?

  /// The files to which recorders write.
  var recordingFiles = RecordingFiles()

  /// Whether the network is being loaded, so that recorders go on in their files.
  var isLoading = false

  /// What was removed and may still run in this iteration.
  var leaving: [AnyObject] = []

  /// Told of groups and behaviors that were removed, once nothing of them runs
  /// any more.
  public var onRelease: (([AnyObject]) -> Void)?

  /// Called when a recorder is to write to a file to which another one writes,
  /// so that whoever holds networks that nobody uses can let go of them.
  public var onTakenFile: (() -> Void)?

  /// What kind of group has which first tag, and how many of them.
  private var firstTags: [String: (kind: Kind, count: Int)] = [:]

  /// The neuron groups and sub-groups by tag, in the order of creation.
  private(set) var tagged: [String: [NeuronGroup]] = [:]

  /// How many groups there are of each kind.
  private var groupCounts: [Kind: Int] = [:]

  /// How many synapse groups there were with a tag and the same ends.
  var twins: [String: Int] = [:]

  /// Creates a network without groups.
  ///
  /// - Parameters:
  ///   - tag: The tags; `Network_1` unless said otherwise.
  ///   - seed: What all random numbers follow from; drawn if it is nil.
  ///   - type: The type of the network's real numbers.
  ///   - synapseMode: Which axis of synapse matrices is the source.
  ///   - timeStep: The length of an iteration in ms; unknown if nil.
  ///   - behaviors: The network's own behaviors.
  ///   - pool: The memory of the network's tensors.
  /// - Throws: `NetworkError.invalidKey`, `.duplicateKey`,
  ///   `.duplicateBehavior`, `.wrongKind` for a type that is not of real
  ///   numbers, `.outOfRange` for a time step that is not positive.
  public init(
    tag: String = "", seed: UInt64? = nil, type: ElementType = .float32,
    synapseMode: SynapseMode = .sourceByDestination, timeStep: Double? = nil,
    behaviors: [KeyedBehavior] = [], pool: MemoryPool = MemoryPool()
  ) throws {
    guard type.isFloat, !type.isStorage else {
      throw NetworkError.wrongKind(
        what: "a network's type", expected: "float32 or float64",
        found: type.rawValue)
    }
    // 53 bits, so that any language can show the seed and take it back.
    let seed = seed ?? UInt64.random(in: 0..<(1 << 53))
    var tags = Tags(tag)
    if tags.list.isEmpty { tags.append("Network_1") }
    tags.append(Kind.network.rawValue)
    super.init(
      kind: .network, tags: tags,
      context: NetworkContext(
        pool: pool, type: type, synapseMode: synapseMode, seed: seed))
    network = self
    if let timeStep { try setTimeStep(timeStep) }
    try check(behaviors)
    try registerAll(behaviors, in: self)
  }

  deinit {
    // Neuron groups hold their synapse groups, which hold their ends.
    for synapses in synapseGroups {
      synapses.source.disconnect()
      synapses.destination.disconnect()
    }
    // So do those whose parts are the ends.
    for neurons in neuronGroups { neurons.disconnect() }
  }

  /// What all random numbers follow from.
  public var seed: UInt64 { context.seed }

  /// Which axis of synapse matrices is the source.
  public var synapseMode: SynapseMode { context.synapseMode }

  /// The neuron groups, in the order of creation, without sub-groups.
  public var neuronGroups: [NeuronGroup] {
    groups.compactMap { $0 as? NeuronGroup }
      .filter { !($0 is NeuronSubGroup) }
  }

  /// The synapse groups, in the order of creation.
  public var synapseGroups: [SynapseGroup] {
    groups.compactMap { $0 as? SynapseGroup }
  }

  /// The group whose first tag is `tag`, or nil; of several synapse groups the
  /// one that was created first.
  public func group(_ tag: String) -> NetworkObject? {
    groups.first { $0.tag == tag }
  }

  /// The synapse group with this first tag that was created first, or nil.
  public func firstSynapses(tagged tag: String) -> SynapseGroup? {
    guard firstTags[tag]?.kind == .synapseGroup else { return nil }
    return group(tag) as? SynapseGroup
  }

  /// All behaviors in the order in which they run, those without `forward` and
  /// those that are switched off too.
  public var scheduledBehaviors: [ScheduledBehavior] { schedule.entries }

  /// Takes note that behaviors have gained or lost their `forward`, which counts
  /// from the next iteration.
  public func noteChangedBehaviors() { schedule.forgetSteps() }

  /// The largest number of an iteration: any language can show it. A network
  /// that has come there runs no more.
  public static let lastIteration = 1 << 53

  /// Sets the number of the last iteration, as for resuming a simulation.
  ///
  /// - Throws: `NetworkError.negativeCount`, `.outOfRange` above
  ///   `lastIteration`, `.running`.
  public func setIteration(_ iteration: Int) throws(NetworkError) {
    guard iteration >= 0 else {
      throw .negativeCount(what: "iteration", found: iteration)
    }
    try Network.checkNumber(iteration)
    try context.checkIdle("iteration")
    context.iteration = iteration
  }

  /// Throws if no iteration can have this number.
  static func checkNumber(_ iteration: Int) throws(NetworkError) {
    guard iteration <= lastIteration else {
      throw .outOfRange(
        what: "iteration", found: "\(iteration)",
        expected: "at most \(lastIteration)")
    }
  }

  /// Switches the recorders of the network and of all groups on or off.
  public func setRecording(_ isRecording: Bool) {
    for object in searchedObjects { object.isRecording = isRecording }
  }

  /// Forgets what recorders have recorded: those with these keys, or all.
  public func clearRecorders(keys: [Double]? = nil) {
    for entry in schedule.entries where keys?.contains(entry.key) ?? true {
      (entry.behavior as? any RecordingBehavior)?.clear()
    }
  }

  /// Enters a group whose behaviors have been checked; leaves no trace of it
  /// if one can't be initialized.
  func register(_ group: NetworkObject, _ behaviors: [KeyedBehavior]) throws {
    group.network = self
    groups.append(group)
    groupCounts[group.kind, default: 0] += 1
    firstTags[group.tag, default: (group.kind, 0)].count += 1
    if let neurons = group as? NeuronGroup {
      enter(neurons, under: neurons.tags)
      neurons.isRegistered = true
    }
    do {
      try group.registerAll(behaviors, in: self)
    } catch {
      takeOut(group)
      settleRemovals()
      throw error
    }
  }

  /// Takes a group and its behaviors out.
  func takeOut(_ group: NetworkObject) {
    for entry in group.behaviors {
      group.takeOut(entry, of: self)
      leaving.append(entry.behavior)
    }
    group.isRemoved = true
    groups.removeAll { $0 === group }
    groupCounts[group.kind, default: 0] -= 1
    let count = (firstTags[group.tag]?.count ?? 0) - 1
    firstTags[group.tag] = count > 0 ? (group.kind, count) : nil
    if let neurons = group as? NeuronGroup { forget(neurons) }
    leaving.append(group)
  }

  /// Makes neurons found under tags; a tag may come late.
  func enter(_ neurons: NeuronGroup, under tags: [String]) {
    for tag in tags {
      let place =
        tagged[tag, default: []].place { $0.order < neurons.order }
      tagged[tag, default: []].insert(neurons, at: place)
    }
  }

  private func forget(_ neurons: NeuronGroup) {
    neurons.isRegistered = false
    for tag in neurons.tags {
      let place = tagged[tag, default: []].place { $0.order < neurons.order }
      tagged[tag]?.remove(at: place)
    }
  }

  /// Completes the tags of a new group: a default first tag, if it has none.
  ///
  /// Synapse groups may share a first tag with other synapse groups, since
  /// they are found by it together; any other first tag is unique.
  ///
  /// - Throws: `NetworkError.duplicateTag`.
  func completeTags(
    _ text: String, kind: Kind
  ) throws(NetworkError) -> Tags {
    var tags = Tags(text)
    if tags.list.isEmpty {
      var number = groupCounts[kind, default: 0] + 1
      while firstTags["\(kind.rawValue)_\(number)"] != nil { number += 1 }
      tags.append("\(kind.rawValue)_\(number)")
    }
    let first = tags.list[0]
    let holder = first == tag ? self.kind : firstTags[first]?.kind
    if let holder, kind != .synapseGroup || holder != kind {
      throw .duplicateTag(tag: first, holder: holder.rawValue)
    }
    tags.append(kind.rawValue)
    return tags
  }
}
