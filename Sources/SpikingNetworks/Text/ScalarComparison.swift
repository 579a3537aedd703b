import Tensors

extension Scalar {
  /// Whether `comparison` of two numbers holds.
  func comparing(_ comparison: ComparisonOperation, _ other: Scalar) -> Bool {
    if isWhole, other.isWhole {
      return comparison.holds(integer, other.integer)
    }
    return comparison.holds(double, other.double)
  }

  private var isWhole: Bool { if case .float = self { false } else { true } }
}

extension ComparisonOperation {
  /// Whether the comparison holds for two values.
  fileprivate func holds<T: Comparable>(_ a: T, _ b: T) -> Bool {
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
