/// The value of selected elements in an expression that is going to change
/// them.
public struct PlanBlock {
  /// The step that works on the elements.
  let step: BlockStep

  /// What operands must broadcast to.
  let shape: Shape

  /// The number of the value among the operands of the step.
  let index: Int

  /// The type of the value.
  public let type: ElementType

  /// The value as an operand of an operation.
  var place: LoopKernels.Place {
    LoopKernels.Place(index: index, isNumber: false)
  }
}

/// An operand of an expression of selected elements.
public enum PlanBlockOperand {
  /// A value of the elements.
  case block(PlanBlock)
  /// What is the same for all elements, or for those of a row or a column.
  case operand(PlanOperand)

  fileprivate var type: ElementType? {
    switch self {
    case .block(let block): block.type
    case .operand(.tensor(let tensor)): tensor.type
    case .operand: nil
    }
  }

  fileprivate func promoted(with type: ElementType) -> ElementType {
    switch self {
    case .block(let block): block.type.promoted(with: type)
    case .operand(let operand): operand.promoted(with: type)
    }
  }

  fileprivate func promoted(
    with type: ElementType, for operation: BinaryOperation, isReversed: Bool
  ) -> ElementType {
    guard case .operand(let operand) = self else { return promoted(with: type) }
    return operand.promoted(with: type, for: operation, isReversed: isReversed)
  }
}

/// Expressions of selected elements: they are computed row by row, and written
/// back.
extension PlanBuilder {
  /// The elements of `selection`, to compute with.
  ///
  /// - Throws: `TensorError.invalidArgument` if it isn't one of rows, of columns
  ///   or of a block of a matrix by masks.
  public func beginUpdate(
    of selection: PlanSelection
  ) throws(TensorError) -> PlanBlock {
    try check(selection, "update")
    guard selection.isBlock, selection.base.shape.count > 0 else {
      throw .invalidArgument(
        operation: "update",
        reason: "masks must pick rows, columns or a block of a matrix")
    }
    return PlanBlock(
      step: BlockStep(selection), shape: selection.operandShape,
      index: BlockStep.target, type: selection.base.type)
  }

  /// The elements of selections of the layout of `selection`, which the plan is
  /// given.
  ///
  /// - Throws: `TensorError.invalidArgument` for elements that don't lie in
  ///   rows, `.sharedElements`.
  public func beginUpdate(
    like selection: Selection
  ) throws(TensorError) -> PlanBlock {
    try selection.base.checkWritable("update")
    guard selection.canBeBlock, !selection.type.isStorage else {
      throw .invalidArgument(
        operation: "update",
        reason: "elements of a vector or a matrix of \(selection.type) must be"
          + " selected, row by row")
    }
    var shape = selection.shape
    for axis in 0..<shape.rank where selection.lists[axis] != nil {
      shape[axis] = 1
    }
    return PlanBlock(
      step: BlockStep(
        givenOf: selection.type,
        picksColumns: selection.lists[shape.rank - 1] != nil), shape: shape,
      index: BlockStep.target, type: selection.type)
  }

  /// Makes `value` what the elements become, and adds the step.
  ///
  /// - Throws: `TensorError.cannotHold`, `.shapeMismatch`.
  public func endUpdate(
    _ block: PlanBlock, _ value: PlanBlockOperand
  ) throws(TensorError) {
    let step = block.step
    if let selection = step.selection { try check(selection, "update") }
    for (tensor, revision) in step.operands
    where self.revision(of: tensor) != revision {
      throw .invalidArgument(
        operation: "update", reason: "an operand was changed meanwhile")
    }
    let result = value.promoted(with: block.type)
    guard result == block.type || block.type.isFloat && result.isFloat else {
      throw .cannotHold(
        operation: "update", destination: block.type, result: result)
    }
    let source = try place(value, of: block.type, beside: block)
    if source.index != BlockStep.target {
      step.append(
        LoopInstruction(
          operation: .copy(block.type), operands: [source],
          out: BlockStep.target, position: position))
    }
    noteLoop(slots: step.slotCount + 1, blocks: step.blocks)
    var reads = step.reads
    var writes: Set<Int> = []
    if let selection = step.selection {
      reads.formUnion(operands(selection).compactMap(\.dependency))
      writes = [selection.base.buffer.index]
    }
    append(step, reads: reads, writes: writes)
  }

  /// As `Tensor.applying(_:_:isReversed:)`.
  ///
  /// - Throws: As that.
  public func applying(
    _ operation: BinaryOperation, _ a: PlanBlock, _ b: PlanBlockOperand,
    isReversed: Bool = false
  ) throws(TensorError) -> PlanBlock {
    if operation == .power, !isReversed,
      case .operand(.scalar(let scalar)) = b, scalar.double == 2
    {
      return try applying(.multiply, a, .block(a))
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
    _ comparison: ComparisonOperation, _ a: PlanBlock, _ b: PlanBlockOperand
  ) throws(TensorError) -> PlanBlock {
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
    _ operation: UnaryOperation, _ a: PlanBlock
  ) throws(TensorError) -> PlanBlock {
    let type = operation.resultType(a.type)
    let source = operation.result == .bool ? a.type : type
    let place = try place(.block(a), of: source, beside: a)
    return result(.unary(operation, source), [place], of: type, beside: a)
  }

  /// As `Tensor.clamping(minimum:maximum:)`.
  ///
  /// - Throws: As that.
  public func clamping(
    _ a: PlanBlock, minimum: Scalar?, maximum: Scalar?
  ) throws(TensorError) -> PlanBlock {
    let limits = try ClampLimits(minimum, maximum, for: a.type)
    let copy = result(.copy(a.type), [a.place], of: a.type, beside: a)
    a.step.append(
      LoopInstruction(
        operation: .clamp(limits, a.type), operands: [], out: copy.index,
        position: position))
    return copy
  }

  /// As `Tensor.choosing(_:else:)`.
  ///
  /// - Throws: As that.
  public func choosing(
    _ mask: PlanBlock, _ first: PlanBlockOperand, else second: PlanBlockOperand
  ) throws(TensorError) -> PlanBlock {
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
    _ operation: LoopOperation, _ operands: [Place], of type: ElementType,
    beside block: PlanBlock
  ) -> PlanBlock {
    let index = block.step.newBlock(type)
    block.step.append(
      LoopInstruction(
        operation: operation, operands: operands, out: index,
        position: position))
    return PlanBlock(
      step: block.step, shape: block.shape, index: index, type: type)
  }

  /// An operand as one of `type` of the kernels of `block`'s step.
  private func place(
    _ operand: PlanBlockOperand, of type: ElementType, beside block: PlanBlock
  ) throws(TensorError) -> Place {
    if case .block(let value) = operand, value.step !== block.step {
      throw .invalidArgument(
        operation: "update", reason: "these are elements of another update")
    }
    switch operand {
    case .block(let value) where value.type == type: return value.place
    case .block(let value):
      return result(
        .convert(value.type, to: type), [value.place], of: type, beside: value
      ).place
    case .operand(let operand):
      return try place(operand, of: type, beside: block)
    }
  }

  private func place(
    _ operand: PlanOperand, of type: ElementType, beside block: PlanBlock
  ) throws(TensorError) -> Place {
    if case .tensor(let tensor) = operand,
      block.shape.broadcast(with: tensor.shape) != block.shape
    {
      throw .shapeMismatch(
        operation: "update", left: block.shape, right: tensor.shape)
    }
    var operand = try converted(operand, to: type)
    if case .tensor(let tensor) = operand,
      let base = block.step.selection?.base,
      tensor.buffer === base.buffer
    {
      // What is changed is read as it was before.
      operand = .tensor(try copied(tensor))
    }
    guard
      let slots = slots(
        [operand], LoopDomain(block: block.shape), block.shape, type)
    else {
      throw .invalidArgument(
        operation: "update", reason: "an operand's elements must lie in rows")
    }
    block.step.note(
      reads: Set([operand].compactMap(\.dependency)), writes: [])
    if case .tensor(let tensor) = operand {
      block.step.operands.append((tensor, revision(of: tensor)))
    }
    let slot = slots[0].slot
    if let conversion = slots[0].conversion { block.step.convert(conversion) }
    return block.step.place(of: slot, type)
  }
}

extension LoopDomain {
  /// The domain of a block, in which operands keep the steps of both axes.
  init(block shape: Shape) {
    let isMatrix = shape.rank == 2
    rows = isMatrix ? shape[0] : 1
    columns = shape[shape.rank - 1]
    rowAxis = isMatrix ? 0 : nil
    columnAxis = shape.rank - 1
  }
}
