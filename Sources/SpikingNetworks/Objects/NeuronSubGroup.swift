import Tensors

/// Some of the neurons of a group, seen as a group.
///
/// It has no variables of its own: reading one gives the elements that belong
/// to its neurons, writing changes them in the variable of the base group.
///
/// ```swift
/// let left = try NeuronSubGroup(of: neurons, where: mask)
/// let voltage = try left.tensor(named: "voltage")
/// try left.set("voltage", to: 0)
/// ```
///
/// Synapse groups that end or start at a sub-group are found from its base
/// group too. A sub-group of a sub-group is one of the same base.
public final class NeuronSubGroup: NeuronGroup {
  /// The group that the neurons belong to.
  public let base: NeuronGroup

  /// Which of the base group's neurons they are, in ascending order.
  public let places: AxisPlaces

  /// Creates a view of the neurons where `mask` is true.
  ///
  /// - Parameters:
  ///   - group: The group, or another sub-group.
  ///   - mask: A bool tensor with an element for each neuron of `group`.
  ///   - tag: Tags by which the sub-group is found; the first must be unique.
  ///     Without one, it is not found by tag, and lives as long as someone
  ///     uses it.
  /// - Throws: `TensorError.wrongMask`, `.wrongType`, `.invalidArgument` for
  ///   the mask; `NetworkError.duplicateTag`, `.networkReleased`.
  public init(
    of group: NeuronGroup, where mask: Tensor, tag: String = ""
  ) throws {
    let network = try group.requiredNetwork()
    let places = try AxisPlaces(where: mask)
    guard places.size == group.size else {
      throw TensorError.wrongMask(
        length: mask.shape, expected: try Shape([group.size]))
    }
    if let part = group as? NeuronSubGroup {
      base = part.base
      let whole = try Tensor.zeros([base.size], type: .bool, in: group.pool)
      try whole.subscripting(axis: 0, part.places)
        .assign(.tensor(try places.mask()))
      self.places = try AxisPlaces(where: whole)
    } else {
      base = group
      self.places = places
    }
    let isTagged = !Tags(tag).list.isEmpty
    let kind = Kind.neuronSubGroup
    var tags = Tags("\(base.tag)_sub")
    tags.append(kind.rawValue)
    if isTagged { tags = try network.completeTags(tag, kind: kind) }
    super.init(
      size: places.count, kind: kind, tags: tags, context: network.context)
    if isTagged {
      try network.register(self, [])
    } else {
      self.network = network
    }
  }

  /// The elements of a variable that belong to these neurons: along the first
  /// axis if it is as long as the base group, else along the second. Nil if
  /// neither is, for such a variable is whole to each neuron.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func part(of tensor: Tensor) throws(TensorError) -> Subscript? {
    for axis in 0..<min(tensor.rank, 2) where tensor.shape[axis] == base.size {
      return try tensor.subscripting(axis: axis, places)
    }
    return nil
  }

  /// A view or a copy of the elements of the base group's variable that belong
  /// to these neurons; the variable itself if it has no axis of neurons.
  public override func tensor(named name: String) throws -> Tensor {
    let whole = try base.tensor(named: name)
    return try part(of: whole)?.tensor() ?? whole
  }

  /// Writes `value` to the elements of the base group's variable that belong to
  /// these neurons.
  ///
  /// A variable that the base group lacks is created as zeros of the value's
  /// type, if the value is a tensor with an axis of these neurons.
  ///
  /// - Throws: `NetworkError.unknownVariable`, `.wrongKind` for a variable
  ///   without an axis of neurons; `TensorError.shapeMismatch`.
  public override func set(_ name: String, to value: Operand) throws {
    let target: Tensor
    var isNew = false
    switch base.state[name] {
    case .tensor(let tensor): target = tensor
    case nil:
      target = try newVariable(name, like: value)
      isNew = true
    case let other?: throw notAVector(name, other.kind)
    }
    guard let part = try part(of: target) else {
      throw notAVector(name, "a tensor of shape \(target.shape)")
    }
    try part.assign(value)
    base.state.set(name, to: .tensor(target), isNotifying: isNew)
  }

  override func connect(
    _ synapses: SynapseGroup, _ direction: SynapseDirection,
    under tags: [String]
  ) {
    super.connect(synapses, direction, under: tags)
    base.connect(synapses, direction, under: tags)
  }

  override func disconnect(
    _ synapses: SynapseGroup, _ direction: SynapseDirection
  ) {
    super.disconnect(synapses, direction)
    base.disconnect(synapses, direction)
  }

  /// Zeros for all neurons of the base group, for a value of these.
  private func newVariable(
    _ name: String, like value: Operand
  ) throws -> Tensor {
    if case .tensor(let tensor) = value {
      var shape = tensor.shape.list
      for axis in 0..<min(tensor.rank, 2) where shape[axis] == size {
        shape[axis] = base.size
        return try Tensor.zeros(
          try Shape(shape), type: tensor.type, in: pool)
      }
    }
    throw NetworkError.unknownVariable(
      name: name, object: base.label, known: base.state.names)
  }

  private func notAVector(_ name: String, _ found: String) -> NetworkError {
    .wrongKind(
      what: "'\(name)' of \(base.label), to which a sub-group writes,",
      expected: "a tensor with an element for each neuron", found: found)
  }
}
