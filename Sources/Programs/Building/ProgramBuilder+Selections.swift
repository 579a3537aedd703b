import Tensors

/// Selections in programs: what masks and indices pick out of a tensor.
extension ProgramBuilder {
  /// What `selectors` pick out of `base`, as `Tensor.subscripting(_:)` does.
  ///
  /// - Throws: As that, as far as it doesn't depend on elements.
  public func selection(
    of base: ProgramTensor, _ selectors: [ProgramSelector]
  ) throws(TensorError) -> ProgramSelection {
    var axis = 0
    for selector in selectors {
      switch selector {
      case .all: axis += 1
      case .mask(let mask):
        guard mask.type == .bool else {
          throw .wrongType(
            operation: "index", expected: "a bool mask", found: mask.type)
        }
        let covered = (0..<mask.shape.rank).allSatisfy {
          axis + $0 < base.shape.rank
            && mask.shape[$0] == base.shape[axis + $0]
        }
        guard mask.shape.rank > 0, covered else {
          throw .wrongMask(length: mask.shape, expected: base.shape)
        }
        axis += mask.shape.rank
      case .indices(let indices, _):
        guard indices.type == .int64, indices.shape.rank == 1 else {
          throw .invalidArgument(
            operation: "index",
            reason: "indices must be an int64 tensor with one axis, found a"
              + " \(indices.type) tensor of shape \(indices.shape)")
        }
        axis += 1
      }
    }
    guard axis <= base.shape.rank else {
      throw .invalidArgument(
        operation: "index",
        reason: "\(selectors.count) selectors for a tensor of shape"
          + " \(base.shape)")
    }
    return ProgramSelection(base: base, selectors: selectors.map(current))
  }

  /// As `Selection.apply(_:_:)` with a binary operation.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` if a mask was changed
  ///   after the selection was made.
  public func apply(
    _ operation: BinaryOperation, to selection: ProgramSelection,
    _ operand: ProgramOperand
  ) throws(TensorError) {
    let base = selection.base
    try operation.checkUpdate(
      of: base.type, with: operand.promoted(with: base.type, for: operation))
    try check(selection, operation.rawValue)
    if let mask = selection.loopMask, operand.isNumber(beside: base.shape) {
      let source = try converted(operand, to: base.type)
      let changed: ProgramTensor
      if operation == .power {
        // In place, whole numbers have no negative powers.
        changed = try copied(base)
        append(.update(operation, base.type), [source], into: changed)
      } else {
        changed = try temporary(base.shape, base.type)
        append(
          .binary(operation, base.type), [.tensor(base), source],
          into: changed)
      }
      return try assign(.tensor(changed), to: base, where: mask)
    }
    let source =
      base.type.isStorage ? operand : try converted(operand, to: base.type)
    try change(
      .update(operation, base.type), of: selection, source, operation.rawValue)
  }

  /// As `Selection.apply(_:)` with a unary operation.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` if a mask was changed
  ///   after the selection was made.
  public func apply(
    _ operation: UnaryOperation, to selection: ProgramSelection
  ) throws(TensorError) {
    let base = selection.base
    let type = operation.resultType(base.type)
    guard type == base.type.computed else {
      throw .cannotHold(
        operation: operation.rawValue, destination: base.type, result: type)
    }
    try check(selection, operation.rawValue)
    if let mask = selection.loopMask {
      let changed = try applying(operation, base)
      return try assign(.tensor(changed), to: base, where: mask)
    }
    try change(
      .unary(operation, type), of: selection, nil, operation.rawValue)
  }

  /// As `Selection.clamp(minimum:maximum:)`.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` if a mask was changed
  ///   after the selection was made.
  public func clamp(
    _ selection: ProgramSelection, minimum: Scalar?, maximum: Scalar?
  ) throws(TensorError) {
    let base = selection.base
    let limits = try ClampLimits(minimum, maximum, for: base.type)
    try check(selection, "clamp")
    if let mask = selection.loopMask {
      let changed = try clamping(base, minimum: minimum, maximum: maximum)
      return try assign(.tensor(changed), to: base, where: mask)
    }
    try change(.clamp(limits, base.type), of: selection, nil, "clamp")
  }

  /// As `Selection.assign(_:)`.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` if a mask was changed
  ///   after the selection was made.
  public func assign(
    _ operand: ProgramOperand, to selection: ProgramSelection
  ) throws(TensorError) {
    let base = selection.base
    try check(selection, "assign")
    if try operand.isHeldLater(by: base.type, "assign") {
      return append(
        .selected(.copy(base.type), of: selection), [operand],
        into: .tensor(base))
    }
    if let mask = selection.loopMask, operand.isNumber(beside: base.shape) {
      return try assign(operand, to: base, where: mask)
    }
    let source =
      base.type.isStorage ? operand : try converted(operand, to: base.type)
    try change(.copy(base.type), of: selection, source, "assign")
  }

  /// As `Selection.sum(axis:)`, where the size of the result is known.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` if a mask was changed
  ///   after the selection was made, or decides about the size of the result.
  public func sum(
    _ selection: ProgramSelection, axis: Int
  ) throws(TensorError) -> ProgramTensor {
    let base = selection.base
    let rank = selection.rank
    guard axis >= 0, axis < rank else {
      throw .axisOutOfRange(operation: "sum", axis: axis, rank: rank)
    }
    try checkSelectors(selection, "sum")
    var sizes: [Int] = []
    for other in 0..<rank where other != axis {
      guard selection.mask(other) == nil, selection.loopMask == nil else {
        throw .invalidArgument(
          operation: "sum", reason: "the size of the result depends on a mask")
      }
      if case .indices(let indices, _) = selection.selector(other) {
        sizes.append(indices.shape[0])
      } else {
        sizes.append(base.shape[other])
      }
    }
    let result = try temporary(try Shape(sizes), base.type.arithmetic)
    append(
      .selectionSum(settled(selection), axis: axis), [], into: .tensor(result))
    return result
  }

  // MARK: Support

  /// Writes `operand` to the elements of `target` where `mask`, of the same
  /// shape, is true.
  func assign(
    _ operand: ProgramOperand, to target: ProgramTensor,
    where mask: ProgramTensor
  ) throws(TensorError) {
    let source = try converted(operand, to: target.type)
    // What is selected was settled before elements of the mask are written.
    let isChanged =
      mask.view.mayOverlap(target.view) && !mask.isSameView(as: target)
    append(
      .assign(target.type),
      [.tensor(isChanged ? try copied(mask) : mask), source], into: target)
  }

  /// Throws if what is selected may have changed since the selection was made,
  /// or nothing may be written to it.
  func check(
    _ selection: ProgramSelection, _ operation: String
  ) throws(TensorError) {
    try checkWritable(selection.base, operation)
    try checkSelectors(selection, operation)
  }

  /// Throws if what is selected may have changed since the selection was made.
  func checkSelectors(
    _ selection: ProgramSelection, _ operation: String
  ) throws(TensorError) {
    try checkCurrent(selection.base)
    for case let tensor? in selection.selectors.map(\.tensor)
    where !isCurrent(tensor) {
      throw .invalidArgument(
        operation: operation,
        reason: "the mask was changed after the selection was made")
    }
  }

  /// Puts down an operation on selected elements, with the operand if it has
  /// one.
  private func change(
    _ operation: LoopOperation, of selection: ProgramSelection,
    _ operand: ProgramOperand?, _ name: String
  ) throws(TensorError) {
    if selection.isBlock, case .tensor(let tensor)? = operand {
      let shape = selection.operandShape
      guard shape.broadcast(with: tensor.shape) == shape else {
        guard let whole = PickedBlock(whole: tensor.shape) else {
          throw .shapeMismatch(
            operation: name, left: shape, right: tensor.shape)
        }
        throw .besidePicked(name, PickedBlock(selection), whole)
      }
    }
    append(
      .selected(operation, of: settled(selection)), operand.map { [$0] } ?? [],
      into: .tensor(selection.base))
  }

  /// The selection from the value that its tensor has now.
  func settled(_ selection: ProgramSelection) -> ProgramSelection {
    selection.moved(to: current(selection.base))
  }

  /// The selector as it is now.
  private func current(_ selector: ProgramSelector) -> ProgramSelector {
    switch selector {
    case .all: .all
    case .mask(let mask): .mask(canonical(mask))
    case .indices(let indices, let base): .indices(current(indices), base: base)
    }
  }
}

extension ProgramOperand {
  /// Whether the operand is one number for all elements that masks pick out of
  /// a tensor of `shape`.
  func isNumber(beside shape: Shape) -> Bool {
    guard case .tensor(let tensor) = self else { return true }
    return tensor.shape.count == 1 && tensor.shape.rank <= 1
  }
}
