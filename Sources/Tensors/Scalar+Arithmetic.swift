/// Arithmetic on single numbers, by the loops and rules of tensors.
extension Scalar {
  /// The element type that is exact for the number.
  public var type: ElementType {
    switch self {
    case .bool: .bool
    case .integer: .int64
    case .float: .float64
    }
  }

  /// `operation` of two numbers, as tensors of their types without axes give
  /// it: whole numbers wrap around, and only a real number makes real ones, but
  /// for quotients and negative powers. Nil for operations on bits of real
  /// numbers.
  public func applying(
    _ operation: BinaryOperation, _ other: Scalar
  ) -> Scalar? {
    let common =
      other.type == .float64
      ? .float64 : operation.promoted(type, with: other)
    if operation == .power, other.double == 2 {
      let base: Scalar =
        switch common {
        case .bool: self
        case .int64: .integer(Int(self))
        default: .float(double)
        }
      return base.applying(.multiply, base)
    }
    switch operation.resultType(type == .float64 ? .float64 : common).kernel {
    case .float32, .float64: return value(operation, other, Double.self)
    case .int64: return value(operation, other, Int.self)
    case .bool: return value(operation, other, UInt8.self)
    }
  }

  private func value<T: OperatedElement>(
    _ operation: BinaryOperation, _ other: Scalar, _: T.Type
  ) -> Scalar? {
    guard let (rows, _) = T.rows(of: operation) else { return nil }
    let (left, right) = (T(self), T(other))
    var result = left
    withUnsafePointer(to: left) { left in
      withUnsafePointer(to: right) { right in
        rows.vectors(&result, left, right, 1)
      }
    }
    return result.scalar
  }
}
