import Tensors

/// Scales the weights of neurons' synapses to a fixed total.
///
/// It is no part of programs: whether it scales twice depends on the weights.
public final class SynapticNormalization: LibraryBehavior {
  public override class var summary: String {
    "Scales the weights of all synapse groups with a tag that end at a neuron"
      + " group, so that their magnitudes add up to norm_factor for each"
      + " neuron; with direction = \"efferent\", of those that start there."
      + " Synapses that are not enabled don't count and stay as they are, and"
      + " so do the weights of a neuron that are all 0."
  }

  public override class var parameterDescriptions: [ParameterDescription] {
    [
      ParameterDescription(
        "synapse_type", default: "GLUTAMATE",
        "the tag of the synapse groups; All for all"),
      ParameterDescription(
        "norm_factor", default: 1.0,
        "the total for each neuron: a number or a vector"),
      ParameterDescription(
        "direction", default: "afferent", "afferent or efferent"),
      ParameterDescription(
        "variable", default: "W", "the state variable with the weights"),
    ]
  }

  private var tag = ""
  private var total: Operand = 1
  private var direction = SynapseDirection.afferent
  private var variable = ""

  public override func initialize(_ object: NetworkObject) throws {
    let neurons = try neurons(object)
    tag = try text("synapse_type", for: object) ?? ""
    variable = try text("variable", for: object) ?? ""
    direction = try SynapseDirection(
      named: try text("direction", for: object) ?? "")
    guard !neurons.synapses(direction, tag).isEmpty else {
      throw NetworkError.unknownTag(
        tag: tag, wanted: "\(direction.rawValue) synapse group",
        known: neurons.synapseTags(direction))
    }
    total = try operand("norm_factor", for: object) ?? 1
    if case .tensor(let tensor) = total, tensor.shape.list != [neurons.size] {
      throw invalid(
        "norm_factor", .tensor(tensor), "its shape must be [\(neurons.size)]")
    }
  }

  public override func forward(_ object: NetworkObject) throws {
    let neurons = try neurons(object)
    let groups = neurons.synapses(direction, tag)
    var factors = try factors(of: groups, of: neurons)
    if let scales = try scales(for: factors) {
      try multiply(groups, by: scales, of: neurons)
      factors = try self.factors(of: groups, of: neurons)
    }
    try multiply(groups, by: factors, of: neurons)
  }

  /// What the weights of each neuron have to be multiplied with; 1 if there are
  /// none.
  private func factors(
    of groups: [SynapseGroup], of neurons: NeuronGroup
  ) throws -> Tensor {
    let sums = try neurons.vector()
    for synapses in groups {
      let own = try WeightMatrix(named: variable, of: synapses)
        .magnitudes(axis: 1 - axis(synapses), of: synapses)
      let part = try part(of: sums, of: neurons, at: synapses)
      try part.assign(.tensor(try part.tensor().applying(.add, .tensor(own))))
    }
    return try sums.comparing(.notEqual, 0).choosing(
      .tensor(try sums.applying(.divide, total, isReversed: true)), else: 1)
  }

  /// Powers of two that bring weights, the sum of which is too small to divide
  /// by or too large for a number, near to others, without rounding; nil if there
  /// are no such weights.
  private func scales(for factors: Tensor) throws -> Tensor? {
    let isSmall = try factors.applying(.absoluteValue)
      .comparing(.greater, .scalar(.float(0x1p100)))
    let isLarge = try factors.applying(.absoluteValue)
      .comparing(.less, .scalar(.float(0x1p-100)))
    guard try isSmall.applying(.or, .tensor(isLarge)).reduced(.any).isTrue
    else { return nil }
    let ones = try Tensor.full(
      factors.shape, 1.0, type: factors.type, in: factors.pool)
    let smaller = try isLarge.choosing(
      .scalar(.float(0x1p-100)), else: .tensor(ones))
    return try isSmall.choosing(
      .scalar(.float(0x1p100)), else: .tensor(smaller))
  }

  /// Multiplies the weights of each neuron with its factor.
  private func multiply(
    _ groups: [SynapseGroup], by factors: Tensor, of neurons: NeuronGroup
  ) throws {
    for synapses in groups {
      let line = try part(of: factors, of: neurons, at: synapses).tensor()
        .unsqueezed(axis: 1 - axis(synapses))
      try WeightMatrix(named: variable, of: synapses)
        .multiply(by: line, of: synapses)
    }
  }

  /// The elements of a vector of `neurons` for those at which a synapse group
  /// ends or starts: all, unless that is a sub-group.
  private func part(
    of vector: Tensor, of neurons: NeuronGroup, at synapses: SynapseGroup
  ) throws(TensorError) -> Subscript {
    let end =
      direction == .afferent ? synapses.destination : synapses.source
    guard end !== neurons, let part = end as? NeuronSubGroup else {
      return .view(vector)
    }
    return try vector.subscripting(axis: 0, part.places)
  }

  /// The axis of weights that stands for the neurons that are normalized.
  private func axis(_ synapses: SynapseGroup) -> Int {
    let source = synapses.context.synapseMode.sourceAxis
    return direction == .efferent ? source : 1 - source
  }

  private func neurons(
    _ object: NetworkObject
  ) throws(NetworkError) -> NeuronGroup {
    try required(object, NeuronGroup.self, for: name, is: "a neuron group")
  }
}
