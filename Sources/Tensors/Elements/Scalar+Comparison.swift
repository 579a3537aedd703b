/// Comparisons of single numbers, by Lua's rules: of their exact values, also
/// of a whole number with a real one.
extension Scalar {
  /// Whether `comparison` of two numbers holds; a truth value counts as 0 or 1.
  public func comparing(
    _ comparison: ComparisonOperation, _ other: Scalar
  ) -> Bool {
    switch (self, other) {
    case (.float(let a), .float(let b)): comparison.holds(a, b)
    case (.float(let a), let b): comparison.flipped.holds(b.integer, real: a)
    case (let a, .float(let b)): comparison.holds(a.integer, real: b)
    case (let a, let b): comparison.holds(a.integer, b.integer)
    }
  }
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

  /// Whether the comparison holds for a whole and a real number.
  fileprivate func holds(_ a: Int, real b: Double) -> Bool {
    if let exact = Int(exactly: b) { return holds(a, exact) }
    if b.isNaN { return self == .notEqual }
    // What is no `Int` is beyond all of them, or between two.
    let isLess = b > -0x1p63 && (b >= 0x1p63 || a <= Int(b.rounded(.down)))
    return holds(isLess ? -1 : 1, 0)
  }
}
