import Tensors

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
    let domain = LoopDomain(target.shape)
    let own: LoopAccess
    let others: [LoopOperand]
    do throws(LoneReason) {
      try checkLoop(operation, operands, into: target)
      own = try access(target, domain, target.shape)
      others = try accesses(operands, domain, target.shape, operation.type)
    } catch {
      let step = ElementwiseStep(operation, operands, into: target, error)
      return append(step, reads: reads, writes: writes)
    }
    let accesses = [own] + others.map(\.access)
    let known = reachable(LoopStep.self, reads: reads, writes: writes) {
      $0.domain == domain && $0.clash(accesses, writes: writes) == nil
    }
    let step =
      known
      ?? LoopStep(
        domain,
        parting: parting(domain, accesses, reads: reads, writes: writes))
    let out = step.index(of: own)
    step.append(
      LoopInstruction(
        operation: operation,
        operands: others.map {
          Place(
            index: step.index(of: $0.access),
            isNumber: $0.access.slot.columnStep == 0 && domain.columns > 1)
        }, out: out, position: position))
    for case let conversion? in others.map(\.conversion) {
      step.convert(conversion)
    }
    noteLoop(slots: step.accesses.count, blocks: 0)
    if known == nil {
      append(step, reads: reads, writes: writes)
    } else {
      extend(step, reads: reads, writes: writes)
    }
  }

  /// Why an operation needs a loop of its own, if there is one over as many
  /// elements.
  private func parting(
    _ domain: LoopDomain, _ accesses: [LoopAccess], reads: Set<Dependency>,
    writes: Set<Dependency>
  ) -> LoopParting? {
    var found: LoopParting?
    for step in steps.reversed() {
      if let loop = step as? LoopStep, loop.domain == domain {
        return found
          ?? loop.clash(accesses, writes: writes).map { .elsewhere($0) }
      }
      if found == nil {
        found =
          step.obstacle(reads: reads, writes: writes).map { .waits(for: $0) }
          ?? (mayCut(step) ? .failure(at: step.position) : nil)
      }
    }
    return nil
  }

  /// Sees to it that a loop may do an operation, whatever the layout of its
  /// operands.
  private func checkLoop(
    _ operation: LoopOperation, _ operands: [ProgramOperand],
    into target: ProgramTensor
  ) throws(LoneReason) {
    for type in [target.type, operation.type] where type.isStorage {
      throw .storage(type)
    }
    // A square is a product, whether the exponent is known or not.
    if case .binary(.power, _) = operation, case .number = operands[1] {
      throw .computedExponent
    }
    if operation.mayFail(for: operands.last) { throw .mayFail }
    if target.shape.count == 0 { throw .empty }
  }

  /// What is written, in a loop.
  private func access(
    _ target: ProgramTensor, _ domain: LoopDomain, _ shape: Shape
  ) throws(LoneReason) -> LoopAccess {
    guard let own = domain.access(target, of: shape),
      own.slot.columnStep != 0 || domain.columns == 1
    else { throw .scattered(target.cell) }
    return own
  }

  /// An operand in a loop, and where its number comes from if it is computed.
  struct LoopOperand {
    let access: LoopAccess
    var conversion: CellConversion?
  }

  /// The operands in a loop over `domain`, which is that of `shape`.
  func accesses(
    _ operands: [ProgramOperand], _ domain: LoopDomain, _ shape: Shape,
    _ type: ElementType
  ) throws(LoneReason) -> [LoopOperand] {
    try operands.map { (operand) throws(LoneReason) in
      switch operand {
      case .tensor(let tensor):
        guard let access = domain.access(tensor, of: shape) else {
          throw .scattered(tensor.cell)
        }
        return LoopOperand(access: access)
      case .scalar(let scalar):
        return LoopOperand(access: domain.access(cell: cell(scalar, type)))
      case .number(let number):
        let cell = newCell()
        return LoopOperand(
          access: domain.access(cell: cell),
          conversion: CellConversion(
            number: number.place, cell: cell, type: type))
      }
    }
  }
}
