import Tensors

/// What is computed twice is computed once: of two instructions that make the same
/// of the same values, the second one's result is the first one's.
extension Program {
  /// The program without elementwise instructions that another one has done
  /// before, where nobody can tell their results apart.
  ///
  /// A result that the program gives, or that is changed later, stays one of its
  /// own.
  func sharingResults() -> Program {
    let changed = Set(
      instructions.compactMap { instruction -> Int? in
        guard case .tensor(let target) = instruction.result,
          target.version > 1
        else { return nil }
        return target.cell
      })
    let given = Set(outputs.map(\.cell))
    var known: [ElementwiseKey: ProgramTensor] = [:]
    var replaced: [Int: ProgramTensor] = [:]
    var kept: [Instruction] = []
    for instruction in instructions {
      let instruction =
        replaced.isEmpty ? instruction : instruction.replacing(replaced)
      guard case .elementwise(let operation) = instruction.operation,
        case .tensor(let target) = instruction.result,
        !operation.isUpdate, !target.isInput, !changed.contains(target.cell),
        target.isContiguous
      else {
        kept.append(instruction)
        continue
      }
      let key = ElementwiseKey(
        operation, instruction.operands, shape: target.shape)
      if let first = known[key], !given.contains(target.cell) {
        replaced[target.cell] = first
      } else {
        known[key] = target
        kept.append(instruction)
      }
    }
    return with(kept)
  }
}

/// What an elementwise instruction computes.
struct ElementwiseKey: Hashable {
  private let operation: LoopOperation
  private let operands: [Operand]
  private let shape: [Int]

  private enum Operand: Hashable {
    case tensor(cell: Int, version: Int, ElementType, offset: Int, [Int], [Int])
    case number(Int)
    /// By its bits: -0 is not 0.
    case scalar(Scalar.Kind, UInt64)
  }

  init(
    _ operation: LoopOperation, _ operands: [ProgramOperand], shape: Shape
  ) {
    self.operation = operation
    self.shape = shape.list
    self.operands = operands.map { operand in
      switch operand {
      case .tensor(let tensor):
        let view = tensor.view
        return .tensor(
          cell: tensor.cell, version: tensor.version, view.type,
          offset: view.offset, view.shape.list,
          (0..<view.rank).map { view.strides[$0] })
      case .number(let number): return .number(number.place)
      case .scalar(.bool(let value)): return .scalar(.bool, value ? 1 : 0)
      case .scalar(.integer(let value)):
        return .scalar(.integer, UInt64(bitPattern: Int64(value)))
      case .scalar(.float(let value)): return .scalar(.float, value.bitPattern)
      }
    }
  }
}

extension Instruction {
  /// The instruction with tensors in the place of others, by their cells.
  fileprivate func replacing(
    _ others: [Int: ProgramTensor]
  ) -> Instruction {
    func new(_ tensor: ProgramTensor) -> ProgramTensor {
      guard let other = others[tensor.cell] else { return tensor }
      return other.with(
        Tensor(layoutOf: tensor.view, storage: other.view.storage))
    }
    func new(_ operand: ProgramOperand) -> ProgramOperand {
      guard case .tensor(let tensor) = operand else { return operand }
      return .tensor(new(tensor))
    }
    func new(_ selection: ProgramSelection) -> ProgramSelection {
      ProgramSelection(
        base: new(selection.base),
        selectors: selection.selectors.map { selector in
          switch selector {
          case .all: .all
          case .mask(let mask): .mask(new(mask))
          case .indices(let indices, let base):
            .indices(new(indices), base: base)
          }
        })
    }
    func new(_ selection: ProgramSparseSelection) -> ProgramSparseSelection {
      ProgramSparseSelection(
        base: selection.base, rows: selection.rows.map(new),
        columns: selection.columns.map(new))
    }
    let changed: Operation
    switch operation {
    case .selected(let operation, let selection):
      changed = .selected(operation, of: new(selection))
    case .update(let update):
      changed = .update(update.replacing(new, new, new))
    case .selectionSum(let selection, let axis):
      changed = .selectionSum(new(selection), axis: axis)
    case .sparseSum(let selection, let axis):
      changed = .sparseSum(new(selection), axis: axis)
    case .sparseSelected(let operation, let selection):
      changed = .sparseSelected(operation, of: new(selection))
    case .elementwise, .draw, .setPart, .delay, .function: changed = operation
    }
    return Instruction(
      operation: changed, operands: operands.map(new), result: result,
      position: position, part: part)
  }
}
