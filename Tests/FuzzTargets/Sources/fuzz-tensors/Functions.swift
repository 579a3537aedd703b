import Glibc
import Tensors

extension UnaryOperation {
  /// The type of the result for elements of `type`.
  func type(for type: ElementType) -> ElementType {
    switch self {
    case .negative, .absoluteValue, .sign, .floor, .ceiling, .round, .truncate,
      .rectified, .square:
      type.sum
    case .logicalNot, .isNaN, .isFinite: .bool
    default: type.floating
    }
  }

  /// The function of an element of `type`.
  func of(_ x: Scalar, as type: ElementType) -> Expected {
    let result = self.type(for: type)
    switch (self, x.rounded(to: result)) {
    case (.logicalNot, _): return Expected(.bool(!x.isTrue))
    case (.isNaN, _): return Expected(.bool(x.double.isNaN))
    case (.isFinite, _): return Expected(.bool(x.double.isFinite))
    case (_, .integer(let n)): return Expected(.integer(whole(n)))
    case (_, let number): return real(number.double, result)
    }
  }

  private func whole(_ n: Int) -> Int {
    switch self {
    case .negative: 0 &- n
    case .absoluteValue: n < 0 ? 0 &- n : n
    case .sign: n.signum()
    case .square: n &* n
    case .rectified: max(n, 0)
    default: n
    }
  }

  private func real(_ x: Double, _ type: ElementType) -> Expected {
    switch self {
    case .exponential: Expected(exp(x), type, ulps: 4)
    case .logarithm: Expected(log(x), type, ulps: 4)
    case .sine: Expected(sin(x), type, ulps: 4)
    case .cosine: Expected(cos(x), type, ulps: 4)
    case .hyperbolicTangent: Expected(tanh(x), type, ulps: 4)
    case .sigmoid: Expected(1 / (1 + exp(-x)), type, ulps: 4)
    case .exponentialMinus1: Expected(expm1(x), type, ulps: 4)
    case .relativeExponential:
      Expected(
        x == 0 ? 1 : x == .infinity ? x : expm1(x) / x, type, ulps: 4)
    case .logarithmOf1Plus: Expected(log1p(x), type, ulps: 4)
    case .binaryLogarithm: Expected(log2(x), type, ulps: 4)
    case .decimalLogarithm: Expected(log10(x), type, ulps: 4)
    case .tangent: Expected(tan(x), type, ulps: 4)
    case .arcSine: Expected(asin(x), type, ulps: 4)
    case .arcCosine: Expected(acos(x), type, ulps: 4)
    case .arcTangent: Expected(atan(x), type, ulps: 4)
    case .hyperbolicSine: Expected(sinh(x), type, ulps: 4)
    case .hyperbolicCosine: Expected(cosh(x), type, ulps: 4)
    case .errorFunction: Expected(erf(x), type, ulps: 4)
    default: Expected(Scalar.float(exact(x)).rounded(to: type))
    }
  }

  /// Functions that are rounded once; double precision has room for the exact
  /// result of a `float32`.
  private func exact(_ x: Double) -> Double {
    switch self {
    case .negative: -x
    case .absoluteValue: x.magnitude
    case .sign: x > 0 ? 1 : x < 0 ? -1 : x
    case .floor: x.rounded(.down)
    case .ceiling: x.rounded(.up)
    case .round: x.rounded(.toNearestOrEven)
    case .truncate: x.rounded(.towardZero)
    case .rectified: x < 0 ? 0 : x
    case .square: x * x
    case .squareRoot: x.squareRoot()
    default: 1 / x
    }
  }
}

extension ComparisonOperation {
  /// Whether it holds for two elements of `type`.
  func of(_ a: Scalar, _ b: Scalar, as type: ElementType) -> Bool {
    if type == .int64 || type == .bool {
      return holds(a.integer, b.integer)
    }
    return holds(a.rounded(to: type).double, b.rounded(to: type).double)
  }

  private func holds<T: Comparable>(_ a: T, _ b: T) -> Bool {
    switch self {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}
