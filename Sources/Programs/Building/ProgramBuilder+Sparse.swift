import Tensors

/// Operations on sparse matrices in programs; each is the counterpart of the
/// matrices' own with the same name.
extension ProgramBuilder {
  /// The entries where the masks of rows and of columns are true; all, for nil.
  ///
  /// - Throws: `TensorError.wrongType`, `.wrongMask`.
  public func selection(
    of base: ProgramSparse, rows: ProgramTensor?, columns: ProgramTensor?
  ) throws(TensorError) -> ProgramSparseSelection {
    for (axis, mask) in [rows, columns].enumerated() {
      guard let mask else { continue }
      guard mask.type == .bool else {
        throw .wrongType(
          operation: "index", expected: "a bool mask", found: mask.type)
      }
      guard mask.shape == Shape(vector: base.matrix.shape[axis]) else {
        throw .wrongMask(length: mask.shape, expected: base.matrix.shape)
      }
    }
    let whole = {
      (mask: ProgramTensor?) throws(TensorError) -> ProgramTensor? in
      guard let mask, !mask.isContiguous else { return mask }
      return try self.copied(mask)
    }
    return ProgramSparseSelection(
      base: base, rows: try whole(rows).map(canonical),
      columns: try whole(columns).map(canonical))
  }

  /// As `SparseSelection.sum(axis:)`, where the size of the result is known.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` if a mask was changed
  ///   after the selection was made, or decides about the size of the result.
  public func sum(
    _ selection: ProgramSparseSelection, axis: Int
  ) throws(TensorError) -> ProgramTensor {
    guard axis == 0 || axis == 1 else {
      throw .axisOutOfRange(operation: "sum", axis: axis, rank: 2)
    }
    let settled = try settled(selection, "sum")
    guard (axis == 0 ? selection.columns : selection.rows) == nil else {
      throw .invalidArgument(
        operation: "sum", reason: "the size of the result depends on a mask")
    }
    let matrix = selection.base.matrix
    let result = try temporary(
      Shape(vector: matrix.shape[1 - axis]), matrix.type)
    append(
      .sparseSum(settled, axis: axis), [], into: .tensor(result))
    return result
  }

  /// As `SparseSelection.apply(_:_:)`.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` if a mask was changed
  ///   after the selection was made.
  public func apply(
    _ operation: BinaryOperation, to selection: ProgramSparseSelection,
    _ operand: ProgramOperand
  ) throws(TensorError) {
    let type = selection.base.matrix.type
    try operation.checkUpdate(of: type, with: operand.promoted(with: type))
    try change(
      selection, operation.rawValue, operand, .update(operation, type))
  }

  /// As `SparseSelection.apply(_:)`.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` if a mask was changed
  ///   after the selection was made.
  public func apply(
    _ operation: UnaryOperation, to selection: ProgramSparseSelection
  ) throws(TensorError) {
    let type = selection.base.matrix.type
    let result = operation.resultType(type)
    guard result == type else {
      throw .cannotHold(
        operation: operation.rawValue, destination: type, result: result)
    }
    try change(selection, operation.rawValue, nil, .unary(operation, type))
  }

  /// As `SparseSelection.clamp(minimum:maximum:)`.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` if a mask was changed
  ///   after the selection was made.
  public func clamp(
    _ selection: ProgramSparseSelection, minimum: Scalar?, maximum: Scalar?
  ) throws(TensorError) {
    let type = selection.base.matrix.type
    let limits = try ClampLimits(minimum, maximum, for: type)
    try change(selection, "clamp", nil, .clamp(limits, type))
  }

  /// As `SparseSelection.assign(_:)`.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` if a mask was changed
  ///   after the selection was made.
  public func assign(
    _ operand: ProgramOperand, to selection: ProgramSparseSelection
  ) throws(TensorError) {
    try change(
      selection, "assign", operand, .copy(selection.base.matrix.type))
  }

  /// As `SparseMatrix.matrixProduct(_:)`, and as `matrixProduct(left:)` if
  /// `isFromLeft`.
  ///
  /// - Throws: As those.
  public func product(
    _ matrix: ProgramSparse, _ other: ProgramTensor, isFromLeft: Bool = false
  ) throws(TensorError) -> ProgramTensor {
    let (shape, given) = (matrix.matrix.shape, other.shape)
    let inner = isFromLeft ? given.rank - 1 : 0
    let matching = isFromLeft ? shape[0] : shape[1]
    guard given.rank == 1 || given.rank == 2, given[inner] == matching else {
      throw isFromLeft
        ? .shapeMismatch(operation: "matmul", left: given, right: shape)
        : .shapeMismatch(operation: "matmul", left: shape, right: given)
    }
    var size = given
    size.remove(inner)
    size.insert(
      isFromLeft ? shape[1] : shape[0], at: isFromLeft ? size.rank : 0)
    return try tensor(
      .sparseProduct(matrix.matrix, isFromLeft: isFromLeft),
      of: [.tensor(matrix.values), .tensor(other)], size,
      matrix.matrix.type.promoted(with: other.type))
  }

  // MARK: Support

  private func change(
    _ selection: ProgramSparseSelection, _ name: String,
    _ operand: ProgramOperand?, _ operation: LoopOperation
  ) throws(TensorError) {
    let selection = try settled(selection, name)
    let block = PickedBlock(selection)
    if case .tensor(let tensor)? = operand {
      let shape = block.operandShape
      guard shape.broadcast(with: tensor.shape) == shape else {
        guard selection.rows != nil || selection.columns != nil,
          let whole = PickedBlock(whole: tensor.shape)
        else {
          throw .shapeMismatch(
            operation: name, left: shape, right: tensor.shape)
        }
        throw .besidePicked(name, block, whole)
      }
    }
    append(
      .sparseSelected(operation, of: selection),
      operand.map { [$0] } ?? [], into: .tensor(selection.base.values))
  }

  /// The selection from the values that its matrix has now.
  ///
  /// - Throws: `TensorError.invalidArgument` if a mask was changed after it was
  ///   made.
  func settled(
    _ selection: ProgramSparseSelection, _ operation: String
  ) throws(TensorError) -> ProgramSparseSelection {
    for case let mask? in [selection.rows, selection.columns]
    where !isCurrent(mask) {
      throw .invalidArgument(
        operation: operation,
        reason: "the mask was changed after the selection was made")
    }
    let base = selection.base
    return ProgramSparseSelection(
      base: ProgramSparse(base.matrix, values: current(base.values)),
      rows: selection.rows, columns: selection.columns)
  }
}
