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
  case truncate = "trunc"
  case rectified = "relu"
  case square
  case squareRoot = "sqrt"
  case exponential = "exp"
  case exponentialMinus1 = "expm1"
  case relativeExponential = "exprel"
  case logarithm = "log"
  case logarithmOf1Plus = "log1p"
  case binaryLogarithm = "log2"
  case decimalLogarithm = "log10"
  case sine = "sin"
  case cosine = "cos"
  case tangent = "tan"
  case arcSine = "asin"
  case arcCosine = "acos"
  case arcTangent = "atan"
  case hyperbolicSine = "sinh"
  case hyperbolicCosine = "cosh"
  case hyperbolicTangent = "tanh"
  case errorFunction = "erf"
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
    case .truncate: "The whole number next to it on the way to 0."
    case .rectified: "The element, or 0 where it is below 0; NaN for NaN."
    case .square: "The element times itself."
    case .squareRoot: "The square root; NaN below 0."
    case .exponential: "e to the power of the element."
    case .exponentialMinus1: "exp(x) - 1, with all digits near 0."
    case .relativeExponential: "(exp(x) - 1) / x, which is 1 at 0."
    case .logarithm: "The natural logarithm; -inf at 0, NaN below."
    case .logarithmOf1Plus: "log(1 + x), with all digits near 0."
    case .binaryLogarithm: "The logarithm to base 2; -inf at 0, NaN below."
    case .decimalLogarithm: "The logarithm to base 10; -inf at 0, NaN below."
    case .sine: "The sine of an angle in radians."
    case .cosine: "The cosine of an angle in radians."
    case .tangent: "The tangent of an angle in radians."
    case .arcSine: "The angle in [-pi/2, pi/2] with this sine; else NaN."
    case .arcCosine: "The angle in [0, pi] with this cosine; else NaN."
    case .arcTangent: "The angle in [-pi/2, pi/2] with this tangent."
    case .hyperbolicSine: "The hyperbolic sine."
    case .hyperbolicCosine: "The hyperbolic cosine."
    case .hyperbolicTangent: "The hyperbolic tangent."
    case .errorFunction: "The error function."
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
    case .negative, .absoluteValue, .sign, .floor, .ceiling, .round, .truncate,
      .rectified, .square:
      .same
    case .logicalNot, .isNaN, .isFinite: .bool
    default: .floating
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
