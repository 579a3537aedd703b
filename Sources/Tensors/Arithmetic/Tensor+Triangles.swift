/// Parts of matrices along and beside a diagonal, which is the main one or, with
/// `offset`, so many places to the right of it, or left if it is below 0.
extension Tensor {
  /// The elements along a diagonal of a matrix: a view. Empty if the diagonal is
  /// outside.
  ///
  /// - Throws: `TensorError.invalidArgument` unless there are two axes.
  public func diagonal(offset: Int) throws(TensorError) -> Tensor {
    guard rank == 2 else {
      throw .invalidArgument(
        operation: "diag",
        reason: "expected a vector or a matrix, found shape \(shape)")
    }
    let (rows, columns) = (shape[0], shape[1])
    guard offset > -rows, offset < columns else {
      return try narrowed(axis: 0, start: 0, count: 0)
        .narrowed(axis: 1, start: 0, count: 0).diagonal
    }
    let (down, right) = (max(0, -offset), max(0, offset))
    return try narrowed(axis: 0, start: down, count: rows - down)
      .narrowed(axis: 1, start: right, count: columns - right).diagonal
  }

  /// A square matrix of zeros with the elements of this vector along a diagonal.
  ///
  /// - Throws: `TensorError.invalidArgument` unless there is one axis,
  ///   `.tooManyElements`, `.outOfMemory`.
  public func diagonalMatrix(offset: Int = 0) throws(TensorError) -> Tensor {
    guard rank == 1 else {
      throw .invalidArgument(
        operation: "diag",
        reason: "expected a vector or a matrix, found shape \(shape)")
    }
    let result = try Tensor.zeros(
      try shape.diagonal(offset), type: type, in: pool)
    if count > 0 { try result.diagonal(offset: offset).copy(from: self) }
    return result
  }

  /// The matrices of the last two axes with zeros above a diagonal, or below it if
  /// `isUpper`.
  ///
  /// - Throws: `TensorError.invalidArgument` for less than two axes,
  ///   `.outOfMemory`, `.interrupted`.
  public func triangle(
    isUpper: Bool, offset: Int = 0
  ) throws(TensorError) -> Tensor {
    guard rank >= 2 else {
      throw .invalidArgument(
        operation: isUpper ? "triu" : "tril",
        reason: "expected a matrix, found shape \(shape)")
    }
    let result = try copied()
    let (rows, columns) = (shape[rank - 2], shape[rank - 1])
    // Beyond, all diagonals are alike.
    let offset = min(max(offset, -rows), columns)
    if count == 0 { return result }
    var check = StopCheck()
    for row in 0..<rows {
      // The first column past the diagonal, for either side.
      let middle = row + offset
      let end = min(columns, max(0, isUpper ? middle : middle + 1))
      let lines = try result.narrowed(axis: rank - 2, start: row, count: 1)
      try lines.narrowed(
        axis: rank - 1, start: isUpper ? 0 : end,
        count: isUpper ? end : columns - end
      ).fill(0)
      try check.after(columns)
    }
    return result
  }
}

extension Shape {
  /// The shape of a diagonal of a matrix of this shape, or of the square matrix
  /// with a vector of this shape as a diagonal.
  ///
  /// - Throws: `TensorError.invalidArgument` unless there are one or two axes,
  ///   `.tooManyElements`.
  package func diagonal(_ offset: Int) throws(TensorError) -> Shape {
    guard rank == 1 || rank == 2 else {
      throw .invalidArgument(
        operation: "diag",
        reason: "expected a vector or a matrix, found shape \(self)")
    }
    if rank == 1 {
      let beside = Int(clamping: offset.magnitude)
      let (size, overflow) = self[0].addingReportingOverflow(beside)
      return try Shape(Array(repeating: overflow ? .max : size, count: 2))
    }
    guard offset > -self[0], offset < self[1] else { return [0] }
    return [
      min(self[0] - max(0, -offset), self[1] - max(0, offset))
    ]
  }
}
