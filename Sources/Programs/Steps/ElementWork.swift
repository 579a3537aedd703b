import Tensors

/// What computes an expression of selected elements: it finds the operands, and its
/// kernels run over some elements at a time.
protocol ElementWork: AnyObject {
  /// Where the kernels find the operand `slot` of elements of `type`.
  func place(of slot: LoopSlot, _ type: ElementType) -> LoopKernels.Place

  /// Where the kernels find the elements of the operand `slot` that are picked as
  /// those which change are.
  func place(picking slot: LoopSlot, _ type: ElementType) -> LoopKernels.Place

  /// The number of a new intermediate result of `type` among the operands.
  func newBlock(_ type: ElementType) -> Int

  /// Adds an operation behind all others.
  func append(_ instruction: LoopInstruction)

  /// Has a number of the plan written to a cell before the operations run.
  func convert(_ conversion: CellConversion)
}

extension ElementWork {
  /// The number of the selected elements among the operands of the kernels.
  static var target: Int { 0 }

  /// The same as an operand.
  static var targetPlace: LoopKernels.Place {
    LoopKernels.Place(index: target, isNumber: false)
  }

  /// Adds an operation of an expression, whose value is written to `out`.
  func append(
    _ operation: ElementOperation, _ operands: [LoopKernels.Place],
    into out: Int
  ) {
    let position = operation.position
    switch operation.operation {
    case .clamp:
      // A value is between limits when it has been copied to where it is.
      append(
        LoopInstruction(
          operation: .copy(operation.type), operands: operands, out: out,
          position: position))
      append(
        LoopInstruction(
          operation: operation.operation, operands: [], out: out,
          position: position))
    case .binary(let binary, let type) where operands[0].index == out:
      append(
        LoopInstruction(
          operation: .update(binary, type), operands: [operands[1]], out: out,
          position: position))
    case let other:
      append(
        LoopInstruction(
          operation: other, operands: operands, out: out, position: position))
    }
  }
}
