import Tensors

/// Changes a variable so that what is measured comes between two thresholds.
public class InstantHomeostasis: LibraryBehavior, AlgebraicBehavior {
  public override class var summary: String {
    "Raises a state variable where what is measured is below min_th, and lowers"
      + " it where it is above max_th, in each iteration, by inc or dec times"
      + " adj_strength (and times the distance). Synapses that are not enabled"
      + " stay as they are."
  }

  public override class var parameterDescriptions: [ParameterDescription] {
    [
      ParameterDescription(
        "adjustment_param", isRequired: true,
        "the state variable that is changed, in place"),
      ParameterDescription(
        "measurement_param", isRequired: true,
        "what is measured, as a recorder's expression: \"spike\","
          + " \"mean(voltage)\""),
      ParameterDescription(
        "threshold", "gives min_th and max_th where they are not given"),
      ParameterDescription(
        "gap_percent",
        "moves the thresholds that threshold gave apart, each by so many"
          + " percent of it"),
      ParameterDescription("min_th", "below it, the variable is raised"),
      ParameterDescription("max_th", "above it, the variable is lowered"),
      ParameterDescription(
        "distance_sensitive", default: true,
        "whether changes are proportional to the distance from the threshold"),
      ParameterDescription("inc", default: 1.0, "how much to raise it"),
      ParameterDescription("dec", default: 1.0, "how much to lower it"),
      ParameterDescription(
        "adj_strength", default: 1.0, "a factor of both"),
      ParameterDescription(
        "measurement_min", "smaller measurements count as this"),
      ParameterDescription(
        "measurement_max", "larger measurements count as this"),
      ParameterDescription(
        "target_clip_min", "the smallest value of the variable"),
      ParameterDescription(
        "target_clip_max", "the largest value of the variable"),
    ]
  }

  /// The name of the variable that is changed.
  private(set) var target = ""

  private var measured: Expression?
  private var isDistanceSensitive = true
  private var increase: Operand = 1
  private var decrease: Operand = 1
  private var strength: Operand = 1
  private var measurementLimits = Limits()
  private var targetLimits = Limits()

  /// The thresholds between which the measurement should be.
  private(set) var thresholds = (
    minimum: Operand.scalar(0), maximum: Operand.scalar(0)
  )

  private struct Limits {
    var minimum: Scalar?
    var maximum: Scalar?
  }

  public override func initialize(_ object: NetworkObject) throws {
    target = try text("adjustment_param", for: object) ?? ""
    measured = try Expression(
      try expressionText("measurement_param", for: object), of: object)
    thresholds = try readThresholds(for: object)
    isDistanceSensitive = try truth("distance_sensitive", for: object) ?? true
    increase = try operand("inc", for: object) ?? 1
    decrease = try operand("dec", for: object) ?? 1
    strength = try operand("adj_strength", for: object) ?? 1
    measurementLimits = try limits("measurement_", for: object)
    targetLimits = try limits("target_clip_", for: object)
  }

  func step<A: Algebra>(_ object: NetworkObject, in algebra: A) throws {
    let change = try adjustment(
      to: try measurement(of: object, in: algebra), in: algebra)
    let target = try algebra.tensor(named: target, of: object)
    let enabled = try EnabledElements(
      of: object, shape: algebra.layout(of: target).shape, in: algebra)
    try enabled.update(target) {
      try algebra.update($0, .add, change)
      try clamp($0, targetLimits, in: algebra)
    }
  }

  /// What is measured at present, within its limits; no variable's memory is
  /// changed.
  func measurement<A: Algebra>(
    of object: NetworkObject, in algebra: A
  ) throws -> A.Value {
    guard let measured else { throw NetworkError.notInitialized }
    var value = try measured.value(in: algebra)
    if algebra.layout(of: value).shape == nil {
      value = try algebra.full(Shape(), value, type: object.elementType)
    } else {
      value = try algebra.convert(value, to: object.elementType)
    }
    if measurementLimits.minimum != nil || measurementLimits.maximum != nil {
      value = try algebra.copied(value)
      try clamp(value, measurementLimits, in: algebra)
    }
    return value
  }

  /// How much the target changes for a measurement.
  private func adjustment<A: Algebra>(
    to value: A.Value, in algebra: A
  ) throws -> A.Value {
    let minimum = try algebra.value(thresholds.minimum)
    let maximum = try algebra.value(thresholds.maximum)
    let above: A.Value
    let below: A.Value
    if isDistanceSensitive {
      above = try algebra.combine(.subtract, value, maximum)
      below = try algebra.combine(.subtract, minimum, value)
      try algebra.clamp(above, minimum: 0, maximum: nil)
      try algebra.clamp(below, minimum: 0, maximum: nil)
    } else {
      let type = algebra.layout(of: value).type
      above = try algebra.convert(
        try algebra.compare(.greater, value, maximum), to: type)
      below = try algebra.convert(
        try algebra.compare(.less, value, minimum), to: type)
    }
    let raise = try algebra.combine(
      .multiply, below, try algebra.value(increase))
    let lower = try algebra.combine(
      .multiply, above, try algebra.value(decrease))
    return try algebra.combine(
      .multiply, try algebra.combine(.subtract, raise, lower),
      try algebra.value(strength))
  }

  private func clamp<A: Algebra>(
    _ tensor: A.Value, _ limits: Limits, in algebra: A
  ) throws {
    guard limits.minimum != nil || limits.maximum != nil else { return }
    try algebra.clamp(
      tensor, minimum: limits.minimum, maximum: limits.maximum)
  }

  private func limits(
    _ name: String, for object: NetworkObject
  ) throws -> Limits {
    Limits(
      minimum: try number(name + "min", for: object).map(Scalar.float),
      maximum: try number(name + "max", for: object).map(Scalar.float))
  }
}

/// The thresholds.
extension InstantHomeostasis {
  private func readThresholds(
    for object: NetworkObject
  ) throws -> (minimum: Operand, maximum: Operand) {
    let threshold = try operand("threshold", for: object)
    let gap = try number("gap_percent", for: object) ?? 0
    let minimum = try operand("min_th", for: object)
    let maximum = try operand("max_th", for: object)
    func fallback(_ name: String, _ percent: Double) throws -> Operand {
      guard let threshold else {
        throw NetworkError.missingParameter(behavior: self.name, name: name)
      }
      return try threshold.applying(
        .multiply, .scalar(.float(1 + percent / 100)))
    }
    return (
      try minimum ?? fallback("min_th", -gap),
      try maximum ?? fallback("max_th", gap)
    )
  }
}
