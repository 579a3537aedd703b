/// Fuses elementwise operations into loops.
extension Lowering {
  typealias Place = LoopKernels.Place

  /// Puts an operation with these operands into a loop: one that is there, if
  /// it may run in it, or a new one. What no loop can do runs by itself.
  ///
  /// `target` is written; numbers are elements of the operation's type.
  func loop(
    _ operation: LoopOperation, _ operands: [ProgramOperand],
    into target: ProgramTensor
  ) {
    var reads = Set(operands.compactMap(\.dependency))
    if operation.isUpdate { reads.insert(.cell(target.cell)) }
    let writes: Set<Dependency> = [.cell(target.cell)]
    guard !isAlone(operation, operands, into: target),
      let domain = LoopDomain(target.shape),
      let own = domain.slot(target, of: target.shape),
      own.columnStep != 0 || domain.columns == 1,
      let places = slots(operands, domain, target.shape, operation.type)
    else {
      return append(
        ElementwiseStep(operation, operands, into: target), reads: reads,
        writes: writes)
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

  /// Whether no loop may do an operation, whatever the layout of its operands.
  private func isAlone(
    _ operation: LoopOperation, _ operands: [ProgramOperand],
    into target: ProgramTensor
  ) -> Bool {
    if target.type.isStorage || operation.type.isStorage { return true }
    // A square is a product, whether the exponent is known or not.
    if case .binary(.power, _) = operation, case .number = operands[1] {
      return true
    }
    return operation.mayFail(for: operands.last)
  }

  /// An operand in a loop, and where its number comes from if it is computed.
  struct LoopOperand {
    let slot: LoopSlot
    var conversion: CellConversion?
  }

  /// The operands as slots; nil if one can't be in a loop.
  func slots(
    _ operands: [ProgramOperand], _ domain: LoopDomain, _ shape: Shape,
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
    _ operand: ProgramOperand, _ domain: LoopDomain, _ shape: Shape,
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
