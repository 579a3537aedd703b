/// Numbers in the middle of others.
extension Tensor {
  /// The indices, from `base`, of the medians along `axis`, which stays with size
  /// 1: of an even number of elements the lower of the two in the middle, as
  /// PyTorch's `median`; of elements with NaN the first NaN.
  ///
  /// - Throws: `TensorError.axisOutOfRange`, `.emptyReduction`, `.outOfMemory`,
  ///   `.interrupted`.
  public func medianIndices(
    axis: Int, base: Int = 0
  ) throws(TensorError) -> Tensor {
    try checkElements(axis, "median")
    let order = try order(axis: axis, base: base, for: "median")
    let middle = try order.narrowed(
      axis: axis, start: (shape[axis] - 1) / 2, count: 1)
    guard type.isFloat else { return try middle.copied() }
    // NaN comes last: those that aren't there, or aren't NaN, count 0.
    let isNaN = try applying(.isNaN)
    let found = try isNaN.argument(axis, isMinimum: false)
      .unsqueezed(axis: axis)
    try found.apply(.add, .scalar(.integer(base)))
    return try isNaN.reducing(.any, axis: axis, keepsAxis: true).choosing(
      .tensor(found), else: .tensor(middle))
  }

  /// The quantiles `fractions`, a vector of numbers from 0 to 1, of the elements
  /// along `axis`: between two elements in proportion, as NumPy's and PyTorch's
  /// `quantile`. NaN where there is NaN.
  ///
  /// - Returns: A floating-point tensor with a new first axis for the fractions,
  ///   and size 1 at what was `axis`.
  /// - Throws: `TensorError.axisOutOfRange`, `.emptyReduction`,
  ///   `.invalidArgument`, `.tooManyAxes`, `.tooManyElements`, `.outOfMemory`,
  ///   `.interrupted`.
  public func quantiles(
    _ fractions: Tensor, axis: Int
  ) throws(TensorError) -> Tensor {
    try checkElements(axis, "quantile")
    let size = shape[axis]
    let wide = try converted(to: .float64)
    let values = try wide.gathered(
      axis: axis, try wide.order(axis: axis, for: "quantile"))
    let hasNaN = try wide.applying(.isNaN)
      .reducing(.any, axis: axis, keepsAxis: true)
    var kept = shape
    kept[axis] = 1
    guard rank < Shape.maximumRank else { throw .tooManyAxes(rank + 1) }
    kept.insert(fractions.count, at: 0)
    guard kept.isAllowed else { throw .tooManyElements(kept.list) }
    let result = try Tensor(uninitialized: kept, type: type.floating, in: pool)
    let list = try fractions.converted(to: .float64).copied()
    defer { withExtendedLifetime(list) {} }
    var check = StopCheck()
    for number in 0..<fractions.count {
      let fraction = list.pointer(Double.self)[number]
      guard fraction >= 0, fraction <= 1 else {
        throw .invalidArgument(
          operation: "quantile",
          reason: "a fraction must be from 0 to 1, not"
            + " \(fraction.isNaN ? .nan : fraction)")
      }
      let place = fraction * Double(size - 1)
      let first = min(Int(exactly: place.rounded(.down)) ?? 0, size - 1)
      var between = try values.narrowed(axis: axis, start: first, count: 1)
      let weight = place - Double(first)
      if weight > 0 {
        between = try between.interpolated(
          to: try values.narrowed(axis: axis, start: first + 1, count: 1),
          .scalar(.float(weight)))
      }
      try result.selected(axis: 0, index: number).copy(
        from: try hasNaN.choosing(
          .scalar(.float(.nan)), else: .tensor(between)))
      try check.after(hasNaN.count)
    }
    return result
  }

  /// The numbers from this tensor's to those of `end`, `weight` of the way; those
  /// that are equal as they are, infinite ones too.
  private func interpolated(
    to end: Tensor, _ weight: Operand
  ) throws(TensorError) -> Tensor {
    let way = try end.applying(.subtract, .tensor(self))
      .applying(.multiply, weight)
    return try comparing(.equal, .tensor(end)).choosing(
      .tensor(self), else: .tensor(try applying(.add, .tensor(way))))
  }

  /// Throws unless there are elements along `axis`.
  func checkElements(_ axis: Int, _ operation: String) throws(TensorError) {
    try check(axis, operation)
    guard shape[axis] > 0 else {
      throw .emptyReduction(operation: operation, shape: shape)
    }
  }
}
