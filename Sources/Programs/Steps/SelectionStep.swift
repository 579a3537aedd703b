import Tensors

/// An operation on selected elements that no step for blocks can do.
final class SelectionStep: PlanStep {
  private let operation: LoopOperation
  private let selection: ProgramSelection
  private let operand: ProgramOperand?
  private let reason: LoneReason

  init(
    _ operation: LoopOperation, of selection: ProgramSelection,
    _ operand: ProgramOperand?, _ reason: LoneReason
  ) {
    self.operation = operation
    self.selection = selection
    self.operand = operand
    self.reason = reason
  }

  override func run(_ memory: PlanMemory) throws(TensorError) {
    let picked = try memory.selection(selection)
    switch (operation, operand.map(memory.operand)) {
    case (.update(let operation, _), let operand?):
      try picked.apply(operation, operand)
    case (.copy, let operand?): try picked.assign(operand)
    case (.unary(let operation, _), _): try picked.apply(operation)
    case (.clamp(let limits, _), _):
      try picked.clamp(minimum: limits.minimum, maximum: limits.maximum)
    default: preconditionFailure("selected elements are changed in place")
    }
  }

  override func work(_ context: WorkContext) -> StepWork {
    if case .empty = reason { return .nothing }
    return .other
  }

  override func lines(_ names: PlanNames) -> [String] {
    let text = operation.text(
      operand.map { [names.operand($0)] } ?? ["w"],
      into: names.selection(selection))
    return ["alone, since \(reason.text(names)): \(text)"]
  }
}

/// The sum of selected elements along an axis.
final class SelectionSumStep: PlanStep {
  private let selection: ProgramSelection
  private let axis: Int
  private let result: ProgramTensor

  init(_ selection: ProgramSelection, axis: Int, into result: ProgramTensor) {
    self.selection = selection
    self.axis = axis
    self.result = result
  }

  override func run(_ memory: PlanMemory) throws(TensorError) {
    let sum = try memory.selection(selection).sum(axis: axis)
    try memory.tensor(result).copy(from: sum)
  }

  override func lines(_ names: PlanNames) -> [String] {
    [
      "\(names.tensor(result)) = sum(\(names.selection(selection)),"
        + " \(axis + 1))"
    ]
  }
}
