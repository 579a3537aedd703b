import Tensors

/// What steps name when they say what they do: lists of places, and numbers as
/// elements.
final class WorkContext {
  private var lists: [ObjectIdentifier: Int] = [:]

  /// Numbers as elements, by their places.
  private(set) var numbers: [Int: LoweredProgram.Number] = [:]

  /// What texts call what steps work on.
  let names: PlanNames

  /// The first place that no number has.
  private var end: Int

  init(_ lowering: Lowering, _ names: PlanNames) {
    self.names = names
    end = lowering.sizes.cells
    for (number, known) in lowering.scans.enumerated() {
      lists[ObjectIdentifier(known.scan)] = number
    }
    for constant in lowering.constants {
      numbers[constant.cell] = .init(
        source: .constant(constant.value), type: constant.type)
    }
    for conversion in lowering.steps.flatMap(\.conversions) {
      numbers[conversion.cell] = .init(
        source: .number(conversion.number), type: conversion.type)
    }
  }

  /// The number of a list.
  ///
  /// - Precondition: It is one of the lowering's.
  subscript(scan: PlaceScan) -> Int {
    guard let number = lists[ObjectIdentifier(scan)] else {
      preconditionFailure("a lowering knows its lists")
    }
    return number
  }

  /// A single operation over the elements of `target`, whatever the layout of its
  /// operands; nil for types that only store.
  func loop(
    _ operation: LoopOperation, _ operands: [ProgramOperand],
    into target: ProgramTensor, position: String?
  ) -> LoopWork? {
    if target.type.isStorage || operation.type.isStorage { return nil }
    var all = [WorkOperand(target, over: target.shape)]
    var places: [Int] = []
    for operand in operands {
      let new = self.operand(operand, operation.type, over: target.shape)
      places.append(all.firstIndex(of: new) ?? all.count)
      if places.last == all.count { all.append(new) }
    }
    return LoopWork(
      sizes: target.shape.list, operands: all,
      operations: [
        WorkOperation(
          operation: operation, operands: places, out: 0,
          text: operation.text(
            operands.map(names.operand), into: names.tensor(target)),
          position: position)
      ])
  }

  /// An operand over the elements of `shape`, a number as one of `type`.
  func operand(
    _ operand: ProgramOperand, _ type: ElementType, over shape: Shape
  ) -> WorkOperand {
    switch operand {
    case .tensor(let tensor): return WorkOperand(tensor, over: shape)
    case .scalar(let scalar):
      numbers[end] = .init(source: .constant(scalar), type: type)
    case .number(let number):
      numbers[end] = .init(source: .number(number.place), type: type)
    }
    defer { end += 1 }
    return WorkOperand(origin: .cell(end), steps: shape.list.map { _ in 0 })
  }
}

extension WorkOperand {
  /// The elements of a tensor that stand for those of one of `shape`, to which it
  /// broadcasts.
  package init(_ tensor: ProgramTensor, over shape: Shape) {
    let size = tensor.type.byteCount
    let strides = tensor.view.strides(expandedTo: shape)
    self.init(
      origin: .buffer(tensor.cell, offset: tensor.view.offset &* size),
      steps: (0..<shape.rank).map { shape[$0] == 1 ? 0 : strides[$0] &* size })
  }

  /// All elements of a tensor.
  package init(_ tensor: ProgramTensor) {
    self.init(tensor, over: tensor.shape)
  }
}

extension WorkOperation {
  /// An instruction on operands with these names.
  init(_ instruction: LoopInstruction, _ names: [String]) {
    let operands = instruction.operands.map(\.index)
    self.init(
      operation: instruction.operation, operands: operands,
      out: instruction.out,
      text: instruction.operation.text(
        operands.map { names[$0] }, into: names[instruction.out]),
      position: instruction.position)
  }
}

extension BlockStep {
  /// What the step does, as data; nil if what it changes is given when it runs.
  func blockWork(_ context: WorkContext) -> BlockWork? {
    guard let matrix else { return nil }
    var operands = [
      WorkOperand(
        origin: .buffer(matrix.buffer, offset: matrix.offset),
        steps: [rowStep &* type.byteCount, type.byteCount])
    ]
    operands += slots.map(WorkOperand.init)
    for expansion in expansions {
      operands[expansion.index] = WorkOperand(expansion.slot)
    }
    for pick in picks { operands[pick.index] = WorkOperand(pick.slot) }
    let names = operandNames(context.names)
    return BlockWork(
      rows: size.rows, columns: size.columns,
      rowList: rowScan.map { context[$0] },
      columnList: columnScan.map { context[$0] }, operands: operands,
      operations: instructions.map { WorkOperation($0, names) })
  }
}

extension WorkOperand {
  init(_ slot: LoopSlot) {
    self.init(origin: slot.origin, steps: [slot.rowStep, slot.columnStep])
  }
}
