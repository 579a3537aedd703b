import Tensors

/// What is computed of selected elements is written to such.
extension ProgramBuilder {
  /// As `Selection.assign(_:)`.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` for elements that are picked
  ///   in another way.
  public func assign(
    _ elements: ProgramElements, to selection: ProgramSelection
  ) throws(TensorError) {
    try check(selection, "assign")
    let type = selection.base.type
    switch try likewise(elements, for: selection, "assign") {
    case .dense(let tensor, let picked):
      let mask = try covering(selection, as: picked, "assign")
      if type == .int64, tensor.type.isFloat {
        // What is picked must be whole numbers, which is seen when it is there.
        return append(
          .assign(type), [.tensor(mask), .tensor(tensor)], into: selection.base)
      }
      try write(tensor, to: selection.base, where: mask)
    case .block(let block):
      guard type != .int64 || !block.type.isFloat else {
        throw .invalidArgument(
          operation: "assign",
          reason: "real numbers in rows or columns of int64 aren't checked in a"
            + " compiled function: convert the tensor they are selected from")
      }
      let update = try update(of: selection, "assign")
      let value = try brought(block, into: update, "assign")
      try end(update, with: .block(value), of: type)
    }
  }

  /// As `Selection.apply(_:_:)`.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` for elements that are picked
  ///   in another way.
  public func apply(
    _ operation: BinaryOperation, to selection: ProgramSelection,
    _ elements: ProgramElements
  ) throws(TensorError) {
    let base = selection.base
    try operation.checkUpdate(
      of: base.type, with: elements.type.promoted(with: base.type))
    try check(selection, operation.rawValue)
    let type = base.type.computed
    switch try likewise(elements, for: selection, operation.rawValue) {
    case .dense(let tensor, let picked):
      let mask = try covering(selection, as: picked, operation.rawValue)
      let source = ProgramOperand.tensor(try converted(tensor, to: type))
      // In place, whole numbers have no negative powers.
      let changed =
        base.type == type ? try copied(base) : try converted(base, to: type)
      append(.update(operation, type), [source], into: changed)
      try write(changed, to: base, where: mask)
    case .block(let block):
      let update = try update(of: selection, operation.rawValue)
      try apply(operation, block, in: update)
    }
  }

  /// As `SparseSelection.apply(_:_:)`, with what is computed of selected elements.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` for elements that are picked
  ///   in another way.
  public func apply(
    _ operation: BinaryOperation, to selection: ProgramSparseSelection,
    _ elements: ProgramElements
  ) throws(TensorError) {
    let type = selection.base.matrix.type
    try operation.checkUpdate(
      of: type, with: elements.type.promoted(with: type))
    let update = ElementUpdate(try settled(selection, operation.rawValue))
    try apply(
      operation, try block(elements, operation.rawValue), in: update)
  }

  /// As `SparseSelection.assign(_:)`, with what is computed of selected elements.
  ///
  /// - Throws: As that; `TensorError.invalidArgument` for elements that are picked
  ///   in another way.
  public func assign(
    _ elements: ProgramElements, to selection: ProgramSparseSelection
  ) throws(TensorError) {
    let update = ElementUpdate(try settled(selection, "assign"))
    let value = try brought(
      try block(elements, "assign"), into: update, "assign")
    try end(update, with: .block(value), of: update.type)
  }

  // MARK: Support

  /// Makes the elements of an update the result for what they are and a value.
  private func apply(
    _ operation: BinaryOperation, _ value: ProgramBlock,
    in update: ElementUpdate
  ) throws(TensorError) {
    let type = update.type.computed
    let value = try brought(value, into: update, operation.rawValue)
    let right = try place(.block(value), of: type, in: update)
    let index = append(
      .binary(operation, type), [.value(0), right], of: type, to: update)
    let result = ProgramBlock(update: update, place: .value(index), type: type)
    try end(update, with: .block(result), of: update.type)
  }

  /// Elements in the form in which `selection` has its own.
  private func likewise(
    _ elements: ProgramElements, for selection: ProgramSelection,
    _ operation: String
  ) throws(TensorError) -> ProgramElements {
    if selection.coveringMask != nil { return elements }
    return .block(try block(elements, operation))
  }

  /// The mask of a selection that is made in the same way as `picked`.
  private func covering(
    _ selection: ProgramSelection, as picked: ProgramSelection,
    _ operation: String
  ) throws(TensorError) -> ProgramTensor {
    guard let mask = selection.coveringMask, picked.covers(likewise: selection)
    else { throw .pickedOtherwise(operation) }
    return mask
  }

  /// Writes the elements of `source` where `mask` is true to the same places of
  /// `target`.
  private func write(
    _ source: ProgramTensor, to target: ProgramTensor, where mask: ProgramTensor
  ) throws(TensorError) {
    if target.type.isStorage {
      let changed = try choosing(mask, .tensor(source), else: .tensor(target))
      return try assign(.tensor(changed), to: target)
    }
    try assign(
      try prepared(.tensor(source), for: target, "assign"), to: target,
      where: mask)
  }

  /// A new expression of selected elements.
  private func update(
    of selection: ProgramSelection, _ operation: String
  ) throws(TensorError) -> ElementUpdate {
    if selection.coveringMask != nil { throw .pickedOtherwise(operation) }
    try checkBlock(selection, operation)
    return ElementUpdate(settled(selection))
  }

  /// Throws unless rows or columns of a matrix can be computed with that are
  /// selected.
  func checkBlock(
    _ selection: ProgramSelection, _ operation: String
  ) throws(TensorError) {
    if selection.isBlock { return }
    let base = selection.base
    throw .invalidArgument(
      operation: operation,
      reason: base.type.isStorage
        ? "selected rows and columns of \(base.type) can't be computed with in a"
          + " compiled function: use mask:where(a, b), or a mask of the shape"
          + " \(base.shape)"
        : "how many elements are selected isn't known when a function is"
          + " compiled: select by one mask of the tensor's shape, or rows and"
          + " columns of a matrix by masks")
  }
}
