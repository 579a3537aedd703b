/// Where the smallest and the largest elements are.
extension Tensor {
  /// The index of the first smallest or largest element along `axis`, or of
  /// the first NaN.
  func argument(
    _ axis: Int, isMinimum: Bool
  ) throws(TensorError) -> Tensor {
    let extremes = try reducing(
      isMinimum ? .minimum : .maximum, axis: axis, keepsAxis: true)
    let line = extremes.shape
    let result = try Tensor.zeros(line, type: .int64, in: pool)
    switch type.kernel {
    case .float32: try find(extremes, Float.self, axis, into: result)
    case .float64: try find(extremes, Double.self, axis, into: result)
    case .int64: try find(extremes, Int.self, axis, into: result)
    case .bool: try find(extremes, UInt8.self, axis, into: result)
    }
    var (shape, strides) = (line, result.strides)
    shape.remove(axis)
    for later in axis..<(Shape.maximumRank - 1) {
      strides[later] = strides[later + 1]
    }
    return result.view(shape: shape, strides: strides, offset: 0)
  }

  /// Writes to `result` the first place along `axis` of each value of
  /// `values`.
  private func find<T: Element>(
    _ values: Tensor, _: T.Type, _ axis: Int, into result: Tensor
  ) throws(TensorError) {
    let (x, value) = (pointer(T.self), values.pointer(T.self))
    let out = result.pointer(Int.self)
    let (count, step) = (shape[axis], strides[axis])
    let nest = LoopNest(
      result.shape, result.strides, values.strides, strides)
    var check = StopCheck()
    try nest.forEachRow { at throws(TensorError) in
      for i in 0..<nest.rowCount {
        let place = at &+ nest.rowStride &* i
        out[place[0]] = try firstIndex(
          of: value[place[1]], in: x + place[2], count: count, step: step,
          &check)
      }
    }
  }
}

/// The index of the first element that equals `value`, or that is NaN too.
private func firstIndex<T: Element>(
  of value: T, in x: UnsafePointer<T>, count: Int, step: Int,
  _ check: inout StopCheck
) throws(TensorError) -> Int {
  let isNaN = value != value
  var start = 0
  // Whole blocks are searched without a branch.
  if step == 1, !isNaN {
    while start &+ 256 <= count {
      let block = x + start
      var found: UInt8 = 0
      for i in 0..<256 { found |= block[i] == value ? 1 : 0 }
      if found != 0 { break }
      start &+= 256
      try check.after(256)
    }
  }
  for i in start..<count {
    let element = x[i &* step]
    if element == value || (isNaN && element != element) { return i }
    try check.after(1)
  }
  return 0
}
