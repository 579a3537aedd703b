/// Running sums.
extension Tensor {
  /// The sum of the elements up to and with each, along `axis`.
  ///
  /// Of the type that `sum` gives; real numbers are added up in double
  /// precision.
  ///
  /// - Throws: `TensorError.axisOutOfRange`, `.outOfMemory`, `.interrupted`.
  public func cumulativeSum(axis: Int) throws(TensorError) -> Tensor {
    try check(axis, "cumsum")
    let source = try converted(to: ReductionOperation.sum.resultType(type))
    let result = try Tensor(
      uninitialized: shape, type: source.type, in: pool)
    switch source.type.kernel {
    case .float32:
      try source.accumulate(axis, result, Float.self, Double(0)) {
        $0 += Double($1)
        return Float($0)
      }
    case .float64:
      try source.accumulate(axis, result, Double.self, Double(0)) {
        $0 += $1
        return $0
      }
    case .int64, .bool:
      try source.accumulate(axis, result, Int.self, 0) {
        $0 &+= $1
        return $0
      }
    }
    return result
  }

  /// The product of the elements up to and with each, along `axis`.
  ///
  /// Of the type that `prod` gives; real numbers are multiplied in double
  /// precision, whole numbers wrap around.
  ///
  /// - Throws: `TensorError.axisOutOfRange`, `.outOfMemory`, `.interrupted`.
  public func cumulativeProduct(axis: Int) throws(TensorError) -> Tensor {
    try check(axis, "cumprod")
    let source = try converted(to: ReductionOperation.product.resultType(type))
    let result = try Tensor(
      uninitialized: shape, type: source.type, in: pool)
    switch source.type.kernel {
    case .float32:
      try source.accumulate(axis, result, Float.self, Double(1)) {
        $0 *= Double($1)
        return Float($0)
      }
    case .float64:
      try source.accumulate(axis, result, Double.self, Double(1)) {
        $0 *= $1
        return $0
      }
    case .int64, .bool:
      try source.accumulate(axis, result, Int.self, 1) {
        $0 &*= $1
        return $0
      }
    }
    return result
  }

  /// Each element less the one before it along `axis`, done `times` times.
  ///
  /// - Throws: `TensorError.axisOutOfRange`, `.invalidArgument` if `times` is
  ///   below 0, `.outOfMemory`, `.interrupted`.
  public func differences(
    axis: Int, times: Int = 1
  ) throws(TensorError) -> Tensor {
    try check(axis, "diff")
    guard times >= 0 else {
      throw .invalidArgument(
        operation: "diff", reason: "can't be done \(times) times")
    }
    let rounds = min(times, shape[axis])
    var left = shape
    left[axis] -= rounds
    if left.count == 0 {
      return try .zeros(left, type: type.arithmetic, in: pool)
    }
    var result = try converted(to: type.arithmetic)
    if rounds == 0 { return try result.copied() }
    var check = StopCheck()
    for _ in 0..<rounds {
      let size = result.shape[axis]
      let after = try result.narrowed(axis: axis, start: 1, count: size - 1)
      let before = try result.narrowed(axis: axis, start: 0, count: size - 1)
      result = try after.applying(.subtract, .tensor(before))
      try check.after(result.count)
    }
    return result
  }

  /// Walks along `axis` and writes what `add` gives for each element; eight
  /// neighboring lines go side by side.
  @inline(__always)
  private func accumulate<T: Element, S>(
    _ axis: Int, _ result: Tensor, _: T.Type, _ start: S,
    _ add: (inout S, T) -> T
  ) throws(TensorError) {
    let (x, out) = (pointer(T.self), result.pointer(T.self))
    let (step, outStep) = (strides[axis], result.strides[axis])
    let size = shape[axis]
    var lines = shape
    lines[axis] = 1
    if count == 0 { return }
    let nest = LoopNest(lines, strides, result.strides)
    let stride = nest.rowStride
    var check = StopCheck()
    try nest.forEachRow { at throws(TensorError) in
      var line = 0
      while line < nest.rowCount {
        let width = min(8, nest.rowCount &- line)
        let source = x + (at[0] &+ line &* stride[0])
        let target = out + (at[1] &+ line &* stride[1])
        if width == 8 {
          var sums = InlineArray<8, S>(repeating: start)
          for i in 0..<size {
            let (a, b) = (source + i &* step, target + i &* outStep)
            for j in 0..<8 {
              b[j &* stride[1]] = add(&sums[j], a[j &* stride[0]])
            }
            try check.after(8)
          }
        } else {
          for j in 0..<width {
            var sum = start
            let (a, b) = (source + j &* stride[0], target + j &* stride[1])
            for i in 0..<size {
              b[i &* outStep] = add(&sum, a[i &* step])
              try check.after(1)
            }
          }
        }
        line &+= width
      }
    }
  }
}
