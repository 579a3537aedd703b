import Tensors

/// What a loop does with the elements of a row.
///
/// It is data, from which kernels for the CPU are made, and which can be told.
/// A type is that of the operands; conversions are operations of their own.
package enum LoopOperation: Hashable {
  /// Makes `out` the result for two operands.
  case binary(BinaryOperation, ElementType)
  /// Makes `out` a mask, of two operands.
  case comparison(ComparisonOperation, ElementType)
  /// Makes `out` the result for an operand.
  case unary(UnaryOperation, ElementType)
  /// Makes `out` the result for what it is and an operand.
  case update(BinaryOperation, ElementType)
  /// Brings `out` between limits.
  case clamp(ClampLimits, ElementType)
  /// Makes `out` the second operand where the first, a mask, is true, and the
  /// third elsewhere.
  case choose(ElementType)
  /// Makes `out` the operand.
  case copy(ElementType)
  /// Makes `out`, of another type, the operand.
  case convert(ElementType, to: ElementType)
  /// Makes `out` the second operand where the first, a mask, is true.
  case assign(ElementType)

  /// The type of the operands, but for masks.
  package var type: ElementType {
    switch self {
    case .binary(_, let type), .comparison(_, let type), .unary(_, let type),
      .update(_, let type), .clamp(_, let type), .choose(let type),
      .copy(let type), .convert(let type, _), .assign(let type):
      type
    }
  }

  /// What an element costs that comes from memory, in picoseconds.
  var cost: Int {
    switch self {
    case .binary(let operation, _): operation.cost
    case .unary(let operation, _): operation.cost
    default: elementCost
    }
  }

  /// Whether elements may be unable to hold what the last operand makes of them,
  /// which is seen when it is there: fractions, and whole numbers to a negative
  /// power.
  func mayFail(for operand: ProgramOperand?) -> Bool {
    switch (self, operand) {
    case (.binary(.power, .int64), .number), (.update(.power, .int64), .number):
      true
    case (.copy(let type), let operand?), (.assign(let type), let operand?):
      operand.isChecked(for: type)
    default: false
    }
  }

  /// Whether what `out` was decides about what it becomes.
  var isUpdate: Bool {
    switch self {
    case .update, .clamp, .assign: true
    default: false
    }
  }
}
