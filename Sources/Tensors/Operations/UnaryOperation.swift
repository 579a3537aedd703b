/// An elementwise function of one tensor.
///
/// This is the only list of these functions: kernels, Lua methods, the
/// reference and tests are made from it. A raw value is the function's name in
/// Lua.
public enum UnaryOperation: String, CaseIterable, Sendable {
  case negative = "neg"
  case absoluteValue = "abs"
  case sign
  case floor
  case ceiling = "ceil"
  case round
  case square
  case squareRoot = "sqrt"
  case exponential = "exp"
  case logarithm = "log"
  case sine = "sin"
  case cosine = "cos"
  case hyperbolicTangent = "tanh"
  case sigmoid
  case reciprocal
  case logicalNot = "logical_not"
  case isNaN = "isnan"
  case isFinite = "isfinite"

  /// What the function does, in a line.
  public var summary: String {
    switch self {
    case .negative: "The negative of each element."
    case .absoluteValue: "The absolute value."
    case .sign: "-1, 0 or 1; NaN for NaN."
    case .floor: "The whole number at or below."
    case .ceiling: "The whole number at or above."
    case .round: "The nearest whole number, halves to the even one."
    case .square: "The element times itself."
    case .squareRoot: "The square root; NaN below 0."
    case .exponential: "e to the power of the element."
    case .logarithm: "The natural logarithm; -inf at 0, NaN below."
    case .sine: "The sine of an angle in radians."
    case .cosine: "The cosine of an angle in radians."
    case .hyperbolicTangent: "The hyperbolic tangent."
    case .sigmoid: "1 / (1 + exp(-x))."
    case .reciprocal: "1 / x."
    case .logicalNot: "Where the element is zero, as a bool tensor."
    case .isNaN: "Where the element is not a number, as a bool tensor."
    case .isFinite: "Where the element is neither infinite nor NaN."
    }
  }

  /// The kind of result.
  package enum Result { case same, floating, bool }

  /// What elements the result has: those of the operand (a bool counts as a
  /// whole number), real numbers, or truth values.
  package var result: Result {
    switch self {
    case .negative, .absoluteValue, .sign, .floor, .ceiling, .round, .square:
      .same
    case .squareRoot, .exponential, .logarithm, .sine, .cosine,
      .hyperbolicTangent, .sigmoid, .reciprocal:
      .floating
    case .logicalNot, .isNaN, .isFinite: .bool
    }
  }

  /// Whether the results are truth values.
  public var givesTruth: Bool { result == .bool }

  /// The type of the result for an operand of `type`.
  package func resultType(_ type: ElementType) -> ElementType {
    switch result {
    case .same: type.arithmetic
    case .floating: type.floating
    case .bool: .bool
    }
  }
}
