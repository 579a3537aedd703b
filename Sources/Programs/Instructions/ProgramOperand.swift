import Tensors

/// A number that a program will compute, such as the sum of a tensor.
public struct ProgramNumber: BitwiseCopyable, Sendable {
  /// Its number among those of the program.
  package let place: Int

  /// What kind of number it will be.
  public let kind: Scalar.Kind

  /// A number of the same kind, for the rules of promotion.
  var sample: Scalar {
    switch kind {
    case .bool: .bool(false)
    case .integer: .integer(0)
    case .float: .float(0)
    }
  }
}

/// An operand of an operation in a program.
public enum ProgramOperand {
  /// A tensor, broadcast to the other operand's shape where needed.
  case tensor(ProgramTensor)
  /// A number that is known when the program is made.
  case scalar(Scalar)
  /// A number that the program computes.
  case number(ProgramNumber)

  /// The element type that this operand and one of `type` give together.
  func promoted(with type: ElementType) -> ElementType {
    switch self {
    case .tensor(let tensor): tensor.type.promoted(with: type)
    case .scalar(let scalar): scalar.promoted(with: type)
    case .number(let number): number.sample.promoted(with: type)
    }
  }

  /// As that, for `operation`, of which this is the second operand.
  func promoted(
    with type: ElementType, for operation: BinaryOperation,
    isReversed: Bool = false
  ) -> ElementType {
    guard case .scalar(let scalar) = self else { return promoted(with: type) }
    return operation.promoted(type, with: scalar, isReversed: isReversed)
  }

  /// Whether elements of `type` may be unable to hold it, which is seen when it
  /// is there.
  func isChecked(for type: ElementType) -> Bool {
    guard type == .int64 else { return false }
    switch self {
    case .tensor(let tensor): return tensor.type.isFloat
    case .number(let number): return number.kind == .float
    case .scalar: return false
    }
  }

  /// Throws unless elements of `type` can hold the operand; returns whether
  /// that isn't known before it is computed.
  func isHeldLater(
    by type: ElementType, _ operation: String
  ) throws(TensorError) -> Bool {
    if type == .int64, case .scalar(let scalar) = self {
      try type.checkHolds(scalar, operation)
    }
    return isChecked(for: type)
  }
}
