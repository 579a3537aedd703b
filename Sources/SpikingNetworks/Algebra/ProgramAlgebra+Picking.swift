import Programs
import Tensors

/// Rows and columns that masks pick out, in programs.
extension ProgramAlgebra: PickingAlgebra {
  func unsqueezed(_ value: Value, axis: Int) throws -> Value {
    .tensor(
      try builder.viewed(tensor(value)) { (view) throws(TensorError) in
        try view.unsqueezed(axis: axis)
      })
  }

  func sum(of matrix: Value, where mask: Value, along axis: Int) throws -> Value
  {
    .tensor(try builder.sum(try selection(of: matrix, mask, axis), axis: axis))
  }

  func sum(
    of matrix: SparseMatrix, entries: Value, where mask: Value, along axis: Int
  ) throws -> Value {
    .tensor(
      try builder.sum(
        try selection(of: matrix, entries, mask, axis), axis: axis))
  }

  func change(
    _ target: Value, where mask: Value, along axis: Int, of others: [Value],
    _ change: ([Value]) throws -> Value
  ) throws {
    let selection = try selection(of: target, mask, axis)
    let own = try builder.elements(of: selection)
    let picked = try others.map { other -> Value in
      guard case .tensor(let tensor) = other, tensor.shape.rank == 2,
        tensor.shape[axis] == selection.base.shape[axis]
      else { return other }
      let elements = try builder.elements(
        of: try self.selection(of: other, mask, axis))
      return .elements(
        tensor.shape == selection.base.shape
          ? elements : try spread(.elements(elements), over: own))
    }
    switch try change(picked) {
    case .elements(let elements): try builder.assign(elements, to: selection)
    case .tensor(let tensor):
      try builder.assign(
        try spread(.operand(.tensor(tensor)), over: own), to: selection)
    case let number: try builder.assign(try operand(number), to: selection)
    }
  }

  func change(
    _ matrix: SparseMatrix, entries: Value, where mask: Value, along axis: Int,
    _ changes: [EntryChange<Value>]
  ) throws {
    let selection = try selection(of: matrix, entries, mask, axis)
    for change in changes {
      switch change {
      case .operation(let operation, let value):
        try builder.apply(operation, to: selection, try operand(value))
      case .clamp(let low, let high):
        try builder.clamp(selection, minimum: low, maximum: high)
      case .assign(let value):
        try builder.assign(try operand(value), to: selection)
      }
    }
  }

  private func selection(
    of matrix: Value, _ mask: Value, _ axis: Int
  ) throws -> ProgramSelection {
    let mask = ProgramSelector.mask(tensor(mask))
    return try builder.selection(
      of: tensor(matrix), axis == 0 ? [mask] : [.all, mask])
  }

  private func selection(
    of matrix: SparseMatrix, _ entries: Value, _ mask: Value, _ axis: Int
  ) throws -> ProgramSparseSelection {
    try builder.selection(
      of: ProgramSparse(matrix, values: tensor(entries)),
      rows: axis == 0 ? tensor(mask) : nil,
      columns: axis == 1 ? tensor(mask) : nil)
  }

  /// The mask for picked elements that `mask` is, if it or one of `values` is of
  /// such; nil otherwise.
  func pickedMask(_ mask: Value, _ values: [Value]) throws -> ProgramElements? {
    if case .elements(let elements) = mask { return elements }
    for case .elements(let elements) in values {
      return try builder.applying(
        .and, try everywhere(elements), .operand(try operand(mask)))
    }
    return nil
  }

  /// What is the same along a row or a column, for each of `elements`.
  private func spread(
    _ value: ProgramElementsOperand, over elements: ProgramElements
  ) throws -> ProgramElements {
    try builder.choosing(try everywhere(elements), value, else: value)
  }

  /// True for all of `elements`, also for those that aren't numbers.
  private func everywhere(
    _ elements: ProgramElements
  ) throws -> ProgramElements {
    try builder.applying(
      .or, try builder.comparing(.equal, elements, .elements(elements)),
      .elements(
        try builder.comparing(.notEqual, elements, .elements(elements))))
  }

  /// An operand beside picked elements.
  func elementsOperand(_ value: Value) throws -> ProgramElementsOperand {
    if case .elements(let elements) = value { return .elements(elements) }
    return .operand(try operand(value))
  }
}
