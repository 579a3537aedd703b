@testable import Programs
@testable import Tensors

/// Elements that masks and indices pick out of a tensor: where each line along an
/// axis of the selection is, in elements from the first one of the tensor.
struct InterpretedSelection {
  /// The tensor that is selected from.
  var base: InterpretedTensor

  /// Where the lines along each axis are.
  let axes: [[Int]]

  /// Which axes are taken whole.
  let isWhole: [Bool]

  /// An index that was asked for twice, if there is one.
  let duplicate: Int?

  /// The size along each axis.
  var shape: [Int] { axes.map(\.count) }

  /// Where the elements are, row by row.
  var places: [Int] {
    axes.reduce([base.offset]) { places, axis in
      places.flatMap { place in axis.map { place + $0 } }
    }
  }
}

extension ProgramInterpreter {
  /// What a selection picks out of the value that it names.
  func selection(
    _ selection: ProgramSelection
  ) throws -> InterpretedSelection {
    let base = try tensor(selection.base)
    var axes: [[Int]] = []
    var isWhole: [Bool] = []
    var duplicate: Int?
    var axis = 0
    for selector in selection.selectors {
      switch selector {
      case .all:
        axes.append((0..<base.shape[axis]).map { $0 * base.strides[axis] })
        axis += 1
      case .mask(let mask):
        let steps = Array(base.strides[axis..<(axis + mask.shape.rank)])
        let truth = try tensor(mask).values()
        axes.append(
          zip(positions(mask.shape.list, steps), truth)
            .filter { $0.1.isTrue }.map(\.0))
        axis += mask.shape.rank
      case .indices(let indices, let start):
        let list = try tensor(indices).values().map { $0.whole &- start }
        for index in list where index < 0 || index >= base.shape[axis] {
          throw TensorError.indexOutOfRange(
            index: index, size: base.shape[axis])
        }
        if Set(list).count < list.count, duplicate == nil {
          duplicate =
            list.enumerated().first {
              list[..<$0.offset].contains($0.element)
            }?.element
        }
        axes.append(list.map { $0 * base.strides[axis] })
        axis += 1
      }
      if case .all = selector {
        isWhole.append(true)
      } else {
        isWhole.append(false)
      }
    }
    for rest in axis..<base.rank {
      axes.append((0..<base.shape[rest]).map { $0 * base.strides[rest] })
      isWhole.append(true)
    }
    return InterpretedSelection(
      base: base, axes: axes, isWhole: isWhole, duplicate: duplicate)
  }

  /// Changes the elements of a selection.
  func change(
    _ operation: LoopOperation, of selection: ProgramSelection,
    _ operand: ProgramOperand?, into target: ProgramTensor
  ) throws {
    let picked = try self.selection(selection)
    try checkDuplicates(picked, operation, operand)
    var inputs: [ElementValue]?
    if let operand {
      try check(operand, for: operation)
      inputs = try values(
        operand, over: picked.shape, as: operation.operandType(0))
    }
    let places = picked.places
    try write(
      places.indices.map { index in
        let old = try picked.base.value(at: places[index])
        let x = inputs.map { [$0[index]] } ?? [old]
        let new = try result(operation, old, x)
        return (places[index], new.bits(target.type))
      }, to: target)
  }

  /// Throws if an element is changed twice that isn't overwritten with one number.
  private func checkDuplicates(
    _ picked: InterpretedSelection, _ operation: LoopOperation,
    _ operand: ProgramOperand?
  ) throws {
    guard let index = picked.duplicate else { return }
    switch (operation, operand) {
    case (.copy, .scalar), (.copy, .number), (.clamp, _): return
    default:
      throw TensorError.duplicateIndex(operation: "selected", index: index)
    }
  }

  /// What an expression makes of selected elements.
  func update(
    _ update: ElementUpdate, into result: Instruction.Result
  ) throws {
    if case .entries(let selection) = update.target {
      guard case .tensor(let target) = result else {
        throw ProgramFault("entries are those of a matrix")
      }
      return try self.update(update, of: selection, into: target)
    }
    let named = try update.selection.map(selection)
    guard let picked = named ?? selected else {
      throw ProgramFault("there are no elements to update")
    }
    let places = picked.places
    let new = try results(of: update, places.map(picked.base.value)) {
      operand, type in
      switch operand {
      case .value: []
      case .operand(let operand):
        try values(operand, over: picked.shape, as: type)
      case .elements(let tensor):
        try self.picked(tensor, as: update).map { $0.converted(to: type) }
      }
    }
    let written = zip(places, new).map { ($0, $1.bits(picked.base.type)) }
    if case .tensor(let target) = result {
      return try write(written, to: target)
    }
    var elements = picked.base.elements
    for (place, bits) in written { elements[place] = bits }
    let base = picked.base
    selected?.base = InterpretedTensor(
      elements, base.type, shape: base.shape, strides: base.strides,
      offset: base.offset)
  }

  /// What an expression makes of `elements`; `find` gives the elements of an
  /// operand as a type.
  func results(
    of update: ElementUpdate, _ elements: [ElementValue],
    _ find: (ElementOperation.Operand, ElementType) throws -> [ElementValue]
  ) throws -> [ElementValue] {
    var lists = [elements]
    for operation in update.body {
      let inputs = try operation.operands.enumerated().map { index, operand in
        if case .value(let number) = operand { return lists[number] }
        return try find(operand, operation.operation.operandType(index))
      }
      lists.append(
        try elements.indices.map { index in
          let x = inputs.map { $0[index] }
          return try self.result(operation.operation, x[0], x)
            .converted(to: operation.type)
        })
    }
    return lists[update.result]
  }

  /// The elements of a tensor that are picked as those of an update are.
  private func picked(
    _ tensor: ProgramTensor, as update: ElementUpdate
  ) throws -> [ElementValue] {
    guard let block = update.block else {
      throw ProgramFault("elements are picked as those of nothing")
    }
    let whole = tensor.with(
      try tensor.view.expanded(to: block.shape, operation: "update"))
    let picked = try self.selection(
      ProgramSelection(
        base: whole,
        selectors: block.masks.map { $0.map { .mask($0) } ?? .all }))
    return try picked.places.map(picked.base.value)
  }

  /// The sums of selected elements along an axis.
  ///
  /// Rows or columns that are picked from a matrix are added where they are; of
  /// everything else, a copy row by row is summed up.
  func sum(
    _ selection: ProgramSelection, axis: Int
  ) throws -> [ElementValue] {
    let picked = try self.selection(selection)
    let (base, shape) = (picked.base, picked.shape)
    let isLine =
      axis == 1 || base.strides.last == 1 || base.shape.last == 1
    guard shape.count == 2, base.type != .bool, !picked.isWhole[axis],
      picked.isWhole[1 - axis], isLine
    else {
      let copy = InterpretedTensor(
        try picked.places.map(base.value), base.type, shape: shape)
      return try reducing(.sum, copy, axis: axis).values()
    }
    return try picked.axes[1 - axis].map { line in
      let elements = try picked.axes[axis].map {
        try base.value(at: base.offset + line + $0)
      }
      return try axis == 0
        ? sumOfRows(elements, base.type.computed)
        : sumOfFour(elements, base.type.computed)
    }
  }

  /// Writes an operand to the part of a tensor whose number is computed.
  func setPart(
    _ operands: [ProgramOperand], of target: ProgramTensor
  ) throws {
    guard case .number(let number) = operands[0] else {
      throw ProgramFault("the place of a part is computed")
    }
    let index = try self.number(number).integer
    guard index >= 0, index < target.shape[0] else {
      throw TensorError.indexOutOfRange(index: index, size: target.shape[0])
    }
    let part = try tensor(before: target).part([index])
    // Of a number, this isn't known to be right when the program is written.
    if case .scalar(let scalar) = operands[1] {
      try target.type.checkHolds(scalar, "assign")
    }
    try check(operands[1], for: .copy(target.type))
    let new = try values(operands[1], over: part.shape, as: target.type)
    try write(
      zip(part.places, new).map { ($0, $1.bits(target.type)) }, to: target)
  }
}
