/// Copies, conversions and plain writing.
extension Tensor {
  /// A copy of the elements, row by row.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func copied() throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: shape, type: type, in: pool)
    try convert(into: result)
    return result
  }

  /// The elements as another type: this tensor itself if it is of that type.
  ///
  /// Real numbers are cut off towards zero on their way to `int64`, and those
  /// out of its range become its nearest value; any number but 0 is true.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func converted(to type: ElementType) throws(TensorError) -> Tensor {
    if type == self.type { return self }
    let result = try Tensor(uninitialized: shape, type: type, in: pool)
    try convert(into: result)
    return result
  }

  /// Writes the elements of `source`, broadcast to this shape and converted to
  /// this type.
  ///
  /// - Throws: `TensorError.shapeMismatch`, `.sharedElements`,
  ///   `.invalidArgument` for real numbers that aren't whole in `int64`,
  ///   `.outOfMemory`.
  public func copy(from source: Tensor) throws(TensorError) {
    try checkWritable("copy")
    guard shape.broadcast(with: source.shape) == shape else {
      throw .shapeMismatch(
        operation: "copy", left: shape, right: source.shape)
    }
    try type.checkHolds(elementsOf: source, "copy")
    if source.mayOverlap(self) {
      if source.isSameView(as: self) { return }
      try source.copied().convert(into: self)
    } else {
      try source.convert(into: self)
    }
  }

  /// Writes `value` into every element.
  ///
  /// - Throws: `TensorError.sharedElements`, `.invalidArgument` for a real
  ///   number that isn't whole in `int64`.
  public func fill(_ value: Scalar) throws(TensorError) {
    try checkWritable("fill")
    try type.checkHolds(value, "fill")
    switch type {
    case .float32: try fill(with: Float(value))
    case .float64: try fill(with: Double(value))
    case .int64: try fill(with: Int(value))
    case .bool: try fill(with: UInt8(value))
    case .float16: try fill(with: Float16(value))
    case .bfloat16: try fill(with: BFloat16(value))
    }
  }

  private func fill<T: Element>(with value: T) throws(TensorError) {
    let x: UnsafeMutablePointer<T> = pointer()
    let nest = LoopNest(shape, strides)
    let step = nest.rowStride[0]
    try nest.forEachRowOrStop { at, count in
      let row = x + at[0]
      if step == 1 {
        for i in 0..<count { row[i] = value }
      } else {
        for i in 0..<count { row[i &* step] = value }
      }
    }
  }

  /// Writes the elements into `target`, to which the shape broadcasts.
  package func convert(into target: Tensor) throws(TensorError) {
    switch type {
    case .float32: try convert(Float.self, into: target)
    case .float64: try convert(Double.self, into: target)
    case .int64: try convert(Int.self, into: target)
    case .bool: try convert(UInt8.self, into: target)
    case .float16: try convert(stored: Float16.self, into: target)
    case .bfloat16: try convert(stored: BFloat16.self, into: target)
    }
  }

  private func convert<T: StoredElement>(
    stored _: T.Type, into target: Tensor
  ) throws(TensorError) {
    switch target.type {
    case type: try walk(UnaryRows(Identity<T>.self), self, into: target)
    case .float32: try walk(UnaryRows(Widen<T>.self), self, into: target)
    default: try convert(T.self, into: target)
    }
  }

  private func convert<T: Element>(_: T.Type, into target: Tensor)
    throws(TensorError)
  {
    switch target.type {
    case .float32:
      try walk(UnaryRows(Convert<T, Float>.self), self, into: target)
    case .float64:
      try walk(UnaryRows(Convert<T, Double>.self), self, into: target)
    case .int64: try walk(UnaryRows(Convert<T, Int>.self), self, into: target)
    case .bool: try walk(UnaryRows(Convert<T, UInt8>.self), self, into: target)
    case .float16: try narrow(T.self, Float16.self, into: target)
    case .bfloat16: try narrow(T.self, BFloat16.self, into: target)
    }
  }

  private func narrow<T: Element, R: StoredElement>(
    _: T.Type, _: R.Type, into target: Tensor
  ) throws(TensorError) {
    if type == .float32 {
      try walk(UnaryRows(Narrow<R>.self), self, into: target)
    } else {
      try walk(UnaryRows(Convert<T, R>.self), self, into: target)
    }
  }

  /// The element at `index`, counted from 0 row by row along the axes.
  ///
  /// - Throws: `TensorError.indexOutOfRange`, or `.shapeMismatch` if there
  ///   isn't an index for each axis.
  public func element(_ index: [Int]) throws(TensorError) -> Scalar {
    let place = try position(of: index)
    return switch type {
    case .float32: pointer(Float.self)[place].scalar
    case .float64: pointer(Double.self)[place].scalar
    case .int64: pointer(Int.self)[place].scalar
    case .bool: pointer(UInt8.self)[place].scalar
    case .float16: pointer(Float16.self)[place].scalar
    case .bfloat16: pointer(BFloat16.self)[place].scalar
    }
  }

  /// Writes `value` at `index`, for the sake of `operation`.
  ///
  /// - Throws: As `element(_:)`; `TensorError.sharedElements`,
  ///   `.invalidArgument` for a real number that isn't whole in `int64`.
  public func setElement(
    _ index: [Int], to value: Scalar, operation: String = "assign"
  ) throws(TensorError) {
    if !isContiguous { try checkWritable(operation) }
    try type.checkHolds(value, operation)
    let place = try position(of: index)
    write(value, at: place)
    if !isFollowed { return }
    for follower in followers { follower.write(value, at: place) }
  }

  private func write(_ value: Scalar, at place: Int) {
    switch type {
    case .float32: pointer(Float.self)[place] = Float(value)
    case .float64: pointer(Double.self)[place] = Double(value)
    case .int64: pointer(Int.self)[place] = Int(value)
    case .bool: pointer(UInt8.self)[place] = UInt8(value)
    case .float16: pointer(Float16.self)[place] = Float16(value)
    case .bfloat16: pointer(BFloat16.self)[place] = BFloat16(value)
    }
  }

  private func position(of index: [Int]) throws(TensorError) -> Int {
    guard index.count == rank else {
      throw .invalidArgument(
        operation: "element",
        reason: "\(index.count) indices for \(rank) axes")
    }
    var place = 0
    for axis in 0..<rank {
      guard index[axis] >= 0, index[axis] < shape[axis] else {
        throw .indexOutOfRange(
          operation: "element", index: index[axis], size: shape[axis])
      }
      place += index[axis] * strides[axis]
    }
    return place
  }

  /// The elements row by row.
  ///
  /// - Precondition: `T` stands for the tensor's element type.
  public func values<T: Element>(_: T.Type = T.self) -> [T] {
    precondition(T.elementType == type, "\(T.elementType) is not \(type)")
    var result: [T] = []
    result.reserveCapacity(count)
    let x: UnsafeMutablePointer<T> = pointer()
    let nest = LoopNest(shape, strides)
    // Rows that LoopNest joined are still in order; it varies the last axis
    // fastest.
    nest.forEachRow { at in
      for i in 0..<nest.rowCount {
        result.append(x[at[0] &+ i &* nest.rowStride[0]])
      }
    }
    return result
  }
}
