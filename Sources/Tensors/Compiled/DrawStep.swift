/// Overwrites a tensor with random numbers.
final class DrawStep: PlanStep {
  typealias Draw = (RandomSource, Tensor, [Operand]) throws(TensorError) -> Void

  private let target: PlanTensor
  private let operands: [PlanOperand]
  private let operation: String
  private let draw: Draw

  /// The operands, if all are known numbers.
  private let known: [Operand]

  /// The tensor of the last run, while the target is in the same memory.
  private var last: Tensor?

  init(
    _ target: PlanTensor, _ operands: [PlanOperand], _ operation: String,
    _ draw: @escaping Draw
  ) {
    self.target = target
    self.operands = operands
    self.operation = operation
    self.draw = draw
    known = operands.compactMap(\.known)
  }

  override func run(_ memory: PlanMemory) throws(TensorError) {
    guard let random = memory.random else {
      throw .invalidArgument(
        operation: operation, reason: "the plan has no random numbers")
    }
    var values = known
    if known.count < operands.count {
      values = []
      for operand in operands { values.append(memory.operand(operand)) }
    }
    let address = memory.addresses[target.buffer.index]
    if let last, last.storage.address == address {
      return try draw(random.takeUnretainedValue(), last, values)
    }
    let tensor = memory.tensor(target)
    // Memory that is given away must not be held.
    last = target.isInput ? tensor : nil
    try draw(random.takeUnretainedValue(), tensor, values)
  }
}

extension PlanOperand {
  /// The operand, if it is a known number.
  var known: Operand? {
    if case .scalar(let scalar) = self { return .scalar(scalar) }
    return nil
  }
}
