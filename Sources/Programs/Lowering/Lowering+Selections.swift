import Tensors

/// Selected elements.
extension Lowering {
  /// Puts an operation on selected elements, and the operand if it has one, into
  /// a step for blocks of a matrix: one that is there for the same selection, or
  /// a new one. What no such step can do runs by itself.
  func block(
    _ operation: LoopOperation, of selection: ProgramSelection,
    _ operand: ProgramOperand?
  ) {
    let base = selection.base
    let operands = operand.map { [$0] } ?? []
    let writes: Set<Dependency> = [.cell(base.cell)]
    let read = operands.compactMap(\.dependency)
    let others: [LoopOperand]
    do throws(LoneReason) {
      if base.type.isStorage { throw .storage(base.type) }
      if !selection.isBlock { throw .noBlock }
      if read.contains(.cell(base.cell)) { throw .readsItself }
      if base.shape.count == 0 { throw .empty }
      if operation.mayFail(for: operand) { throw .mayFail }
      let shape = selection.operandShape
      others = try accesses(
        operands, LoopDomain(block: shape), shape, base.type)
    } catch {
      return append(
        SelectionStep(operation, of: selection, operand, error),
        reads: selection.dependencies.union(read), writes: writes)
    }
    let (rows, columns, picked) = places(of: selection)
    let reads = picked.union(read)
    let known = reachable(BlockStep.self, reads: reads, writes: writes) {
      $0.selection?.isSame(as: selection) ?? false
    }
    let step = known ?? BlockStep(selection, rows: rows, columns: columns)
    var sources = others.map { step.place(of: $0.access.slot, base.type) }
    if case .unary = operation { sources = [BlockStep.targetPlace] }
    step.append(
      LoopInstruction(
        operation: operation, operands: sources, out: BlockStep.target,
        position: position))
    for case let conversion? in others.map(\.conversion) {
      step.convert(conversion)
    }
    // The matrix itself is an operand, and a row of it takes a block.
    noteLoop(slots: step.slotCount + 1, blocks: step.blocks)
    if known == nil {
      append(step, reads: reads, writes: writes)
    } else {
      extend(step, reads: reads, writes: writes)
    }
  }

  /// Puts down an expression of selected elements as a step, or into one that is
  /// there for the same selection.
  func update(_ update: ElementUpdate, _ instruction: Instruction) {
    var known: BlockStep?
    let work: BlockStep
    var reads = Set(update.operands.compactMap(\.dependency))
    switch update.target {
    case .selection(let selection):
      let (rows, columns, picked) = places(of: selection)
      reads.formUnion(picked)
      known = reachable(
        BlockStep.self, reads: reads, writes: instruction.writes
      ) { $0.selection?.isSame(as: selection) ?? false }
      work = known ?? BlockStep(selection, rows: rows, columns: columns)
    case .entries(let selection):
      let expression = EntryExpression()
      write(update, to: expression)
      return change(selection, .expression(expression), reads: reads)
    case .given(let type):
      work = BlockStep(givenOf: type, picksColumns: update.picksColumns)
    case .nothing: preconditionFailure("an update changes something")
    }
    write(update, to: work)
    noteLoop(slots: work.slotCount + 1, blocks: work.blocks)
    if known == nil {
      append(work, reads: reads, writes: instruction.writes)
    } else {
      extend(work, reads: reads, writes: instruction.writes)
    }
  }

  /// Has `work` do the operations of an expression.
  private func write<Work: ElementWork>(
    _ update: ElementUpdate, to work: Work
  ) {
    var values = [Work.target]
    for (number, operation) in update.body.enumerated() {
      let operands = operation.operands.map {
        place($0, of: operation, values, work, update)
      }
      let isLast = update.isDirect && number == update.body.count - 1
      let out = isLast ? Work.target : work.newBlock(operation.type)
      work.append(operation, operands, into: out)
      values.append(out)
    }
    if update.result != 0, !update.isDirect {
      work.append(
        LoopInstruction(
          operation: .copy(update.type),
          operands: [Place(index: values[update.result], isNumber: false)],
          out: Work.target, position: position))
    }
  }

  /// Where the kernels of `work` find an operand of an expression, whose values
  /// are at `values`.
  private func place(
    _ operand: ElementOperation.Operand, of operation: ElementOperation,
    _ values: [Int], _ work: some ElementWork, _ update: ElementUpdate
  ) -> Place {
    switch operand {
    case .value(let number):
      return Place(index: values[number], isNumber: false)
    case .operand(let operand):
      let type =
        if case .tensor(let tensor) = operand { tensor.type } else {
          operation.operation.type
        }
      guard
        let found = try? accesses(
          [operand], LoopDomain(block: update.shape), update.shape, type)[0]
      else { preconditionFailure("operands of an update lie in rows") }
      if let conversion = found.conversion { work.convert(conversion) }
      return work.place(of: found.access.slot, type)
    case .elements(let tensor):
      guard let shape = update.block?.shape,
        let access = LoopDomain(block: shape).access(tensor, of: shape)
      else { preconditionFailure("picked operands of an update lie in rows") }
      return work.place(picking: access.slot, tensor.type)
    }
  }

  /// The lists of what masks pick from a block's rows and columns, and what a
  /// step that uses them reads.
  private func places(
    of selection: ProgramSelection
  ) -> (PlaceScan?, PlaceScan?, Set<Dependency>) {
    places(
      selection.mask(0), selection.mask(1), ofCell: selection.base.cell)
  }

  /// Puts down the sum of selected elements along an axis.
  func sum(
    _ selection: ProgramSelection, axis: Int, into result: ProgramTensor,
    _ instruction: Instruction
  ) {
    let base = selection.base
    guard axis == 0, base.shape.rank == 2, let mask = selection.mask(0),
      selection.selector(1).tensor == nil, mask.shape.rank == 1,
      mask.view.isContiguous, base.view.strides[1] == 1, base.type != .bool,
      let rows = places(of: mask)
    else {
      return append(
        SelectionSumStep(selection, axis: axis, into: result), as: instruction)
    }
    append(
      GatherSumStep(base, rows: mask, rows.scan, into: result),
      reads: [.cell(base.cell), rows.dependency],
      writes: instruction.writes)
  }
}
