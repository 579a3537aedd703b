import Tensors

/// Keeps the weights of a synapse group within limits.
public final class WeightClip: LibraryBehavior, AlgebraicBehavior {
  public override class var summary: String {
    "Keeps the weights of a synapse group between w_min and w_max; those of"
      + " synapses that are not enabled stay as they are."
  }

  public override class var parameterDescriptions: [ParameterDescription] {
    [
      ParameterDescription("w_min", default: 0.0, "the smallest weight"),
      ParameterDescription("w_max", default: 1.0, "the largest weight"),
      ParameterDescription(
        "variable", default: "W", "the state variable with the weights"),
    ]
  }

  private var limits = (low: 0.0, high: 1.0)
  private var variable = "W"

  public override func initialize(_ object: NetworkObject) throws {
    let low = try number("w_min", for: object) ?? 0
    let high = try number("w_max", for: object) ?? 1
    for (name, limit) in [("w_min", low), ("w_max", high)] where limit.isNaN {
      throw invalid(name, .number(.float(.nan)), "it must not be NaN")
    }
    guard low <= high else {
      throw invalid(
        "w_min", .number(.float(low)), "it must be at most w_max, \(high)")
    }
    limits = (low, high)
    variable = try text("variable", for: object) ?? "W"
  }

  func step<A: Algebra>(_ object: NetworkObject, in algebra: A) throws {
    let weights: A.Value
    let enabled: EnabledElements<A>
    switch try algebra.content(of: variable, in: object) {
    case .sparse(let matrix, let entries):
      weights = entries
      enabled = try EnabledElements(of: object, matrix, in: algebra)
    default:
      weights = try algebra.tensor(named: variable, of: object)
      enabled = try EnabledElements(
        of: object, shape: algebra.layout(of: weights).shape, in: algebra)
    }
    try enabled.update(weights) {
      try algebra.clamp(
        $0, minimum: .float(limits.low), maximum: .float(limits.high))
    }
  }
}
