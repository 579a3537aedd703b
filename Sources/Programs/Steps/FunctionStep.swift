import Tensors

/// A function of whole tensors.
class FunctionStep: PlanStep {
  fileprivate let function: ProgramFunction
  fileprivate let operands: [ProgramOperand]

  fileprivate init(_ function: ProgramFunction, _ operands: [ProgramOperand]) {
    self.function = function
    self.operands = operands
  }

  /// What the operands are now.
  fileprivate func values(_ memory: PlanMemory) -> [Operand] {
    var values: [Operand] = []
    values.reserveCapacity(operands.count)
    for operand in operands { values.append(memory.operand(operand)) }
    return values
  }

  /// The function with its operands, for people.
  fileprivate func call(_ names: PlanNames) -> String {
    function.text(operands.map(names.operand))
  }
}

/// A function that gives a number of the plan.
final class NumberStep: FunctionStep {
  private let result: ProgramNumber

  init(
    _ function: ProgramFunction, _ operands: [ProgramOperand],
    into result: ProgramNumber
  ) {
    self.result = result
    super.init(function, operands)
  }

  override func run(_ memory: PlanMemory) throws(TensorError) {
    memory.numbers[result.place] = try function.number(values(memory))
  }

  override func work(_ context: WorkContext) -> StepWork {
    let number = result.place
    switch (function, operands.first) {
    case (.reduction(let operation), .tensor(let tensor)?):
      return ReductionWork(operation, tensor, into: number)
        .map { .reduction($0) } ?? .other
    case (.element(let index), .tensor(let tensor)?):
      return NumberWork(tensor, at: index, into: number)
        .map { .number($0) } ?? .other
    case (.arithmetic(let operation, let kind), _):
      return NumberWork(operation, kind, operands, context, into: number)
        .map { .number($0) } ?? .other
    default: return .other
    }
  }

  override func lines(_ names: PlanNames) -> [String] {
    ["\(names.number(result.place)) = \(call(names))"]
  }
}

/// A function that gives a tensor, which has memory of its own in each run.
final class TensorStep: FunctionStep {
  private let result: ProgramTensor

  /// The function, taken out of its enumeration once.
  private let make: ([Operand]) throws(TensorError) -> Tensor

  /// The tensor of the last run, kept alive.
  private var last: Tensor?

  init(
    _ function: ProgramFunction, _ operands: [ProgramOperand],
    into result: ProgramTensor
  ) {
    self.result = result
    if case .hostTensor(_, let body, _) = function {
      make = body
    } else {
      make = { (values) throws(TensorError) in try function.tensor(values) }
    }
    super.init(function, operands)
  }

  override func run(_ memory: PlanMemory) throws(TensorError) {
    var tensor = try make(values(memory))
    if !tensor.isContiguous || tensor.offset != 0 {
      tensor = try tensor.copied()
    }
    guard tensor.type == result.type, tensor.shape == result.shape else {
      throw .invalidArgument(
        operation: "plan",
        reason: "a result is a \(tensor.type) tensor of shape \(tensor.shape),"
          + " not a \(result.type) tensor of shape \(result.shape)")
    }
    memory.bind(result.cell, to: tensor.storage)
    last = tensor
  }

  override func work(_ context: WorkContext) -> StepWork {
    if result.shape.count == 0 { return .nothing }
    let tensors = operands.compactMap { operand -> ProgramTensor? in
      guard case .tensor(let tensor) = operand else { return nil }
      return tensor.type.isStorage ? nil : tensor
    }
    guard tensors.count == operands.count else { return .other }
    switch function {
    case .sparseProduct(let matrix, let isFromLeft):
      return .entryProduct(
        EntryProductWork(
          matrix.structure, tensors[0], tensors[1], isFromLeft: isFromLeft,
          into: result))
    case .reductionAlong(let operation, let axis, _):
      return ReductionWork(operation, tensors[0], axis: axis, into: result)
        .map { .reduction($0) } ?? .other
    default: return .other
    }
  }

  override func lines(_ names: PlanNames) -> [String] {
    ["\(names.tensor(result)) = \(call(names))"]
  }
}
