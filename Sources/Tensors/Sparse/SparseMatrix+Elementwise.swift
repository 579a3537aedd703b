/// Elementwise operations on the entries. `applying` gives a new matrix with
/// the same structure.
extension SparseMatrix {
  /// `operation` of the entries and `operand`, which is broadcast to the shape
  /// of the matrix. If `isReversed`, the operand is the left side.
  ///
  /// - Throws: `TensorError.shapeMismatch`, `.wrongType`, `.outOfMemory`.
  public func applying(
    _ operation: BinaryOperation, _ operand: Operand, isReversed: Bool = false
  ) throws(TensorError) -> SparseMatrix {
    switch operand {
    case .scalar(let number):
      let result = try values.applying(
        operation, with: number, isReversed: isReversed)
      return SparseMatrix(structure, values: result)
    case .tensor(let tensor):
      let others = SparseMatrix(
        structure,
        values: try Tensor(
          uninitialized: values.shape, type: tensor.type.floating, in: pool))
      try SparseSelection(others).assign(.tensor(tensor))
      return try applying(operation, others, isReversed: isReversed)
    }
  }

  /// `operation` of the entries of two matrices with the same structure.
  ///
  /// - Throws: `TensorError.structureMismatch`, `.wrongType`, `.outOfMemory`.
  public func applying(
    _ operation: BinaryOperation, _ other: SparseMatrix,
    isReversed: Bool = false
  ) throws(TensorError) -> SparseMatrix {
    try check(other, operation.rawValue)
    let result = try values.applying(
      operation, with: other.values, isReversed: isReversed)
    return SparseMatrix(structure, values: result)
  }

  /// `operation` of the entries.
  ///
  /// - Throws: `TensorError.wrongType` if it gives truth values,
  ///   `.outOfMemory`.
  public func applying(
    _ operation: UnaryOperation
  ) throws(TensorError) -> SparseMatrix {
    guard operation.result != .bool else {
      throw .wrongType(
        operation: operation.rawValue,
        expected: "a tensor; values() has the entries", found: type)
    }
    return SparseMatrix(structure, values: try values.applying(operation))
  }

  /// A copy with the entries limited to `minimum...maximum`.
  ///
  /// - Throws: As `Tensor.clamping(minimum:maximum:)`.
  public func clamping(
    minimum: Scalar?, maximum: Scalar?
  ) throws(TensorError) -> SparseMatrix {
    SparseMatrix(
      structure,
      values: try values.clamping(minimum: minimum, maximum: maximum))
  }

  /// Writes `operation` of the entries of two matrices with the same structure
  /// into this one.
  ///
  /// - Throws: As `applying(_:_:)`.
  public func apply(
    _ operation: BinaryOperation, _ other: SparseMatrix
  ) throws(TensorError) {
    try check(other, operation.rawValue)
    try values.apply(operation, with: other.values)
  }

  /// Writes the entries of a matrix with the same structure to this one.
  ///
  /// - Throws: `TensorError.structureMismatch`, `.outOfMemory`.
  public func assign(_ other: SparseMatrix) throws(TensorError) {
    try check(other, "copy")
    try values.copy(from: other.values)
  }

  private func check(
    _ other: SparseMatrix, _ operation: String
  ) throws(TensorError) {
    guard shape == other.shape else {
      throw .shapeMismatch(
        operation: operation, left: shape, right: other.shape)
    }
    guard structure.isSame(as: other.structure) else {
      throw .structureMismatch(
        operation: operation, left: shape, right: other.shape)
    }
  }
}
