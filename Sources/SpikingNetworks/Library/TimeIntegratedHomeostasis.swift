import Tensors

/// Changes a variable so that the running average of what is measured comes
/// between two thresholds.
public final class TimeIntegratedHomeostasis: InstantHomeostasis {
  public override class var summary: String {
    "As InstantHomeostasis, for a running average of what is measured: average"
      + " = (average * integration_length + measured) / (integration_length"
      + " + 1), kept in the state variable that is named after adjustment_param"
      + " with _average at its end."
  }

  public override class var parameterDescriptions: [ParameterDescription] {
    super.parameterDescriptions + [
      ParameterDescription(
        "integration_length", default: 1.0,
        "over how many iterations, or which time such as \"50 ms\", the average"
          + " goes back, about"),
      ParameterDescription(
        "init_avg",
        "the average at first; halfway between the thresholds if not given"),
    ]
  }

  private var length = 1.0

  private var averageName: String { target + "_average" }

  public override func initialize(_ object: NetworkObject) throws {
    try super.initialize(object)
    length = try partsOfIterations("integration_length", for: object) ?? 1
    guard length >= 0, length.isFinite else {
      throw invalid(
        "integration_length", .number(.float(length)), "it must be 0 or more")
    }
    let start = try operand("init_avg", for: object) ?? middle(in: object)
    let average: Tensor =
      switch start {
      case .tensor(let tensor):
        try tensor.converted(to: object.elementType).copied()
      case .scalar(let scalar):
        try Tensor.full(
          Shape(), scalar, type: object.elementType, in: object.pool)
      }
    object.state[averageName] = .tensor(average)
  }

  override func measurement<A: Algebra>(
    of object: NetworkObject, in algebra: A
  ) throws -> A.Value {
    let old = try algebra.tensor(named: averageName, of: object)
    let measured = try super.measurement(of: object, in: algebra)
    var average = try algebra.combine(
      .divide,
      try algebra.combine(
        .add,
        try algebra.combine(.multiply, old, try algebra.value(length)),
        measured), try algebra.value(length + 1))
    if let isEndless = try algebra.hasNonFinite(average) {
      // The average is between the two, even where their sum is no number.
      let part = try algebra.combine(
        .multiply, old, try algebra.value(length / (length + 1)))
      let between = try algebra.combine(
        .add,
        try algebra.combine(
          .multiply, measured, try algebra.value(1 / (length + 1))), part)
      average = try algebra.choose(isEndless, between, else: average)
    }
    try algebra.set(averageName, of: object, to: average)
    return average
  }

  /// Halfway between the thresholds.
  private func middle(in object: NetworkObject) throws -> Operand {
    let (low, high) = thresholds
    let start: Tensor =
      switch low {
      case .tensor(let tensor): tensor
      case .scalar(let scalar):
        try Tensor.full(
          Shape(), scalar, type: object.elementType, in: object.pool)
      }
    // Half of each, for the sum may be beyond all numbers.
    return .tensor(
      try start.applying(.multiply, 0.5)
        .applying(.add, high.applying(.multiply, 0.5)))
  }
}
