/// A discrete Fourier transform along an axis.
///
/// There are no complex tensors: real and imaginary parts are tensors of their
/// own. A raw value is the function's name in Lua, as it is in NumPy and PyTorch.
public enum FourierOperation: String, CaseIterable, Sendable {
  /// The sums of x[j] exp(-2πijk/n), for k from 0 to n - 1.
  case forward = "fft"
  /// The sums of x[j] exp(2πijk/n) divided by n: what undoes `forward`.
  case inverse = "ifft"
  /// Of real numbers, the first n/2 + 1 of `forward`; the others are their
  /// conjugates.
  case forwardReal = "rfft"
  /// What undoes `forwardReal`: real numbers.
  case inverseReal = "irfft"

  /// Whether only real numbers are transformed.
  public var isOfReal: Bool { self == .forwardReal }

  /// Whether the result has no imaginary part.
  public var givesReal: Bool { self == .inverseReal }

  /// How many points of an axis with `size` elements are transformed, if `count` are
  /// asked for: fewer than there are, or zeros after them.
  func points(of size: Int, _ count: Int?) -> Int {
    count ?? (self == .inverseReal ? 2 &* max(size &- 1, 0) : size)
  }

  /// The shape of the results for tensors of `shape`.
  ///
  /// - Throws: `TensorError.axisOutOfRange`, `.invalidArgument` if there are no
  ///   points, `.tooManyElements`.
  public func shape(
    of shape: Shape, axis: Int, count: Int? = nil
  ) throws(TensorError) -> Shape {
    guard axis >= 0, axis < shape.rank else {
      throw .axisOutOfRange(operation: rawValue, axis: axis, rank: shape.rank)
    }
    let points = points(of: shape[axis], count)
    guard points > 0 else {
      throw .invalidArgument(
        operation: rawValue,
        reason: count == nil
          ? "the axis of shape \(shape) has no points to transform"
          : "the number of points must be 1 or more, not \(points)")
    }
    var list = shape.list
    list[axis] = self == .forwardReal ? points / 2 + 1 : points
    // A transform takes room for its points, of which the result may have half.
    _ = try Shape([points])
    return try Shape(list)
  }

  /// The transform, in `float32` unless a type has whole numbers or `float64`.
  ///
  /// - Parameters:
  ///   - real: The real part.
  ///   - imaginary: The imaginary part, of the same shape; zeros if nil.
  ///   - axis: The axis along which the points are.
  ///   - count: How many points there are to be: the first of them, or zeros after
  ///     them. Of `inverseReal` those of the result; an even number if nil.
  /// - Returns: The real part, and the imaginary one if there is any.
  /// - Throws: As `shape(of:axis:count:)`; `TensorError.shapeMismatch`,
  ///   `.outOfMemory`, `.interrupted`.
  public func results(
    _ real: Tensor, _ imaginary: Tensor? = nil, axis: Int, count: Int? = nil
  ) throws(TensorError) -> [Tensor] {
    let shape = try shape(of: real.shape, axis: axis, count: count)
    if let imaginary, imaginary.shape != real.shape {
      throw .shapeMismatch(
        operation: rawValue, left: real.shape, right: imaginary.shape)
    }
    let type = type(real.type, imaginary?.type)
    let last = shape.rank - 1
    var rows = shape
    (rows[last], rows[axis]) = (shape[axis], shape[last])
    let sources = (
      try real.rows(along: axis), try imaginary?.rows(along: axis)
    )
    var results: [Tensor] = []
    for _ in 0..<(givesReal ? 1 : 2) {
      results.append(
        try Tensor(uninitialized: rows, type: .float64, in: real.pool))
    }
    if rows.count > 0 {
      try transformRows(
        sources.0, sources.1,
        points: points(of: real.shape[axis], count), into: results)
    }
    var settled: [Tensor] = []
    for result in results {
      let narrow = try result.converted(to: type)
      settled.append(
        axis == last ? narrow : try narrow.transposed(axis, last).copied())
    }
    return settled
  }

  /// The type of the results.
  public func type(
    _ real: ElementType, _ imaginary: ElementType?
  ) -> ElementType {
    real.promoted(with: imaginary ?? real).floating
  }

  /// Transforms each row of the sources, with as many points, into a row of the
  /// results.
  private func transformRows(
    _ real: Tensor, _ imaginary: Tensor?, points: Int, into results: [Tensor]
  ) throws(TensorError) {
    let transform = try FourierTransform(count: points, in: real.pool)
    let room = try Scratch<Double>(count: 2 &* points, in: real.pool)
    let (x, y) = (room.pointer, room.pointer + points)
    let size = real.shape[real.rank - 1]
    let given = results[0].shape[real.rank - 1]
    let taken = min(size, self == .inverseReal ? points / 2 &+ 1 : points)
    let sources = (real.pointer(Double.self), imaginary?.pointer(Double.self))
    var check = StopCheck()
    for row in 0..<(results[0].count / given) {
      room.pointer.update(repeating: 0, count: 2 &* points)
      x.update(from: sources.0 + row &* size, count: taken)
      if let source = sources.1 {
        y.update(from: source + row &* size, count: taken)
      }
      switch self {
      case .forward, .forwardReal:
        try transform.transform(real: x, imaginary: y)
      case .inverse: try transform.transform(real: y, imaginary: x)
      case .inverseReal:
        // Numbers that are their own conjugates have no imaginary part.
        y[0] = 0
        if points % 2 == 0 { y[points / 2] = 0 }
        for k in stride(from: 1, to: (points &+ 1) / 2, by: 1) {
          (x[points &- k], y[points &- k]) = (x[k], -y[k])
        }
        try transform.transform(real: y, imaginary: x)
      }
      if self == .inverse || self == .inverseReal {
        for k in 0..<(2 &* points) { x[k] /= Double(points) }
      }
      for (place, result) in results.enumerated() {
        (result.pointer(Double.self) + row &* given).update(
          from: place == 0 ? x : y, count: given)
      }
      try check.after(4 &* points)
    }
    withExtendedLifetime((real, imaginary, results, room, transform)) {}
  }
}

extension Tensor {
  /// The elements as `float64`, row by row along `axis` in the place of the last.
  fileprivate func rows(along axis: Int) throws(TensorError) -> Tensor {
    let rows = try transposed(axis, rank - 1).converted(to: .float64)
    return rows.isContiguous ? rows : try rows.copied()
  }
}
