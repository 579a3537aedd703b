import Tensors

/// One end of a synapse group.
public enum SynapseEnd: ExpressibleByStringLiteral {
  /// A neuron group.
  case group(NeuronGroup)
  /// The first neuron group with this tag.
  case tag(String)

  /// The first neuron group with this tag.
  public init(stringLiteral value: String) { self = .tag(value) }
}

/// All synapses from one neuron group to another, or to itself.
public final class SynapseGroup: NetworkObject {
  /// Where the synapses start.
  public let source: NeuronGroup

  /// Where the synapses end.
  public let destination: NeuronGroup

  /// The place in the order of creation.
  let order: Int

  /// Counts synapse groups with the same tag and ends, so that their random
  /// numbers differ.
  private let twin: Int

  /// What such groups have in common.
  private let twinName: String

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
    let source = try network.neurons(at: source, "source")
    let destination = try network.neurons(at: destination, "destination")
    let tags = try network.completeTags(tag, kind: .synapseGroup)
    twinName = "\(tags.list[0])|\(source.tag)|\(destination.tag)"
    twin = network.twins[twinName, default: 0]
    self.source = source
    self.destination = destination
    order = network.context.takeOrder()
    super.init(kind: .synapseGroup, tags: tags, context: network.context)
    addTags("syn")
    addTags("\(source.tag) => \(destination.tag)")
    try check(behaviors)
    connect()
    do {
      try network.register(self, behaviors)
    } catch {
      disconnect()
      throw error
    }
    network.twins[twinName] = twin + 1
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
    // Sizes that are possible on their own may be too much together.
    let shape = try Shape(matrixShape.list)
    let result = try tensor(
      mode, shape: shape, scale: scale, density: density, type: type)
    guard isOnlyEnabled, let enabled = state["enabled"] else { return result }
    switch enabled {
    case .tensor(let tensor):
      try result.apply(
        result.type == .bool ? .and : .multiply, .tensor(tensor))
    case .number(let number):
      if !number.isTrue { try result.fill(0) }
    case .text, .opaque:
      throw NetworkError.wrongKind(
        what: "'enabled' of \(label)", expected: "a truth value or a tensor",
        found: enabled.kind)
    }
    return result
  }

  override var streamName: String {
    "\(twinName)|\(twin)"
  }

  override func tagsChanged() {
    // While it is being created, the group isn't connected yet.
    if network != nil, !isRemoved { connect() }
  }

  /// Takes the group out of the lists of its ends.
  func disconnect() {
    source.disconnect(self, .efferent)
    destination.disconnect(self, .afferent)
    // The next one with this tag and these ends takes the place of the last.
    if network?.twins[twinName] == twin + 1 { network?.twins[twinName] = twin }
  }

  private func connect() {
    source.connect(self, .efferent)
    destination.connect(self, .afferent)
  }
}

extension Network {
  /// The neuron group that `end` names.
  func neurons(
    at end: SynapseEnd, _ role: String
  ) throws(NetworkError) -> NeuronGroup {
    switch end {
    case .group(let group):
      if group.isRemoved { throw .objectRemoved(object: group.label) }
      guard group.network === self else {
        throw .foreignGroup(tag: group.tag, wanted: role)
      }
      return group
    case .tag(let tag):
      let found = groups.first {
        $0.kind == .neuronGroup && $0.tags.contains(tag)
      }
      guard let found = found as? NeuronGroup else {
        throw .unknownTag(
          tag: tag, wanted: "neuron group (\(role))",
          known: unique(neuronGroups.flatMap(\.tags)))
      }
      return found
    }
  }
}
