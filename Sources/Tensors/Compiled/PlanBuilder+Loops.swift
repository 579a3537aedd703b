/// From operations to kernels of loops.
extension PlanBuilder {
  typealias Place = LoopKernels.Place

  /// Puts an operation with these operands into a loop: one that is there, if
  /// it may run in it, or a new one. What no loop can do is called as it is.
  ///
  /// `target` is written and, if `isUpdate`, read too. The kernel is made from
  /// the places of the operands, numbers among them as elements of `type`, and
  /// of the target; `body` does the same where no loop can.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  func loop(
    into target: PlanTensor, of type: ElementType, _ operands: [PlanOperand],
    isUpdate: Bool = false, cost: Int = elementCost,
    _ kernel: ([Place], Int) -> LoopKernel?,
    orCall body: @escaping (PlanMemory) throws(TensorError) -> Void
  ) throws(TensorError) {
    if target.shape.count == 0 { return }
    var reads = Set(operands.compactMap(\.dependency))
    if isUpdate { reads.insert(target.buffer.index) }
    let writes: Set = [target.buffer.index]
    guard !target.type.isStorage, !type.isStorage,
      let domain = LoopDomain(target.shape),
      let own = domain.slot(target, of: target.shape),
      own.columnStep != 0 || domain.columns == 1,
      let places = slots(operands, domain, target.shape, type)
    else {
      call(
        reads: operands + (isUpdate ? [.tensor(target)] : []),
        writes: [target], body)
      return
    }
    let accesses = [own] + places.map(\.slot)
    let known = reachable(LoopStep.self, reads: reads, writes: writes) {
      $0.canTake(domain, accesses, writes: writes)
    }
    let step = known ?? LoopStep(domain)
    let out = step.index(of: own)
    let indices = places.map {
      Place(
        index: step.index(of: $0.slot),
        isNumber: $0.slot.columnStep == 0 && domain.columns > 1)
    }
    guard let made = kernel(indices, out) else {
      preconditionFailure("the operation was checked to work on \(type)")
    }
    step.append(made, cost: cost)
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
