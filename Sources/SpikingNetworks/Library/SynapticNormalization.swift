import Tensors

/// Scales the weights of neurons' synapses to a fixed total.
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
    let sums = try neurons.vector()
    for synapses in groups {
      let own = try WeightMatrix(named: variable, of: synapses)
        .magnitudes(axis: 1 - axis(synapses), of: synapses)
      let part = try part(of: sums, of: neurons, at: synapses)
      try part.assign(.tensor(try part.tensor().applying(.add, .tensor(own))))
    }
    let hasWeights = try sums.comparing(.notEqual, 0)
    let factors = try hasWeights.choosing(
      .tensor(try sums.applying(.divide, total, isReversed: true)), else: 1)
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
