import Tensors

/// What a network consists of: the network itself, its groups of neurons and
/// of synapses, and objects that are none of these, such as a data set.
///
/// An object has tags by which it is found, behaviors that make it do
/// something, and state variables that they share.
public class NetworkObject {
  /// What an object is; the raw value is its name in messages.
  public enum Kind: String, Sendable {
    case network = "Network"
    case neuronGroup = "NeuronGroup"
    case neuronSubGroup = "NeuronSubGroup"
    case synapseGroup = "SynapseGroup"
    case object = "NetworkObject"
  }

  /// What the object is.
  public let kind: Kind

  /// The variables that behaviors share and recorders read.
  public let state = StateVariables()

  /// Gives what is wrong with the name of a variable that a behavior is to make,
  /// where another language has another use for it; nil if nothing is.
  public var nameProblem: ((String) -> String?)?

  /// Whether the object's recorders record. While they don't, they count
  /// nothing.
  public var isRecording = true

  /// The network of the object; of a network, itself. Nil once the network has
  /// been released.
  public internal(set) weak var network: Network?

  /// The object's behaviors, lowest key first.
  public internal(set) var behaviors: [ScheduledBehavior] = []

  /// Whether the object was taken out of its network. Then it keeps its state
  /// variables, and nothing else.
  public internal(set) var isRemoved = false

  /// What tells the behaviors of the object from others.
  var behaviorIdentities: Set<ObjectIdentifier> = []

  let context: NetworkContext
  private var tagList: Tags

  init(kind: Kind, tags: Tags, context: NetworkContext) {
    self.kind = kind
    self.context = context
    tagList = tags
    state.owner = self
  }

  /// Creates an object in `network` that has no neurons: what its behaviors and
  /// its state variables make of it.
  ///
  /// - Parameters:
  ///   - network: The network that owns the object.
  ///   - tag: The tags; the first must be unique. `NetworkObject_1` and so on, if
  ///     there is none.
  ///   - behaviors: The behaviors. If the network has been initialized, they
  ///     are initialized before its next iteration.
  /// - Throws: `NetworkError.duplicateTag`, `.invalidKey`, `.duplicateKey`,
  ///   `.duplicateBehavior`.
  @discardableResult
  public convenience init(
    network: Network, tag: String = "", behaviors: [KeyedBehavior] = []
  ) throws {
    self.init(
      kind: .object, tags: try network.completeTags(tag, kind: .object),
      context: network.context)
    try check(behaviors)
    try network.register(self, behaviors)
  }

  /// The object's tags: those it was given, its kind, and what the kind adds.
  public var tags: [String] { tagList.list }

  /// The tags without those that every object of the kind has.
  public var ownTags: [String] {
    let common = commonTags
    return tags.filter { !common.contains($0) }
  }

  /// The tags that every object of the kind has.
  var commonTags: [String] { [kind.rawValue] }

  /// The first tag.
  public var tag: String { tagList.list[0] }

  /// How messages name the object: `NeuronGroup 'exc'`.
  public var label: String { "\(kind.rawValue) '\(tag)'" }

  /// The number of the iteration that runs or ran last: 0 before the first.
  public var iteration: Int { context.iteration }

  /// The type of the network's real numbers.
  public var elementType: ElementType { context.type }

  /// The memory of the network's tensors.
  public var pool: MemoryPool { context.pool }

  /// What tells the object's random numbers from those of others; neither the
  /// order of creation nor other objects enter into it.
  var streamName: String { tag }

  /// Whether the object has a tag.
  public func hasTag(_ tag: String) -> Bool { tagList.contains(tag) }

  /// Adds the tags in a text such as `pop, fast`.
  ///
  /// - Returns: Those that the object didn't have.
  @discardableResult
  public func addTags(_ text: String) -> [String] {
    let added = tagList.add(text)
    if !added.isEmpty { tagsChanged(added) }
    return added
  }

  /// Called after tags were added.
  func tagsChanged(_ added: [String]) {}

  /// The network.
  ///
  /// - Throws: `NetworkError.networkReleased`, `.objectRemoved`.
  public func requiredNetwork() throws(NetworkError) -> Network {
    if isRemoved { throw .objectRemoved(object: label) }
    guard let network else { throw .networkReleased(object: label) }
    return network
  }

  /// The state variable `name`, which must be a tensor.
  ///
  /// Of a sub-group, the elements of its neurons; they may be a copy.
  ///
  /// - Throws: `NetworkError.unknownVariable`, `.wrongKind`.
  public func tensor(named name: String) throws -> Tensor {
    guard let value = state[name] else {
      throw NetworkError.unknownVariable(
        name: name, object: label, known: state.names)
    }
    guard case .tensor(let tensor) = value else {
      throw NetworkError.wrongKind(
        what: "'\(name)' of \(label)", expected: "a tensor", found: value.kind)
    }
    return tensor
  }

  /// Sets the state variable `name`; of a sub-group, the elements of its
  /// neurons.
  ///
  /// - Throws: As `NeuronSubGroup.set(_:to:)` for a sub-group.
  public func set(_ name: String, to value: Operand) throws {
    switch value {
    case .tensor(let tensor): state[name] = .tensor(tensor)
    case .scalar(let scalar): state[name] = .number(scalar)
    }
  }
}
