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
      update: ElementUpdate(like: selection), place: .value(0),
      type: selection.type)
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
    case (.block(let block), .elements(let value)):
      try endUpdate(block, .block(try self.block(value, "update")))
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
    let read = update.operands + (update.base.map { [.tensor($0)] } ?? [])
    for case .tensor(let tensor) in read where !isCurrent(tensor) {
      throw .invalidArgument(
        operation: "update", reason: "an operand was changed meanwhile")
    }
    let result = value.promoted(with: block.type)
    guard result == block.type || block.type.isFloat && result.isFloat else {
      throw .cannotHold(
        operation: "update", destination: block.type, result: result)
    }
    try end(update, with: value, of: block.type)
  }

  /// Makes a value what the elements, which are of `type`, become, and adds the
  /// step.
  func end(
    _ update: ElementUpdate, with value: ProgramBlockOperand,
    of type: ElementType
  ) throws(TensorError) {
    if update.base?.shape.count == 0 { return }
    let place = try place(value, of: type, in: update)
    if case .value(let index) = place {
      update.end(with: index)
    } else {
      update.end(with: append(.copy(type), [place], of: type, to: update))
    }
    // What is changed is read as it was before.
    var copies: [(of: ProgramTensor, copy: ProgramTensor)] = []
    try update.replaceOperands { (tensor) throws(TensorError) in
      guard tensor.cell == update.base?.cell else { return tensor }
      let known = copies.first { $0.of.isSameView(as: tensor) }
      if let known { return known.copy }
      let copy = current(try copied(tensor))
      copies.append((tensor, copy))
      return copy
    }
    append(.update(update), [], into: update.base.map { .tensor($0) } ?? .given)
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
      let base = try place(.block(a), of: type, in: a.update)
      return result(
        .binary(.multiply, type), [base, base], of: type, in: a.update)
    }
    if operation == .power, case .operand(.number) = b {
      throw .invalidArgument(
        operation: "pow", reason: "the exponent must be known")
    }
    let type = operation.resultType(
      b.promoted(with: a.type, for: operation, isReversed: isReversed))
    try operation.check(type)
    let left = try place(.block(a), of: type, in: a.update)
    let right = try place(b, of: type, in: a.update)
    return result(
      .binary(operation, type), isReversed ? [right, left] : [left, right],
      of: type, in: a.update)
  }

  /// As `Tensor.comparing(_:_:)`.
  ///
  /// - Throws: As that.
  public func comparing(
    _ comparison: ComparisonOperation, _ a: ProgramBlock,
    _ b: ProgramBlockOperand
  ) throws(TensorError) -> ProgramBlock {
    let type = b.promoted(with: a.type)
    let left = try place(.block(a), of: type, in: a.update)
    let right = try place(b, of: type, in: a.update)
    return result(
      .comparison(comparison, type), [left, right], of: .bool, in: a.update)
  }

  /// As `Tensor.applying(_:)`.
  ///
  /// - Throws: As that.
  public func applying(
    _ operation: UnaryOperation, _ a: ProgramBlock
  ) throws(TensorError) -> ProgramBlock {
    let type = operation.resultType(a.type)
    let source = operation.result == .bool ? a.type : type
    let place = try place(.block(a), of: source, in: a.update)
    return result(.unary(operation, source), [place], of: type, in: a.update)
  }

  /// As `Tensor.clamping(minimum:maximum:)`.
  ///
  /// - Throws: As that.
  public func clamping(
    _ a: ProgramBlock, minimum: Scalar?, maximum: Scalar?
  ) throws(TensorError) -> ProgramBlock {
    let limits = try ClampLimits(minimum, maximum, for: a.type)
    return result(
      .clamp(limits, a.type), [a.place], of: a.type, in: a.update)
  }

  /// As `Tensor.choosing(_:else:)`.
  ///
  /// - Throws: As that.
  public func choosing(
    _ mask: ProgramBlock, _ first: ProgramBlockOperand,
    else second: ProgramBlockOperand
  ) throws(TensorError) -> ProgramBlock {
    try choosing(.block(mask), first, else: second, in: mask.update)
  }

  /// As that, of operands of an expression.
  func choosing(
    _ mask: ProgramBlockOperand, _ first: ProgramBlockOperand,
    else second: ProgramBlockOperand, in update: ElementUpdate
  ) throws(TensorError) -> ProgramBlock {
    let type: ElementType
    switch (first.type, second.type) {
    case (let a?, _): type = second.promoted(with: a)
    case (nil, let b?): type = first.promoted(with: b)
    case (nil, nil): type = second.promoted(with: first.promoted(with: .bool))
    }
    let condition = try place(mask, of: .bool, in: update)
    let left = try place(first, of: type, in: update)
    let right = try place(second, of: type, in: update)
    return result(
      .choose(type), [condition, left, right], of: type, in: update)
  }

  // MARK: Support

  /// A new value of the elements that an operation computes.
  private func result(
    _ operation: LoopOperation, _ operands: [ElementOperation.Operand],
    of type: ElementType, in update: ElementUpdate
  ) -> ProgramBlock {
    ProgramBlock(
      update: update,
      place: .value(append(operation, operands, of: type, to: update)),
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

  /// An operand as one of `type` of an expression.
  func place(
    _ operand: ProgramBlockOperand, of type: ElementType,
    in update: ElementUpdate
  ) throws(TensorError) -> ElementOperation.Operand {
    switch operand {
    case .block(let value):
      guard value.update === update else {
        throw .invalidArgument(
          operation: "update", reason: "these are elements of another update")
      }
      if value.type == type { return value.place }
      return .value(
        append(
          .convert(value.type, to: type), [value.place], of: type,
          to: value.update))
    case .operand(let operand):
      return .operand(try prepared(operand, of: type, in: update))
    }
  }

  /// An operand from outside of the expression, whose elements lie in rows.
  private func prepared(
    _ operand: ProgramOperand, of type: ElementType, in update: ElementUpdate
  ) throws(TensorError) -> ProgramOperand {
    guard case .tensor(let given) = operand else { return operand }
    let shape = update.shape
    guard shape.broadcast(with: given.shape) == shape else {
      guard let block = update.block,
        let whole = PickedBlock(whole: given.shape)
      else {
        throw .shapeMismatch(
          operation: "update", left: shape, right: given.shape)
      }
      throw .besidePicked("update", block, whole)
    }
    let tensor = try converted(given, to: type)
    let isInRows = LoopDomain(block: shape).access(tensor, of: shape) != nil
    return .tensor(current(isInRows ? tensor : try copied(tensor)))
  }
}
