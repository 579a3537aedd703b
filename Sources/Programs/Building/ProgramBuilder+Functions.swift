import Tensors

/// Functions of whole tensors in programs: reductions, products, random numbers.
extension ProgramBuilder {
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
    _ function: ProgramFunction, of operands: [ProgramOperand] = [],
    _ shape: Shape, _ type: ElementType
  ) throws(TensorError) -> ProgramTensor {
    let result = try temporary(shape, type, isMade: true)
    append(.function(function), operands, into: .tensor(result))
    return result
  }

  /// A new tensor all of whose elements are a number.
  ///
  /// - Throws: As `Tensor.full(_:_:type:in:)`.
  public func full(
    _ shape: Shape, _ number: ProgramOperand, type: ElementType
  ) throws(TensorError) -> ProgramTensor {
    let result = try temporary(shape, type)
    try assign(number, to: result)
    return result
  }

  /// The number that a function gives in each run of the operands.
  public func number(
    _ function: ProgramFunction, of operands: [ProgramOperand],
    _ kind: Scalar.Kind
  ) -> ProgramNumber {
    let number = newNumber(kind)
    append(.function(function), operands, into: .number(number))
    return number
  }

  /// The tensor that `body` gives, which is no function of the engine's; `name`
  /// tells of it.
  ///
  /// - Throws: As `tensor(_:of:_:_:)`.
  public func tensor(
    host name: String, _ shape: Shape, _ type: ElementType, isRandom: Bool,
    _ body: @escaping ([Operand]) throws(TensorError) -> Tensor
  ) throws(TensorError) -> ProgramTensor {
    try tensor(.hostTensor(name, body, isRandom: isRandom), shape, type)
  }

  /// The number that `body` gives, as that.
  public func number(
    host name: String, _ kind: Scalar.Kind,
    of operands: [ProgramOperand],
    _ body: @escaping ([Operand]) throws(TensorError) -> Scalar
  ) -> ProgramNumber {
    number(.hostNumber(name, body), of: operands, kind)
  }

  /// Has draws overwrite `target`, in each run, from the program's source.
  ///
  /// - Throws: `TensorError.sharedElements`.
  public func draw(
    _ distribution: Distribution, _ parameters: [ProgramOperand],
    into target: ProgramTensor
  ) throws(TensorError) {
    try checkWritable(target, distribution.rawValue)
    append(.draw(distribution), parameters, into: .tensor(target))
  }

  /// A new tensor of draws, in each run, from the program's source.
  ///
  /// - Throws: As the fill of the distribution's name, if all parameters are known
  ///   numbers; the plan throws it otherwise.
  public func drawn(
    _ distribution: Distribution, _ parameters: [ProgramOperand],
    _ shape: Shape, _ type: ElementType
  ) throws(TensorError) -> ProgramTensor {
    let known = parameters.compactMap(\.known)
    if known.count == parameters.count {
      // No number is drawn for no element.
      let trial = try Tensor.zeros([0], type: type, in: pool)
      try RandomSource(seed: 0, stream: 0).fill(
        trial, distribution, known, operation: "randint")
    }
    let result = try temporary(shape, type)
    try draw(distribution, parameters, into: result)
    return result
  }

  /// As `Tensor.reduced(_:)`: a number.
  ///
  /// - Throws: `TensorError.emptyReduction`.
  public func reduced(
    _ operation: ReductionOperation, _ a: ProgramTensor
  ) throws(TensorError) -> ProgramNumber {
    guard a.shape.count > 0 || !operation.needsElements else {
      throw .emptyReduction(operation: operation.rawValue, shape: a.shape)
    }
    return number(
      .reduction(operation), of: [.tensor(a)],
      Scalar.Kind(operation.resultType(a.type)))
  }

  /// As `Tensor.reducing(_:axis:keepsAxis:)`.
  ///
  /// - Throws: As that.
  public func reducing(
    _ operation: ReductionOperation, _ a: ProgramTensor, axis: Int,
    keepsAxis: Bool = false
  ) throws(TensorError) -> ProgramTensor {
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
    _ operation: ProductOperation, _ a: ProgramTensor, _ b: ProgramTensor
  ) throws(TensorError) -> ProgramOperand {
    let shape = try operation.shape(a.shape, b.shape)
    let type = operation.type(a.type, b.type)
    let operands: [ProgramOperand] = [.tensor(a), .tensor(b)]
    if shape.rank == 0 {
      return .number(
        number(.product(operation), of: operands, Scalar.Kind(type)))
    }
    return .tensor(try tensor(.product(operation), of: operands, shape, type))
  }

  /// As `Tensor.rolled(by:axis:)`.
  ///
  /// - Throws: As that.
  public func rolled(
    _ a: ProgramTensor, by shift: Int, axis: Int?
  ) throws(TensorError) -> ProgramTensor {
    if let axis { try a.view.check(axis, "roll") }
    return try tensor(
      .roll(by: shift, axis: axis), of: [.tensor(a)], a.shape, a.type)
  }

  /// As `Tensor.rolled(new:isBackward:)`, but that the result shares no row with
  /// the buffer.
  ///
  /// - Throws: As that.
  public func rolled(
    _ buffer: ProgramTensor, new: ProgramOperand?, isBackward: Bool
  ) throws(TensorError) -> ProgramTensor {
    let operation = "buffer_roll"
    try buffer.view.check(0, operation)
    let length = buffer.shape[0]
    guard length > 0 else { return buffer }
    var shape = buffer.shape
    shape.remove(0)
    if case .tensor(let row) = new {
      _ = try row.view.expanded(to: shape, operation: operation)
    }
    let result = try temporary(buffer.shape, buffer.type)
    try assign(
      .tensor(try rows(of: buffer, from: isBackward ? 1 : 0)),
      to: try rows(of: result, from: isBackward ? 0 : 1))
    let last = try row(of: buffer, isBackward ? 0 : length - 1)
    try assign(
      new ?? .tensor(last),
      to: try row(of: result, isBackward ? length - 1 : 0))
    return result
  }

  private func row(
    of tensor: ProgramTensor, _ index: Int
  ) throws(TensorError) -> ProgramTensor {
    try viewed(tensor) { view throws(TensorError) in
      try view.selected(axis: 0, index: index)
    }
  }

  /// All rows but one.
  private func rows(
    of tensor: ProgramTensor, from start: Int
  ) throws(TensorError) -> ProgramTensor {
    try viewed(tensor) { view throws(TensorError) in
      try view.narrowed(axis: 0, start: start, count: tensor.shape[0] - 1)
    }
  }

  /// As `Tensor.cumulativeSum(axis:)`.
  ///
  /// - Throws: As that.
  public func cumulativeSum(
    _ a: ProgramTensor, axis: Int
  ) throws(TensorError) -> ProgramTensor {
    try a.view.check(axis, "cumsum")
    return try tensor(
      .cumulativeSum(axis: axis), of: [.tensor(a)], a.shape,
      ReductionOperation.sum.resultType(a.type))
  }

  /// The element of `a` at `index`.
  ///
  /// - Throws: `TensorError.indexOutOfRange`.
  public func element(
    of a: ProgramTensor, _ index: [Int]
  ) throws(TensorError) -> ProgramNumber {
    for (axis, place) in index.enumerated()
    where place < 0 || place >= a.shape[axis] {
      throw .indexOutOfRange(index: place, size: a.shape[axis])
    }
    return number(
      .element(index), of: [.tensor(a)], Scalar.Kind(a.type))
  }

  /// The same elements in another layout, as a method of tensors gives it that
  /// looks at no element.
  ///
  /// - Throws: What `change` throws; `TensorError.invalidArgument` if it makes a
  ///   copy.
  public func viewed(
    _ a: ProgramTensor, _ change: (Tensor) throws(TensorError) -> Tensor
  ) throws(TensorError) -> ProgramTensor {
    let view = try change(a.view)
    guard view.storage === a.view.storage else {
      throw .invalidArgument(
        operation: "view", reason: "the elements would have to be copied")
    }
    return a.with(view)
  }
}

extension Scalar.Kind {
  /// The kind that an element of `type` is as a number.
  init(_ type: ElementType) {
    self = type == .bool ? .bool : type.isFloat ? .float : .integer
  }
}
