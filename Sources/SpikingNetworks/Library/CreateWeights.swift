import Tensors

/// Draws the weights of a synapse group.
public final class CreateWeights: LibraryBehavior {
  public override class var summary: String {
    "Draws the weights W of a synapse group; those that are not enabled are 0."
  }

  public override class var parameterDescriptions: [ParameterDescription] {
    [
      ParameterDescription(
        "distribution", default: "uniform",
        "what they are drawn from, as a mode of matrix; or the weights"
          + " themselves, a tensor in the shape of the matrix"),
      ParameterDescription(
        "density", default: 1.0, "the probability that a synapse has a weight"),
      ParameterDescription(
        "normalize", default: true,
        "whether the weights of each destination, and of each source, are made"
          + " to sum to about norm_factor; weights that are given stay as they"
          + " are unless it is given too"),
      ParameterDescription(
        "norm_factor", default: 1.0,
        "the sum of each destination's weights, if they are normalized"),
      ParameterDescription(
        "variable", default: "W", "the state variable with the weights"),
    ]
  }

  /// How often sources and destinations are normalized in turn.
  private static let rounds = 10

  public override var hasForward: Bool { false }

  public override func initialize(_ object: NetworkObject) throws {
    let synapses: SynapseGroup = try required(
      object, SynapseGroup.self, for: name, is: "a synapse group")
    // Read as it is: a text would be read as a distribution of the parameter.
    let density = try operand("density", for: object)
    let weights: Tensor
    var isNormalized = try truth("normalize", for: object) ?? true
    if case .tensor(let matrix)? = given["distribution"] {
      weights = try synapses.matrix(1, density: density)
      try weights.apply(.multiply, .tensor(try fitted(matrix, to: weights)))
      isNormalized = isNormalized && given["normalize"] != nil
    } else {
      weights = try synapses.matrix(try distribution(), density: density)
    }
    let factor = try number("norm_factor", for: object) ?? 1
    if isNormalized, weights.count > 0 {
      let axis = synapses.sourceAxis
      for _ in 0..<CreateWeights.rounds {
        try normalize(weights, along: 1 - axis)
        try normalize(weights, along: axis)
      }
      try weights.apply(.multiply, .scalar(.float(factor)))
    }
    synapses.state[try text("variable", for: object) ?? "W"] = .tensor(weights)
  }

  private func distribution() throws -> TensorMode {
    switch given["distribution"] {
    case nil: return "uniform"
    case .number(let number): return .number(number)
    case .text(let text): return .text(text)
    case let value?:
      throw invalid(
        "distribution", value, "it must be a text, a number or a tensor")
    }
  }

  /// A matrix that was given, which must be in the shape of the weights.
  private func fitted(_ matrix: Tensor, to weights: Tensor) throws -> Tensor {
    guard matrix.shape == weights.shape else {
      throw invalid(
        "distribution", .tensor(matrix), "its shape must be \(weights.shape)")
    }
    return matrix
  }

  /// Divides by the sums along `axis`, where they aren't 0.
  private func normalize(
    _ weights: Tensor, along axis: Int
  ) throws(TensorError) {
    var sums = try weights.reducing(.sum, axis: axis, keepsAxis: true)
    if sums.firstNonFinite() != nil {
      // Smaller ones have the same ratios, and a sum.
      let isOverflowing = try sums.applying(.subtract, .tensor(sums))
        .comparing(.notEqual, 0)
      try weights.apply(
        .multiply,
        .tensor(
          try isOverflowing.choosing(0x1p-100, else: 1.0)
            .converted(to: weights.type)))
      sums = try weights.reducing(.sum, axis: axis, keepsAxis: true)
    }
    try sums.assign(1, where: try sums.comparing(.equal, 0))
    try weights.apply(.divide, .tensor(sums))
  }
}
