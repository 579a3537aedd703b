/// How often numbers occur.
extension Tensor {
  /// How many elements are 0, 1 and so on up to `size - 1`, as an `int64`
  /// tensor of shape `[size]`.
  ///
  /// - Throws: `TensorError.wrongType` unless the elements are whole numbers,
  ///   `.indexOutOfRange`, `.outOfMemory`.
  public func occurrences(size: Int) throws(TensorError) -> Tensor {
    try occurrences(size: size, base: 0, "count")
  }

  /// How often each whole number from `base` occurs, up to the largest, and up to
  /// `least` numbers at least; with `weights`, a tensor of this shape, the sum of
  /// what stands there in the places of each number.
  ///
  /// - Returns: An int64 vector; a float64 one with weights.
  /// - Throws: `TensorError.wrongType` unless the elements are whole numbers,
  ///   `.invalidArgument` if one is below `base`, `.shapeMismatch`,
  ///   `.tooManyElements`, `.outOfMemory`, `.interrupted`.
  public func binCounts(
    weights: Tensor? = nil, least: Int = 0, base: Int = 0
  ) throws(TensorError) -> Tensor {
    try checkWhole("bincount")
    var size = least
    if count > 0, case .integer(let last) = try reduced(.maximum),
      case .integer(let first) = try reduced(.minimum)
    {
      guard first >= base else {
        throw .invalidArgument(
          operation: "bincount",
          reason: "counts whole numbers from \(base), and there is \(first)")
      }
      let (needed, overflow) = last.subtractingReportingOverflow(base &- 1)
      size = max(size, overflow ? last : needed)
    }
    guard let weights else {
      return try occurrences(size: size, base: base, "bincount")
    }
    guard weights.shape == shape else {
      throw .shapeMismatch(
        operation: "bincount", left: shape, right: weights.shape)
    }
    let result = try Tensor.zeros(
      try Shape([size]), type: .float64, in: pool)
    try result.scatterAdd(
      axis: 0, try flattened(), .tensor(try weights.flattened()), base: base,
      for: "bincount")
    return result
  }

  private func checkWhole(_ operation: String) throws(TensorError) {
    guard type == .int64 else {
      throw .wrongType(
        operation: operation, expected: "whole numbers", found: type)
    }
  }

  private func occurrences(
    size: Int, base: Int, _ operation: String
  ) throws(TensorError) -> Tensor {
    try checkWhole(operation)
    let result = try Tensor.zeros(try Shape([size]), type: .int64, in: pool)
    let rows = isContiguous ? self : try copied()
    let (x, out) = (rows.pointer(Int.self), result.pointer(Int.self))
    try forEachPart(of: count) { part throws(TensorError) in
      for i in part {
        let place = x[i] &- base
        guard place >= 0, place < size else {
          throw .indexOutOfRange(
            operation: operation, index: place, size: size)
        }
        out[place] &+= 1
      }
    }
    withExtendedLifetime(rows) {}
    return result
  }
}
