import Tensors

/// Keeps the weights of a synapse group within limits.
public final class WeightClip: LibraryBehavior {
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
    guard low <= high else {
      throw invalid(
        "w_min", .number(.float(low)), "it must be at most w_max, \(high)")
    }
    limits = (low, high)
    variable = try text("variable", for: object) ?? "W"
  }

  public override func forward(_ object: NetworkObject) throws {
    try WeightMatrix(named: variable, of: object).clamp(limits, of: object)
  }
}
