/// Lengths of vectors, and distances between them.
extension Tensor {
  /// The `order`-norm of the vectors along `axis`, which stays with size 1:
  /// (sum |x| ^ order) ^ (1 / order), floating-point.
  ///
  /// Order 2 is the length; infinity the largest absolute value, and -infinity the
  /// smallest; 0 the number of elements that are not zero. Computed in double
  /// precision.
  ///
  /// - Throws: `TensorError.axisOutOfRange`, `.emptyReduction` where an element is
  ///   needed, `.invalidArgument` if `order` is NaN, `.outOfMemory`,
  ///   `.interrupted`.
  public func norm(
    _ order: Double = 2, axis: Int
  ) throws(TensorError) -> Tensor {
    try check(axis, "norm")
    guard !order.isNaN else {
      throw .invalidArgument(
        operation: "norm", reason: "the order of a norm can't be NaN")
    }
    if order.isInfinite { try checkElements(axis, "norm") }
    let values = try converted(to: .float64)
    let result: Tensor
    switch order {
    case 0:
      result = try values.reducing(.countNonzero, axis: axis, keepsAxis: true)
    case 2:
      result = try values.applying(.square)
        .reducing(.sum, axis: axis, keepsAxis: true)
        .applying(.squareRoot)
    case .infinity, -.infinity:
      result = try values.applying(.absoluteValue).reducing(
        order > 0 ? .maximum : .minimum, axis: axis, keepsAxis: true)
    default:
      result = try values.applying(.absoluteValue)
        .applying(.power, .scalar(.float(order)))
        .reducing(.sum, axis: axis, keepsAxis: true)
        .applying(.power, .scalar(.float(1 / order)))
    }
    return try result.converted(to: type.floating)
  }

  /// The distance of each row from each row of `other`, by the `order`-norm of
  /// their difference: a matrix.
  ///
  /// - Throws: `TensorError.shapeMismatch` unless both are matrices whose rows
  ///   have as many elements; as `norm(_:axis:)`.
  public func distances(
    to other: Tensor, _ order: Double = 2
  ) throws(TensorError) -> Tensor {
    guard rank == 2, other.rank == 2, shape[1] == other.shape[1] else {
      throw .shapeMismatch(
        operation: "cdist", left: shape, right: other.shape)
    }
    let result = try Tensor.zeros(
      try Shape([shape[0], other.shape[0]]),
      type: type.promoted(with: other.type).floating, in: pool)
    if shape[1] == 0 || result.count == 0 { return result }
    let (left, right) = (
      try converted(to: .float64), try other.converted(to: .float64)
    )
    var check = StopCheck()
    for row in 0..<shape[0] {
      let difference = try right.applying(
        .subtract, .tensor(try left.selected(axis: 0, index: row)))
      try result.selected(axis: 0, index: row).copy(
        from: try difference.norm(order, axis: 1).squeezed(axis: 1))
      try check.after(right.count)
    }
    return result
  }
}
