import Tensors

/// Parts of tensors that a number names which the program computes: `x[k]`.
///
/// Where such a part lies isn't known when the program is made, so there is no view
/// of it. It is a copy, made where it is taken, that nothing can be written to;
/// and it is good until the tensor changes, since a view would change with it.
extension ProgramBuilder {
  /// The part of `base` at `index`, from 0, along the first axis: a copy.
  ///
  /// - Throws: `TensorError.outOfMemory`; the plan throws
  ///   `.indexOutOfRange`.
  public func part(
    of base: ProgramTensor, at index: ProgramNumber
  ) throws(TensorError) -> ProgramTensor {
    var shape = base.shape
    shape.remove(0)
    let result = try tensor(
      .part, of: [.tensor(base), .number(index)], shape, base.type)
    origins[result.cell] = current(base)
    return result
  }

  /// The element of `base`, which has one axis, at `index`, from 0.
  ///
  /// - Throws: Nothing by itself; the plan throws `TensorError.indexOutOfRange`.
  public func element(
    of base: ProgramTensor, at index: ProgramNumber
  ) -> ProgramNumber {
    number(
      .part, of: [.tensor(base), .number(index)], Scalar.Kind(base.type))
  }

  /// Writes `operand` to the part of `base` at `index`, from 0, along the first
  /// axis.
  ///
  /// - Throws: `TensorError.shapeMismatch`, `.sharedElements`; the plan throws
  ///   `.indexOutOfRange`.
  public func assign(
    _ operand: ProgramOperand, to base: ProgramTensor, at index: ProgramNumber
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
    append(.setPart, [.number(index), operand], into: .tensor(base))
  }

  /// Throws if elements of `target` stand for several, or if it is a copy of a
  /// part, where what is written would be lost.
  func checkWritable(
    _ target: ProgramTensor, _ operation: String
  ) throws(TensorError) {
    try target.view.checkWritable(operation)
    guard origins[target.cell] == nil else {
      throw .invalidArgument(
        operation: operation,
        reason: "which elements these are isn't known when a function is"
          + " compiled; set them together, as in W[k] = W[k] * 2")
    }
  }

  /// Throws if `tensor` is a part of one that has changed since it was taken.
  public func checkCurrent(_ tensor: ProgramTensor) throws(TensorError) {
    guard let base = origins[tensor.cell], !isCurrent(base) else { return }
    throw .invalidArgument(
      operation: "index",
      reason: "the tensor was changed after a part of it was taken whose number"
        + " isn't known when a function is compiled; take it again, as W[k]")
  }
}
