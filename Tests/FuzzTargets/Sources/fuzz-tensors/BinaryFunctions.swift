import Glibc
import Tensors

extension BinaryOperation {
  /// Whether it works on bits.
  var isOfBits: Bool { self == .and || self == .or || self == .exclusiveOr }

  /// The type that elements of `type` and a number promote to. A whole number to
  /// a negative power is real.
  func common(_ type: ElementType, with number: Scalar) -> ElementType {
    if self == .power, case .integer(..<0) = number { return type.floating }
    return number.common(with: type)
  }

  /// The type of the result for elements that promote to `type`.
  func type(for type: ElementType) -> ElementType {
    switch self {
    case .and, .or, .exclusiveOr, .minimum, .maximum: type.computed
    case .divide, .angle, .hypotenuse: type.floating
    default: type.sum
    }
  }

  /// The function of two elements, computed as `type`.
  func of(_ a: Scalar, _ b: Scalar, as type: ElementType) -> Expected {
    switch type {
    case .bool: Expected(.bool(truth(a.isTrue, b.isTrue)))
    case .int64: Expected(.integer(whole(a.integer, b.integer)))
    case .float64: real(a.double, b.double, type)
    default: real(Float(a.double), Float(b.double), type)
    }
  }

  private func truth(_ a: Bool, _ b: Bool) -> Bool {
    switch self {
    case .and, .minimum: a && b
    case .or, .maximum: a || b
    default: a != b
    }
  }

  private func whole(_ a: Int, _ b: Int) -> Int {
    switch self {
    case .add: a &+ b
    case .subtract: a &- b
    case .multiply: a &* b
    case .floorDivide: quotient(a, b)
    case .modulo: b == 0 ? 0 : a &- quotient(a, b) &* b
    case .power: power(a, b)
    case .minimum: min(a, b)
    case .maximum: max(a, b)
    case .and: a & b
    case .or: a | b
    case .exclusiveOr: a ^ b
    case .divide, .angle, .hypotenuse: 0
    }
  }

  private func quotient(_ a: Int, _ b: Int) -> Int {
    if b == 0 { return 0 }
    let (towardZero, rest) = (
      a.dividedReportingOverflow(by: b).partialValue,
      a.remainderReportingOverflow(dividingBy: b).partialValue
    )
    return rest != 0 && (rest < 0) != (b < 0) ? towardZero - 1 : towardZero
  }

  private func power(_ a: Int, _ b: Int) -> Int {
    if b < 0 { return a == 1 || a == -1 ? (b % 2 == 0 ? 1 : a) : 0 }
    // Powers repeat themselves after the 64 that matter: b's bits, from the top.
    return (0..<63).reversed().reduce(1) { result, bit in
      let square = result &* result
      return b >> bit & 1 == 1 ? square &* a : square
    }
  }

  /// The whole number of which `modulo` leaves the rest.
  private func floorQuotient<T: BinaryFloatingPoint>(_ a: T, _ b: T) -> T {
    if b.isInfinite, a.isFinite { return a != 0 && (a < 0) != (b < 0) ? -1 : 0 }
    let quotient = (a / b).rounded(.down)
    let rest = a.addingProduct(-quotient, b)
    return rest < 0 && b > 0 || rest > 0 && b < 0 ? quotient - 1 : quotient
  }

  private func real<T: BinaryFloatingPoint>(
    _ a: T, _ b: T, _ type: ElementType
  ) -> Expected {
    let result: T
    switch self {
    case .add: result = a + b
    case .subtract: result = a - b
    case .multiply: result = a * b
    case .divide: result = a / b
    case .floorDivide: result = floorQuotient(a, b)
    case .modulo:
      let rest = T(fmod(Double(a), Double(b)))
      result = rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
    case .minimum: result = a.isNaN || b.isNaN ? .nan : min(a, b)
    case .maximum: result = a.isNaN || b.isNaN ? .nan : max(a, b)
    case .angle:
      return Expected(atan2(Double(a), Double(b)), type, ulps: 4)
    case .hypotenuse:
      return Expected(hypot(Double(a), Double(b)), type, ulps: 4)
    default: return Expected(pow(Double(a), Double(b)), type, ulps: 8)
    }
    return Expected(.float(Double(result)))
  }
}
