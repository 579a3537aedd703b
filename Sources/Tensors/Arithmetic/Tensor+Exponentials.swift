/// Sums of exponentials, and shares in them, where the exponentials themselves
/// may be too large for any number.
extension Tensor {
  /// The share of each element's exponential in the sum of them all along `axis`:
  /// exp(x) / sum(exp(x)), floating-point.
  ///
  /// - Throws: `TensorError.axisOutOfRange`, `.outOfMemory`, `.interrupted`.
  public func softmax(axis: Int) throws(TensorError) -> Tensor {
    try check(axis, "softmax")
    let values = try converted(to: type.floating)
    if count == 0 { return values }
    let largest = try values.reducing(.maximum, axis: axis, keepsAxis: true)
    let shares = try values.applying(.subtract, .tensor(largest))
    try shares.apply(.exponential)
    let sums = try shares.reducing(.sum, axis: axis, keepsAxis: true)
    try shares.apply(.divide, .tensor(sums))
    return shares
  }

  /// The logarithm of the sum of the exponentials along `axis`, which stays with
  /// size 1: log(sum(exp(x))), floating-point.
  ///
  /// - Throws: `TensorError.axisOutOfRange`, `.outOfMemory`, `.interrupted`.
  public func logSumExp(axis: Int) throws(TensorError) -> Tensor {
    try check(axis, "logsumexp")
    let values = try converted(to: type.floating)
    guard shape[axis] > 0 else {
      var left = shape
      left[axis] = 1
      return try .full(
        left, .float(-.infinity), type: values.type, in: pool)
    }
    var largest = try values.reducing(.maximum, axis: axis, keepsAxis: true)
    // An infinite number less itself is none.
    largest = try largest.applying(.isFinite).choosing(
      .tensor(largest), else: .scalar(.float(0)))
    let parts = try values.applying(.subtract, .tensor(largest))
    try parts.apply(.exponential)
    let result = try parts.reducing(.sum, axis: axis, keepsAxis: true)
    try result.apply(.logarithm)
    try result.apply(.add, .tensor(largest))
    return try result.converted(to: values.type)
  }
}
