import Glibc

/// Arithmetic on numbers as Lua does it: whole numbers stay whole and wrap
/// around, but for `/` and `^`.
///
/// What Lua and tensors do alike is done by what tensors' kernels are made of;
/// Lua's own are `//` of real numbers, which is the quotient rounded down after
/// it was rounded, and squares.
extension BinaryOperation {
  /// The kind of the result for numbers of which one is real, or none.
  public func kind(isReal: Bool) -> Scalar.Kind {
    switch self {
    case .divide, .power, .angle, .hypotenuse: .float
    case .and, .or, .exclusiveOr: .integer
    case .add, .subtract, .multiply, .floorDivide, .modulo, .minimum, .maximum:
      isReal ? .float : .integer
    }
  }

  /// The result for two numbers, of this kind.
  ///
  /// - Throws: `TensorError.invalidArgument` for a whole number over 0, and for
  ///   bits of a real number that isn't whole.
  package func number(
    _ x: Scalar, _ y: Scalar, _ kind: Scalar.Kind
  ) throws(TensorError) -> Scalar {
    guard kind == .integer else { return .float(real(x.double, y.double)) }
    guard let a = x.exactInteger, let b = y.exactInteger else {
      throw .invalidArgument(
        operation: rawValue, reason: "number has no integer representation")
    }
    if b == 0, self == .floorDivide || self == .modulo {
      let sign = self == .modulo ? "n%%0" : "n//0"
      throw .invalidArgument(
        operation: rawValue, reason: "attempt to perform '\(sign)'")
    }
    return .integer(whole(a, b))
  }

  private func real(_ x: Double, _ y: Double) -> Double {
    switch self {
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: x / y
    case .power: y == 2 ? x * x : .power(x, y)
    case .floorDivide: (x / y).rounded(.down)
    case .modulo: .modulus(x, y)
    case .minimum: .smaller(x, y)
    case .maximum: .larger(x, y)
    case .angle: atan2(x, y)
    case .hypotenuse: hypot(x, y)
    case .and, .or, .exclusiveOr: .nan
    }
  }

  private func whole(_ x: Int, _ y: Int) -> Int {
    switch self {
    case .add: x &+ y
    case .subtract: x &- y
    case .multiply: x &* y
    case .floorDivide: .floorQuotient(x, y)
    case .modulo: .modulus(x, y)
    case .minimum: .smaller(x, y)
    case .maximum: .larger(x, y)
    case .and: x & y
    case .or: x | y
    case .exclusiveOr: x ^ y
    case .divide, .power, .angle, .hypotenuse: 0
    }
  }
}
