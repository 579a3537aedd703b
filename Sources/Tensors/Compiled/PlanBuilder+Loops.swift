/// From operations to loops.
extension PlanBuilder {
  typealias Place = LoopKernels.Place

  /// Puts an operation with these operands into a loop: one that is there, if
  /// it may run in it, or a new one. What no loop can do runs by itself.
  ///
  /// `target` is written; numbers are elements of the operation's type.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  func loop(
    _ operation: LoopOperation, _ operands: [PlanOperand],
    into target: PlanTensor
  ) throws(TensorError) {
    if target.shape.count == 0 { return }
    var reads = Set(operands.compactMap(\.dependency))
    if operation.isUpdate { reads.insert(target.buffer.index) }
    let writes: Set = [target.buffer.index]
    guard !target.type.isStorage, !operation.type.isStorage,
      let domain = LoopDomain(target.shape),
      let own = domain.slot(target, of: target.shape),
      own.columnStep != 0 || domain.columns == 1,
      let places = slots(operands, domain, target.shape, operation.type)
    else {
      return run(operation, operands, into: target)
    }
    let accesses = [own] + places.map(\.slot)
    let known = reachable(LoopStep.self, reads: reads, writes: writes) {
      $0.canTake(domain, accesses, writes: writes)
    }
    let step = known ?? LoopStep(domain)
    let out = step.index(of: own)
    step.append(
      LoopInstruction(
        operation: operation,
        operands: places.map {
          Place(
            index: step.index(of: $0.slot),
            isNumber: $0.slot.columnStep == 0 && domain.columns > 1)
        }, out: out, position: position))
    for case let conversion? in places.map(\.conversion) {
      step.convert(conversion)
    }
    noteLoop(slots: step.slots.count, blocks: 0)
    if known == nil {
      append(step, reads: reads, writes: writes)
    } else {
      extend(step, reads: reads, writes: writes)
    }
  }

  /// Has an operation run by itself, on tensors as they are.
  func run(
    _ operation: LoopOperation, _ operands: [PlanOperand],
    into target: PlanTensor
  ) {
    var reads = Set(operands.compactMap(\.dependency))
    if operation.isUpdate { reads.insert(target.buffer.index) }
    append(
      ElementwiseStep(operation, operands, into: target), reads: reads,
      writes: [target.buffer.index])
  }

  /// An operand in a loop, and where its number comes from if it is computed.
  struct LoopOperand {
    let slot: LoopSlot
    var conversion: CellConversion?
  }

  /// The operands as slots; nil if one can't be in a loop.
  func slots(
    _ operands: [PlanOperand], _ domain: LoopDomain, _ shape: Shape,
    _ type: ElementType
  ) -> [LoopOperand]? {
    var result: [LoopOperand] = []
    for operand in operands {
      guard let slot = slot(operand, domain, shape, type) else { return nil }
      result.append(slot)
    }
    return result
  }

  private func slot(
    _ operand: PlanOperand, _ domain: LoopDomain, _ shape: Shape,
    _ type: ElementType
  ) -> LoopOperand? {
    switch operand {
    case .tensor(let tensor):
      return domain.slot(tensor, of: shape).map { LoopOperand(slot: $0) }
    case .scalar(let scalar):
      return LoopOperand(
        slot: LoopSlot(
          origin: .cell(cell(scalar, type)), rowStep: 0, columnStep: 0))
    case .number(let number):
      let cell = newCell()
      return LoopOperand(
        slot: LoopSlot(origin: .cell(cell), rowStep: 0, columnStep: 0),
        conversion: CellConversion(
          number: number.place, cell: cell, type: type))
    }
  }
}
