/// Elementwise operations. `applying` gives a new tensor, `apply` writes into
/// this one.
extension Tensor {
  /// `operation` of this tensor and `operand`, with broadcasting and type
  /// promotion as in NumPy. If `isReversed`, the operand is the left side, as
  /// in `2 - x`.
  ///
  /// - Throws: `TensorError.shapeMismatch`, `.wrongType` for operations on
  ///   bits of real numbers, `.outOfMemory`.
  public func applying(
    _ operation: BinaryOperation, _ operand: Operand, isReversed: Bool = false
  ) throws(TensorError) -> Tensor {
    switch operand {
    case .tensor(let tensor):
      try applying(operation, with: tensor, isReversed: isReversed)
    case .scalar(let scalar):
      try applying(operation, with: scalar, isReversed: isReversed)
    }
  }

  /// As `applying(_:_:isReversed:)`, with a tensor.
  public func applying(
    _ operation: BinaryOperation, with other: Tensor, isReversed: Bool = false
  ) throws(TensorError) -> Tensor {
    if isAligned(with: other), operation.keeps(type) {
      let result = try Tensor(uninitializedLike: self)
      if isReversed {
        try other.run(operation, self, into: result)
      } else {
        try run(operation, other, into: result)
      }
      return result
    }
    let type = operation.resultType(other.type.promoted(with: type))
    try operation.check(self.type.isStorage ? self.type : type)
    let left = try converted(to: type)
    guard let shape = shape.broadcast(with: other.shape) else {
      throw .shapeMismatch(
        operation: operation.rawValue, left: shape, right: other.shape)
    }
    let right = try other.converted(to: type)
    let result = try Tensor(uninitialized: shape, type: type, in: pool)
    if isReversed {
      try right.run(operation, left, into: result)
    } else {
      try left.run(operation, right, into: result)
    }
    return result
  }

  /// As `applying(_:_:isReversed:)`, with a number.
  public func applying(
    _ operation: BinaryOperation, with scalar: Scalar, isReversed: Bool = false
  ) throws(TensorError) -> Tensor {
    if operation == .power, !isReversed, scalar.double == 2 {
      return try applying(
        .multiply, with: try converted(to: scalar.promoted(with: type)))
    }
    let type = operation.resultType(
      operation.promoted(type, with: scalar, isReversed: isReversed))
    try operation.check(self.type.isStorage ? self.type : type)
    if type == self.type, isContiguous {
      let result = try Tensor(uninitializedLike: self)
      try run(operation, scalar, isReversed: isReversed, into: result)
      return result
    }
    let left = try converted(to: type)
    let result = try Tensor(uninitialized: shape, type: type, in: pool)
    try left.run(operation, scalar, isReversed: isReversed, into: result)
    return result
  }

  /// Writes `operation` of this tensor and `operand` into this tensor.
  ///
  /// An operand that overlaps this tensor in another order is copied first, so
  /// the result never depends on the order of the elements.
  ///
  /// - Throws: `TensorError.cannotHold` if the result is of a type that this
  ///   tensor can't hold, `.shapeMismatch`, `.sharedElements`, `.outOfMemory`.
  public func apply(
    _ operation: BinaryOperation, _ operand: Operand
  ) throws(TensorError) {
    switch operand {
    case .tensor(let tensor): try apply(operation, with: tensor)
    case .scalar(let scalar): try apply(operation, with: scalar)
    }
  }

  /// As `apply(_:_:)`, with a tensor.
  public func apply(
    _ operation: BinaryOperation, with other: Tensor
  ) throws(TensorError) {
    if isAligned(with: other), operation.keeps(type),
      storage !== other.storage || offset == other.offset
    {
      try run(operation, other)
      return
    }
    try operation.checkUpdate(of: type, with: other.type.promoted(with: type))
    try checkWritable(operation.rawValue)
    if type.isStorage {
      guard shape.broadcast(with: other.shape) == shape else {
        throw .shapeMismatch(
          operation: operation.rawValue, left: shape, right: other.shape)
      }
      let rows = rank == 0 ? try unsqueezed(axis: 0) : self
      try rows.whole.apply(operation, .tensor(other))
      return
    }
    try run(
      operation, try other.prepared(for: self, operation: operation.rawValue))
  }

  /// As `apply(_:_:)`, with a number.
  public func apply(
    _ operation: BinaryOperation, with scalar: Scalar
  ) throws(TensorError) {
    try operation.checkUpdate(
      of: type, with: operation.promoted(type, with: scalar))
    if !isContiguous { try checkWritable(operation.rawValue) }
    if type.isStorage {
      let rows = rank == 0 ? try unsqueezed(axis: 0) : self
      try rows.whole.apply(operation, .scalar(scalar))
      return
    }
    try run(operation, scalar)
  }

  /// Where `comparison` of this tensor and `operand` holds, as a bool tensor.
  ///
  /// - Throws: `TensorError.shapeMismatch`, `.outOfMemory`.
  public func comparing(
    _ comparison: ComparisonOperation, _ operand: Operand
  ) throws(TensorError) -> Tensor {
    let type = operand.promoted(with: type)
    let left = try converted(to: type)
    var (shape, right) = (shape, operand)
    if case .tensor(let tensor) = operand {
      guard let common = shape.broadcast(with: tensor.shape) else {
        throw .shapeMismatch(
          operation: comparison.rawValue, left: shape, right: tensor.shape)
      }
      shape = common
      right = .tensor(try tensor.converted(to: type))
    }
    let result = try Tensor(uninitialized: shape, type: .bool, in: pool)
    switch type.kernel {
    case .float32: try left.compare(comparison, right, Float.self, into: result)
    case .float64:
      try left.compare(comparison, right, Double.self, into: result)
    case .int64: try left.compare(comparison, right, Int.self, into: result)
    case .bool: try left.compare(comparison, right, UInt8.self, into: result)
    }
    return result
  }

  /// As `comparing(_:_:)`, with a number.
  public func comparing(
    _ comparison: ComparisonOperation, with scalar: Scalar
  ) throws(TensorError) -> Tensor {
    guard isContiguous, scalar.promoted(with: type) == type else {
      return try comparing(comparison, .scalar(scalar))
    }
    let result = try Tensor(uninitialized: shape, type: .bool, in: pool)
    switch type.kernel {
    case .float32:
      try walk(comparison.rows(Float.self), self, Float(scalar), into: result)
    case .float64:
      try walk(comparison.rows(Double.self), self, Double(scalar), into: result)
    case .int64:
      try walk(comparison.rows(Int.self), self, Int(scalar), into: result)
    case .bool:
      try walk(comparison.rows(UInt8.self), self, UInt8(scalar), into: result)
    }
    return result
  }

  /// `operation` of each element, in a new tensor.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func applying(
    _ operation: UnaryOperation
  ) throws(TensorError) -> Tensor {
    let type = operation.resultType(type)
    let source = try converted(
      to: operation.result == .bool ? self.type.computed : type)
    let result = try Tensor(uninitialized: shape, type: type, in: pool)
    try source.run(operation, into: result)
    return result
  }

  /// Not, for truth values; all bits turned over, for whole numbers.
  ///
  /// - Throws: `TensorError.wrongType` for real numbers, `.outOfMemory`.
  public func complemented() throws(TensorError) -> Tensor {
    type == .bool
      ? try applying(.logicalNot) : try applying(.exclusiveOr, with: -1)
  }

  /// Replaces each element by `operation` of it.
  ///
  /// - Throws: `TensorError.cannotHold`, `.sharedElements`.
  public func apply(_ operation: UnaryOperation) throws(TensorError) {
    let resultType = operation.resultType(type)
    guard resultType == type.computed else {
      throw .cannotHold(
        operation: operation.rawValue, destination: type, result: resultType)
    }
    if type.isStorage {
      try withComputedElements(operation.rawValue) {
        (elements) throws(TensorError) in try elements.apply(operation)
      }
      return
    }
    try checkWritable(operation.rawValue)
    try run(operation, into: self)
  }
}

extension BinaryOperation {
  /// Throws unless the operation works on elements of `type`.
  package func check(_ type: ElementType) throws(TensorError) {
    guard !isBitwise || !type.isFloat else {
      throw .wrongType(
        operation: rawValue, expected: "bool or int64", found: type)
    }
  }

  /// Whether operands of `type` give a result of `type`, with loops for it.
  func keeps(_ type: ElementType) -> Bool {
    resultType(type) == type && !(isBitwise && type.isFloat)
  }

  /// Throws unless a tensor of `type` can hold the result with an operand, for
  /// which the two promote to `common`.
  package func checkUpdate(
    of type: ElementType, with common: ElementType
  ) throws(TensorError) {
    let result = resultType(common)
    try check(type.isFloat ? type : result)
    guard result == type || (type.isFloat && !isBitwise) else {
      throw .cannotHold(
        operation: rawValue, destination: type, result: result)
    }
  }
}

extension Tensor {
  /// Whether both tensors have the same type and shape, and their elements lie
  /// in memory row by row: what operations meet most often and take without
  /// further checks.
  @inline(__always)
  func isAligned(with other: Tensor) -> Bool {
    type == other.type && isContiguous && other.isContiguous
      && shape == other.shape
  }

  /// Throws if several elements of the tensor are one place in memory.
  package func checkWritable(_ operation: String) throws(TensorError) {
    if hasSharedElements {
      throw .sharedElements(operation: operation, shape: shape)
    }
  }

  /// This tensor as the operand of a change of `target`: of its type, of a
  /// shape that broadcasts to it, and free of its memory unless it is the same
  /// view.
  func prepared(
    for target: Tensor, operation: String
  ) throws(TensorError) -> Tensor {
    guard target.shape.broadcast(with: shape) == target.shape else {
      throw .shapeMismatch(
        operation: operation, left: target.shape, right: shape)
    }
    let operand = try converted(to: target.type)
    if operand.mayOverlap(target), !operand.isSameView(as: target) {
      return try operand.copied()
    }
    return operand
  }
}
