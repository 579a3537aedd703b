import Tensors

/// Writes to a part of a tensor along its first axis, at a place that is
/// computed.
final class PartStep: PlanStep {
  private let base: ProgramTensor
  private let index: ProgramNumber
  private let operand: ProgramOperand

  /// The operands are the number of the part and what is written.
  init(_ base: ProgramTensor, _ operands: [ProgramOperand]) {
    guard case .number(let index) = operands[0] else {
      preconditionFailure("the place of a part is computed")
    }
    self.base = base
    self.index = index
    operand = operands[1]
  }

  override func run(_ memory: PlanMemory) throws(TensorError) {
    try memory.tensor(base)
      .selected(axis: 0, index: memory.numbers[index.place].integer)
      .assign(memory.operand(operand))
  }

  override func lines(_ names: PlanNames) -> [String] {
    [
      "\(names.tensor(base))[\(names.number(index.place)) + 1] ="
        + " \(names.operand(operand))"
    ]
  }
}
