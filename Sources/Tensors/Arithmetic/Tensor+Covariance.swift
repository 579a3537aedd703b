/// How variables, the rows of a matrix, change together from one observation, a
/// column, to the next.
extension Tensor {
  /// The covariances of the rows: the products of their distances from the mean,
  /// summed and divided by the number of columns less `correction`.
  ///
  /// A vector is one row. Computed in double precision.
  ///
  /// - Returns: A square floating-point matrix; a single number for a vector. NaN
  ///   or infinity if there are no more columns than `correction`.
  /// - Throws: `TensorError.invalidArgument` for more than two axes,
  ///   `.outOfMemory`, `.interrupted`.
  public func covariance(
    correction: Int = 1
  ) throws(TensorError) -> Tensor {
    try covariance(correction, "cov").converted(to: type.floating)
  }

  /// The correlations of the rows, after Pearson: their covariances divided by
  /// their standard deviations, from -1 to 1; NaN for a row that doesn't change.
  ///
  /// - Returns: As `covariance(correction:)`.
  /// - Throws: As `covariance(correction:)`.
  public func correlation() throws(TensorError) -> Tensor {
    let result = try covariance(0, "corrcoef")
    let isVector = result.rank == 0
    let matrix = isVector ? try result.reshaped([1, 1]) : result
    let deviations = try matrix.diagonal.copied()
    try deviations.apply(.squareRoot)
    try matrix.apply(.divide, .tensor(try deviations.unsqueezed(axis: 1)))
    try matrix.apply(.divide, .tensor(try deviations.unsqueezed(axis: 0)))
    try matrix.clamp(minimum: .float(-1), maximum: .float(1))
    return try result.converted(to: type.floating)
  }

  private func covariance(
    _ correction: Int, _ operation: String
  ) throws(TensorError) -> Tensor {
    guard rank == 1 || rank == 2 else {
      throw .invalidArgument(
        operation: operation,
        reason: "expected a vector or a matrix, found shape \(shape)")
    }
    let wide = try converted(to: .float64)
    let rows = rank == 1 ? try wide.unsqueezed(axis: 0) : wide
    let means = try rows.reducing(.mean, axis: 1, keepsAxis: true)
    let distances = try rows.applying(.subtract, .tensor(means))
    let result = try distances.matrixProduct(try distances.transposed())
    if rows.shape[1] == 0 { try result.fill(.float(.nan)) }
    try result.apply(
      .divide,
      .scalar(.float(max(0, Double(rows.shape[1]) - Double(correction)))))
    return rank == 1 ? try result.reshaped([]) : result
  }
}
