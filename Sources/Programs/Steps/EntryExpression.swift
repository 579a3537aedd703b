import Tensors

/// An expression of selected entries of a sparse matrix: an entry at a row and a
/// column is computed of what the operands have at this row and this column.
///
/// Entries of a row, or of a column, pass through all operations some at a time,
/// beside the elements of operands, which are copied to blocks.
final class EntryExpression: ElementWork {
  /// An operand whose elements are copied to a block, and the number of that.
  private struct Gathering: BitwiseCopyable {
    let slot: LoopSlot
    let index: Int
    let byteCount: Int
  }

  private var gatherings: [Gathering] = []
  private var slots: [LoopSlot] = []
  private var blockCount = 0

  /// The operations, in order; and as kernels.
  private(set) var instructions: [LoopInstruction] = []
  private let kernels = KernelList()

  /// Numbers of the plan that it reads as elements.
  private(set) var conversions: [CellConversion] = []

  func place(of slot: LoopSlot, _ type: ElementType) -> LoopKernels.Place {
    if slot.rowStep == 0, slot.columnStep == 0 {
      if let known = slots.firstIndex(of: slot) {
        return .init(index: known + 1, isNumber: true)
      }
      slots.append(slot)
      return .init(index: slots.count, isNumber: true)
    }
    return place(picking: slot, type)
  }

  func place(picking slot: LoopSlot, _ type: ElementType) -> LoopKernels.Place {
    let known = gatherings.first { $0.slot == slot }
    if let known { return .init(index: known.index, isNumber: false) }
    let index = newBlock(type)
    gatherings.append(
      Gathering(slot: slot, index: index, byteCount: type.byteCount))
    return .init(index: index, isNumber: false)
  }

  func newBlock(_ type: ElementType) -> Int {
    slots.append(
      LoopSlot(
        origin: .block(blockCount), rowStep: 0, columnStep: type.byteCount))
    blockCount += 1
    return slots.count
  }

  func append(_ instruction: LoopInstruction) {
    instructions.append(instruction)
    kernels.append(instruction.kernel)
  }

  func convert(_ conversion: CellConversion) {
    conversions.append(conversion)
  }

  /// Changes the entries that are picked.
  func run(
    _ picked: SparseSelection, _ memory: PlanMemory
  ) throws(TensorError) {
    for conversion in conversions { conversion.run(memory) }
    if picked.type == .float32 {
      try picked.update { (piece: SparseSelection.Piece<Float>) in
        change(piece, memory)
      }
    } else {
      try picked.update { (piece: SparseSelection.Piece<Double>) in
        change(piece, memory)
      }
    }
  }

  private func change<T>(
    _ piece: SparseSelection.Piece<T>, _ memory: PlanMemory
  ) {
    let blockBytes = (piece.count &* 8 &+ 63) & ~63
    withUnsafeTemporaryAllocation(
      of: UnsafeMutableRawPointer.self, capacity: slots.count + 1
    ) { pointers in
      withUnsafeTemporaryAllocation(
        byteCount: blockCount &* blockBytes + 1, alignment: 64
      ) { blocks in
        guard let pointer = pointers.baseAddress,
          let block = blocks.baseAddress
        else { return }
        pointer[0] = UnsafeMutableRawPointer(piece.values)
        for (index, slot) in slots.enumerated() {
          if case .block(let number) = slot.origin {
            pointer[index + 1] = block + number &* blockBytes
          } else {
            pointer[index + 1] = slot.address(memory, blocks: block)
          }
        }
        for gathering in gatherings {
          gather(gathering, piece, memory, into: pointer[gathering.index])
        }
        kernels.run(pointer, piece.count)
      }
    }
  }

  private func gather<T>(
    _ operand: Gathering, _ piece: SparseSelection.Piece<T>,
    _ memory: PlanMemory, into target: UnsafeMutableRawPointer
  ) {
    let slot = operand.slot
    let (rowStep, columnStep) = (slot.rowStep, slot.columnStep)
    let start =
      slot.address(memory, blocks: target)
      + piece.major &* (piece.isByRow ? rowStep : columnStep)
    let step = piece.isByRow ? columnStep : rowStep
    switch operand.byteCount {
    case 4: copy(UInt32.self, start, step, piece, to: target)
    case 8: copy(UInt64.self, start, step, piece, to: target)
    default: copy(UInt8.self, start, step, piece, to: target)
    }
  }

  @inline(__always)
  private func copy<Bits: BitwiseCopyable, T>(
    _: Bits.Type, _ start: UnsafeMutableRawPointer, _ step: Int,
    _ piece: SparseSelection.Piece<T>, to target: UnsafeMutableRawPointer
  ) {
    let out = target.assumingMemoryBound(to: Bits.self)
    for i in 0..<piece.count {
      out[i] = (start + Int(piece.minors[i]) &* step).load(as: Bits.self)
    }
  }

  /// The operands but for the entries: where they are, and how far their elements are
  /// from one row to the next, and from one column.
  var workOperands: [WorkOperand] {
    var all = slots.map(WorkOperand.init)
    for gathering in gatherings {
      all[gathering.index - 1] = WorkOperand(gathering.slot)
    }
    return all
  }

  /// What texts call the operands of the kernels, by their numbers.
  func operandNames(_ names: PlanNames) -> [String] {
    var operands =
      ["w"] + slots.map { names.slot($0, hasRows: true, conversions) }
    for gathering in gatherings {
      operands[gathering.index] = names.slot(
        gathering.slot, hasRows: true, conversions)
    }
    return operands
  }

  /// The operations, each as a line.
  func lines(_ names: PlanNames) -> [String] {
    let operands = operandNames(names)
    return instructions.map { $0.text(operands) }
  }
}
