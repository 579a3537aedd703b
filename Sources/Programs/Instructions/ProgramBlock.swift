import Tensors

/// A value of an expression of selected elements.
public struct ProgramBlock {
  /// The expression.
  let update: ElementUpdate

  /// What operations of the expression find it as.
  let place: ElementOperation.Operand

  /// The type of the value.
  public let type: ElementType
}

/// An operand of an expression of selected elements.
public enum ProgramBlockOperand {
  /// A value of the elements.
  case block(ProgramBlock)
  /// What is the same for all elements, or for those of a row or a column.
  case operand(ProgramOperand)

  /// The type of its elements, or nil for a number.
  var type: ElementType? {
    switch self {
    case .block(let block): block.type
    case .operand(.tensor(let tensor)): tensor.type
    case .operand: nil
    }
  }

  /// The element type that this operand and one of `type` give together.
  func promoted(with type: ElementType) -> ElementType {
    switch self {
    case .block(let block): block.type.promoted(with: type)
    case .operand(let operand): operand.promoted(with: type)
    }
  }

  /// As that, for `operation`, of which this is the second operand.
  func promoted(
    with type: ElementType, for operation: BinaryOperation, isReversed: Bool
  ) -> ElementType {
    guard case .operand(let operand) = self else { return promoted(with: type) }
    return operand.promoted(with: type, for: operation, isReversed: isReversed)
  }
}
