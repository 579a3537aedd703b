/// Arithmetic on single numbers, by Lua's rules: what Lua gives for numbers of
/// its own, to the bit.
///
/// Tensors follow other rules, which stand at their kernels: whole elements
/// stay whole under `^`, and a division of them by 0 gives 0. A truth value
/// counts as 0 or 1 here, where Lua has an error.
extension Scalar {
  /// The element type that is exact for the number.
  public var type: ElementType {
    switch self {
    case .bool: .bool
    case .integer: .int64
    case .float: .float64
    }
  }

  /// `operation` of two numbers.
  ///
  /// Whole numbers stay whole and wrap around, but quotients and powers are
  /// real. `and`, `or`, `exclusiveOr`, `minimum` and `maximum` of two truth
  /// values are one.
  ///
  /// - Throws: `TensorError.invalidArgument` for `floorDivide` and `modulo` of
  ///   a whole number by 0, and for bits of a number that isn't whole.
  public func applying(
    _ operation: BinaryOperation, _ other: Scalar
  ) throws(TensorError) -> Scalar {
    if case .bool = self, case .bool = other,
      let (rows, _) = UInt8.rows(of: operation)
    {
      var result: UInt8 = 0
      withUnsafePointer(to: UInt8(self)) {
        rows.vectorAndNumber(&result, $0, UInt8(other), 1)
      }
      return result.scalar
    }
    let isReal = type == .float64 || other.type == .float64
    let kind = operation.kind(isReal: isReal)
    return try operation.number(self, other, kind)
  }

  /// `operation` of the number, as tensors of real or whole numbers have it; a
  /// truth value counts as a whole number.
  public func applying(_ operation: UnaryOperation) -> Scalar {
    if case .float(let value) = self { return operation.number(value) }
    return operation.result == .floating
      ? operation.number(double) : operation.number(integer)
  }

  /// Not, for a truth value; all bits turned over, for a whole number.
  ///
  /// - Throws: `TensorError.invalidArgument` for a number that isn't whole.
  public func complemented() throws(TensorError) -> Scalar {
    if case .bool(let value) = self { return .bool(!value) }
    return try applying(.exclusiveOr, -1)
  }

  /// The number as an element of `type` has it.
  public func converted(to type: ElementType) -> Scalar {
    switch type {
    case .bool: UInt8(self).scalar
    case .int64: Int(self).scalar
    case .float32: Float(self).scalar
    case .float64: Double(self).scalar
    case .float16: Float16(self).scalar
    case .bfloat16: BFloat16(self).scalar
    }
  }

  /// `first` if this number is true, not 0, else `second`; as one of the kind
  /// that has room for both.
  public func choosing(_ first: Scalar, else second: Scalar) -> Scalar {
    (isTrue ? first : second)
      .converted(to: first.type.promoted(with: second.type))
  }
}

extension UnaryOperation {
  /// The result for a real number.
  fileprivate func number(_ x: Double) -> Scalar {
    if let rows = rows(real: Double.self) { return result(rows, x) }
    return tests(real: Double.self).map { result($0, x) } ?? .float(x)
  }

  /// The result for a whole number.
  ///
  /// - Precondition: It isn't a real number.
  fileprivate func number(_ x: Int) -> Scalar {
    if let rows = rows(integer: Int.self) { return result(rows, x) }
    return tests(finite: Int.self).map { result($0, x) } ?? .integer(x)
  }

  /// What the loops of `rows` give for one element.
  private func result<T: Element, R: Element>(
    _ rows: UnaryRows<T, R>, _ x: T
  ) -> Scalar {
    var result = R(0)
    withUnsafePointer(to: x) { rows.vector(&result, $0, 1) }
    return result.scalar
  }
}
