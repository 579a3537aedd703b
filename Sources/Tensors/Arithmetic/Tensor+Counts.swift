/// How often numbers occur.
extension Tensor {
  /// How many elements are 0, 1 and so on up to `size - 1`, as an `int64`
  /// tensor of shape `[size]`.
  ///
  /// - Throws: `TensorError.wrongType` unless the elements are whole numbers,
  ///   `.indexOutOfRange`, `.outOfMemory`.
  public func occurrences(size: Int) throws(TensorError) -> Tensor {
    guard type == .int64 else {
      throw .wrongType(
        operation: "count", expected: "whole numbers", found: type)
    }
    let result = try Tensor.zeros(try Shape([size]), type: .int64, in: pool)
    let rows = isContiguous ? self : try copied()
    let (x, out) = (rows.pointer(Int.self), result.pointer(Int.self))
    try forEachPart(of: count) { part throws(TensorError) in
      for i in part {
        guard x[i] >= 0, x[i] < size else {
          throw .indexOutOfRange(operation: "count", index: x[i], size: size)
        }
        out[x[i]] &+= 1
      }
    }
    withExtendedLifetime(rows) {}
    return result
  }
}
