import Tensors

/// Expressions of selected elements: they are computed row by row, and written
/// back.
extension ProgramBuilder {
  /// The elements of `selection`, to compute with and to be changed.
  ///
  /// - Throws: `TensorError.invalidArgument` if masks don't pick them out of a
  ///   whole tensor or by rows and columns of a matrix.
  public func beginUpdate(
    of selection: ProgramSelection
  ) throws(TensorError) -> ProgramElements {
    try check(selection, "update")
    guard selection.coveringMask != nil || selection.isBlock else {
      throw .invalidArgument(
        operation: "update",
        reason:
          "masks must pick elements of a whole tensor, or rows, columns or"
          + " a block of a matrix")
    }
    return try elements(of: selection)
  }

  /// The elements of selections of the layout of `selection`, which the plan is
  /// given.
  ///
  /// - Throws: `TensorError.invalidArgument` for elements that don't lie in
  ///   rows, `.sharedElements`.
  public func beginUpdate(
    like selection: Selection
  ) throws(TensorError) -> ProgramBlock {
    try selection.base.checkWritable("update")
    guard selection.canBeBlock, !selection.type.isStorage else {
      throw .invalidArgument(
        operation: "update",
        reason: "elements of a vector or a matrix of \(selection.type) must be"
          + " selected, row by row")
    }
    return ProgramBlock(
      update: ElementUpdate(like: selection), index: 0, type: selection.type)
  }

  /// Makes `value` what the elements become, and adds the step.
  ///
  /// - Throws: `TensorError.cannotHold`, `.shapeMismatch`.
  public func endUpdate(
    _ elements: ProgramElements, _ value: ProgramElementsOperand
  ) throws(TensorError) {
    switch (elements, value) {
    case (.dense(_, let selection), _):
      try checkUpdate(of: selection.base.type, with: value)
      switch value {
      case .operand(let operand): try assign(operand, to: selection)
      case .elements(let value): try assign(value, to: selection)
      }
    case (.block(let block), .operand(let operand)):
      try endUpdate(block, .operand(operand))
    case (.block(let block), .elements(.block(let value))):
      try endUpdate(block, .block(value))
    case (.block, .elements(.dense)):
      throw .pickedOtherwise("update")
    }
  }

  /// Throws unless elements of `type` can become `value`.
  private func checkUpdate(
    of type: ElementType, with value: ProgramElementsOperand
  ) throws(TensorError) {
    let result =
      switch value {
      case .operand(let operand): operand.promoted(with: type)
      case .elements(let elements): elements.type.promoted(with: type)
      }
    guard result == type.computed || type.isFloat && result.isFloat else {
      throw .cannotHold(
        operation: "update", destination: type, result: result)
    }
  }

  /// Makes `value` what the elements of an expression become.
  func endUpdate(
    _ block: ProgramBlock, _ value: ProgramBlockOperand
  ) throws(TensorError) {
    let update = block.update
    if let selection = update.selection { try check(selection, "update") }
    var value = value
    if case .block(let other) = value, other.update !== update {
      value = .block(try brought(other, into: update, "update"))
    }
    let read =
      update.operands
      + [update.selection.map { .tensor($0.base) }]
      .compactMap { $0 }
    for case .tensor(let tensor) in read where !isCurrent(tensor) {
      throw .invalidArgument(
        operation: "update", reason: "an operand was changed meanwhile")
    }
    let result = value.promoted(with: block.type)
    guard result == block.type || block.type.isFloat && result.isFloat else {
      throw .cannotHold(
        operation: "update", destination: block.type, result: result)
    }
    switch try place(value, of: block.type, beside: block) {
    case .value(let index): update.end(with: index)
    case let operand:
      update.end(
        with: append(.copy(block.type), [operand], of: block.type, to: update))
    }
    append(
      .update(update), [],
      into: update.selection.map { .tensor($0.base) } ?? .given)
  }

  /// As `Tensor.applying(_:_:isReversed:)`.
  ///
  /// - Throws: As that.
  public func applying(
    _ operation: BinaryOperation, _ a: ProgramBlock, _ b: ProgramBlockOperand,
    isReversed: Bool = false
  ) throws(TensorError) -> ProgramBlock {
    if operation == .power, !isReversed,
      case .operand(.scalar(let scalar)) = b, scalar.double == 2
    {
      let type = scalar.promoted(with: a.type)
      let base = try place(.block(a), of: type, beside: a)
      return result(
        .binary(.multiply, type), [base, base], of: type, beside: a)
    }
    if operation == .power, case .operand(.number) = b {
      throw .invalidArgument(
        operation: "pow", reason: "the exponent must be known")
    }
    let type = operation.resultType(
      b.promoted(with: a.type, for: operation, isReversed: isReversed))
    try operation.check(type)
    let left = try place(.block(a), of: type, beside: a)
    let right = try place(b, of: type, beside: a)
    return result(
      .binary(operation, type), isReversed ? [right, left] : [left, right],
      of: type, beside: a)
  }

  /// As `Tensor.comparing(_:_:)`.
  ///
  /// - Throws: As that.
  public func comparing(
    _ comparison: ComparisonOperation, _ a: ProgramBlock,
    _ b: ProgramBlockOperand
  ) throws(TensorError) -> ProgramBlock {
    let type = b.promoted(with: a.type)
    let left = try place(.block(a), of: type, beside: a)
    let right = try place(b, of: type, beside: a)
    return result(
      .comparison(comparison, type), [left, right], of: .bool, beside: a)
  }

  /// As `Tensor.applying(_:)`.
  ///
  /// - Throws: As that.
  public func applying(
    _ operation: UnaryOperation, _ a: ProgramBlock
  ) throws(TensorError) -> ProgramBlock {
    let type = operation.resultType(a.type)
    let source = operation.result == .bool ? a.type : type
    let place = try place(.block(a), of: source, beside: a)
    return result(.unary(operation, source), [place], of: type, beside: a)
  }

  /// As `Tensor.clamping(minimum:maximum:)`.
  ///
  /// - Throws: As that.
  public func clamping(
    _ a: ProgramBlock, minimum: Scalar?, maximum: Scalar?
  ) throws(TensorError) -> ProgramBlock {
    let limits = try ClampLimits(minimum, maximum, for: a.type)
    return result(
      .clamp(limits, a.type), [.value(a.index)], of: a.type, beside: a)
  }

  /// As `Tensor.choosing(_:else:)`.
  ///
  /// - Throws: As that.
  public func choosing(
    _ mask: ProgramBlock, _ first: ProgramBlockOperand,
    else second: ProgramBlockOperand
  ) throws(TensorError) -> ProgramBlock {
    let type: ElementType
    switch (first.type, second.type) {
    case (let a?, _): type = second.promoted(with: a)
    case (nil, let b?): type = first.promoted(with: b)
    case (nil, nil): type = second.promoted(with: first.promoted(with: .bool))
    }
    let condition = try place(.block(mask), of: .bool, beside: mask)
    let left = try place(first, of: type, beside: mask)
    let right = try place(second, of: type, beside: mask)
    return result(
      .choose(type), [condition, left, right], of: type, beside: mask)
  }

  // MARK: Support

  /// A new value of the elements that an operation computes.
  private func result(
    _ operation: LoopOperation, _ operands: [ElementOperation.Operand],
    of type: ElementType, beside block: ProgramBlock
  ) -> ProgramBlock {
    ProgramBlock(
      update: block.update,
      index: append(operation, operands, of: type, to: block.update),
      type: type)
  }

  func append(
    _ operation: LoopOperation, _ operands: [ElementOperation.Operand],
    of type: ElementType, to update: ElementUpdate
  ) -> Int {
    update.append(
      ElementOperation(
        operation: operation, operands: operands, type: type,
        position: position))
  }

  /// An operand as one of `type` of the expression of `block`.
  func place(
    _ operand: ProgramBlockOperand, of type: ElementType,
    beside block: ProgramBlock
  ) throws(TensorError) -> ElementOperation.Operand {
    switch operand {
    case .block(let value):
      guard value.update === block.update else {
        throw .invalidArgument(
          operation: "update", reason: "these are elements of another update")
      }
      if value.type == type { return .value(value.index) }
      return .value(
        append(
          .convert(value.type, to: type), [.value(value.index)], of: type,
          to: value.update))
    case .operand(let operand):
      return .operand(try prepared(operand, of: type, beside: block))
    }
  }

  /// An operand from outside of the expression, whose elements lie in rows.
  private func prepared(
    _ operand: ProgramOperand, of type: ElementType, beside block: ProgramBlock
  ) throws(TensorError) -> ProgramOperand {
    guard case .tensor(let given) = operand else { return operand }
    let shape = block.update.shape
    guard shape.broadcast(with: given.shape) == shape else {
      throw .shapeMismatch(
        operation: "update", left: shape, right: given.shape)
    }
    var tensor = try converted(given, to: type)
    let base = block.update.selection?.base
    if base?.cell == tensor.cell
      || LoopDomain(block: shape).access(tensor, of: shape) == nil
    {
      // What is changed is read as it was before.
      tensor = try copied(tensor)
    }
    return .tensor(current(tensor))
  }
}
