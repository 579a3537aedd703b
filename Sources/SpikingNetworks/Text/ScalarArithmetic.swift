import Glibc
import Tensors

extension Scalar {
  /// `operation` of two numbers, with the rules for tensors; nil for
  /// operations on bits of real numbers.
  func applying(_ operation: BinaryOperation, _ other: Scalar) -> Scalar? {
    if isWhole, other.isWhole,
      let result = Scalar.whole(operation, integer, other.integer)
    {
      let isTruth = isBool && other.isBool && operation.keepsBool
      return isTruth ? .bool(result != 0) : .integer(result)
    }
    return Scalar.real(operation, double, other.double).map(Scalar.float)
  }

  /// Whether `comparison` of two numbers holds.
  func comparing(_ comparison: ComparisonOperation, _ other: Scalar) -> Bool {
    if isWhole, other.isWhole {
      return comparison.holds(integer, other.integer)
    }
    return comparison.holds(double, other.double)
  }

  private var isBool: Bool { if case .bool = self { true } else { false } }

  private var isWhole: Bool { if case .float = self { false } else { true } }

  /// The result as a whole number, or nil if it is a real one.
  private static func whole(
    _ operation: BinaryOperation, _ a: Int, _ b: Int
  ) -> Int? {
    switch operation {
    case .add: return a &+ b
    case .subtract: return a &- b
    case .multiply: return a &* b
    case .divide: return nil
    case .floorDivide:
      if b == 0 { return 0 }
      let quotient = a.dividedReportingOverflow(by: b).partialValue
      return a % (b == -1 ? 1 : b) != 0 && (a < 0) != (b < 0)
        ? quotient - 1 : quotient
    case .modulo:
      if b == 0 || b == -1 { return 0 }
      let rest = a % b
      return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
    case .power:
      return b < 0 ? nil : Int(exactly: pow(Double(a), Double(b)))
    case .minimum: return min(a, b)
    case .maximum: return max(a, b)
    case .and: return a & b
    case .or: return a | b
    case .exclusiveOr: return a ^ b
    }
  }

  private static func real(
    _ operation: BinaryOperation, _ a: Double, _ b: Double
  ) -> Double? {
    switch operation {
    case .add: return a + b
    case .subtract: return a - b
    case .multiply: return a * b
    case .divide: return a / b
    case .floorDivide: return (a / b).rounded(.down)
    case .modulo:
      let rest = fmod(a, b)
      return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
    case .power: return pow(a, b)
    case .minimum: return a.isNaN ? a : b.isNaN ? b : min(a, b)
    case .maximum: return a.isNaN ? a : b.isNaN ? b : max(a, b)
    case .and, .or, .exclusiveOr: return nil
    }
  }
}

extension BinaryOperation {
  /// Whether two truth values give a truth value.
  fileprivate var keepsBool: Bool {
    switch self {
    case .and, .or, .exclusiveOr, .minimum, .maximum: true
    default: false
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
}

extension Scalar {
  /// The element type that is exact for the number.
  var type: ElementType {
    switch self {
    case .bool: .bool
    case .integer: .int64
    case .float: .float64
    }
  }
}
