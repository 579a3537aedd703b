/// A function of whole tensors, whose result is a number of the plan or a tensor
/// that has memory of its own in each run.
final class FunctionStep: PlanStep {
  /// Where the result goes.
  enum Result {
    case tensor(PlanTensor)
    case number(PlanNumber)
  }

  private let function: PlanFunction
  private let operands: [PlanOperand]
  private let result: Result

  /// The tensor of the last run, kept alive.
  private var last: Tensor?

  init(
    _ function: PlanFunction, _ operands: [PlanOperand], into result: Result
  ) {
    self.function = function
    self.operands = operands
    self.result = result
  }

  override func run(_ memory: PlanMemory) throws(TensorError) {
    var values: [Operand] = []
    values.reserveCapacity(operands.count)
    for operand in operands { values.append(memory.operand(operand)) }
    switch (result, try function(values)) {
    case (.number(let number), .scalar(let value)):
      memory.numbers[number.place] = value
    case (.tensor(let expected), .tensor(let found)):
      try bind(found, expected, memory)
    default: preconditionFailure("a function gives what it is said to")
    }
  }

  private func bind(
    _ found: Tensor, _ expected: PlanTensor, _ memory: PlanMemory
  ) throws(TensorError) {
    let isPlain = found.isContiguous && found.offset == 0
    let tensor = isPlain ? found : try found.copied()
    guard tensor.type == expected.type, tensor.shape == expected.shape else {
      throw .invalidArgument(
        operation: "plan",
        reason: "a result is a \(tensor.type) tensor of shape \(tensor.shape),"
          + " not a \(expected.type) tensor of shape \(expected.shape)")
    }
    memory.bind(expected.buffer, to: tensor.storage)
    last = tensor
  }
}
