import Tensors

/// Selected elements where it is known how many they are, or where it doesn't
/// matter: as one tensor, as one number, as the places of a mask.
extension ProgramBuilder {
  // MARK: Places

  /// The mask of the places where `tensor`, which has one axis, is not 0.
  ///
  /// - Throws: `TensorError.outOfMemory`, `.planTooLong`.
  public func places(
    of tensor: ProgramTensor
  ) throws(TensorError) -> ProgramTensor {
    tensor.type == .bool
      ? current(tensor)
      : current(try comparing(.notEqual, tensor, .scalar(.integer(0))))
  }

  /// Throws if a mask was changed after its places were asked for.
  public func checkPlaces(_ mask: ProgramTensor) throws(TensorError) {
    guard isCurrent(mask) else {
      throw .invalidArgument(
        operation: "index",
        reason: "the mask was changed after nonzero was called; call it again")
    }
  }

  // MARK: All of them as one

  /// As `Tensor.reduced(_:)` of the elements.
  ///
  /// - Throws: Nothing by itself; the plan throws `TensorError.emptyReduction`.
  public func reduced(
    _ operation: ReductionOperation, _ selection: ProgramSelection
  ) throws(TensorError) -> ProgramNumber {
    try checkSelectors(selection, operation.rawValue)
    let type = operation.resultType(selection.base.type)
    let pick = picking(selection)
    return number(
      host: operation.rawValue, Scalar.Kind(type), of: pick.operands
    ) { operands throws(TensorError) in
      try pick.gathered(operands).reduced(operation)
    }
  }

  /// The elements of a selection without masks, of which it is known how many
  /// they are, as `Selection.gathered()`.
  ///
  /// - Throws: `TensorError.outOfMemory`; the plan throws `.indexOutOfRange`.
  public func gathered(
    _ selection: ProgramSelection
  ) throws(TensorError) -> ProgramTensor {
    try checkSelectors(selection, "index")
    var sizes: [Int] = []
    for axis in 0..<selection.base.shape.rank {
      sizes.append(
        selection.selector(axis).tensor?.shape[0] ?? selection.base.shape[axis])
    }
    let pick = picking(selection)
    return try tensor(
      .hostTensor(
        "elements",
        { operands throws(TensorError) in
          try pick.gathered(operands)
        }, isRandom: false), of: pick.operands, try Shape(sizes),
      selection.base.type)
  }

  private func picking(_ selection: ProgramSelection) -> Picking {
    Picking(
      operands: [.tensor(selection.base)]
        + selection.selectors.compactMap { $0.tensor.map { .tensor($0) } },
      selectors: selection.selectors)
  }
}

/// What picks elements out of tensors that are there.
private struct Picking {
  /// The tensor, and those that decide.
  let operands: [ProgramOperand]
  let selectors: [ProgramSelector]

  /// The elements, for the operands as they are.
  func gathered(_ operands: [Operand]) throws(TensorError) -> Tensor {
    var place = 0
    var next: Tensor {
      place += 1
      return operands[place].tensor
    }
    let picks = selectors.map { selector -> Selector in
      switch selector {
      case .all: .all
      case .mask: .mask(next)
      case .indices(_, let base): .indices(next, base: base)
      }
    }
    switch try operands[0].tensor.subscripting(picks) {
    case .view(let view): return try view.copied()
    case .selection(let selection): return try selection.gathered()
    }
  }
}
