/// Windows that slide over the last axes of a tensor: what convolutions, pooling
/// and `unfold` have in common.
public struct Windows: Sendable {
  /// The size of a window along each of its axes, which are the tensor's last.
  public var size: [Int]

  /// How far a window is from the next, along each axis.
  public var stride: [Int]

  /// How far an element of a window is from the next, along each axis.
  public var dilation: [Int]

  /// How many places are put before and after the elements, along each axis.
  public var padding: [Int]

  /// - Throws: `TensorError.invalidArgument` unless all have as many axes, sizes,
  ///   strides and dilations are at least 1, and paddings at least 0.
  public init(
    size: [Int], stride: [Int], dilation: [Int], padding: [Int],
    for operation: String
  ) throws(TensorError) {
    self.size = size
    self.stride = stride
    self.dilation = dilation
    self.padding = padding
    for (name, list, least) in [
      ("size of the kernel", size, 1), ("stride", stride, 1),
      ("dilation", dilation, 1), ("padding", padding, 0),
    ] {
      guard list.count == size.count else {
        throw .invalidArgument(
          operation: operation,
          reason: "there are \(list.count) numbers as \(name) for"
            + " \(size.count) axes")
      }
      for number in list where number < least || number > Windows.limit {
        throw .invalidArgument(
          operation: operation,
          reason: "the \(name) must be from \(least) to \(Windows.limit), not"
            + " \(number)")
      }
    }
  }

  /// The largest number that describes windows; products of two fit into an Int.
  private static let limit = 1 << 24

  /// How many windows there are along each of the last axes of `shape`.
  ///
  /// - Throws: `TensorError.invalidArgument` if there isn't one.
  public func counts(
    _ shape: Shape, for operation: String
  ) throws(TensorError) -> [Int] {
    let first = shape.rank - size.count
    guard first >= 0 else {
      throw .invalidArgument(
        operation: operation,
        reason: "windows over \(size.count) axes don't fit into shape \(shape)")
    }
    var counts: [Int] = []
    for axis in size.indices {
      let room = shape[first + axis] + 2 * padding[axis]
      let reach = dilation[axis] * (size[axis] - 1) + 1
      guard room >= reach else {
        throw .invalidArgument(
          operation: operation,
          reason: "a window of \(reach)"
            + (dilation[axis] > 1
              ? " (\(size[axis]) with dilation \(dilation[axis]))" : "")
            + " is larger than axis \(first + axis + 1) of shape \(shape)"
            + (padding[axis] > 0 ? " with padding \(padding[axis])" : ""))
      }
      counts.append((room - reach) / stride[axis] + 1)
    }
    return counts
  }
}

extension Shape {
  /// The shape with the numbers of windows in place of the last axes.
  ///
  /// - Throws: As `Windows.counts`.
  package func seen(
    through windows: Windows, for operation: String
  ) throws(TensorError) -> Shape {
    let counts = try windows.counts(self, for: operation)
    return try Shape(list.dropLast(counts.count) + counts)
  }
}

extension Tensor {
  /// The elements that windows over the last axes show: instead of those axes, the
  /// axes of a window and then those of the windows' places. A view, of a copy if
  /// there is padding, which is filled with `filler`.
  ///
  /// - Throws: As `Windows.counts`; `TensorError.tooManyAxes`, `.outOfMemory`.
  public func seen(
    through windows: Windows, filler: Scalar = .integer(0),
    for operation: String
  ) throws(TensorError) -> Tensor {
    let counts = try windows.counts(shape, for: operation)
    let first = rank - counts.count
    guard rank + counts.count <= Shape.maximumRank else {
      throw .tooManyAxes(rank + counts.count)
    }
    let source = try padded(first, windows.padding, filler)
    var target = shape
    target.removeLast(counts.count)
    var steps = source.strides
    for axis in counts.indices {
      steps[first + axis] =
        source.strides[first + axis]
        * windows.dilation[axis]
      steps[first + counts.count + axis] =
        source.strides[first + axis] * windows.stride[axis]
    }
    for size in windows.size + counts { target.append(size) }
    guard target.isAllowed else { throw .tooManyElements(target.list) }
    return source.view(shape: target, strides: steps, offset: source.offset)
  }

  /// The tensor with `padding` places before and after the elements of each axis
  /// from `first` on.
  private func padded(
    _ first: Int, _ padding: [Int], _ filler: Scalar
  ) throws(TensorError) -> Tensor {
    if padding.allSatisfy({ $0 == 0 }) { return self }
    var larger = shape.list
    for axis in padding.indices { larger[first + axis] += 2 * padding[axis] }
    let result = try Tensor.full(
      try Shape(larger), filler, type: type, in: pool)
    var middle = result
    for axis in padding.indices {
      middle = try middle.narrowed(
        axis: first + axis, start: padding[axis], count: shape[first + axis])
    }
    try middle.copy(from: self)
    return result
  }
}
