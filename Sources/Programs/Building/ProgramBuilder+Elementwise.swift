import Tensors

/// Elementwise operations in programs; each is the counterpart of the tensors' own
/// with the same name.
extension ProgramBuilder {
  /// As `Tensor.applying(_:_:isReversed:)`.
  ///
  /// - Throws: As that.
  public func applying(
    _ operation: BinaryOperation, _ a: ProgramTensor, _ b: ProgramOperand,
    isReversed: Bool = false
  ) throws(TensorError) -> ProgramTensor {
    if operation == .power, !isReversed, case .scalar(let scalar) = b,
      scalar.double == 2
    {
      let other = try converted(a, to: scalar.promoted(with: a.type))
      return try applying(.multiply, a, .tensor(other))
    }
    let type = operation.resultType(
      b.promoted(with: a.type, for: operation, isReversed: isReversed))
    try operation.check(a.type.isStorage ? a.type : type)
    let shape = try common(operation.rawValue, a.shape, b)
    let left = try converted(a, to: type)
    let right = try converted(b, to: type)
    let result = try temporary(shape, type)
    append(
      .binary(operation, type), ordered(left, right, isReversed), into: result)
    return result
  }

  /// As `Tensor.apply(_:_:)`.
  ///
  /// - Throws: As that.
  public func apply(
    _ operation: BinaryOperation, to target: ProgramTensor,
    _ operand: ProgramOperand
  ) throws(TensorError) {
    try operation.checkUpdate(
      of: target.type,
      with: operand.promoted(with: target.type, for: operation))
    try checkWritable(target, operation.rawValue)
    if target.type.isStorage {
      try checkShape(of: operand, for: target, operation.rawValue)
      return append(.update(operation, target.type), [operand], into: target)
    }
    let prepared = try prepared(operand, for: target, operation.rawValue)
    append(.update(operation, target.type), [prepared], into: target)
  }

  /// As `Tensor.comparing(_:_:)`.
  ///
  /// - Throws: As that.
  public func comparing(
    _ comparison: ComparisonOperation, _ a: ProgramTensor, _ b: ProgramOperand
  ) throws(TensorError) -> ProgramTensor {
    let type = b.promoted(with: a.type)
    let shape = try common(comparison.rawValue, a.shape, b)
    let left = try converted(a, to: type)
    let right = try converted(b, to: type)
    let result = try temporary(shape, .bool)
    append(
      .comparison(comparison, type), [.tensor(left), right], into: result)
    return result
  }

  /// As `Tensor.applying(_:)`.
  ///
  /// - Throws: As that.
  public func applying(
    _ operation: UnaryOperation, _ a: ProgramTensor
  ) throws(TensorError) -> ProgramTensor {
    let type = operation.resultType(a.type)
    let source = operation.result == .bool ? a : try converted(a, to: type)
    let result = try temporary(a.shape, type)
    append(.unary(operation, source.type), [.tensor(source)], into: result)
    return result
  }

  /// As `Tensor.apply(_:)`.
  ///
  /// - Throws: As that.
  public func apply(
    _ operation: UnaryOperation, to target: ProgramTensor
  ) throws(TensorError) {
    let type = operation.resultType(target.type)
    if target.type.isStorage, type == target.type.computed {
      return append(.unary(operation, type), [.tensor(target)], into: target)
    }
    guard type == target.type else {
      throw .cannotHold(
        operation: operation.rawValue, destination: target.type, result: type)
    }
    try checkWritable(target, operation.rawValue)
    append(.unary(operation, type), [.tensor(target)], into: target)
  }

  /// As `Tensor.clamp(minimum:maximum:)`.
  ///
  /// - Throws: As that.
  public func clamp(
    _ target: ProgramTensor, minimum: Scalar?, maximum: Scalar?
  ) throws(TensorError) {
    let limits = try ClampLimits(minimum, maximum, for: target.type)
    try checkWritable(target, "clamp")
    append(.clamp(limits, target.type), [], into: target)
  }

  /// As `Tensor.clamping(minimum:maximum:)`.
  ///
  /// - Throws: As that.
  public func clamping(
    _ a: ProgramTensor, minimum: Scalar?, maximum: Scalar?
  ) throws(TensorError) -> ProgramTensor {
    _ = try ClampLimits(minimum, maximum, for: a.type)
    let result = try copied(a)
    try clamp(result, minimum: minimum, maximum: maximum)
    return result
  }

  /// As `Tensor.choosing(_:else:)`.
  ///
  /// - Throws: As that.
  public func choosing(
    _ mask: ProgramTensor, _ first: ProgramOperand, else second: ProgramOperand
  ) throws(TensorError) -> ProgramTensor {
    let mask = try converted(mask, to: .bool)
    let type = ProgramOperand.commonType(first, second)
    let left = try converted(first, to: type)
    let right = try converted(second, to: type)
    var shape = try common("where", mask.shape, left)
    shape = try common("where", shape, right)
    let result = try temporary(shape, type)
    append(.choose(type), [.tensor(mask), left, right], into: result)
    return result
  }

  /// Writes `operand`, broadcast and converted, to all elements of `target`, as
  /// `Tensor.fill(_:)` and `Tensor.copy(from:)` do.
  ///
  /// - Throws: As those.
  public func assign(
    _ operand: ProgramOperand, to target: ProgramTensor
  ) throws(TensorError) {
    try checkWritable(target, "copy")
    if case .tensor(let tensor) = operand, tensor.isSameView(as: target) {
      return
    }
    let what = if case .tensor = operand { "copy" } else { "fill" }
    if try operand.isHeldLater(by: target.type, what) {
      try checkShape(of: operand, for: target, what)
      return append(.copy(target.type), [operand], into: target)
    }
    let prepared = try prepared(operand, for: target, "copy")
    append(.copy(target.type), [prepared], into: target)
  }

  /// As `Tensor.copied()`.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func copied(_ a: ProgramTensor) throws(TensorError) -> ProgramTensor {
    let result = try temporary(a.shape, a.type)
    try assign(.tensor(a), to: result)
    return result
  }

  /// As `Tensor.converted(to:)`.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func converted(
    _ a: ProgramTensor, to type: ElementType
  ) throws(TensorError) -> ProgramTensor {
    if a.type == type { return a }
    let result = try temporary(a.shape, type)
    append(.convert(a.type, to: type), [.tensor(a)], into: result)
    return result
  }

  /// `operand` as one of `type`; numbers are converted where they are read.
  func converted(
    _ operand: ProgramOperand, to type: ElementType
  ) throws(TensorError) -> ProgramOperand {
    guard case .tensor(let tensor) = operand else { return operand }
    return .tensor(try converted(tensor, to: type))
  }

  /// `operand` as the source of a change of `target`.
  func prepared(
    _ operand: ProgramOperand, for target: ProgramTensor, _ operation: String
  ) throws(TensorError) -> ProgramOperand {
    guard case .tensor(let tensor) = operand else { return operand }
    try checkShape(of: operand, for: target, operation)
    let source = try converted(tensor, to: target.type)
    if source.view.mayOverlap(target.view), !source.isSameView(as: target) {
      return .tensor(try copied(source))
    }
    return .tensor(source)
  }

  /// Throws unless `operand` can be broadcast to the shape of `target`.
  private func checkShape(
    of operand: ProgramOperand, for target: ProgramTensor, _ operation: String
  ) throws(TensorError) {
    guard case .tensor(let tensor) = operand,
      target.shape.broadcast(with: tensor.shape) != target.shape
    else { return }
    throw .shapeMismatch(
      operation: operation, left: target.shape, right: tensor.shape)
  }

  /// The operands of an operation in their order.
  private func ordered(
    _ a: ProgramTensor, _ b: ProgramOperand, _ isReversed: Bool
  ) -> [ProgramOperand] {
    isReversed ? [b, .tensor(a)] : [.tensor(a), b]
  }

  /// The shape that an operation on a tensor of `shape` and `operand` gives.
  private func common(
    _ operation: String, _ shape: Shape, _ operand: ProgramOperand
  ) throws(TensorError) -> Shape {
    guard case .tensor(let tensor) = operand else { return shape }
    guard let common = shape.broadcast(with: tensor.shape) else {
      throw .shapeMismatch(
        operation: operation, left: shape, right: tensor.shape)
    }
    return common
  }
}

extension ProgramOperand {
  /// The element type that two operands give together.
  static func commonType(
    _ first: ProgramOperand, _ second: ProgramOperand
  ) -> ElementType {
    switch (first, second) {
    case (.tensor(let tensor), _): second.promoted(with: tensor.type)
    case (_, .tensor(let tensor)): first.promoted(with: tensor.type)
    default: second.promoted(with: first.promoted(with: .bool))
    }
  }
}
