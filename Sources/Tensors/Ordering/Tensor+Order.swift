/// The order of elements along an axis: NaN counts as the largest, and of equal
/// elements the first one is first.
extension Tensor {
  /// The indices, from `base`, of the elements along `axis` in their order, or in
  /// the opposite one; with `first` only as many, the first of them. An int64
  /// tensor.
  ///
  /// Of equal elements the first one is first, in both orders.
  ///
  /// - Throws: `TensorError.axisOutOfRange`, `.invalidArgument` if there aren't as
  ///   many elements, `.outOfMemory`, `.interrupted`.
  public func order(
    axis: Int, isDescending: Bool = false, first: Int? = nil, base: Int = 0,
    for operation: String = "argsort"
  ) throws(TensorError) -> Tensor {
    try check(axis, operation)
    let size = shape[axis]
    let kept = first ?? size
    guard kept >= 0, kept <= size else {
      throw .invalidArgument(
        operation: operation,
        reason: "asked for \(kept) of the \(size) elements of an axis")
    }
    let last = rank - 1
    let rows = try transposed(axis, last)
    var keptShape = rows.shape
    keptShape[last] = kept
    let result = try Tensor(uninitialized: keptShape, type: .int64, in: pool)
    if result.count > 0 {
      let keys = try rows.orderKeys(isDescending: isDescending)
      let order = try RowOrder(size: size, kept: kept, base: base, in: pool)
      defer { withExtendedLifetime((keys, order)) {} }
      let target = result.pointer(Int.self)
      var check = StopCheck()
      for row in 0..<(count / size) {
        try order.find(keys.pointer + row &* size, into: target + row &* kept)
        try check.after(size)
      }
    }
    return axis == last ? result : try result.transposed(axis, last).copied()
  }

  /// Whole numbers, row by row, that are in the order of the elements; with
  /// `isDescending` in the opposite one.
  ///
  /// Those of tensors with `isWhole` compare with each other, and those of tensors
  /// without. The elements of an int64 tensor are `isWhole` unless said otherwise.
  func orderKeys(
    isDescending: Bool = false, isWhole: Bool? = nil
  ) throws(TensorError) -> Scratch<Int> {
    let keys = try Scratch<Int>(count: count, in: pool)
    let flip = isDescending ? -1 : 0
    let isWhole = isWhole ?? !type.isFloat
    var values = try converted(to: isWhole ? .int64 : .float64)
    if !values.isContiguous { values = try values.copied() }
    defer { withExtendedLifetime(values) {} }
    let target = keys.pointer
    if isWhole {
      let source = values.pointer(Int.self)
      try forEachPart(of: count) { part in
        for i in part { target[i] = source[i] ^ flip }
      }
    } else {
      let source = values.pointer(Double.self)
      try forEachPart(of: count) { part in
        for i in part { target[i] = orderKey(source[i]) ^ flip }
      }
    }
    return keys
  }
}

/// A whole number that is as large, beside those of other numbers, as a number
/// beside them. NaN is larger than all, and -0 is 0.
@inline(__always)
private func orderKey(_ number: Double) -> Int {
  let bits = Int(bitPattern: UInt(number.bitPattern))
  // Bits of negative numbers are in the opposite order, but for the sign.
  let key = bits ^ ((bits >> 63) & .max)
  return number != number ? .max : number == 0 ? 0 : key
}
