/// Functions that make one number of many.
extension Tensor {
  /// `operation` of all elements.
  ///
  /// Sums of real numbers are added up in double precision and rounded to the
  /// type of the result at the end. NaN and infinity pass through as in NumPy.
  /// The index that `argmin` and `argmax` give counts the elements row by row,
  /// from 0; the first of equal elements wins, and the first NaN over all.
  ///
  /// - Throws: `TensorError.emptyReduction` for the operations that need an
  ///   element, `.outOfMemory`.
  public func reduced(
    _ operation: ReductionOperation
  ) throws(TensorError) -> Scalar {
    var source = self
    if !source.isContiguous, !operation.givesIndex {
      source = byDescendingStrides.tensor
    }
    if !source.isContiguous { source = try source.copied() }
    let flat = Shape(vector: count)
    let row = source.view(
      shape: flat, strides: flat.contiguousStrides, offset: source.offset)
    guard count > 0 || !operation.needsElements else {
      throw .emptyReduction(operation: operation.rawValue, shape: shape)
    }
    return try row.reducing(operation, axis: 0).element([])
  }

  /// `operation` along `axis`: a tensor without that axis, or with size 1
  /// there if `keepsAxis`.
  ///
  /// - Throws: `TensorError.axisOutOfRange`, `.emptyReduction` for the
  ///   operations that need an element, `.outOfMemory`.
  public func reducing(
    _ operation: ReductionOperation, axis: Int, keepsAxis: Bool = false
  ) throws(TensorError) -> Tensor {
    try check(axis, operation.rawValue)
    if type.isStorage {
      return try converted(to: type.computed)
        .reducing(operation, axis: axis, keepsAxis: keepsAxis)
    }
    guard shape[axis] > 0 || !operation.needsElements else {
      throw .emptyReduction(operation: operation.rawValue, shape: shape)
    }
    let result = try reduce(operation, axis)
    return keepsAxis ? try result.unsqueezed(axis: axis) : result
  }

  /// `operation` along several axes: a tensor without them, or with size 1 there
  /// if `keepsAxes`.
  ///
  /// - Precondition: Each axis is there once, and is one of the tensor's.
  /// - Throws: As `reducing(_:axis:keepsAxis:)`; `TensorError.invalidArgument` for
  ///   operations that give an index.
  package func reducing(
    _ operation: ReductionOperation, axes: [Int], keepsAxes: Bool = false
  ) throws(TensorError) -> Tensor {
    guard !operation.givesIndex else {
      throw .invalidArgument(
        operation: operation.rawValue,
        reason: "an index is along one axis, or counts all elements")
    }
    let rest = (0..<rank).filter { !axes.contains($0) }
    let turned = permuted(rest + axes)
    let size = axes.reduce(1) { $0 * shape[$1] }
    let (reduced, kept) = shape.reducing(axes)
    return try turned.reshaped(reduced.list + [size])
      .reducing(operation, axis: rest.count)
      .reshaped((keepsAxes ? kept : reduced).list)
  }

  private func reduce(
    _ operation: ReductionOperation, _ axis: Int
  ) throws(TensorError) -> Tensor {
    let resultType = operation.resultType(type)
    switch operation {
    case .sum: return try total(axis)
    case .product:
      let source = try converted(to: resultType)
      return try source.product(axis)
    case .countNonzero: return try countNonzero(axis)
    case .any: return try countNonzero(axis).comparing(.greater, 0)
    case .all:
      return try countNonzero(axis).comparing(
        .equal, .scalar(.integer(shape[axis])))
    case .minimum: return try extreme(axis, isMinimum: true)
    case .maximum: return try extreme(axis, isMinimum: false)
    case .argumentOfMinimum: return try argument(axis, isMinimum: true)
    case .argumentOfMaximum: return try argument(axis, isMinimum: false)
    case .mean: return try mean(axis)
    case .variance: return try variance(axis)
    case .sampleVariance: return try variance(axis, less: 1)
    case .standardDeviation, .sampleDeviation:
      let result = try variance(
        axis, less: operation == .sampleDeviation ? 1 : 0)
      try result.apply(.squareRoot)
      return result
    }
  }

  private func total(_ axis: Int) throws(TensorError) -> Tensor {
    switch type.kernel {
    case .float32: try run(RealSum<Float>(), axis) { Float($0) }
    case .float64: try run(RealSum<Double>(), axis) { $0 }
    case .int64: try run(IntegerSum(), axis) { $0 }
    case .bool: try run(TrueCount(), axis) { $0 }
    }
  }

  private func product(_ axis: Int) throws(TensorError) -> Tensor {
    switch type.kernel {
    case .float32: try run(RealProduct<Float>(), axis) { Float($0) }
    case .float64: try run(RealProduct<Double>(), axis) { $0 }
    case .int64, .bool: try run(IntegerProduct(), axis) { $0 }
    }
  }

  private func countNonzero(_ axis: Int) throws(TensorError) -> Tensor {
    switch type.kernel {
    case .float32: try run(FloatCount(), axis) { $0 }
    case .float64: try run(WideCount<Double>(), axis) { $0 }
    case .int64: try run(WideCount<Int>(), axis) { $0 }
    case .bool: try run(TrueCount(), axis) { $0 }
    }
  }

  private func extreme(
    _ axis: Int, isMinimum: Bool
  ) throws(TensorError) -> Tensor {
    switch type.kernel {
    case .float32: try extreme(axis, isMinimum, Float.self)
    case .float64: try extreme(axis, isMinimum, Double.self)
    case .int64: try extreme(axis, isMinimum, Int.self)
    case .bool: try extreme(axis, isMinimum, UInt8.self)
    }
  }

  private func extreme<T: BoundedElement>(
    _ axis: Int, _ isMinimum: Bool, _: T.Type
  ) throws(TensorError) -> Tensor {
    isMinimum
      ? try run(Smallest<T>(), axis) { $0 }
      : try run(Largest<T>(), axis) { $0 }
  }

  private func mean(_ axis: Int) throws(TensorError) -> Tensor {
    let count = Double(shape[axis])
    switch type.kernel {
    case .float32:
      return try run(RealSum<Float>(), axis) { Float($0 / count) }
    case .float64: return try run(RealSum<Double>(), axis) { $0 / count }
    case .bool: return try run(TrueCount(), axis) { Float(Double($0) / count) }
    case .int64: return try converted(to: .float64).mean(axis)
    }
  }

  /// The sum of the squares divided by the count less `correction`.
  private func variance(
    _ axis: Int, less correction: Double = 0
  ) throws(TensorError) -> Tensor {
    switch type.kernel {
    case .float32: try variance(axis, correction, Float.self)
    case .float64: try variance(axis, correction, Double.self)
    case .int64, .bool:
      try converted(to: type.floating).variance(axis, less: correction)
    }
  }

  /// The mean of the squared distances from a number near the mean, less the
  /// square of the number's distance from the mean, so that rounding the mean
  /// does no harm.
  private func variance<T: RealElement>(
    _ axis: Int, _ correction: Double, _: T.Type
  ) throws(TensorError) -> Tensor {
    let count = Double(shape[axis])
    let divisor = count - correction
    let center = try mean(axis)
    let distances: Tensor
    var square = SquareSum<T>(center: 0)
    if rank == 1 {
      distances = self
      square = SquareSum(center: T(try center.element([])))
    } else {
      distances = try applying(
        .subtract, .tensor(try center.unsqueezed(axis: axis)))
    }
    let result = try distances.run(square, axis) { T($0 / divisor) }
    let sums = try distances.run(RealSum<T>(), axis) { T($0 / count) }
    if rank == 1 { try sums.apply(.subtract, .tensor(center)) }
    try sums.apply(.multiply, .tensor(sums))
    if correction != 0 {
      try sums.apply(.multiply, .scalar(.float(count / divisor)))
    }
    try result.apply(.subtract, .tensor(sums))
    let (x, size) = (result.pointer(T.self), result.count)
    for i in 0..<size { x[i] = x[i] < 0 ? 0 : x[i] }
    return result
  }
}

extension Shape {
  /// The shape without `axes`, and with size 1 there.
  package func reducing(_ axes: [Int]) -> (reduced: Shape, kept: Shape) {
    var (reduced, kept) = (Shape(), self)
    for axis in 0..<rank {
      if axes.contains(axis) {
        kept[axis] = 1
      } else {
        reduced.append(self[axis])
      }
    }
    return (reduced, kept)
  }

  /// The shape of a vector of `count` elements.
  package init(vector count: Int) {
    self.init()
    append(count)
  }
}

extension Tensor {
  /// The same elements with the axes in the order of memory, and where each
  /// axis came from.
  var byDescendingStrides: (tensor: Tensor, axes: [Int]) {
    if isContiguous { return (self, Array(0..<rank)) }
    var axes = Array(0..<rank)
    // A stable order, by insertion.
    for i in axes.indices.dropFirst() {
      var j = i
      while j > 0, strides[axes[j - 1]] < strides[axes[j]] {
        axes.swapAt(j - 1, j)
        j -= 1
      }
    }
    return (permuted(axes), axes)
  }

  /// The tensor with its axes in another order.
  ///
  /// - Precondition: `axes` holds each axis once.
  package func permuted(_ axes: [Int]) -> Tensor {
    var newShape = Shape()
    var newStrides = AxisValues.zero
    for (place, axis) in axes.enumerated() {
      newShape.append(shape[axis])
      newStrides[place] = strides[axis]
    }
    return view(shape: newShape, strides: newStrides, offset: offset)
  }

  /// Reduces along `axis` with the loops of `kernel`.
  ///
  /// Where the axis is the fastest in memory, each row is reduced by itself;
  /// else whole rows are put together, column by column.
  fileprivate func run<K: ReductionKernel, R: Element>(
    _ kernel: K, _ axis: Int, _ finish: (K.Total) -> R
  ) throws(TensorError) -> Tensor {
    if rank == 1, strides[0] == 1 {
      return try runRow(kernel, finish)
    }
    var (source, axes) = byDescendingStrides
    let isFlat = rank == 0 || shape.count == 0
    if !isFlat, source.strides[rank - 1] != 1 || hasSharedElements {
      (source, axes) = (try copied(), Array(0..<rank))
    }
    let place = axes.firstIndex(of: axis) ?? 0
    var (rest, restStrides) = (source.shape, source.strides)
    rest.remove(place)
    for later in place..<(Shape.maximumRank - 1) {
      restStrides[later] = restStrides[later + 1]
    }
    let result = try Tensor(
      uninitialized: rest, type: R.elementType, in: pool)
    if rest.count > 0 {
      let nest = LoopNest(rest, rest.contiguousStrides, restStrides)
      let line = Line(
        count: source.shape[place], step: source.strides[place])
      if place == rank - 1 || line.count <= 1 {
        try reduceRows(kernel, source, nest, line, into: result, finish)
      } else {
        try reduceColumns(kernel, source, nest, line, into: result, finish)
      }
    }
    return try result.restoringOrder(axes.filter { $0 != axis })
  }

  /// Reduces the one row of a vector without gaps.
  private func runRow<K: ReductionKernel, R: Element>(
    _ kernel: K, _ finish: (K.Total) -> R
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(
      uninitialized: Shape(), type: R.elementType, in: pool)
    let x = UnsafePointer(pointer(K.T.self))
    if count <= parallelGrain {
      result.pointer(R.self)[0] = finish(reduceRow(kernel, x, count: count))
      return result
    }
    let chunks = try Scratch<K.Total>(
      count: count / parallelGrain + 1, in: pool)
    defer { withExtendedLifetime(chunks) {} }
    result.pointer(R.self)[0] = finish(
      try reduceRow(kernel, x, count: count, chunks: chunks.pointer))
    return result
  }

  /// This tensor, whose axes belong at the places `axes`, in their order.
  private func restoringOrder(_ axes: [Int]) throws(TensorError) -> Tensor {
    if zip(axes, axes.dropFirst()).allSatisfy({ $0 < $1 }) { return self }
    return try permuted(axes.indices.sorted { axes[$0] < axes[$1] }).copied()
  }
}

/// The elements that are put together: how many, and how far apart.
private struct Line {
  let count: Int
  let step: Int
}

private func reduceRows<K: ReductionKernel, R: Element>(
  _ kernel: K, _ source: Tensor, _ nest: LoopNest, _ line: Line,
  into result: Tensor, _ finish: (K.Total) -> R
) throws(TensorError) {
  let x = UnsafePointer(source.pointer(K.T.self))
  let out = result.pointer(R.self)
  if result.count < 4, line.count > parallelGrain {
    let chunks = try Scratch<K.Total>(
      count: line.count / parallelGrain + 1, in: source.pool)
    defer { withExtendedLifetime(chunks) {} }
    try nest.forEachRow { at throws(TensorError) in
      for i in 0..<nest.rowCount {
        out[at[0] &+ i &* nest.rowStride[0]] = finish(
          try reduceRow(
            kernel, x + (at[1] &+ i &* nest.rowStride[1]), count: line.count,
            chunks: chunks.pointer))
      }
    }
    return
  }
  let grain = max(1, parallelGrain / max(line.count, 1))
  var check = StopCheck()
  try nest.forEachRow { at throws(TensorError) in
    try forEachLongChunk(
      of: nest.rowCount, grain: grain, cost: line.count &* elementCost
    ) { range, interruption in
      for i in range {
        out[at[0] &+ i &* nest.rowStride[0]] = finish(
          reduceRow(
            kernel, x + (at[1] &+ i &* nest.rowStride[1]), count: line.count,
            interruption))
      }
    }
    try check.after(nest.rowCount &* line.count)
  }
}

private func reduceColumns<K: ReductionKernel, R: Element>(
  _ kernel: K, _ source: Tensor, _ nest: LoopNest, _ line: Line,
  into result: Tensor, _ finish: (K.Total) -> R
) throws(TensorError) {
  let x = UnsafePointer(source.pointer(K.T.self))
  let out = result.pointer(R.self)
  let width = nest.rowCount
  let room = max(width, 128)
  let partial = try Scratch<K.Partial>(count: room, in: source.pool)
  let total = try Scratch<K.Total>(count: room, in: source.pool)
  defer { withExtendedLifetime((partial, total)) {} }
  let totals = total.pointer
  var check = StopCheck()
  try nest.forEachRow { at throws(TensorError) in
    if nest.rowStride[1] == 1 || width == 1 {
      try reduceColumns(
        kernel, x + at[1], rows: line.count, width: width, step: line.step,
        partial: partial.pointer, total: totals)
      let row = out + at[0]
      for j in 0..<width { row[j] = finish(totals[j]) }
    } else {
      for j in 0..<width {
        try reduceColumns(
          kernel, x + (at[1] &+ j &* nest.rowStride[1]), rows: line.count,
          width: 1, step: line.step, partial: partial.pointer, total: totals)
        out[at[0] &+ j] = finish(totals[0])
        try check.after(line.count)
      }
    }
    try check.after(width)
  }
}
