/// Operations that a plan calls as they are: reductions, random numbers, and
/// whatever has no loop of its own.
extension PlanBuilder {
  /// A tensor that `body` makes in each run of the operands.
  ///
  /// - Parameters:
  ///   - shape: The shape that it will have.
  ///   - type: The type of its elements.
  ///   - operands: What it is made of.
  ///   - isRandom: Whether `body` draws random numbers.
  ///   - body: Makes it; the result has that shape and type.
  /// - Returns: What stands for it.
  /// - Throws: `TensorError.outOfMemory`.
  public func computed(
    _ shape: Shape, _ type: ElementType, from operands: [PlanOperand] = [],
    isRandom: Bool = false,
    _ body: @escaping ([Operand]) throws(TensorError) -> Tensor
  ) throws(TensorError) -> PlanTensor {
    let result = try temporary(shape, type)
    result.buffer.source = .step
    var writes: Set = [result.buffer.index]
    if isRandom { writes.insert(PlanBuilder.randomness) }
    append(
      ResultStep(result, operands, body),
      reads: Set(operands.compactMap(\.dependency)), writes: writes)
    return result
  }

  /// A number that `body` makes in each run of the operands.
  ///
  /// - Throws: Nothing by itself.
  public func computedNumber(
    _ kind: PlanNumber.Kind, from operands: [PlanOperand],
    _ body: @escaping ([Operand]) throws(TensorError) -> Scalar
  ) -> PlanNumber {
    let number = newNumber(kind)
    append(
      CallStep { memory throws(TensorError) in
        var values: [Operand] = []
        for operand in operands { values.append(memory.operand(operand)) }
        memory.numbers[number.place] = try body(values)
      }, reads: Set(operands.compactMap(\.dependency)),
      writes: [number.dependency])
    return number
  }

  /// Has `body` overwrite `target` with random numbers of the plan's source, in
  /// each run.
  ///
  /// - Throws: `TensorError.sharedElements`.
  public func draw(
    _ target: PlanTensor, with operands: [PlanOperand], operation: String,
    _ body:
      @escaping (RandomSource, Tensor, [Operand]) throws(TensorError) -> Void
  ) throws(TensorError) {
    try checkWritable(target, operation)
    append(
      DrawStep(target, operands, operation, body),
      reads: Set(operands.compactMap(\.dependency) + [target.buffer.index]),
      writes: [target.buffer.index, PlanBuilder.randomness])
  }

  /// As `Tensor.reduced(_:)`: a number.
  ///
  /// - Throws: `TensorError.emptyReduction`.
  public func reduced(
    _ operation: ReductionOperation, _ a: PlanTensor
  ) throws(TensorError) -> PlanNumber {
    guard a.shape.count > 0 || !operation.needsElements else {
      throw .emptyReduction(operation: operation.rawValue, shape: a.shape)
    }
    let type = operation.resultType(a.type)
    let kind: PlanNumber.Kind =
      type.isFloat ? .float : type == .bool ? .bool : .integer
    return computedNumber(kind, from: [.tensor(a)]) {
      operands throws(TensorError) in
      guard case .tensor(let tensor) = operands[0] else { return .integer(0) }
      return try tensor.reduced(operation)
    }
  }

  /// As `Tensor.reducing(_:axis:keepsAxis:)`.
  ///
  /// - Throws: As that.
  public func reducing(
    _ operation: ReductionOperation, _ a: PlanTensor, axis: Int,
    keepsAxis: Bool = false
  ) throws(TensorError) -> PlanTensor {
    try a.view.check(axis, operation.rawValue)
    guard a.shape[axis] > 0 || !operation.needsElements else {
      throw .emptyReduction(operation: operation.rawValue, shape: a.shape)
    }
    var shape = a.shape
    if keepsAxis { shape[axis] = 1 } else { shape.remove(axis) }
    return try computed(
      shape, operation.resultType(a.type), from: [.tensor(a)]
    ) { operands throws(TensorError) in
      guard case .tensor(let tensor) = operands[0] else {
        preconditionFailure("a tensor stays a tensor")
      }
      return try tensor.reducing(operation, axis: axis, keepsAxis: keepsAxis)
    }
  }

  /// The element of `a` at `index`.
  ///
  /// - Throws: `TensorError.indexOutOfRange`.
  public func element(
    of a: PlanTensor, _ index: [Int]
  ) throws(TensorError) -> PlanNumber {
    for (axis, place) in index.enumerated()
    where place < 0 || place >= a.shape[axis] {
      throw .indexOutOfRange(
        operation: "element", index: place, size: a.shape[axis])
    }
    let kind: PlanNumber.Kind =
      a.type.isFloat ? .float : a.type == .bool ? .bool : .integer
    return computedNumber(kind, from: [.tensor(a)]) {
      operands throws(TensorError) in
      guard case .tensor(let tensor) = operands[0] else { return .integer(0) }
      return try tensor.element(index)
    }
  }

  /// A number that the plan is given before each run.
  public func numberInput(_ kind: PlanNumber.Kind) -> PlanNumber {
    newNumber(kind)
  }

  /// The same elements in another layout, as a method of tensors gives it that
  /// looks at no element.
  ///
  /// - Throws: What `change` throws; `TensorError.invalidArgument` if it makes a
  ///   copy.
  public func viewed(
    _ a: PlanTensor, _ change: (Tensor) throws(TensorError) -> Tensor
  ) throws(TensorError) -> PlanTensor {
    let view = try change(a.view)
    guard view.storage === a.buffer.phantom else {
      throw .invalidArgument(
        operation: "view", reason: "the elements would have to be copied")
    }
    return PlanTensor(view: view, buffer: a.buffer)
  }
}

/// A step whose result has memory of its own in each run.
final class ResultStep: PlanStep {
  private let result: PlanTensor
  private let operands: [PlanOperand]
  private let body: ([Operand]) throws(TensorError) -> Tensor

  /// The result of the last run, kept alive.
  private var last: Tensor?

  init(
    _ result: PlanTensor, _ operands: [PlanOperand],
    _ body: @escaping ([Operand]) throws(TensorError) -> Tensor
  ) {
    self.result = result
    self.operands = operands
    self.body = body
  }

  override func run(_ memory: PlanMemory) throws(TensorError) {
    var values: [Operand] = []
    values.reserveCapacity(operands.count)
    for operand in operands { values.append(memory.operand(operand)) }
    var tensor = try body(values)
    if !tensor.isContiguous || tensor.offset != 0 {
      tensor = try tensor.copied()
    }
    guard tensor.type == result.type, tensor.shape == result.shape else {
      throw .invalidArgument(
        operation: "plan",
        reason: "a result is a \(tensor.type) tensor of shape \(tensor.shape),"
          + " not a \(result.type) tensor of shape \(result.shape)")
    }
    memory.bind(result.buffer, to: tensor.storage)
    last = tensor
  }
}
