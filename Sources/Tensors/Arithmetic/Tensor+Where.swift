extension Tensor {
  /// Writes `operand` to the elements, or the rows, where `mask` is true.
  ///
  /// - Throws: As `selection(where:)` and `Selection.assign(_:)`.
  public func assign(
    _ operand: Operand, where mask: Tensor
  ) throws(TensorError) {
    // Writing every element costs less than a list of some of them.
    guard case .scalar(let scalar) = operand, mask.type == .bool,
      isContiguous, mask.isContiguous, shape == mask.shape, rank > 0,
      storage !== mask.storage, count <= parallelGrain
    else { return try selection(where: mask).assign(operand) }
    try type.checkHolds(scalar, "assign")
    fill(scalar, where: mask)
    if !isFollowed { return }
    for follower in followers { follower.fill(scalar, where: mask) }
  }

  /// - Precondition: Both tensors are contiguous and of one shape.
  private func fill(_ scalar: Scalar, where mask: Tensor) {
    switch type {
    case .float32: fill(Float(scalar), where: mask)
    case .float64: fill(Double(scalar), where: mask)
    case .int64: fill(Int(scalar), where: mask)
    case .bool: fill(UInt8(scalar), where: mask)
    case .float16: fill(Float16(scalar), where: mask)
    case .bfloat16: fill(BFloat16(scalar), where: mask)
    }
  }

  /// - Precondition: Both tensors are contiguous and of one shape.
  private func fill<T: Element>(_ value: T, where mask: Tensor) {
    let (x, truth) = (pointer(T.self), mask.pointer(UInt8.self))
    for i in 0..<count { x[i] = truth[i] != 0 ? value : x[i] }
  }

  /// `first` where this tensor is true, else `second`, with broadcasting.
  ///
  /// - Throws: `TensorError.shapeMismatch`, `.outOfMemory`.
  public func choosing(
    _ first: Operand, else second: Operand
  ) throws(TensorError) -> Tensor {
    let mask = try converted(to: .bool)
    let type = Operand.commonType(first, second)
    let left = try first.tensor(of: type, in: pool)
    let right = try second.tensor(of: type, in: pool)
    var target = shape
    for side in [left, right] {
      guard let common = target.broadcast(with: side.shape) else {
        throw .shapeMismatch(
          operation: "where", left: target, right: side.shape)
      }
      target = common
    }
    let result = try Tensor(uninitialized: target, type: type, in: pool)
    switch type.kernel {
    case .float32: try mask.choose(Float.self, left, right, into: result)
    case .float64: try mask.choose(Double.self, left, right, into: result)
    case .int64: try mask.choose(Int.self, left, right, into: result)
    case .bool: try mask.choose(UInt8.self, left, right, into: result)
    }
    return result
  }

  private func choose<T: Element>(
    _: T.Type, _ first: Tensor, _ second: Tensor, into result: Tensor
  ) throws(TensorError) {
    let mask: UnsafeMutablePointer<UInt8> = pointer()
    let a: UnsafeMutablePointer<T> = first.pointer()
    let b: UnsafeMutablePointer<T> = second.pointer()
    let out: UnsafeMutablePointer<T> = result.pointer()
    let target = result.shape
    let nest = LoopNest(
      target, result.strides, strides(expandedTo: target),
      first.strides(expandedTo: target), second.strides(expandedTo: target))
    let step = nest.rowStride
    try nest.forEachRowOrStop { at, count in
      let (r, m) = (out + at[0], mask + at[1])
      let (p, q) = (a + at[2], b + at[3])
      // Constant steps let the compiler vectorize the usual cases.
      switch (step[1], step[2], step[3]) {
      case (1, 1, 1): chooseRow(r, m, 1, p, 1, q, 1, count)
      case (1, 0, 1): chooseRow(r, m, 1, p, 0, q, 1, count)
      case (1, 1, 0): chooseRow(r, m, 1, p, 1, q, 0, count)
      case (1, 0, 0): chooseRow(r, m, 1, p, 0, q, 0, count)
      default: chooseRow(r, m, step[1], p, step[2], q, step[3], count)
      }
    }
  }
}

@inline(__always)
private func chooseRow<T: Element>(
  _ out: UnsafeMutablePointer<T>, _ mask: UnsafePointer<UInt8>, _ maskStep: Int,
  _ a: UnsafePointer<T>, _ aStep: Int, _ b: UnsafePointer<T>, _ bStep: Int,
  _ count: Int
) {
  for i in 0..<count {
    let (x, y) = (a[i &* aStep], b[i &* bStep])
    out[i] = mask[i &* maskStep] != 0 ? x : y
  }
}

extension Operand {
  /// The element type that two operands give together.
  static func commonType(_ first: Operand, _ second: Operand) -> ElementType {
    switch (first, second) {
    case (.tensor(let tensor), _): second.promoted(with: tensor.type)
    case (_, .tensor(let tensor)): first.promoted(with: tensor.type)
    case (.scalar(let a), .scalar(let b)):
      b.promoted(with: a.promoted(with: .bool))
    }
  }

  /// The operand as a tensor of `type`; a number has no axes.
  package func tensor(
    of type: ElementType, in pool: MemoryPool
  ) throws(TensorError) -> Tensor {
    switch self {
    case .tensor(let tensor): try tensor.converted(to: type)
    case .scalar(let scalar): try .full([], scalar, type: type, in: pool)
    }
  }
}
