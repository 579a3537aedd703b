import Tensors

/// An elementwise operation that no loop of a plan can do.
final class ElementwiseStep: PlanStep {
  private let operation: LoopOperation
  private let operands: [ProgramOperand]
  private let target: ProgramTensor
  private let reason: LoneReason

  init(
    _ operation: LoopOperation, _ operands: [ProgramOperand],
    into target: ProgramTensor, _ reason: LoneReason
  ) {
    self.operation = operation
    self.operands = operands
    self.target = target
    self.reason = reason
  }

  override func run(_ memory: PlanMemory) throws(TensorError) {
    let out = memory.tensor(target)
    switch operation {
    case .binary(let operation, _):
      try out.copy(from: try binary(operation, memory))
    case .comparison(let operation, _):
      try out.copy(
        from: try tensor(0, memory).comparing(
          operation, memory.operand(operands[1])))
    case .unary(let operation, _) where isInPlace: try out.apply(operation)
    case .unary(let operation, _):
      try out.copy(from: try tensor(0, memory).applying(operation))
    case .update(let operation, _):
      try out.apply(operation, memory.operand(operands[0]))
    case .clamp(let limits, _):
      try out.clamp(minimum: limits.minimum, maximum: limits.maximum)
    case .choose:
      try out.copy(
        from: try tensor(0, memory).choosing(
          memory.operand(operands[1]), else: memory.operand(operands[2])))
    case .copy:
      switch memory.operand(operands[0]) {
      case .scalar(let scalar): try out.fill(scalar)
      case .tensor(let tensor): try out.copy(from: tensor)
      }
    case .convert: try tensor(0, memory).convert(into: out)
    case .assign:
      let mask = tensor(0, memory)
      var value = memory.operand(operands[1])
      if case .tensor(let tensor) = value {
        let all = try tensor.expanded(to: out.shape, operation: "assign")
        value = .tensor(try all.selection(where: mask).gathered())
      }
      try out.assign(value, where: mask)
    }
  }

  /// Whether the only operand is what is written.
  private var isInPlace: Bool {
    guard case .tensor(let tensor) = operands[0] else { return false }
    return tensor.isSameView(as: target)
  }

  private func binary(
    _ operation: BinaryOperation, _ memory: PlanMemory
  ) throws(TensorError) -> Tensor {
    let (first, second) = (
      memory.operand(operands[0]), memory.operand(operands[1])
    )
    switch (first, second) {
    case (.tensor(let tensor), _):
      return try tensor.applying(operation, second)
    case (_, .tensor(let tensor)):
      return try tensor.applying(operation, first, isReversed: true)
    default: preconditionFailure("one of the operands is a tensor")
    }
  }

  private func tensor(_ index: Int, _ memory: PlanMemory) -> Tensor {
    memory.operand(operands[index]).tensor
  }

  override func work(_ context: WorkContext) -> StepWork {
    switch reason {
    case .empty: return .nothing
    case .scattered:
      return context.loop(
        operation, operands, into: target, position: position
      ).map { .loop($0) } ?? .other
    default: return .other
    }
  }

  override func lines(_ names: PlanNames) -> [String] {
    let text = operation.text(
      operands.map(names.operand), into: names.tensor(target))
    return ["alone, since \(reason.text(names)): \(text)"]
  }
}
