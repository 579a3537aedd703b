/// One number for each window over the last axes.
extension Tensor {
  /// The largest element of each window; padding counts as nothing.
  ///
  /// - Throws: As `seen(through:filler:for:)`, `TensorError.wrongType` for bool.
  public func maximumPooled(
    _ windows: Windows, for operation: String
  ) throws(TensorError) -> Tensor {
    guard type != .bool else {
      throw .wrongType(
        operation: operation, expected: "numbers", found: type)
    }
    for axis in windows.size.indices
    where 2 * windows.padding[axis] > windows.size[axis] {
      throw .invalidArgument(
        operation: operation,
        reason: "a padding of \(windows.padding[axis]) is more than half of a"
          + " window of \(windows.size[axis])")
    }
    return try rows(
      of: windows, type.isFloat ? .float(-.infinity) : .integer(.min), operation
    ).reducing(.maximum, axis: rank)
  }

  /// The mean of each window, floating-point; padding counts as zeros.
  ///
  /// - Throws: As `seen(through:filler:for:)`.
  public func meanPooled(
    _ windows: Windows, for operation: String
  ) throws(TensorError) -> Tensor {
    try rows(of: windows, .integer(0), operation).reducing(.mean, axis: rank)
  }

  /// The means of parts of the last two axes, `rows` and `columns` of them, as
  /// even as can be: part i of n goes from i * size / n, rounded down, to
  /// (i + 1) * size / n, rounded up.
  ///
  /// - Throws: `TensorError.invalidArgument`, `.outOfMemory`, `.interrupted`.
  public func meanPooled(
    rows: Int, columns: Int, for operation: String
  ) throws(TensorError) -> Tensor {
    guard rank >= 2, rows > 0, columns > 0, shape[rank - 2] > 0,
      shape[rank - 1] > 0
    else {
      throw .invalidArgument(
        operation: operation,
        reason: "shape \(shape) can't be made [\(rows), \(columns)]")
    }
    return try meanOfParts(rows, axis: rank - 2, operation)
      .meanOfParts(columns, axis: rank - 1, operation)
      .converted(to: type.floating)
  }

  private func meanOfParts(
    _ parts: Int, axis: Int, _ operation: String
  ) throws(TensorError) -> Tensor {
    var target = shape
    let size = shape[axis]
    target[axis] = parts
    guard target.isAllowed else { throw .tooManyElements(target.list) }
    let result = try Tensor(uninitialized: target, type: .float64, in: pool)
    if target.count == 0 { return result }
    var check = StopCheck()
    for part in 0..<parts {
      let (first, start) = part.multipliedReportingOverflow(by: size)
      let (last, end) = (part + 1).multipliedReportingOverflow(by: size)
      guard !start, !end else { throw .tooManyElements(target.list) }
      let begin = first / parts
      let count = (last + parts - 1) / parts - begin
      try result.narrowed(axis: axis, start: part, count: 1).copy(
        from: try narrowed(axis: axis, start: begin, count: count)
          .converted(to: .float64)
          .reducing(.mean, axis: axis, keepsAxis: true))
      try check.after(count)
    }
    return result
  }

  /// The elements of each window along a last axis, after the axes of the
  /// windows' places.
  private func rows(
    of windows: Windows, _ filler: Scalar, _ operation: String
  ) throws(TensorError) -> Tensor {
    let axes = windows.size.count
    let seen = try seen(through: windows, filler: filler, for: operation)
    let first = rank - axes
    let order =
      Array(0..<first) + Array((first + axes)..<(first + 2 * axes))
      + Array(first..<(first + axes))
    let turned = seen.permuted(order)
    return try turned.reshaped(
      turned.shape.list.dropLast(axes) + [windows.size.reduce(1, *)])
  }
}
