/// Elements by tensors of indices along an axis, as PyTorch's functions of these
/// names.
extension Tensor {
  /// The elements along `axis` at `indices`, which count from `base`: a tensor of
  /// their shape. Along the other axes an element comes from where its index is.
  ///
  /// - Throws: `TensorError.axisOutOfRange`, `.wrongType`, `.shapeMismatch`,
  ///   `.indexOutOfRange`, `.outOfMemory`, `.interrupted`.
  public func gathered(
    axis: Int, _ indices: Tensor, base: Int = 0,
    for operation: String = "gather"
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(
      uninitialized: indices.shape, type: type, in: pool)
    switch type.byteCount {
    case 1: try gather(UInt8.self, axis, indices, base, operation, into: result)
    case 2:
      try gather(UInt16.self, axis, indices, base, operation, into: result)
    case 4:
      try gather(UInt32.self, axis, indices, base, operation, into: result)
    default:
      try gather(UInt64.self, axis, indices, base, operation, into: result)
    }
    return result
  }

  private func gather<Bits>(
    _: Bits.Type, _ axis: Int, _ indices: Tensor, _ base: Int,
    _ operation: String, into result: Tensor
  ) throws(TensorError) {
    let source = bits(Bits.self)
    let target = result.bits(Bits.self)
    try visit(axis, indices, base, beside: result, operation) {
      target[$1] = source[$0]
    }
  }

  /// Writes `values`, a tensor at least as large as `indices` or a number, to the
  /// elements along `axis` at `indices`; of those with one place the last stays.
  ///
  /// - Throws: As `gathered(axis:_:base:)`; `.wrongType` for values that the
  ///   elements can't hold.
  public func scatter(
    axis: Int, _ indices: Tensor, _ values: Operand, base: Int = 0
  ) throws(TensorError) {
    let values = try scattered(values, axis, indices, "scatter_")
    let indices = try indices.apart(from: self)
    try scatter(axis, indices, values, base)
    if !isFollowed { return }
    for follower in followers {
      try follower.scatter(axis, indices, values, base)
    }
  }

  private func scatter(
    _ axis: Int, _ indices: Tensor, _ values: Tensor, _ base: Int
  ) throws(TensorError) {
    switch type.byteCount {
    case 1: try scatter(UInt8.self, axis, indices, values, base)
    case 2: try scatter(UInt16.self, axis, indices, values, base)
    case 4: try scatter(UInt32.self, axis, indices, values, base)
    default: try scatter(UInt64.self, axis, indices, values, base)
    }
  }

  private func scatter<Bits>(
    _: Bits.Type, _ axis: Int, _ indices: Tensor, _ values: Tensor, _ base: Int
  ) throws(TensorError) {
    let target = bits(Bits.self)
    let source = values.bits(Bits.self)
    try visit(axis, indices, base, beside: values, "scatter_") {
      target[$0] = source[$1]
    }
  }

  /// Adds `values`, a tensor at least as large as `indices` or a number, to the
  /// elements along `axis` at `indices`, one after the other.
  ///
  /// - Throws: As `scatter(axis:_:_:base:)`.
  public func scatterAdd(
    axis: Int, _ indices: Tensor, _ values: Operand, base: Int = 0,
    for operation: String = "scatter_add_"
  ) throws(TensorError) {
    let values = try scattered(values, axis, indices, operation)
    let indices = try indices.apart(from: self)
    switch type {
    case .float32:
      try scatterAdd(Float.self, axis, indices, values, base, operation)
    case .float64:
      try scatterAdd(Double.self, axis, indices, values, base, operation)
    case .int64:
      try scatterAdd(Int.self, axis, indices, values, base, operation)
    default:
      throw .wrongType(
        operation: operation, expected: "float32, float64 or int64",
        found: type)
    }
  }

  private func scatterAdd<T: NumericElement>(
    _: T.Type, _ axis: Int, _ indices: Tensor, _ values: Tensor, _ base: Int,
    _ operation: String
  ) throws(TensorError) {
    let (target, source) = (pointer(T.self), values.pointer(T.self))
    try visit(axis, indices, base, beside: values, operation) {
      target[$0] = T.sum(target[$0], source[$1])
    }
  }

  /// Adds the parts of `values` along `axis`, times `factor`, to the parts at
  /// `indices`, a vector, one after the other.
  ///
  /// - Throws: As `scatterAdd(axis:_:_:base:)`.
  public func indexAdd(
    axis: Int, _ indices: Tensor, _ values: Tensor, factor: Double? = nil,
    base: Int = 0
  ) throws(TensorError) {
    try check(axis, "index_add_")
    var expected = shape
    expected[axis] = indices.count
    guard indices.rank == 1, values.shape == expected else {
      throw .shapeMismatch(
        operation: "index_add_", left: expected, right: values.shape)
    }
    var sizes = Array(repeating: 1, count: rank)
    sizes[axis] = indices.count
    let places = try indices.reshaped(sizes).expanded(to: expected)
    let added = try factor.map { (factor) throws(TensorError) in
      try values.applying(.multiply, .scalar(.float(factor)))
    }
    try scatterAdd(
      axis: axis, places, .tensor(added ?? values), base: base,
      for: "index_add_")
  }

  /// The elements along `axis` at `indices`, which count from `base`, for each
  /// place of the other axes, along which both are broadcast.
  ///
  /// - Throws: As `gathered(axis:_:base:)`.
  public func taken(
    _ indices: Tensor, axis: Int, base: Int = 0
  ) throws(TensorError) -> Tensor {
    let target = try shape.taking(indices.shape, axis: axis)
    var whole = target
    whole[axis] = shape[axis]
    return try expanded(to: whole).gathered(
      axis: axis, try indices.expanded(to: target), base: base,
      for: "take_along")
  }

  /// `values` in the shape of `indices` and of the tensor's type.
  private func scattered(
    _ values: Operand, _ axis: Int, _ indices: Tensor, _ operation: String
  ) throws(TensorError) -> Tensor {
    try checkWritable(operation)
    guard case .tensor(var tensor) = values else {
      let result = try Tensor(
        uninitialized: indices.shape, type: type, in: pool)
      try result.assign(values)
      return result
    }
    guard tensor.rank == indices.rank else {
      throw .shapeMismatch(
        operation: operation, left: tensor.shape, right: indices.shape)
    }
    for axis in 0..<tensor.rank where tensor.shape[axis] != indices.shape[axis]
    {
      guard tensor.shape[axis] >= indices.shape[axis] else {
        throw .shapeMismatch(
          operation: operation, left: tensor.shape, right: indices.shape)
      }
      tensor = try tensor.narrowed(
        axis: axis, start: 0, count: indices.shape[axis])
    }
    if tensor.type == type { return try tensor.apart(from: self) }
    let result = try Tensor(uninitialized: indices.shape, type: type, in: pool)
    try result.assign(.tensor(tensor))
    return result
  }

  /// The tensor, or a copy if writing to `target` would change it.
  private func apart(from target: Tensor) throws(TensorError) -> Tensor {
    storage === target.storage ? try copied() : self
  }

  /// Calls `body` for each index with the place of the element that it means, and
  /// with that of the one beside it in `other`, which has the shape of `indices`;
  /// both in elements from the first.
  private func visit(
    _ axis: Int, _ indices: Tensor, _ base: Int, beside other: Tensor,
    _ operation: String, _ body: (_ place: Int, _ beside: Int) -> Void
  ) throws(TensorError) {
    try check(axis, operation)
    guard indices.type == .int64 else {
      throw .wrongType(
        operation: operation, expected: "int64 indices", found: indices.type)
    }
    let fits =
      indices.rank == rank
      && (0..<rank).allSatisfy {
        $0 == axis || indices.shape[$0] <= shape[$0]
      }
    guard fits else {
      throw .shapeMismatch(
        operation: operation, left: shape, right: indices.shape)
    }
    if indices.count == 0 { return }
    let (size, step) = (shape[axis], strides[axis])
    let list = indices.pointer(Int.self)
    var lanes = strides
    lanes[axis] = 0
    let nest = LoopNest(indices.shape, indices.strides, lanes, other.strides)
    let stride = nest.rowStride
    // All are looked at before one is used: a wrong one changes nothing.
    try nest.forEachRowOrStop { at, count throws(TensorError) in
      for i in 0..<count {
        let index = list[at[0] &+ i &* stride[0]] &- base
        guard index >= 0, index < size else {
          throw .indexOutOfRange(
            operation: operation, index: index, size: size)
        }
      }
    }
    try nest.forEachRowOrStop { at, count throws(TensorError) in
      for i in 0..<count {
        let index = list[at[0] &+ i &* stride[0]] &- base
        body(
          at[1] &+ i &* stride[1] &+ index &* step,
          at[2] &+ i &* stride[2])
      }
    }
  }

  /// The elements as what has as many bits.
  private func bits<Bits>(_: Bits.Type) -> UnsafeMutablePointer<Bits> {
    storage.address.assumingMemoryBound(to: Bits.self) + offset
  }
}

extension Shape {
  /// The shape of the elements at indices of shape `indices` along `axis`, where
  /// both are broadcast along the other axes.
  ///
  /// - Throws: `TensorError.axisOutOfRange`, `.shapeMismatch`.
  package func taking(
    _ indices: Shape, axis: Int
  ) throws(TensorError) -> Shape {
    guard axis < rank else {
      throw .axisOutOfRange(operation: "take_along", axis: axis, rank: rank)
    }
    var mine = self
    if indices.rank == rank { mine[axis] = indices[axis] }
    guard indices.rank == rank, let target = mine.broadcast(with: indices)
    else {
      throw .shapeMismatch(
        operation: "take_along", left: self, right: indices)
    }
    return target
  }
}
