import Tensors

/// Elements that are picked from the rows and the columns of matrices, and from
/// vectors beside them, in one expression.
extension ProgramBuilder {
  /// All operands as such of one expression, whose rows and columns they broadcast
  /// to: that of one of them if it has all of these, or a new one.
  ///
  /// - Throws: `TensorError.invalidArgument` if it isn't known that they do.
  func joined(
    _ operands: [ProgramElementsOperand], _ operation: String
  ) throws(TensorError) -> [ProgramBlockOperand] {
    var all: [ProgramBlockOperand] = []
    for operand in operands {
      switch operand {
      case .operand(let operand): all.append(.operand(operand))
      case .elements(let elements):
        all.append(.block(try block(elements, operation)))
      }
    }
    let update = try host(of: all, operation)
    return try all.map { (operand) throws(TensorError) in
      guard case .block(let block) = operand else { return operand }
      return .block(try brought(block, into: update, operation))
    }
  }

  /// The expression that takes all operands.
  private func host(
    of operands: [ProgramBlockOperand], _ operation: String
  ) throws(TensorError) -> ElementUpdate {
    var updates: [ElementUpdate] = []
    var wholes: [PickedBlock] = []
    for operand in operands {
      switch operand {
      case .block(let block): updates.append(block.update)
      case .operand(.tensor(let tensor)):
        guard let whole = PickedBlock(whole: tensor.shape) else {
          throw .pickedOtherwise(operation)
        }
        wholes.append(whole)
      case .operand: break
      }
    }
    if let given = updates.first(where: { $0.block == nil }) { return given }
    var common: PickedBlock?
    for block in updates.compactMap(\.block) + wholes {
      common = try common?.joined(block, operation) ?? block
    }
    guard let common else { preconditionFailure("there are elements") }
    let known = updates.first { $0.block?.isSame(as: common) ?? false }
    return known ?? ElementUpdate(common)
  }

  /// The elements of a vector as a column or a row, as `Tensor.unsqueezed(axis:)`.
  ///
  /// - Parameters:
  ///   - elements: Elements that are picked out of a vector.
  ///   - axis: 1 for a column, 0 for a row.
  /// - Returns: What they are beside elements of a matrix.
  /// - Throws: As `elements(of:)`; `TensorError.invalidArgument` if they are picked
  ///   out of something else.
  public func unsqueezed(
    _ elements: ProgramElements, axis: Int
  ) throws(TensorError) -> ProgramElements {
    .block(try block(elements, axis: axis, "unsqueeze"))
  }

  /// Elements as a value of an expression; those of a vector are a row or, with
  /// `axis` 1, a column.
  ///
  /// - Throws: `TensorError.invalidArgument` if they are picked out of a whole that
  ///   is no vector.
  func block(
    _ elements: ProgramElements, axis: Int = 0, _ operation: String
  ) throws(TensorError) -> ProgramBlock {
    switch elements {
    case .block(let block): return block
    case .dense(let tensor, let picked):
      guard tensor.shape.rank == 1, !tensor.type.isStorage,
        let mask = picked.coveringMask
      else { throw .pickedOtherwise(operation) }
      let isInRows = tensor.view.strides[0] == 1 || tensor.shape[0] == 1
      let line = try viewed(isInRows ? tensor : try copied(tensor)) {
        (tensor) throws(TensorError) in
        try tensor.unsqueezed(axis: axis)
      }
      return ProgramBlock(
        update: ElementUpdate(
          ProgramSelection(
            base: current(line),
            selectors: axis == 0 ? [.all, .mask(mask)] : [.mask(mask)])),
        place: .value(0), type: line.type)
    }
  }

  /// A value of an expression, in another expression to whose rows and columns it
  /// broadcasts.
  ///
  /// - Throws: `TensorError.invalidArgument` if they are picked in another way, or
  ///   what the value is computed of has changed meanwhile.
  func brought(
    _ value: ProgramBlock, into update: ElementUpdate, _ operation: String
  ) throws(TensorError) -> ProgramBlock {
    let source = value.update
    if source === update { return value }
    guard let from = source.block, let to = update.block else {
      throw .pickedOtherwise(operation)
    }
    guard try to.joined(from, operation).isSame(as: to) else {
      throw .besidePicked(operation, to, from)
    }
    var known: [Int: ElementOperation.Operand] = [:]
    let moved = {
      (operand: ElementOperation.Operand) throws(TensorError)
        -> ElementOperation.Operand in
      switch operand {
      case .value(let number):
        guard let place = known[number] else {
          preconditionFailure("a value is computed of earlier ones")
        }
        return place
      case .elements(let tensor): return try self.picked(tensor, in: update)
      case .operand(.tensor(let tensor)):
        try self.checkUnchanged(tensor)
        return operand
      case .operand: return operand
      }
    }
    for index in source.needed(for: value.place).sorted() {
      if index == 0, let base = source.selection?.base {
        known[0] = try picked(base, in: update)
        continue
      }
      let step = source.body[index - 1]
      var operands: [ElementOperation.Operand] = []
      for operand in step.operands { operands.append(try moved(operand)) }
      known[index] = .value(
        update.append(
          ElementOperation(
            operation: step.operation, operands: operands, type: step.type,
            position: step.position)))
    }
    return ProgramBlock(
      update: update, place: try moved(value.place), type: value.type)
  }

  /// The elements of `tensor` that an expression picks.
  private func picked(
    _ tensor: ProgramTensor, in update: ElementUpdate
  ) throws(TensorError) -> ElementOperation.Operand {
    try checkUnchanged(tensor)
    let isOwn = update.selection?.base.isSameValue(as: tensor) ?? false
    return isOwn ? .value(0) : .elements(tensor)
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
  /// The values that an operand of an operation is computed of, and itself.
  fileprivate func needed(for place: ElementOperation.Operand) -> Set<Int> {
    var all: Set<Int> = []
    var open = [place]
    while let next = open.popLast() {
      guard case .value(let number) = next, all.insert(number).inserted,
        number > 0
      else { continue }
      open += body[number - 1].operands
    }
    return all
  }
}
