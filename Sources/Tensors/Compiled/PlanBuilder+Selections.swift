/// Selections in plans: what masks and indices pick out of a tensor.
extension PlanBuilder {
  /// What `selectors` pick out of `base`, as `Tensor.subscripting(_:)` does.
  ///
  /// - Throws: As that, as far as it doesn't depend on elements.
  public func selection(
    of base: PlanTensor, _ selectors: [PlanSelector]
  ) throws(TensorError) -> PlanSelection {
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
    return PlanSelection(
      base: base, selectors: selectors,
      revisions: selectors.map { $0.tensor.map(revision(of:)) ?? 0 })
  }

  /// As `Selection.apply(_:_:)` with a binary operation.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` if a mask was changed
  ///   after the selection was made.
  public func apply(
    _ operation: BinaryOperation, to selection: PlanSelection,
    _ operand: PlanOperand
  ) throws(TensorError) {
    let base = selection.base
    try operation.checkUpdate(
      of: base.type, with: operand.promoted(with: base.type, for: operation))
    try check(selection, operation.rawValue)
    if let mask = selection.wholeMask, operand.isNumber(beside: base.shape) {
      let changed = try temporary(base.shape, base.type)
      try loop(
        .binary(operation, base.type),
        [.tensor(base), try converted(operand, to: base.type)], into: changed)
      return try assign(.tensor(changed), to: base, where: mask)
    }
    let source =
      base.type.isStorage ? operand : try converted(operand, to: base.type)
    try block(
      .update(operation, base.type), of: selection, source, operation.rawValue)
  }

  /// As `Selection.apply(_:)` with a unary operation.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` if a mask was changed
  ///   after the selection was made.
  public func apply(
    _ operation: UnaryOperation, to selection: PlanSelection
  ) throws(TensorError) {
    let base = selection.base
    let type = operation.resultType(base.type)
    guard type == base.type else {
      throw .cannotHold(
        operation: operation.rawValue, destination: base.type, result: type)
    }
    try check(selection, operation.rawValue)
    if let mask = selection.wholeMask {
      let changed = try applying(operation, base)
      return try assign(.tensor(changed), to: base, where: mask)
    }
    try block(
      .unary(operation, type), of: selection, nil, operation.rawValue)
  }

  /// As `Selection.clamp(minimum:maximum:)`.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` if a mask was changed
  ///   after the selection was made.
  public func clamp(
    _ selection: PlanSelection, minimum: Scalar?, maximum: Scalar?
  ) throws(TensorError) {
    let base = selection.base
    let limits = try ClampLimits(minimum, maximum, for: base.type)
    try check(selection, "clamp")
    if let mask = selection.wholeMask {
      let changed = try clamping(base, minimum: minimum, maximum: maximum)
      return try assign(.tensor(changed), to: base, where: mask)
    }
    try block(.clamp(limits, base.type), of: selection, nil, "clamp")
  }

  /// As `Selection.assign(_:)`.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` if a mask was changed
  ///   after the selection was made.
  public func assign(
    _ operand: PlanOperand, to selection: PlanSelection
  ) throws(TensorError) {
    let base = selection.base
    try check(selection, "assign")
    if try operand.isHeldLater(by: base.type, "assign") {
      return run(.copy(base.type), of: selection, operand)
    }
    if let mask = selection.wholeMask, operand.isNumber(beside: base.shape) {
      return try assign(operand, to: base, where: mask)
    }
    let source =
      base.type.isStorage ? operand : try converted(operand, to: base.type)
    try block(.copy(base.type), of: selection, source, "assign")
  }

  /// As `Selection.sum(axis:)`, where the size of the result is known.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` if a mask was changed
  ///   after the selection was made, or decides about the size of the result.
  public func sum(
    _ selection: PlanSelection, axis: Int
  ) throws(TensorError) -> PlanTensor {
    let base = selection.base
    let rank = selection.rank
    guard axis >= 0, axis < rank else {
      throw .axisOutOfRange(operation: "sum", axis: axis, rank: rank)
    }
    try checkSelectors(selection, "sum")
    var sizes: [Int] = []
    for other in 0..<rank where other != axis {
      guard selection.mask(other) == nil, selection.wholeMask == nil else {
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
    if axis == 0, base.shape.rank == 2, let mask = selection.mask(0),
      selection.selector(1).tensor == nil, mask.shape.rank == 1,
      mask.view.isContiguous,
      base.view.strides[1] == 1, base.type != .bool
    {
      append(
        GatherSumStep(base, rows: mask, into: result),
        reads: [base.buffer.index, mask.buffer.index],
        writes: [result.buffer.index])
      return result
    }
    append(
      SelectionSumStep(selection, axis: axis, into: result),
      reads: Set(operands(selection).compactMap(\.dependency)),
      writes: [result.buffer.index])
    return result
  }

  // MARK: Support

  /// Writes `operand` to the elements of `target` where `mask`, of the same
  /// shape, is true.
  func assign(
    _ operand: PlanOperand, to target: PlanTensor, where mask: PlanTensor
  ) throws(TensorError) {
    let source = try converted(operand, to: target.type)
    try loop(.assign(target.type), [.tensor(mask), source], into: target)
  }

  /// Throws if what is selected may have changed since the selection was made,
  /// or nothing may be written to it.
  func check(
    _ selection: PlanSelection, _ operation: String
  ) throws(TensorError) {
    try checkWritable(selection.base, operation)
    try checkSelectors(selection, operation)
  }

  /// Throws if what is selected may have changed since the selection was made.
  private func checkSelectors(
    _ selection: PlanSelection, _ operation: String
  ) throws(TensorError) {
    try checkCurrent(selection.base)
    for (selector, revision) in zip(selection.selectors, selection.revisions) {
      guard let tensor = selector.tensor,
        self.revision(of: tensor) != revision
      else { continue }
      throw .invalidArgument(
        operation: operation,
        reason: "the mask was changed after the selection was made")
    }
  }

  /// Puts an operation on selected elements, and the operand if it has one, into
  /// a step for blocks of a matrix: one that is there for the same selection, or
  /// a new one. What no such step can do runs by itself.
  private func block(
    _ operation: LoopOperation, of selection: PlanSelection,
    _ operand: PlanOperand?, _ name: String
  ) throws(TensorError) {
    let base = selection.base
    let operands = operand.map { [$0] } ?? []
    let isOwn = operand?.dependency == base.buffer.index
    guard selection.isBlock, !isOwn, base.shape.count > 0 else {
      return run(operation, of: selection, operand)
    }
    let shape = selection.operandShape
    if case .tensor(let tensor)? = operand,
      shape.broadcast(with: tensor.shape) != shape
    {
      throw .shapeMismatch(operation: name, left: shape, right: tensor.shape)
    }
    let domain = LoopDomain(block: shape)
    guard let places = slots(operands, domain, shape, base.type) else {
      return run(operation, of: selection, operand)
    }
    let reads = Set(
      (operands + self.operands(selection)).compactMap(\.dependency))
    let writes: Set = [base.buffer.index]
    let known = reachable(BlockStep.self, reads: reads, writes: writes) {
      $0.selection?.isSame(as: selection) ?? false
    }
    let step = known ?? BlockStep(selection)
    var sources = places.map { step.place(of: $0.slot, base.type) }
    if case .unary = operation { sources = [BlockStep.targetPlace] }
    step.append(
      LoopInstruction(
        operation: operation, operands: sources, out: BlockStep.target,
        position: position))
    // The matrix itself is an operand, and a row of it takes a block.
    noteLoop(slots: step.slotCount + 1, blocks: step.blocks)
    for case let conversion? in places.map(\.conversion) {
      step.convert(conversion)
    }
    if known == nil {
      append(step, reads: reads, writes: writes)
    } else {
      extend(step, reads: reads, writes: writes)
    }
  }

  /// Has an operation on selected elements run by itself.
  private func run(
    _ operation: LoopOperation, of selection: PlanSelection,
    _ operand: PlanOperand?
  ) {
    let reads = operands(selection) + (operand.map { [$0] } ?? [])
    append(
      SelectionStep(operation, of: selection, operand),
      reads: Set(reads.compactMap(\.dependency)),
      writes: [selection.base.buffer.index])
  }

  /// What the selection reads.
  func operands(_ selection: PlanSelection) -> [PlanOperand] {
    [.tensor(selection.base)]
      + selection.selectors.compactMap(\.tensor).map { .tensor($0) }
  }
}

extension PlanOperand {
  /// Whether the operand is one number for all elements that masks pick out of
  /// a tensor of `shape`.
  func isNumber(beside shape: Shape) -> Bool {
    guard case .tensor(let tensor) = self else { return true }
    return tensor.shape.count == 1 && tensor.shape.rank <= 1
  }
}

extension PlanSelection {
  /// The number of axes of the selection.
  public var rank: Int {
    selectors.reduce(base.shape.rank) { rank, selector in
      guard case .mask(let mask) = selector else { return rank }
      return rank - mask.shape.rank + 1
    }
  }

  /// The mask that covers all axes, or nil.
  var wholeMask: PlanTensor? {
    guard !base.type.isStorage, selectors.count == 1,
      case .mask(let mask) = selectors[0], mask.shape == base.shape
    else { return nil }
    return mask
  }

  /// Whether it is rows, columns or a block of a matrix whose rows lie side by
  /// side, picked out by masks.
  var isBlock: Bool {
    guard base.shape.rank == 2, !base.type.isStorage,
      base.view.strides[1] == 1 || base.shape[1] == 1
    else { return false }
    let masks = selectors.filter {
      if case .mask(let mask) = $0 {
        return mask.shape.rank == 1 && mask.view.isContiguous
      }
      return false
    }
    let wholes = selectors.filter {
      if case .all = $0 { return true }
      return false
    }
    return !masks.isEmpty && masks.count + wholes.count == selectors.count
  }

  func selector(_ axis: Int) -> PlanSelector {
    axis < selectors.count ? selectors[axis] : .all
  }
}

extension PlanMemory {
  /// What a selection picks out at this moment.
  func selection(
    _ selection: PlanSelection
  ) throws(TensorError) -> Selection {
    let selectors = selection.selectors.map { selector -> Selector in
      switch selector {
      case .all: .all
      case .mask(let mask): .mask(tensor(mask))
      case .indices(let indices, let base):
        .indices(tensor(indices), base: base)
      }
    }
    let picked = try tensor(selection.base).subscripting(selectors)
    guard case .selection(let result) = picked else {
      throw .invalidArgument(operation: "index", reason: "nothing is selected")
    }
    return result
  }
}
