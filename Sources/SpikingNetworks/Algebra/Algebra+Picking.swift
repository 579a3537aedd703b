import Tensors

/// A change in place of entries of a sparse matrix.
enum EntryChange<Value> {
  case operation(BinaryOperation, Value)
  case clamp(minimum: Scalar, maximum: Scalar)
  case assign(Value)
}

/// Rows or columns that a mask picks out of matrices, with work for these alone.
protocol PickingAlgebra: Algebra {
  /// The same elements with an axis of one element more.
  func unsqueezed(_ value: Value, axis: Int) throws -> Value

  /// The sum of the rows of a matrix where `mask` is true, or of the columns, for
  /// axis 1.
  func sum(of matrix: Value, where mask: Value, along axis: Int) throws -> Value

  /// The same of a sparse matrix with these entries.
  func sum(
    of matrix: SparseMatrix, entries: Value, where mask: Value, along axis: Int
  ) throws -> Value

  /// Makes the rows of `target` where `mask` is true, or the columns, what
  /// `change` makes of the same rows of other matrices; vectors along an axis of
  /// theirs are picked from as well.
  func change(
    _ target: Value, where mask: Value, along axis: Int, of others: [Value],
    _ change: ([Value]) throws -> Value
  ) throws

  /// Changes entries in place.
  func change(
    _ matrix: SparseMatrix, entries: Value, where mask: Value, along axis: Int,
    _ changes: [EntryChange<Value>]
  ) throws
}

extension TensorAlgebra: PickingAlgebra {
  func unsqueezed(_ value: Operand, axis: Int) throws -> Operand {
    .tensor(try value.tensor.unsqueezed(axis: axis))
  }

  func sum(
    of matrix: Operand, where mask: Operand, along axis: Int
  ) throws -> Operand {
    .tensor(try selection(of: matrix.tensor, mask, axis).sum(axis: axis))
  }

  func sum(
    of matrix: SparseMatrix, entries: Operand, where mask: Operand,
    along axis: Int
  ) throws -> Operand {
    .tensor(try matrix.selection(selectors(mask, axis)).sum(axis: axis))
  }

  func change(
    _ target: Operand, where mask: Operand, along axis: Int,
    of others: [Operand], _ change: ([Operand]) throws -> Operand
  ) throws {
    let picked = try others.map { other -> Operand in
      guard case .tensor(let tensor) = other, tensor.rank == 2,
        tensor.shape[axis] == mask.tensor.count
      else { return other }
      return .tensor(try selection(of: tensor, mask, axis).gathered())
    }
    try selection(of: target.tensor, mask, axis).assign(try change(picked))
  }

  func change(
    _ matrix: SparseMatrix, entries: Operand, where mask: Operand,
    along axis: Int, _ changes: [EntryChange<Operand>]
  ) throws {
    let selection = try matrix.selection(selectors(mask, axis))
    for change in changes {
      switch change {
      case .operation(let operation, let operand):
        try selection.apply(
          operation, try picked(operand, mask.tensor, axis))
      case .clamp(let low, let high):
        try selection.clamp(minimum: low, maximum: high)
      case .assign(let operand):
        try selection.assign(try picked(operand, mask.tensor, axis))
      }
    }
  }

  /// The part of an operand that belongs to the picked rows or columns.
  private func picked(
    _ operand: Operand, _ mask: Tensor, _ axis: Int
  ) throws -> Operand {
    guard case .tensor(let tensor) = operand, tensor.rank == 2,
      tensor.shape[axis] == mask.count, tensor.shape[axis] > 1
    else { return operand }
    return .tensor(try selection(of: tensor, .tensor(mask), axis).gathered())
  }

  private func selectors(_ mask: Operand, _ axis: Int) -> [Selector] {
    axis == 0 ? [.mask(mask.tensor)] : [.all, .mask(mask.tensor)]
  }

  private func selection(
    of tensor: Tensor, _ mask: Operand, _ axis: Int
  ) throws -> Selection {
    guard
      case .selection(let selection) = try tensor.subscripting(
        selectors(mask, axis))
    else { preconditionFailure("a mask makes a selection") }
    return selection
  }
}
