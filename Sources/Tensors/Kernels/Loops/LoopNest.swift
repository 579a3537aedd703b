/// How a kernel walks over up to four tensors of one shape, row by row.
///
/// Axes that lie in memory like one are joined, and the last one left is the
/// row. Positions count elements from the first one of each tensor.
struct LoopNest {
  /// The number of elements in a row.
  private(set) var rowCount = 1

  /// The step between neighbors of a row, for each tensor.
  private(set) var rowStride = SIMD4<Int>.zero

  /// The outer axes, the last one varying fastest.
  private var outerRank = 0
  private var outerSizes = AxisValues.one
  private var outerStrides = InlineArray<8, SIMD4<Int>>(repeating: .zero)

  /// Creates the walk over tensors with these steps along the axes of `shape`.
  init(
    _ shape: Shape, _ a: AxisValues, _ b: AxisValues = .zero,
    _ c: AxisValues = .zero, _ d: AxisValues = .zero
  ) {
    var isFirst = true
    for axis in stride(from: shape.rank - 1, through: 0, by: -1) {
      let size = shape[axis]
      if size == 1 { continue }
      let step = SIMD4(a[axis], b[axis], c[axis], d[axis])
      if isFirst {
        rowCount = size
        rowStride = step
        isFirst = false
      } else if outerRank == 0, step == rowStride &* rowCount {
        rowCount *= size
      } else {
        outerSizes[outerRank] = size
        outerStrides[outerRank] = step
        outerRank += 1
      }
    }
    if shape.count == 0 { rowCount = 0 }
  }

  /// Calls `body` with the position of each row's first element.
  @inline(__always)
  func forEachRow<Failure: Error>(
    _ body: (SIMD4<Int>) throws(Failure) -> Void
  ) throws(Failure) {
    if rowCount == 0 { return }
    if outerRank == 0 {
      try body(.zero)
      return
    }
    var index = AxisValues.zero
    var position = SIMD4<Int>.zero
    while true {
      try body(position)
      var axis = 0
      while true {
        position &+= outerStrides[axis]
        index[axis] &+= 1
        if index[axis] < outerSizes[axis] { break }
        position &-= outerStrides[axis] &* outerSizes[axis]
        index[axis] = 0
        axis &+= 1
        if axis == outerRank { return }
      }
    }
  }

  /// Calls `body` with the position of the first element of each row and the
  /// number of its elements; long rows come in parts.
  ///
  /// - Throws: `TensorError.interrupted` if somebody breaks it off: then rows are
  ///   missing.
  @inline(__always)
  func forEachRowOrStop(
    _ body: (_ at: SIMD4<Int>, _ count: Int) throws(TensorError) -> Void
  ) throws(TensorError) {
    var check = StopCheck()
    try forEachRow { at throws(TensorError) in
      var start = 0
      repeat {
        let count = min(elementGrain, rowCount &- start)
        try body(at &+ rowStride &* start, count)
        try check.after(count)
        start &+= count
      } while start < rowCount
    }
  }
}
