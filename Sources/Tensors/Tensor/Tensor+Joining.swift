/// Putting tensors together and repeating them. All results are new tensors.
extension Tensor {
  /// The tensors side by side along a new axis before `axis`.
  ///
  /// Types are promoted.
  ///
  /// - Throws: `TensorError.invalidArgument` if there are none,
  ///   `.shapeMismatch` unless all shapes are equal, `.axisOutOfRange`,
  ///   `.tooManyAxes`, `.outOfMemory`.
  public static func stacked(
    _ tensors: [Tensor], axis: Int = 0
  ) throws(TensorError) -> Tensor {
    guard let first = tensors.first else { throw nothing("stack") }
    for tensor in tensors where tensor.shape != first.shape {
      throw .shapeMismatch(
        operation: "stack", left: first.shape, right: tensor.shape)
    }
    guard axis >= 0, axis <= first.rank else {
      throw .axisOutOfRange(
        operation: "stack", axis: axis, rank: first.rank + 1)
    }
    var parts: [Tensor] = []
    for tensor in tensors { parts.append(try tensor.unsqueezed(axis: axis)) }
    return try joined(parts, axis, "stack")
  }

  /// The tensors one after the other along `axis`.
  ///
  /// Types are promoted.
  ///
  /// - Throws: `TensorError.invalidArgument` if there are none,
  ///   `.shapeMismatch` unless the shapes are equal but for that axis,
  ///   `.axisOutOfRange`, `.tooManyElements`, `.outOfMemory`.
  public static func concatenated(
    _ tensors: [Tensor], axis: Int = 0
  ) throws(TensorError) -> Tensor {
    try joined(tensors, axis, "cat")
  }

  private static func nothing(_ operation: String) -> TensorError {
    .invalidArgument(operation: operation, reason: "there are no tensors")
  }

  private static func joined(
    _ tensors: [Tensor], _ axis: Int, _ operation: String
  ) throws(TensorError) -> Tensor {
    guard let first = tensors.first else { throw nothing(operation) }
    try first.check(axis, operation)
    var type = first.type
    var sizes = first.shape.list
    sizes[axis] = 0
    for tensor in tensors {
      var other = tensor.shape
      if axis < other.rank { other[axis] = first.shape[axis] }
      guard other == first.shape else {
        throw .shapeMismatch(
          operation: operation, left: first.shape, right: tensor.shape)
      }
      type = type.promoted(with: tensor.type)
      sizes[axis] =
        sizes[axis].addingReportingOverflow(
          tensor.shape[axis]
        ).partialValue
    }
    let result = try Tensor(
      uninitialized: try Shape(sizes), type: type, in: first.pool)
    var start = 0
    for tensor in tensors where tensor.shape[axis] > 0 {
      let size = tensor.shape[axis]
      try result.narrowed(axis: axis, start: start, count: size).copy(
        from: tensor)
      start += size
    }
    return result
  }

  /// The elements moved on by `shift` places along `axis`; those that leave at
  /// the end come in at the beginning. Without an axis, the elements are
  /// moved row by row and the shape stays.
  ///
  /// - Throws: `TensorError.axisOutOfRange`, `.outOfMemory`.
  public func rolled(
    by shift: Int, axis: Int? = nil
  ) throws(TensorError) -> Tensor {
    guard let axis else {
      return try flattened().rolled(by: shift, axis: 0).reshaped(shape.list)
    }
    try check(axis, "roll")
    let size = shape[axis]
    if size == 0 { return try copied() }
    let rest = shift % size
    let places = rest < 0 ? rest + size : rest
    let result = try Tensor(uninitialized: shape, type: type, in: pool)
    try result.narrowed(axis: axis, start: places, count: size - places).copy(
      from: try narrowed(axis: axis, start: 0, count: size - places))
    try result.narrowed(axis: axis, start: 0, count: places).copy(
      from: try narrowed(axis: axis, start: size - places, count: places))
    return result
  }

  /// The whole tensor repeated `counts[i]` times along axis i, as NumPy's
  /// `tile` and PyTorch's `repeat`.
  ///
  /// The shorter of `counts` and the shape is filled up with ones in front.
  ///
  /// - Throws: `TensorError.negativeSize`, `.tooManyAxes`, `.tooManyElements`,
  ///   `.outOfMemory`.
  public func tiled(_ counts: [Int]) throws(TensorError) -> Tensor {
    _ = try Shape(counts)
    let rank = max(rank, counts.count)
    let all = Array(repeating: 1, count: rank - counts.count) + counts
    let sizes = Array(repeating: 1, count: rank - self.rank) + shape.list
    var result = try reshaped(sizes)
    for axis in 0..<rank where all[axis] != 1 {
      result = try result.copies(all[axis], of: axis, each: false)
    }
    return result.storage === storage ? try result.copied() : result
  }

  /// Each element repeated `count` times in a row along `axis`, as NumPy's
  /// `repeat` and PyTorch's `repeat_interleave`.
  ///
  /// - Throws: `TensorError.axisOutOfRange`, `.negativeSize`,
  ///   `.tooManyElements`, `.outOfMemory`.
  public func repeated(
    _ count: Int, axis: Int
  ) throws(TensorError) -> Tensor {
    try check(axis, "repeat")
    guard count >= 0 else { throw .negativeSize(count) }
    return try copies(count, of: axis, each: true)
  }

  /// `count` copies along `axis`, of each element or of the whole.
  private func copies(
    _ count: Int, of axis: Int, each: Bool
  ) throws(TensorError) -> Tensor {
    let target = try shape.repeating(count, axis: axis)
    if target.count == 0 {
      return try Tensor(uninitialized: target, type: type, in: pool)
    }
    let outer = shape.list[..<axis].reduce(1, *) * (each ? shape[axis] : 1)
    let inner = self.count / outer
    return try reshaped([outer, 1, inner]).expanded(
      to: try Shape([outer, count, inner])
    ).copied().reshaped(target.list)
  }

  /// The elements row by row, with one axis: a view if they lie so, else a
  /// copy.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func flattened() throws(TensorError) -> Tensor {
    try reshaped([count])
  }

  /// Writes `value` to the elements all of whose indices are equal.
  ///
  /// - Throws: `TensorError.invalidArgument` unless there are two axes, or more
  ///   of the same size, `.sharedElements`.
  public func fillDiagonal(_ value: Scalar) throws(TensorError) {
    let isCube = (1..<max(rank, 1)).allSatisfy { shape[$0] == shape[0] }
    guard rank == 2 || (rank > 2 && isCube) else {
      throw .invalidArgument(
        operation: "fill_diagonal", reason: "shape \(shape) has no diagonal")
    }
    try checkWritable("fill_diagonal")
    var (size, step) = (shape[0], 0)
    for axis in 0..<rank {
      size = min(size, shape[axis])
      step += strides[axis]
    }
    var diagonalStrides = AxisValues.zero
    diagonalStrides[0] = step
    try view(shape: [size], strides: diagonalStrides, offset: offset).fill(
      value)
  }
}

extension Shape {
  /// The shape with `count` times as many places along `axis`.
  ///
  /// - Throws: `TensorError.negativeSize`, `.tooManyElements`.
  package func repeating(
    _ count: Int, axis: Int
  ) throws(TensorError) -> Shape {
    var sizes = list
    let (size, overflow) = sizes[axis].multipliedReportingOverflow(by: count)
    sizes[axis] = overflow ? Int.max : size
    return try Shape(sizes)
  }
}
