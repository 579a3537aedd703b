import Tensors

/// What changes in place should give: nil for an error.
extension Reference {
  /// The elements of two operands side by side.
  static func pairs(
    _ left: Reference, _ right: Reference, _ shape: [Int]?
  ) -> [(Scalar, Scalar)] {
    guard let shape, let a = left.broadcast(to: shape),
      let b = right.broadcast(to: shape)
    else { return [] }
    return Array(zip(a.values, b.values))
  }

  /// Whether every element may be changed by itself.
  var isWritable: Bool {
    !hasSharedElements && !hasRepeatedIndex && !isOfSharedElements
  }

  func changed(by operation: UnaryOperation) -> [Expected]? {
    guard isWritable, operation.type(for: type) == type.computed else {
      return nil
    }
    return values.map { operation.of($0, as: type) }
  }

  func changed(
    by operation: BinaryOperation, _ other: Reference
  ) -> [Expected]? {
    guard isWritable,
      allows(operation, with: type.promoted(with: other.type)),
      let other = other.broadcast(to: shape)
    else { return nil }
    return zip(values, other.values).map {
      operation.of($0, $1.rounded(to: type.computed), as: type.computed)
    }
  }

  func changed(
    by operation: BinaryOperation, _ number: Scalar
  ) -> [Expected]? {
    guard isWritable,
      allows(operation, with: operation.common(type, with: number))
    else {
      return nil
    }
    return values.map { operation.of($0, number, as: type.computed) }
  }

  /// Whether the elements can hold the result with operands that give `common`
  /// together.
  private func allows(
    _ operation: BinaryOperation, with common: ElementType
  ) -> Bool {
    if operation.isOfBits, type.isFloat || common.isFloat { return false }
    return type.isFloat || operation.type(for: common) == type
  }

  /// This tensor filled with `other`.
  func filled(with other: Reference) -> [Expected]? {
    guard isWritable, other.values.allSatisfy(type.holds),
      let other = other.broadcast(to: shape)
    else { return nil }
    return other.values.map { Expected($0) }
  }
}

extension ElementType {
  /// Whether elements can hold a number without cutting its fraction off.
  func holds(_ number: Scalar) -> Bool {
    guard self == .int64, case .float(let value) = number else { return true }
    return Int(exactly: value) != nil
  }
}

extension Scalar {
  /// The type that this number and elements of `type` give together.
  func common(with type: ElementType) -> ElementType {
    switch self {
    case .bool: type.computed
    case .integer: type == .bool ? .int64 : type.computed
    case .float: type.floating
    }
  }
}
