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
        update: ElementUpdate(settled), place: .value(0),
        type: selection.base.type))
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
      return .block(
        ProgramBlock(
          update: block.update,
          place: try place(.block(block), of: type, in: block.update),
          type: type))
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
    if case .dense(let tensor, let selection) = mask,
      let left = try whole(first, beside: selection, "where"),
      let right = try whole(second, beside: selection, "where")
    {
      return .dense(
        try choosing(tensor, left, else: right), picked: selection)
    }
    return try choosing(.elements(mask), first, else: second)
  }

  /// As that, of a mask for rows or columns of which elements are picked.
  ///
  /// - Throws: As that.
  public func choosing(
    _ mask: ProgramTensor, _ first: ProgramElementsOperand,
    else second: ProgramElementsOperand
  ) throws(TensorError) -> ProgramElements {
    try choosing(.operand(.tensor(mask)), first, else: second)
  }

  private func choosing(
    _ mask: ProgramElementsOperand, _ first: ProgramElementsOperand,
    else second: ProgramElementsOperand
  ) throws(TensorError) -> ProgramElements {
    let all = try joined([mask, first, second], "where")
    for case .block(let block) in all {
      return .block(
        try choosing(all[0], all[1], else: all[2], in: block.update))
    }
    preconditionFailure("elements are joined as such")
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
    if case .dense(let tensor, let selection) = a,
      let other = try whole(b, beside: selection, operation)
    {
      return .dense(tensor, other, picked: selection)
    }
    let all = try joined([.elements(a), b], operation)
    guard case .block(let block) = all[0] else {
      preconditionFailure("elements are joined as such")
    }
    return .block(block, all[1])
  }

  /// What an operand is for a whole tensor of which elements are picked; nil if
  /// it may be one for rows or columns of a matrix that are picked so.
  private func whole(
    _ operand: ProgramElementsOperand, beside selection: ProgramSelection,
    _ operation: String
  ) throws(TensorError) -> ProgramOperand? {
    let shape = selection.base.shape
    switch operand {
    case .operand(let operand):
      if operand.isNumber(beside: shape) { return operand }
      if case .tensor(let tensor) = operand, tensor.shape.rank == 2,
        tensor.shape[1] == 1, shape.rank == 1
      {
        return nil
      }
      throw .wholeBesidePicked(operation)
    case .elements(.dense(let tensor, let other)):
      return selection.covers(likewise: other) ? .tensor(tensor) : nil
    case .elements(.block): return nil
    }
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

  /// A tensor of which nothing is selected beside selected elements.
  fileprivate static func wholeBesidePicked(_ operation: String) -> TensorError
  {
    .invalidArgument(
      operation: operation,
      reason: "how many elements x[mask] has isn't known when a function is"
        + " compiled, so a tensor beside it must be selected by the same mask,"
        + " as in x[mask] * y[mask]; or use mask:where(a, b)")
  }
}
