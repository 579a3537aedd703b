import Glibc

extension UnaryOperation {
  /// The function of the C library that it is; nil if it is none.
  ///
  /// Such a function is seldom called in an iteration. It is computed in double
  /// precision, so that the bits of a `float32` hardly depend on the library.
  var libraryFunction: ((Double) -> Double)? {
    switch self {
    case .exponentialMinus1: expm1
    case .relativeExponential: exprel
    case .logarithmOf1Plus: log1p
    case .binaryLogarithm: log2
    case .decimalLogarithm: log10
    case .tangent: tan
    case .arcSine: asin
    case .arcCosine: acos
    case .arcTangent: atan
    case .hyperbolicSine: sinh
    case .hyperbolicCosine: cosh
    case .errorFunction: erf
    default: nil
    }
  }
}

/// (exp(x) - 1) / x, which is 1 at 0.
private func exprel(_ x: Double) -> Double {
  x == 0 ? 1 : x == .infinity ? x : expm1(x) / x
}
