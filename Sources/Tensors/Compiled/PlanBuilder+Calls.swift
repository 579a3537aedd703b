/// Operations that a plan calls as they are: reductions, random numbers, and
/// whatever has no loop of its own.
extension PlanBuilder {
  /// The tensor that a function gives in each run of the operands.
  ///
  /// - Parameters:
  ///   - function: What makes it.
  ///   - operands: What it is made of.
  ///   - shape: The shape that it will have.
  ///   - type: The type of its elements.
  /// - Returns: What stands for it.
  /// - Throws: `TensorError.outOfMemory`, `.planTooLong`.
  public func tensor(
    _ function: PlanFunction, of operands: [PlanOperand] = [],
    _ shape: Shape, _ type: ElementType
  ) throws(TensorError) -> PlanTensor {
    let result = try temporary(shape, type)
    result.buffer.source = .step
    var writes: Set = [result.buffer.index]
    if function.isRandom { writes.insert(PlanBuilder.randomness) }
    append(
      TensorStep(function, operands, into: result),
      reads: Set(operands.compactMap(\.dependency)), writes: writes)
    return result
  }

  /// The number that a function gives in each run of the operands.
  public func number(
    _ function: PlanFunction, of operands: [PlanOperand],
    _ kind: PlanNumber.Kind
  ) -> PlanNumber {
    let number = newNumber(kind)
    append(
      NumberStep(function, operands, into: number),
      reads: Set(operands.compactMap(\.dependency)),
      writes: [number.dependency])
    return number
  }

  /// The tensor that `body` gives, which is no function of the engine's; `name`
  /// tells of it.
  ///
  /// - Throws: As `tensor(_:of:_:_:)`.
  public func tensor(
    host name: String, _ shape: Shape, _ type: ElementType, isRandom: Bool,
    _ body: @escaping ([Operand]) throws(TensorError) -> Tensor
  ) throws(TensorError) -> PlanTensor {
    try tensor(.hostTensor(name, body, isRandom: isRandom), shape, type)
  }

  /// The number that `body` gives, as that.
  public func number(
    host name: String, _ kind: PlanNumber.Kind, of operands: [PlanOperand],
    _ body: @escaping ([Operand]) throws(TensorError) -> Scalar
  ) -> PlanNumber {
    number(.hostNumber(name, body), of: operands, kind)
  }

  /// Has draws overwrite `target`, in each run, from the plan's source.
  ///
  /// - Throws: `TensorError.sharedElements`.
  public func draw(
    _ distribution: Distribution, _ parameters: [PlanOperand],
    into target: PlanTensor
  ) throws(TensorError) {
    try checkWritable(target, distribution.rawValue)
    append(
      DrawStep(target, distribution, parameters),
      reads: Set(
        parameters.compactMap(\.dependency) + [target.buffer.index]),
      writes: [target.buffer.index, PlanBuilder.randomness])
  }

  /// As `Tensor.reduced(_:)`: a number.
  ///
  /// - Throws: `TensorError.emptyReduction`.
  public func reduced(
    _ operation: ReductionOperation, _ a: PlanTensor
  ) throws(TensorError) -> PlanNumber {
    guard a.shape.count > 0 || !operation.needsElements else {
      throw .emptyReduction(operation: operation.rawValue, shape: a.shape)
    }
    return number(
      .reduction(operation), of: [.tensor(a)],
      PlanNumber.Kind(operation.resultType(a.type)))
  }

  /// As `Tensor.reducing(_:axis:keepsAxis:)`.
  ///
  /// - Throws: As that.
  public func reducing(
    _ operation: ReductionOperation, _ a: PlanTensor, axis: Int,
    keepsAxis: Bool = false
  ) throws(TensorError) -> PlanTensor {
    try a.view.check(axis, operation.rawValue)
    guard a.shape[axis] > 0 || !operation.needsElements else {
      throw .emptyReduction(operation: operation.rawValue, shape: a.shape)
    }
    var shape = a.shape
    if keepsAxis { shape[axis] = 1 } else { shape.remove(axis) }
    return try tensor(
      .reductionAlong(operation, axis: axis, keepsAxis: keepsAxis),
      of: [.tensor(a)], shape, operation.resultType(a.type))
  }

  /// A product of two tensors: a number if it has no axes.
  ///
  /// - Throws: As the tensors' own function of its name.
  public func product(
    _ operation: ProductOperation, _ a: PlanTensor, _ b: PlanTensor
  ) throws(TensorError) -> PlanOperand {
    let shape = try operation.shape(a.shape, b.shape)
    let type = operation.type(a.type, b.type)
    let operands: [PlanOperand] = [.tensor(a), .tensor(b)]
    if shape.rank == 0 {
      return .number(
        number(.product(operation), of: operands, PlanNumber.Kind(type)))
    }
    return .tensor(try tensor(.product(operation), of: operands, shape, type))
  }

  /// As `Tensor.rolled(by:axis:)`.
  ///
  /// - Throws: As that.
  public func rolled(
    _ a: PlanTensor, by shift: Int, axis: Int?
  ) throws(TensorError) -> PlanTensor {
    if let axis { try a.view.check(axis, "roll") }
    return try tensor(
      .roll(by: shift, axis: axis), of: [.tensor(a)], a.shape, a.type)
  }

  /// As `Tensor.cumulativeSum(axis:)`.
  ///
  /// - Throws: As that.
  public func cumulativeSum(
    _ a: PlanTensor, axis: Int
  ) throws(TensorError) -> PlanTensor {
    try a.view.check(axis, "cumsum")
    return try tensor(
      .cumulativeSum(axis: axis), of: [.tensor(a)], a.shape,
      ReductionOperation.sum.resultType(a.type))
  }

  /// The element of `a` at `index`.
  ///
  /// - Throws: `TensorError.indexOutOfRange`.
  public func element(
    of a: PlanTensor, _ index: [Int]
  ) throws(TensorError) -> PlanNumber {
    for (axis, place) in index.enumerated()
    where place < 0 || place >= a.shape[axis] {
      throw .indexOutOfRange(index: place, size: a.shape[axis])
    }
    return number(
      .element(index), of: [.tensor(a)], PlanNumber.Kind(a.type))
  }

  /// The same elements in another layout, as a method of tensors gives it that
  /// looks at no element.
  ///
  /// - Throws: What `change` throws; `TensorError.invalidArgument` if it makes a
  ///   copy.
  public func viewed(
    _ a: PlanTensor, _ change: (Tensor) throws(TensorError) -> Tensor
  ) throws(TensorError) -> PlanTensor {
    let view = try change(a.view)
    guard view.storage === a.buffer.phantom else {
      throw .invalidArgument(
        operation: "view", reason: "the elements would have to be copied")
    }
    return PlanTensor(view: view, buffer: a.buffer)
  }
}

extension PlanNumber.Kind {
  /// The kind that an element of `type` is as a number.
  init(_ type: ElementType) {
    self = type == .bool ? .bool : type.isFloat ? .float : .integer
  }
}
