import Glibc

/// Arithmetic on numbers as Lua does it: whole numbers stay whole and wrap
/// around, but for `/` and `^`.
extension BinaryOperation {
  /// The result for two numbers, of this kind.
  ///
  /// - Throws: `TensorError.invalidArgument` for a whole number over 0.
  func number(
    _ x: Scalar, _ y: Scalar, _ kind: ProgramNumber.Kind
  ) throws(TensorError) -> Scalar {
    guard kind == .integer else { return .float(real(x.double, y.double)) }
    if y.integer == 0, self == .floorDivide || self == .modulo {
      let sign = self == .modulo ? "n%%0" : "n//0"
      throw .invalidArgument(
        operation: rawValue, reason: "attempt to perform '\(sign)'")
    }
    return .integer(whole(x.integer, y.integer))
  }

  private func real(_ x: Double, _ y: Double) -> Double {
    switch self {
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: x / y
    case .power: y == 2 ? x * x : pow(x, y)
    case .floorDivide: (x / y).rounded(.down)
    case .modulo: rest(x, y)
    case .minimum: x < y || x.isNaN ? x : y
    case .maximum: x > y || x.isNaN ? x : y
    case .and, .or, .exclusiveOr: .nan
    }
  }

  /// - Precondition: `y` isn't 0 where it divides.
  private func whole(_ x: Int, _ y: Int) -> Int {
    switch self {
    case .add: x &+ y
    case .subtract: x &- y
    case .multiply: x &* y
    case .floorDivide: floorQuotient(x, y)
    case .modulo: rest(x, y)
    case .minimum: min(x, y)
    case .maximum: max(x, y)
    case .and: x & y
    case .or: x | y
    case .exclusiveOr: x ^ y
    case .divide, .power: 0
    }
  }
}

/// The rest of a division rounded down.
private func rest(_ x: Double, _ y: Double) -> Double {
  let rest = fmod(x, y)
  return rest * y < 0 ? rest + y : rest
}

/// - Precondition: `y` is not 0.
private func rest(_ x: Int, _ y: Int) -> Int {
  if y == -1 { return 0 }
  let rest = x % y
  return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest
}

/// - Precondition: `y` is not 0.
private func floorQuotient(_ x: Int, _ y: Int) -> Int {
  if y == -1 { return 0 &- x }
  let quotient = x / y
  return x % y != 0 && (x < 0) != (y < 0) ? quotient - 1 : quotient
}
