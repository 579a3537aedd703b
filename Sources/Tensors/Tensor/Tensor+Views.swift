/// Views: none of these copies elements unless it says so.
extension Tensor {
  /// The part of the tensor at `index` along `axis`, without that axis.
  ///
  /// - Throws: `TensorError.axisOutOfRange`, `.indexOutOfRange`.
  public func selected(
    axis: Int, index: Int
  ) throws(TensorError) -> Tensor {
    try check(axis, "select")
    guard index >= 0, index < shape[axis] else {
      throw .indexOutOfRange(
        operation: "select", index: index, size: shape[axis])
    }
    var (newShape, newStrides) = (shape, strides)
    newShape.remove(axis)
    for later in axis..<(Shape.maximumRank - 1) {
      newStrides[later] = newStrides[later + 1]
    }
    return view(
      shape: newShape, strides: newStrides,
      offset: offset + index * strides[axis])
  }

  /// `count` elements along `axis`, from `start`.
  ///
  /// - Throws: `TensorError.axisOutOfRange`, `.indexOutOfRange`,
  ///   `.negativeSize`.
  public func narrowed(
    axis: Int, start: Int, count: Int
  ) throws(TensorError) -> Tensor {
    try check(axis, "narrow")
    let size = shape[axis]
    guard start >= 0, start <= size else {
      throw .indexOutOfRange(operation: "narrow", index: start, size: size)
    }
    guard count >= 0 else { throw .negativeSize(count) }
    guard count <= size - start else {
      throw .indexOutOfRange(
        operation: "narrow",
        index: start + min(count, .max - start) - 1,
        size: size)
    }
    var newShape = shape
    newShape[axis] = count
    return view(
      shape: newShape, strides: strides,
      offset: offset + (count == 0 ? 0 : start * strides[axis]))
  }

  /// The tensor with two axes exchanged.
  ///
  /// - Throws: `TensorError.axisOutOfRange`.
  public func transposed(
    _ first: Int = 0, _ second: Int = 1
  ) throws(TensorError) -> Tensor {
    try check(first, "transpose")
    try check(second, "transpose")
    var (newShape, newStrides) = (shape, strides)
    newShape[first] = shape[second]
    newShape[second] = shape[first]
    newStrides[first] = strides[second]
    newStrides[second] = strides[first]
    return view(shape: newShape, strides: newStrides, offset: offset)
  }

  /// The tensor with an axis of size 1 put in before `axis`.
  ///
  /// - Throws: `TensorError.axisOutOfRange`, `.tooManyAxes`.
  public func unsqueezed(axis: Int) throws(TensorError) -> Tensor {
    guard axis >= 0, axis <= rank else {
      throw .axisOutOfRange(operation: "unsqueeze", axis: axis, rank: rank)
    }
    guard rank < Shape.maximumRank else { throw .tooManyAxes(rank + 1) }
    var (newShape, newStrides) = (shape, strides)
    newShape.insert(1, at: axis)
    for later in stride(from: rank, to: axis, by: -1) {
      newStrides[later] = newStrides[later - 1]
    }
    newStrides[axis] = 0
    return view(shape: newShape, strides: newStrides, offset: offset)
  }

  /// The tensor without `axis` if its size is 1; without all axes of size 1 if
  /// none is named.
  ///
  /// - Throws: `TensorError.axisOutOfRange`.
  public func squeezed(axis: Int? = nil) throws(TensorError) -> Tensor {
    if let axis { try check(axis, "squeeze") }
    var newShape = Shape()
    var newStrides = AxisValues.zero
    for old in 0..<rank {
      let drop = shape[old] == 1 && (axis == nil || axis == old)
      if drop { continue }
      newStrides[newShape.rank] = strides[old]
      newShape.append(shape[old])
    }
    return view(shape: newShape, strides: newStrides, offset: offset)
  }

  /// The tensor repeated along axes of size 1, and along new axes in front, to
  /// be of shape `target`.
  ///
  /// - Throws: `TensorError.shapeMismatch`.
  public func expanded(
    to target: Shape, operation: String = "expand"
  ) throws(TensorError) -> Tensor {
    if target == shape { return self }
    guard target.rank >= rank else {
      throw .shapeMismatch(operation: operation, left: target, right: shape)
    }
    var newStrides = AxisValues.zero
    for axis in 0..<rank {
      let place = axis + target.rank - rank
      if shape[axis] == target[place] {
        newStrides[place] = strides[axis]
      } else if shape[axis] != 1 {
        throw .shapeMismatch(operation: operation, left: target, right: shape)
      }
    }
    return view(shape: target, strides: newStrides, offset: offset)
  }

  /// The same elements, row by row, under another shape; one size may be -1
  /// and is worked out. A view if the elements lie row by row, else a copy.
  ///
  /// - Throws: `TensorError.cannotReshape`, `.negativeSize`, `.outOfMemory`.
  public func reshaped(_ list: [Int]) throws(TensorError) -> Tensor {
    var sizes = list
    if let unknown = list.firstIndex(of: -1) {
      sizes[unknown] = 1
      let known = try Shape(sizes).count
      guard known != 0, count % known == 0 else {
        throw .cannotReshape(from: shape, to: list)
      }
      sizes[unknown] = count / known
    }
    let target = try Shape(sizes)
    guard target.count == count else {
      throw .cannotReshape(from: shape, to: list)
    }
    let source = isContiguous ? self : try copied()
    return source.view(
      shape: target, strides: target.contiguousStrides, offset: source.offset)
  }

  /// The elements along the main diagonal of a matrix.
  ///
  /// - Precondition: The tensor has two axes.
  public var diagonal: Tensor {
    precondition(rank == 2)
    let size = min(shape[0], shape[1])
    var newStrides = AxisValues.zero
    newStrides[0] = strides[0] + strides[1]
    return view(shape: [size], strides: newStrides, offset: offset)
  }

  /// Throws unless `axis` is one of the tensor's.
  package func check(_ axis: Int, _ operation: String) throws(TensorError) {
    guard axis >= 0, axis < rank else {
      throw .axisOutOfRange(operation: operation, axis: axis, rank: rank)
    }
  }
}
