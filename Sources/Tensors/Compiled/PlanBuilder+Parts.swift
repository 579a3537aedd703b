/// Parts of tensors that a number names which the plan computes: `x[k]`.
///
/// Where such a part lies isn't known when the plan is made, so there is no view
/// of it. It is a copy, made where it is taken, that nothing can be written to;
/// and it is good until the tensor changes, since a view would change with it.
extension PlanBuilder {
  /// The part of `base` at `index`, from 0, along the first axis: a copy.
  ///
  /// - Throws: `TensorError.outOfMemory`; the plan throws
  ///   `.indexOutOfRange`.
  public func part(
    of base: PlanTensor, at index: PlanNumber
  ) throws(TensorError) -> PlanTensor {
    var shape = base.shape
    shape.remove(0)
    let result = try tensor(
      .part, of: [.tensor(base), .number(index)], shape, base.type)
    result.buffer.origin = (base.buffer, revision(of: base))
    return result
  }

  /// The element of `base`, which has one axis, at `index`, from 0.
  ///
  /// - Throws: Nothing by itself; the plan throws `TensorError.indexOutOfRange`.
  public func element(
    of base: PlanTensor, at index: PlanNumber
  ) -> PlanNumber {
    number(
      .part, of: [.tensor(base), .number(index)], PlanNumber.Kind(base.type))
  }

  /// Writes `operand` to the part of `base` at `index`, from 0, along the first
  /// axis.
  ///
  /// - Throws: `TensorError.shapeMismatch`, `.sharedElements`; the plan throws
  ///   `.indexOutOfRange`.
  public func assign(
    _ operand: PlanOperand, to base: PlanTensor, at index: PlanNumber
  ) throws(TensorError) {
    try checkWritable(base, "assign")
    var shape = base.shape
    shape.remove(0)
    if case .tensor(let tensor) = operand,
      shape.broadcast(with: tensor.shape) != shape
    {
      throw .shapeMismatch(
        operation: "assign", left: shape, right: tensor.shape)
    }
    let reads: [PlanOperand] = [.tensor(base), .number(index), operand]
    append(
      PartStep(base, at: index, operand),
      reads: Set(reads.compactMap(\.dependency)), writes: [base.buffer.index])
  }

  /// Throws if elements of `target` stand for several, or if it is a copy of a
  /// part, where what is written would be lost.
  func checkWritable(
    _ target: PlanTensor, _ operation: String
  ) throws(TensorError) {
    try target.view.checkWritable(operation)
    guard target.buffer.origin == nil else {
      throw .invalidArgument(
        operation: operation,
        reason: "which elements these are isn't known when a function is"
          + " compiled; set them together, as in W[k] = W[k] * 2")
    }
  }

  /// Throws if `tensor` is a part of one that has changed since it was taken.
  public func checkCurrent(_ tensor: PlanTensor) throws(TensorError) {
    guard let (base, revision) = tensor.buffer.origin,
      revisions[base.index, default: 0] != revision
    else { return }
    throw .invalidArgument(
      operation: "index",
      reason: "the tensor was changed after a part of it was taken whose number"
        + " isn't known when a function is compiled; take it again, as W[k]")
  }
}

/// Writes to a part of a tensor along its first axis, at a place that is
/// computed.
final class PartStep: PlanStep {
  private let base: PlanTensor
  private let index: PlanNumber
  private let operand: PlanOperand

  init(_ base: PlanTensor, at index: PlanNumber, _ operand: PlanOperand) {
    self.base = base
    self.index = index
    self.operand = operand
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
