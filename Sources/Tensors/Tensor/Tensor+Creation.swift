import Glibc

extension Tensor {
  /// A tensor of zeros, of `float32` unless said otherwise.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public static func zeros(
    _ shape: Shape, type: ElementType = .float32, in pool: MemoryPool
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: shape, type: type, in: pool)
    let (bytes, width) = (result.storage.address, type.byteCount)
    try forEachPart(of: shape.count) { part in
      memset(bytes + part.lowerBound &* width, 0, part.count &* width)
    }
    return result
  }

  /// A tensor with every element equal to `value`.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public static func full(
    _ shape: Shape, _ value: Scalar, type: ElementType = .float32,
    in pool: MemoryPool
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(uninitialized: shape, type: type, in: pool)
    try result.fill(value)
    return result
  }

  /// The numbers from `start` in steps of `step`, up to but without `end`.
  ///
  /// - Throws: `TensorError.invalidArgument` if the step is 0 or a number is
  ///   not finite, `.tooManyElements`, `.outOfMemory`.
  public static func range(
    from start: Double, to end: Double, step: Double = 1,
    type: ElementType = .float32, in pool: MemoryPool
  ) throws(TensorError) -> Tensor {
    guard start.isFinite, end.isFinite, step.isFinite, step != 0 else {
      throw .invalidArgument(
        operation: "arange",
        reason: "start, end and step must be finite and the step not 0")
    }
    let steps = ((end - start) / step).rounded(.up)
    guard let count = Int(exactly: max(steps, 0)) else {
      throw .invalidArgument(
        operation: "arange", reason: "there are too many elements")
    }
    let result = try Tensor(
      uninitialized: try Shape([count]), type: type.computed, in: pool)
    switch result.type.kernel {
    case .float32: try fillRange(result, start, step, of: Float.self)
    case .float64: try fillRange(result, start, step, of: Double.self)
    case .int64: try fillRange(result, start, step, of: Int.self)
    case .bool: try fillRange(result, start, step, of: UInt8.self)
    }
    return try result.converted(to: type)
  }

  /// The whole numbers from `first` by steps of `step` up to and with `last`,
  /// as an `int64` tensor.
  ///
  /// - Throws: `TensorError.invalidArgument` if the step is 0,
  ///   `.tooManyElements`, `.outOfMemory`.
  public static func range(
    from first: Int, through last: Int, step: Int = 1, in pool: MemoryPool
  ) throws(TensorError) -> Tensor {
    guard step != 0 else {
      throw .invalidArgument(operation: "arange", reason: "the step is 0")
    }
    var count = 0
    if step > 0 ? first <= last : first >= last {
      // The distance of two whole numbers fits into no Int.
      let (a, b) = (UInt(bitPattern: first), UInt(bitPattern: last))
      let steps = (step > 0 ? b &- a : a &- b) / step.magnitude
      guard steps < Shape.maximumCount else {
        throw .invalidArgument(
          operation: "arange", reason: "there are too many elements")
      }
      count = Int(steps) + 1
    }
    let result = try Tensor(
      uninitialized: try Shape([count]), type: .int64, in: pool)
    let x = result.pointer(Int.self)
    try forEachPart(of: count) { part in
      for index in part { x[index] = first &+ index &* step }
    }
    return result
  }

  /// The unit matrix of `size` rows.
  ///
  /// - Throws: `TensorError.negativeSize`, `.tooManyElements`, `.outOfMemory`.
  public static func identity(
    _ size: Int, type: ElementType = .float32, in pool: MemoryPool
  ) throws(TensorError) -> Tensor {
    let result = try zeros(try Shape([size, size]), type: type, in: pool)
    try result.diagonal.fill(1)
    return result
  }

  /// A tensor with one axis that holds `values`.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public init<T: Element>(
    _ values: [T], in pool: MemoryPool
  ) throws(TensorError) {
    try self.init(
      uninitialized: try Shape([values.count]), type: T.elementType, in: pool)
    let pointer: UnsafeMutablePointer<T> = self.pointer()
    for index in values.indices { pointer[index] = values[index] }
  }
}

private func fillRange<T: Element>(
  _ result: Tensor, _ start: Double, _ step: Double, of: T.Type
) throws(TensorError) {
  let pointer: UnsafeMutablePointer<T> = result.pointer()
  try forEachPart(of: result.count) { part in
    for index in part {
      pointer[index] = T(Scalar.float(start + Double(index) * step))
    }
  }
}
