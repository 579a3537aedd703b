@testable import Programs
@testable import Tensors

/// What operations make of single elements, by Swift's operators and the rules
/// that the engine documents.
///
/// Functions that are no arithmetic (`exp`, `log`, `sin`, `cos`, `tanh`,
/// `sigmoid`, `pow` of real numbers) are the engine's own, of tensors of one
/// element.
struct ElementRules {
  /// What those tensors belong to.
  let pool = MemoryPool()

  /// A binary operation on two elements of one type.
  func binary(
    _ operation: BinaryOperation, _ a: ElementValue, _ b: ElementValue
  ) throws -> ElementValue {
    switch (a, b) {
    case (.truth(let a), .truth(let b)):
      .truth(try binary(operation, a, b))
    case (.whole(let a), .whole(let b)):
      .whole(try binary(operation, a, b))
    case (.single(let a), .single(let b)):
      .single(try binary(operation, a, b))
    case (.double(let a), .double(let b)):
      .double(try binary(operation, a, b))
    default:
      throw ProgramFault("\(operation) of elements of two types")
    }
  }

  private func binary(
    _ operation: BinaryOperation, _ a: Bool, _ b: Bool
  ) throws -> Bool {
    switch operation {
    case .and, .minimum: a && b
    case .or, .maximum: a || b
    case .exclusiveOr: a != b
    default: throw ProgramFault("\(operation) of truth values")
    }
  }

  private func binary(
    _ operation: BinaryOperation, _ a: Int, _ b: Int
  ) throws -> Int {
    switch operation {
    case .add: return a &+ b
    case .subtract: return a &- b
    case .multiply: return a &* b
    case .floorDivide: return b == 0 ? 0 : quotientAndRest(a, b).quotient
    case .modulo: return b == 0 ? 0 : quotientAndRest(a, b).rest
    case .power: return power(a, b)
    case .minimum: return a < b ? a : b
    case .maximum: return a > b ? a : b
    case .and: return a & b
    case .or: return a | b
    case .exclusiveOr: return a ^ b
    case .divide, .angle, .hypotenuse:
      throw ProgramFault("\(operation) of whole numbers")
    }
  }

  /// The quotient rounded down, which wraps around, and what is left.
  ///
  /// - Precondition: `b` is not 0.
  func quotientAndRest(_ a: Int, _ b: Int) -> (quotient: Int, rest: Int) {
    let quotient = a.dividedReportingOverflow(by: b).partialValue
    let rest = a.remainderReportingOverflow(dividingBy: b).partialValue
    let isNegative = rest != 0 && (rest < 0) != (b < 0)
    return isNegative ? (quotient - 1, rest + b) : (quotient, rest)
  }

  /// One product after the other; 1 over a power cut off to a whole number.
  private func power(_ a: Int, _ b: Int) -> Int {
    if b < 0 { return a == 1 ? 1 : a == -1 ? (b % 2 == 0 ? 1 : -1) : 0 }
    var result = 1
    // Powers of whole numbers repeat modulo 2⁶⁴; squares get there soon.
    for bit in stride(from: Int.bitWidth - 1, through: 0, by: -1) {
      result = result &* result
      if b >> bit & 1 == 1 { result = result &* a }
    }
    return result
  }

  private func binary<T: BinaryFloatingPoint & Element>(
    _ operation: BinaryOperation, _ a: T, _ b: T
  ) throws -> T {
    switch operation {
    case .add: return a + b
    case .subtract: return a - b
    case .multiply: return a * b
    case .divide: return a / b
    case .floorDivide: return floorQuotient(a, b)
    case .modulo:
      let rest = a.truncatingRemainder(dividingBy: b)
      return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
    case .power, .angle, .hypotenuse:
      let base = try Tensor([a], in: pool)
      try base.apply(operation, .tensor(try Tensor([b], in: pool)))
      return base.values(T.self)[0]
    case .minimum: return a < b || a.isNaN ? a : b
    case .maximum: return a > b || a.isNaN ? a : b
    case .and, .or, .exclusiveOr:
      throw ProgramFault("\(operation) of real numbers")
    }
  }

  /// The quotient rounded down: that of the numbers as they are stored, so that
  /// a quotient which was rounded up to a whole number is one less.
  private func floorQuotient<T: BinaryFloatingPoint>(_ a: T, _ b: T) -> T {
    if b.isInfinite, a.isFinite {
      return a != 0 && (a < 0) != (b < 0) ? -1 : 0
    }
    let quotient = (a / b).rounded(.down)
    let rest = a.addingProduct(-quotient, b)
    if rest.isNaN || rest == 0 || (rest < 0) == (b < 0) { return quotient }
    return quotient - 1
  }

  /// Whether a comparison of two elements of one type holds.
  func holds(
    _ comparison: ComparisonOperation, _ a: ElementValue, _ b: ElementValue
  ) -> Bool {
    switch (a, b) {
    case (.whole(let a), .whole(let b)): holds(comparison, a, b)
    default: holds(comparison, a.real, b.real)
    }
  }

  private func holds<T: Comparable>(
    _ comparison: ComparisonOperation, _ a: T, _ b: T
  ) -> Bool {
    switch comparison {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }

  /// A unary operation on an element.
  func unary(
    _ operation: UnaryOperation, _ x: ElementValue
  ) throws -> ElementValue {
    switch operation {
    case .logicalNot: return .truth(!x.isTrue)
    case .isNaN: return .truth(x.isNaN)
    case .isFinite: return .truth(x.real.isFinite)
    default: break
    }
    switch x {
    case .truth: throw ProgramFault("\(operation) of a truth value")
    case .whole(let x): return .whole(try unary(operation, x))
    case .single(let x): return .single(try unary(operation, x))
    case .double(let x): return .double(try unary(operation, x))
    }
  }

  private func unary(_ operation: UnaryOperation, _ x: Int) throws -> Int {
    switch operation {
    case .negative: 0 &- x
    case .absoluteValue: x < 0 ? 0 &- x : x
    case .sign: x.signum()
    case .floor, .ceiling, .round, .truncate: x
    case .rectified: max(x, 0)
    case .square: x &* x
    default: throw ProgramFault("\(operation) of a whole number")
    }
  }

  private func unary<T: BinaryFloatingPoint & Element>(
    _ operation: UnaryOperation, _ x: T
  ) throws -> T {
    switch operation {
    case .negative: return -x
    case .absoluteValue: return x.magnitude
    case .sign: return x > 0 ? 1 : x < 0 ? -1 : x
    case .floor: return x.rounded(.down)
    case .ceiling: return x.rounded(.up)
    case .round: return x.rounded(.toNearestOrEven)
    case .truncate: return x.rounded(.towardZero)
    case .rectified: return x < 0 ? 0 : x
    case .square: return x * x
    case .squareRoot: return x.squareRoot()
    case .reciprocal: return 1 / x
    case .logicalNot, .isNaN, .isFinite:
      throw ProgramFault("\(operation) gives truth values")
    default:
      let tensor = try Tensor([x], in: pool)
      try tensor.apply(operation)
      return tensor.values(T.self)[0]
    }
  }

  /// An element of `type` brought between limits; of crossed ones the upper one
  /// wins, and NaN stays.
  func clamp(
    _ x: ElementValue, _ limits: ClampLimits, _ type: ElementType
  ) -> ElementValue {
    var x = x
    if let low = limits.minimum.map({ ElementValue($0, type.computed) }) {
      x = holds(.less, x, low) ? low : x
    }
    if let high = limits.maximum.map({ ElementValue($0, type.computed) }) {
      x = holds(.greater, x, high) ? high : x
    }
    return x
  }
}

/// What a program must not do, or an interpreter of programs doesn't know.
struct ProgramFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
