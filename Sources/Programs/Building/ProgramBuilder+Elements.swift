import Tensors

/// Operations on the elements that masks pick out, and of what is computed of
/// them.
extension ProgramBuilder {
  /// The elements of a selection, to compute with.
  ///
  /// - Throws: `TensorError.invalidArgument` if masks don't pick them out of a
  ///   whole tensor or by rows and columns of a matrix, or a mask was changed after
  ///   the selection was made.
  public func elements(
    of selection: ProgramSelection
  ) throws(TensorError) -> ProgramElements {
    try checkSelectors(selection, "index")
    let settled = settled(selection)
    if selection.coveringMask != nil {
      return .dense(settled.base, picked: settled)
    }
    try checkBlock(selection, "index")
    return .block(
      ProgramBlock(
        update: ElementUpdate(settled), index: 0, type: selection.base.type))
  }

  /// As `Tensor.applying(_:_:isReversed:)`.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` for elements that are picked
  ///   in another way.
  public func applying(
    _ operation: BinaryOperation, _ a: ProgramElements,
    _ b: ProgramElementsOperand, isReversed: Bool = false
  ) throws(TensorError) -> ProgramElements {
    switch try pair(a, b, operation.rawValue) {
    case .block(let block, let other):
      return .block(
        try applying(operation, block, other, isReversed: isReversed))
    case .dense(let tensor, let other, let selection):
      return .dense(
        try applying(operation, tensor, other, isReversed: isReversed),
        picked: selection)
    }
  }

  /// As `Tensor.comparing(_:_:)`.
  ///
  /// - Throws: As `applying(_:_:_:isReversed:)`.
  public func comparing(
    _ comparison: ComparisonOperation, _ a: ProgramElements,
    _ b: ProgramElementsOperand
  ) throws(TensorError) -> ProgramElements {
    switch try pair(a, b, comparison.rawValue) {
    case .block(let block, let other):
      return .block(try comparing(comparison, block, other))
    case .dense(let tensor, let other, let selection):
      return .dense(
        try comparing(comparison, tensor, other), picked: selection)
    }
  }

  /// As `Tensor.applying(_:)`.
  ///
  /// - Throws: As that.
  public func applying(
    _ operation: UnaryOperation, _ a: ProgramElements
  ) throws(TensorError) -> ProgramElements {
    switch a {
    case .block(let block): .block(try applying(operation, block))
    case .dense(let tensor, let selection):
      .dense(try applying(operation, tensor), picked: selection)
    }
  }

  /// As `Tensor.clamping(minimum:maximum:)`.
  ///
  /// - Throws: As that.
  public func clamping(
    _ a: ProgramElements, minimum: Scalar?, maximum: Scalar?
  ) throws(TensorError) -> ProgramElements {
    switch a {
    case .block(let block):
      .block(try clamping(block, minimum: minimum, maximum: maximum))
    case .dense(let tensor, let selection):
      .dense(
        try clamping(tensor, minimum: minimum, maximum: maximum),
        picked: selection)
    }
  }

  /// As `Tensor.converted(to:)`; as `Tensor.copied()` for the type that they have.
  ///
  /// - Throws: `TensorError.invalidArgument` for rows and columns as a type that
  ///   only stores.
  public func converted(
    _ a: ProgramElements, to type: ElementType
  ) throws(TensorError) -> ProgramElements {
    switch a {
    case .block(let block):
      if block.type == type { return a }
      guard !type.isStorage else {
        throw .invalidArgument(
          operation: "to",
          reason:
            "selected rows and columns can't be computed with as \(type) in"
            + " a compiled function")
      }
      let place = try place(.block(block), of: type, beside: block)
      guard case .value(let index) = place else { return a }
      return .block(
        ProgramBlock(update: block.update, index: index, type: type))
    case .dense(let tensor, let selection):
      let result =
        tensor.type == type
        ? try copied(tensor) : try converted(tensor, to: type)
      return .dense(current(result), picked: selection)
    }
  }

  /// As `Tensor.choosing(_:else:)`.
  ///
  /// - Throws: As `applying(_:_:_:isReversed:)`.
  public func choosing(
    _ mask: ProgramElements, _ first: ProgramElementsOperand,
    else second: ProgramElementsOperand
  ) throws(TensorError) -> ProgramElements {
    switch mask {
    case .block(let block):
      let update = host(of: [.elements(mask), first, second]) ?? block.update
      let condition = try brought(block, into: update, "where")
      return .block(
        try choosing(
          condition, try operand(first, of: update, "where"),
          else: try operand(second, of: update, "where")))
    case .dense(let tensor, let selection):
      return .dense(
        try choosing(
          tensor, try operand(first, picked: selection, "where"),
          else: try operand(second, picked: selection, "where")),
        picked: selection)
    }
  }

  // MARK: Support

  /// Two operands that belong to one expression.
  private enum Pair {
    case block(ProgramBlock, ProgramBlockOperand)
    case dense(ProgramTensor, ProgramOperand, picked: ProgramSelection)
  }

  private func pair(
    _ a: ProgramElements, _ b: ProgramElementsOperand, _ operation: String
  ) throws(TensorError) -> Pair {
    switch a {
    case .block(let block):
      let update = host(of: [.elements(a), b]) ?? block.update
      return .block(
        try brought(block, into: update, operation),
        try operand(b, of: update, operation))
    case .dense(let tensor, let selection):
      return .dense(
        tensor, try operand(b, picked: selection, operation), picked: selection)
    }
  }

  /// The expression that takes all the operands: that of the largest selection.
  private func host(of operands: [ProgramElementsOperand]) -> ElementUpdate? {
    var result: ElementUpdate?
    for case .elements(.block(let block)) in operands {
      let update = block.update
      guard let selection = update.selection else { return update }
      if let known = result?.selection {
        let (a, b) = (selection.pickCount, known.pickCount)
        let isLarger =
          a != b ? a > b : selection.base.shape.count > known.base.shape.count
        if !isLarger { continue }
      }
      result = update
    }
    return result
  }

  private func operand(
    _ operand: ProgramElementsOperand, of update: ElementUpdate,
    _ operation: String
  ) throws(TensorError) -> ProgramBlockOperand {
    switch operand {
    case .operand(let operand): return .operand(operand)
    case .elements(.block(let block)):
      return .block(try brought(block, into: update, operation))
    case .elements(.dense): throw .pickedOtherwise(operation)
    }
  }

  private func operand(
    _ operand: ProgramElementsOperand, picked selection: ProgramSelection,
    _ operation: String
  ) throws(TensorError) -> ProgramOperand {
    switch operand {
    case .operand(let operand):
      guard operand.isNumber(beside: selection.base.shape) else {
        throw .invalidArgument(
          operation: operation,
          reason: "how many elements x[mask] has isn't known when a function is"
            + " compiled, so a tensor beside it must be selected by the same mask,"
            + " as in x[mask] * y[mask]; or use mask:where(a, b)")
      }
      return operand
    case .elements(.dense(let tensor, let other)):
      guard selection.picksAsMuch(as: other) else {
        throw .pickedOtherwise(operation)
      }
      return .tensor(tensor)
    case .elements(.block): throw .pickedOtherwise(operation)
    }
  }

  /// A value of an expression, in another expression of elements that are picked
  /// in the same way.
  ///
  /// - Throws: `TensorError.invalidArgument` if they are picked in another way, or
  ///   what the value is computed of has changed meanwhile.
  func brought(
    _ value: ProgramBlock, into update: ElementUpdate, _ operation: String
  ) throws(TensorError) -> ProgramBlock {
    let source = value.update
    if source === update { return value }
    guard let from = source.selection, let to = update.selection, from.fits(to)
    else { throw .pickedOtherwise(operation) }
    var known: [Int: ElementOperation.Operand] = [:]
    let needed = source.needed(for: value.index)
    if needed.contains(0) {
      known[0] = try picked(from.base, in: update, to)
    }
    for index in needed.sorted() where index > 0 {
      let step = source.body[index - 1]
      var operands: [ElementOperation.Operand] = []
      for operand in step.operands {
        switch operand {
        case .value(let number):
          guard let place = known[number] else {
            preconditionFailure("a value is computed of earlier ones")
          }
          operands.append(place)
        case .elements(let tensor):
          operands.append(try picked(tensor, in: update, to))
        case .operand(.tensor(let tensor)):
          try checkUnchanged(tensor)
          let isOwn = tensor.cell == to.base.cell
          operands.append(
            .operand(.tensor(isOwn ? current(try copied(tensor)) : tensor)))
        case .operand: operands.append(operand)
        }
      }
      known[index] = .value(
        update.append(
          ElementOperation(
            operation: step.operation, operands: operands, type: step.type,
            position: step.position)))
    }
    switch known[value.index] {
    case .value(let index)?:
      return ProgramBlock(update: update, index: index, type: value.type)
    case let operand?:
      let index = append(
        .copy(value.type), [operand], of: value.type, to: update)
      return ProgramBlock(update: update, index: index, type: value.type)
    case nil: preconditionFailure("the value is needed for itself")
    }
  }

  /// The elements of `base` that are picked as those of `selection` are.
  private func picked(
    _ base: ProgramTensor, in update: ElementUpdate,
    _ selection: ProgramSelection
  ) throws(TensorError) -> ElementOperation.Operand {
    try checkUnchanged(base)
    if base.isSameValue(as: selection.base) { return .value(0) }
    guard base.cell == selection.base.cell else { return .elements(base) }
    // What is changed is read as it was before.
    return .elements(current(try copied(base)))
  }

  private func checkUnchanged(_ tensor: ProgramTensor) throws(TensorError) {
    guard isCurrent(tensor) else {
      throw .invalidArgument(
        operation: "index",
        reason: "a tensor was changed after rows or columns of it were computed"
          + " with by a mask; assign the result before that, or copy the tensor"
          + " with clone() first")
    }
  }
}

extension ElementUpdate {
  /// The values that a value is computed of, and itself.
  fileprivate func needed(for value: Int) -> Set<Int> {
    var all: Set<Int> = []
    var open = [value]
    while let next = open.popLast() {
      guard all.insert(next).inserted, next > 0 else { continue }
      for case .value(let number) in body[next - 1].operands {
        open.append(number)
      }
    }
    return all
  }
}

extension TensorError {
  /// Selected elements of which it isn't known that they are as many.
  static func pickedOtherwise(_ operation: String) -> TensorError {
    .invalidArgument(
      operation: operation,
      reason: "how many elements x[mask] has isn't known when a function is"
        + " compiled: combine it with elements selected by the same mask, and"
        + " assign it to such, as in y[mask] = x[mask] * 2; or use"
        + " mask:where(a, b)")
  }
}
