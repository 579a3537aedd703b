extension Tensor {
  /// A copy with the elements in the opposite order along `axes`; an axis that is
  /// there twice stays as it is.
  ///
  /// - Throws: `TensorError.axisOutOfRange`, `.outOfMemory`,
  ///   `.interrupted`.
  public func flipped(axes: [Int]) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: shape, type: type, in: pool)
    if count == 0 { return result }
    var backward = result.strides
    var first = result.offset
    for axis in axes {
      try check(axis, "flip")
      first += (shape[axis] - 1) * backward[axis]
      backward[axis] = -backward[axis]
    }
    try result.view(shape: shape, strides: backward, offset: first)
      .copy(from: self)
    return result
  }
}
