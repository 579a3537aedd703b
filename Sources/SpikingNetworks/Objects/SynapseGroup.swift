import Tensors

/// One end of a synapse group.
public enum SynapseEnd: ExpressibleByStringLiteral {
  /// A neuron group.
  case group(NeuronGroup)
  /// The first neuron group with this tag.
  case tag(String)
  /// None yet: `SynapseGroup.connect(source:)` or `.connect(destination:)`
  /// follows.
  case open

  /// The first neuron group with this tag.
  public init(stringLiteral value: String) { self = .tag(value) }
}

/// All synapses from one neuron group to another, or to itself.
public final class SynapseGroup: NetworkObject {
  /// Where the synapses start; an empty group while nothing is connected.
  public private(set) var source: NeuronGroup

  /// Where the synapses end; an empty group while nothing is connected.
  public private(set) var destination: NeuronGroup

  /// The place in the order of creation.
  let order: Int

  /// Stands for an end that isn't connected.
  private let nothing: NeuronGroup

  /// Counts synapse groups with the same tag and ends, so that their random
  /// numbers differ.
  private var twin = 0

  /// Creates a group in `network`.
  ///
  /// - Parameters:
  ///   - source: Where the synapses start.
  ///   - destination: Where the synapses end.
  ///   - network: The network that owns the group.
  ///   - tag: The tags, by which neuron groups find it; `SynapseGroup_1` and so
  ///     on, if there is none. Synapse groups may share them.
  ///   - behaviors: The behaviors. If the network has been initialized, they
  ///     are initialized before its next iteration.
  /// - Throws: `NetworkError.unknownTag` or `.foreignGroup` for an end,
  ///   `.duplicateTag`, `.invalidKey`, `.duplicateKey`, `.duplicateBehavior`.
  @discardableResult
  public init(
    from source: SynapseEnd, to destination: SynapseEnd, network: Network,
    tag: String = "", behaviors: [KeyedBehavior] = []
  ) throws {
    nothing = NeuronGroup(
      size: 0, kind: .neuronGroup, tags: Tags("unconnected"),
      context: network.context)
    self.source = try network.neurons(at: source, "source") ?? nothing
    self.destination =
      try network.neurons(at: destination, "destination") ?? nothing
    let tags = try network.completeTags(tag, kind: .synapseGroup)
    order = network.context.takeOrder()
    super.init(kind: .synapseGroup, tags: tags, context: network.context)
    addTags("syn")
    addPath(in: network)
    try check(behaviors)
    enter(under: self.tags + ["All"])
    do {
      try network.register(self, behaviors)
    } catch {
      disconnect(from: network)
      throw error
    }
  }

  /// Whether both ends are connected.
  public var isConnected: Bool {
    source !== nothing && destination !== nothing
  }

  /// Connects the source of a group that was created without one.
  ///
  /// Behaviors that initialize on creation are initialized if the other end is
  /// connected.
  ///
  /// - Throws: `NetworkError.connected`, `.unknownTag`, `.foreignGroup`, or a
  ///   `BehaviorFailure`.
  public func connect(source end: SynapseEnd) throws {
    try connect(end, \.source, "source")
  }

  /// Connects the destination of a group that was created without one; see
  /// `connect(source:)`.
  public func connect(destination end: SynapseEnd) throws {
    try connect(end, \.destination, "destination")
  }

  private func connect(
    _ end: SynapseEnd,
    _ path: ReferenceWritableKeyPath<SynapseGroup, NeuronGroup>, _ name: String
  ) throws {
    guard self[keyPath: path] === nothing else {
      throw NetworkError.connected(
        object: label, end: name, group: self[keyPath: path].tag)
    }
    let network = try requiredNetwork()
    guard let group = try network.neurons(at: end, name) else { return }
    self[keyPath: path] = group
    // What stood for the end would hold this group, which holds it.
    nothing.disconnect()
    addPath(in: network)
    enter(under: tags + ["All"])
    guard isConnected else { return }
    for entry in behaviors
    where entry.behavior.initializesOnCreation && !entry.isInitialized {
      try network.initialize(entry)
    }
  }

  /// Adds the tag that names the ends, once there are both.
  private func addPath(in network: Network) {
    guard isConnected else { return }
    twin = network.twins[twinName, default: 0]
    network.twins[twinName] = twin + 1
    addTags("\(source.tag) => \(destination.tag)")
  }

  /// Throws unless both ends are connected.
  ///
  /// - Throws: `NetworkError.unconnected`.
  public func checkConnected() throws(NetworkError) {
    let ends = [("source", source), ("destination", destination)]
    for (name, group) in ends where group === nothing {
      throw .unconnected(object: label, end: name)
    }
  }

  /// The shape of the group's matrices: `[source, destination]`, or
  /// `[destination, source]` if the network's synapse mode says so.
  public var matrixShape: Shape {
    switch context.synapseMode {
    case .sourceByDestination: [source.size, destination.size]
    case .destinationBySource: [destination.size, source.size]
    }
  }

  /// A new matrix with an element for each synapse; see
  /// `tensor(_:shape:scale:density:type:)`.
  ///
  /// It is multiplied with the state variable `enabled`, if there is one, unless
  /// `isOnlyEnabled` is false.
  public func matrix(
    _ mode: TensorMode = 0, scale: Operand? = nil, density: Operand? = nil,
    type: ElementType? = nil, isOnlyEnabled: Bool = true
  ) throws -> Tensor {
    try checkConnected()
    // Sizes that are possible on their own may be too much together.
    let shape = try Shape(matrixShape.list)
    let result = try tensor(
      mode, shape: shape, scale: scale, density: density, type: type)
    guard isOnlyEnabled, let enabled = state["enabled"] else { return result }
    switch enabled {
    case .tensor(let tensor):
      if result.type == .bool {
        try result.apply(.and, .tensor(try tensor.converted(to: .bool)))
      } else {
        try result.apply(.multiply, .tensor(tensor))
      }
    case .number(let number):
      if !number.isTrue { try result.fill(0) }
    case .text, .opaque, .sparse:
      throw NetworkError.wrongKind(
        what: "'enabled' of \(label)", expected: "a truth value or a tensor",
        found: enabled.kind)
    }
    return result
  }

  override var streamName: String {
    "\(twinName)|\(twin)"
  }

  /// What groups have in common whose `twin` differs.
  private var twinName: String {
    "\(tag)|\(source.tag)|\(destination.tag)"
  }

  override var commonTags: [String] {
    super.commonTags + ["syn", "\(source.tag) => \(destination.tag)"]
  }

  override func tagsChanged(_ added: [String]) {
    // While it is being created, the group isn't connected yet.
    if network != nil, !isRemoved { enter(under: added) }
  }

  /// Enters the group at its ends under tags.
  private func enter(under tags: [String]) {
    source.connect(self, .efferent, under: tags)
    destination.connect(self, .afferent, under: tags)
  }

  /// Makes the ends forget the group.
  func disconnect(from network: Network) {
    source.disconnect(self, .efferent)
    destination.disconnect(self, .afferent)
    // The next one with this tag and these ends takes the place of the last.
    if isConnected, network.twins[twinName] == twin + 1 {
      network.twins[twinName] = twin
    }
  }
}

extension Network {
  /// The neuron group or sub-group that `end` names, if it names one.
  func neurons(
    at end: SynapseEnd, _ role: String
  ) throws(NetworkError) -> NeuronGroup? {
    switch end {
    case .open: return nil
    case .group(let group):
      if group.isRemoved { throw .objectRemoved(object: group.label) }
      guard group.network === self else {
        throw .foreignGroup(tag: group.tag, wanted: role)
      }
      return group
    case .tag(let tag):
      guard let found = tagged[tag]?.first else {
        let all = groups.compactMap { $0 as? NeuronGroup }
        throw .unknownTag(
          tag: tag, wanted: "neuron group (\(role))",
          known: unique(all.flatMap(\.tags)))
      }
      return found
    }
  }
}

extension SynapseGroup {
  /// How many synapses its largest matrix has, or entries if that is sparse; 0 if it
  /// has none.
  public var synapseCount: Int { state.tensors.map(\.tensor.count).max() ?? 0 }
}
