import Tensors

/// A population of neurons.
public class NeuronGroup: NetworkObject {
  /// The number of neurons.
  public let size: Int

  /// The place in the order of creation.
  let order: Int

  /// Whether the network finds the group by its tags.
  var isRegistered = false

  private var afferent: [String: [SynapseGroup]] = [:]
  private var efferent: [String: [SynapseGroup]] = [:]

  /// Creates a group in `network`.
  ///
  /// - Parameters:
  ///   - size: The number of neurons, 0 or more.
  ///   - network: The network that owns the group.
  ///   - tag: The tags; the first must be unique. `NeuronGroup_1` and so on, if
  ///     there is none.
  ///   - behaviors: The behaviors. If the network has been initialized, they
  ///     are initialized before its next iteration.
  /// - Throws: `NetworkError.negativeCount`, `.duplicateTag`, `.invalidKey`,
  ///   `.duplicateKey`, `.duplicateBehavior`.
  @discardableResult
  public convenience init(
    size: Int, network: Network, tag: String = "",
    behaviors: [KeyedBehavior] = []
  ) throws {
    guard size >= 0 else {
      throw NetworkError.negativeCount(what: "size", found: size)
    }
    // An axis of this size must be possible.
    _ = try Shape([size])
    self.init(
      size: size, kind: .neuronGroup,
      tags: try network.completeTags(tag, kind: .neuronGroup),
      context: network.context)
    try check(behaviors)
    try network.register(self, behaviors)
  }

  init(size: Int, kind: Kind, tags: Tags, context: NetworkContext) {
    self.size = size
    order = context.takeOrder()
    super.init(kind: kind, tags: tags, context: context)
    addTags("ng")
  }

  /// A new vector with an element for each neuron; see
  /// `tensor(_:shape:scale:density:type:)`.
  public func vector(
    _ mode: TensorMode = 0, scale: Operand? = nil, density: Operand? = nil,
    type: ElementType? = nil
  ) throws -> Tensor {
    try tensor(
      mode, shape: Shape([size]), scale: scale, density: density, type: type)
  }

  /// Zeros of shape [`count`, `size`], for the last `count` states of a vector.
  ///
  /// - Throws: `TensorError.negativeSize`, `.outOfMemory`.
  public func vectorBuffer(
    _ count: Int, type: ElementType? = nil
  ) throws(TensorError) -> Tensor {
    try Tensor.zeros(
      try Shape([count, size]), type: type ?? elementType, in: pool)
  }

  /// The synapse groups with this tag that end here, in the order of creation;
  /// all of them under `All`. None, if there is no such tag.
  public func afferentSynapses(_ tag: String = "All") -> [SynapseGroup] {
    afferent[tag] ?? []
  }

  /// The synapse groups with this tag that start here, in the order of
  /// creation; all of them under `All`. None, if there is no such tag.
  public func efferentSynapses(_ tag: String = "All") -> [SynapseGroup] {
    efferent[tag] ?? []
  }

  /// The afferent or efferent synapse groups with this tag.
  public func synapses(
    _ direction: SynapseDirection, _ tag: String = "All"
  ) -> [SynapseGroup] {
    switch direction {
    case .afferent: afferentSynapses(tag)
    case .efferent: efferentSynapses(tag)
    }
  }

  /// The tags of the synapse groups that end or start here, and `All`.
  public func synapseTags(_ direction: SynapseDirection) -> [String] {
    ["All"]
      + unique(synapses(direction).flatMap(\.tags)).filter { $0 != "All" }
  }

  /// Enters a synapse group that starts or ends here under tags.
  func connect(
    _ synapses: SynapseGroup, _ direction: SynapseDirection,
    under tags: [String]
  ) {
    for tag in tags {
      switch direction {
      case .afferent: synapses.enter(in: &afferent[tag, default: []])
      case .efferent: synapses.enter(in: &efferent[tag, default: []])
      }
    }
  }

  /// Forgets a synapse group that starts or ends here.
  func disconnect(_ synapses: SynapseGroup, _ direction: SynapseDirection) {
    for tag in unique(synapses.tags + ["All"]) {
      switch direction {
      case .afferent: synapses.leave(&afferent[tag, default: []])
      case .efferent: synapses.leave(&efferent[tag, default: []])
      }
    }
  }

  override var commonTags: [String] { super.commonTags + ["ng"] }

  override func tagsChanged(_ added: [String]) {
    if isRegistered { network?.enter(self, under: added) }
  }

  /// Forgets all synapse groups.
  func disconnect() {
    afferent = [:]
    efferent = [:]
  }
}

extension SynapseGroup {
  /// Enters the group in a list in the order of creation, unless it is there.
  /// A tag may come late, so that need not be the end.
  fileprivate func enter(in list: inout [SynapseGroup]) {
    let place = list.place { $0.order < order }
    if place < list.count, list[place] === self { return }
    list.insert(self, at: place)
  }

  /// Takes the group out of a list in the order of creation.
  fileprivate func leave(_ list: inout [SynapseGroup]) {
    let place = list.place { $0.order < order }
    if place < list.count, list[place] === self { list.remove(at: place) }
  }
}

/// Whether synapse groups end or start at a neuron group.
public enum SynapseDirection: String, CaseIterable, Sendable {
  /// They end at the group.
  case afferent
  /// They start at the group.
  case efferent

  private static let words: [(String, SynapseDirection)] = [
    ("afferent", .afferent), ("dendrite", .afferent), ("pre", .afferent),
    ("preSynaptic", .afferent), ("efferent", .efferent), ("axon", .efferent),
    ("post", .efferent), ("postSynaptic", .efferent),
  ]

  /// The direction that a word names: `afferent`, `dendrite`, `pre` or
  /// `preSynaptic`; `efferent`, `axon`, `post` or `postSynaptic`.
  ///
  /// - Throws: `NetworkError.unknownWord`.
  public init(named word: String) throws(NetworkError) {
    let words = SynapseDirection.words
    guard let found = words.first(where: { $0.0 == word }) else {
      throw .unknownWord(
        kind: "direction", word: word, known: words.map(\.0))
    }
    self = found.1
  }
}
