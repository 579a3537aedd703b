import Tensors

/// Selected entries of sparse matrices.
extension Lowering {
  /// Puts down the sum of selected entries along an axis.
  func sum(
    _ selection: ProgramSparseSelection, axis: Int, into result: ProgramTensor
  ) {
    let (rows, columns, reads) = places(of: selection)
    let step = SparseStep(selection, rows: rows, columns: columns)
    step.append(.sum(axis: axis, into: result), position)
    append(step, reads: reads, writes: [.cell(result.cell)])
  }

  /// Puts an operation on selected entries into a step: one that is there for
  /// the same selection, or a new one.
  func change(
    _ selection: ProgramSparseSelection, _ operation: LoopOperation,
    _ operand: ProgramOperand?
  ) {
    change(
      selection, SparseOperation(operation, operand),
      reads: Set([operand?.dependency].compactMap { $0 }))
  }

  /// Puts an operation that reads operands into a step for selected entries.
  func change(
    _ selection: ProgramSparseSelection, _ operation: SparseOperation,
    reads operands: Set<Dependency>
  ) {
    let (rows, columns, picked) = places(of: selection)
    let reads = picked.union(operands)
    let writes: Set<Dependency> = [.cell(selection.base.values.cell)]
    let known = reachable(SparseStep.self, reads: reads, writes: writes) {
      $0.isUpdate && $0.selection.isSame(as: selection)
    }
    let step =
      known
      ?? SparseStep(selection, rows: rows, columns: columns, isUpdate: true)
    step.append(operation, position)
    if known == nil {
      append(step, reads: reads, writes: writes)
    } else {
      extend(step, reads: reads, writes: writes)
    }
  }

  private func places(
    of selection: ProgramSparseSelection
  ) -> (PlaceScan?, PlaceScan?, Set<Dependency>) {
    places(
      selection.rows, selection.columns, ofCell: selection.base.values.cell)
  }
}

extension SparseOperation {
  /// What a loop's operation is on entries.
  fileprivate init(_ operation: LoopOperation, _ operand: ProgramOperand?) {
    switch (operation, operand) {
    case (.update(let operation, _), let operand?):
      self = .update(operation, operand)
    case (.copy, let operand?): self = .assign(operand)
    case (.unary(let operation, _), _): self = .unary(operation)
    case (.clamp(let limits, _), _): self = .clamp(limits)
    default: preconditionFailure("selected entries are changed in place")
    }
  }
}
