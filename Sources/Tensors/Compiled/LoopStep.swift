/// Elementwise operations that run together: a block of elements passes through
/// all of them while it is in the cache.
///
/// Each operation runs over a row of a block before the next one does, with the
/// loops that tensors use, so the bits are those of one operation after the
/// other. That is so because an operand that an operation of the loop writes is
/// never met by another at other elements; `canTake` sees to it.
final class LoopStep: PlanStep {
  private(set) var rows: Int
  private(set) var columns: Int

  /// The operands of all operations, each once.
  private(set) var slots: [LoopSlot] = []

  /// The same, for reading without a count of references.
  private var sealed = RawList<LoopSlot>()

  /// The buffers that are blocks of the loop, by the numbers of those.
  private var localized: [Int: Int] = [:]

  /// How many blocks of its own the loop needs.
  private(set) var blockCount = 0

  /// The operations, in order; and as kernels.
  private(set) var instructions: [LoopInstruction] = []
  private let kernels = KernelList()

  /// What an element costs, in picoseconds: above all, its way from memory.
  private var cost = elementCost

  /// Numbers that the plan computes, with the cells that take them as elements.
  private var conversions: [CellConversion] = []

  init(_ domain: LoopDomain) {
    rows = domain.rows
    columns = domain.columns
  }

  deinit { sealed.deallocate() }

  override func seal() {
    for slot in slots { sealed.append(slot) }
    for instruction in instructions { kernels.append(instruction.kernel) }
  }

  /// Whether an operation over `domain` may run in this loop, which has the
  /// operands of `accesses` as slots and writes the buffers `writes`.
  func canTake(
    _ domain: LoopDomain, _ accesses: [LoopSlot], writes: Set<Dependency>
  ) -> Bool {
    guard domain.rows == rows, domain.columns == columns else { return false }
    let changed = self.writes.union(writes)
    for access in accesses {
      guard let buffer = access.buffer, changed.contains(.cell(buffer)) else {
        continue
      }
      for slot in slots + accesses
      where slot.buffer == buffer && slot != access { return false }
    }
    return true
  }

  /// The number of `slot` among the operands.
  func index(of slot: LoopSlot) -> Int {
    if let index = slots.firstIndex(of: slot) { return index }
    slots.append(slot)
    return slots.count - 1
  }

  /// Adds an operation.
  func append(_ instruction: LoopInstruction) {
    instructions.append(instruction)
    cost += cachedCost(instruction.operation.cost)
  }

  /// Has a number of the plan written to a cell before the loop runs.
  func convert(_ conversion: CellConversion) {
    conversions.append(conversion)
  }

  /// Has the operands in `buffer` held in a block of the loop.
  func localize(_ buffer: Int) {
    for index in slots.indices where slots[index].buffer == buffer {
      slots[index].origin = .block(blockCount)
      slots[index].rowStep = 0
    }
    localized[blockCount] = buffer
    blockCount += 1
  }

  /// Makes one long row of several that lie side by side in all operands.
  func joinRows() {
    let isWhole = slots.allSatisfy {
      if case .block = $0.origin { return true }
      return $0.rowStep == $0.columnStep * columns
    }
    guard rows > 1, isWhole else { return }
    columns *= rows
    rows = 1
  }

  override func run(_ memory: PlanMemory) throws(TensorError) {
    if !conversions.isEmpty {
      for conversion in conversions { conversion.run(memory) }
    }
    if rows &* columns &* cost < parallelMinimum {
      run(
        memory, rows: 0..<rows, columns: 0..<columns,
        pointers: memory.pointers, blocks: memory.scratch)
    } else if rows == 1 {
      let blocks = (columns &+ loopBlock &- 1) / loopBlock
      try forEachChunk(of: blocks, grain: 4, cost: loopBlock &* cost) { range in
        runApart(
          memory, rows: 0..<1,
          columns: range.lowerBound
            &* loopBlock..<min(range.upperBound &* loopBlock, columns))
      }
    } else {
      try forEachLongChunk(
        of: rows, grain: max(1, elementGrain / columns), cost: columns &* cost
      ) { range, interruption in
        runApart(memory, rows: range, columns: 0..<columns, interruption)
      }
    }
  }

  /// Runs a part with room of its own; elements are missing if `interruption`
  /// breaks it off.
  private func runApart(
    _ memory: PlanMemory, rows: Range<Int>, columns: Range<Int>,
    _ interruption: Interruption? = nil
  ) {
    withUnsafeTemporaryAllocation(
      of: UnsafeMutableRawPointer.self, capacity: max(1, slots.count)
    ) { pointers in
      withUnsafeTemporaryAllocation(
        byteCount: max(1, blockCount) * loopBlockBytes, alignment: 64
      ) { blocks in
        guard let pointer = pointers.baseAddress, let block = blocks.baseAddress
        else { return }
        run(
          memory, rows: rows, columns: columns, pointers: pointer,
          blocks: block, interruption)
      }
    }
  }

  private func run(
    _ memory: PlanMemory, rows: Range<Int>, columns: Range<Int>,
    pointers: UnsafeMutablePointer<UnsafeMutableRawPointer>,
    blocks: UnsafeMutableRawPointer, _ interruption: Interruption? = nil
  ) {
    let (slots, slotCount) = (sealed.pointer, sealed.count)
    let kernels = kernels
    for row in rows {
      var start = columns.lowerBound
      while start < columns.upperBound {
        if let interruption, interruption.isBreakingOff { return }
        let count = min(loopBlock, columns.upperBound &- start)
        for index in 0..<slotCount {
          pointers[index] = slots[index].address(
            memory, blocks: blocks, row: row, column: start)
        }
        kernels.run(pointers, count)
        start &+= count
      }
    }
  }

  override func lines(_ names: PlanNames) -> [String] {
    let slots = slots.map { names.slot($0, blocks: localized, conversions) }
    let size = rows == 1 ? "\(columns)" : "\(rows) x \(columns)"
    return ["loop over \(size) elements:"]
      + instructions.map { "  " + $0.text(slots) }
  }
}

/// What an operation costs whose element is in the cache already.
func cachedCost(_ cost: Int) -> Int { max(elementCost / 5, cost - elementCost) }

extension LoopSlot {
  /// The buffer in which the operand is, or nil.
  var buffer: Int? {
    if case .buffer(let index, _) = origin { return index }
    return nil
  }
}

/// A number of the plan that a cell takes as an element of some type.
struct CellConversion {
  let number: Int
  let cell: Int
  let type: ElementType

  func run(_ memory: PlanMemory) {
    memory.setCell(cell, to: memory.numbers[number], type: type)
  }
}

extension PlanMemory {
  /// Writes `value`, as an element of `type`, to a cell.
  func setCell(_ cell: Int, to value: Scalar, type: ElementType) {
    let place = cells + cell &* 8
    switch type.kernel {
    case .float32: place.storeBytes(of: Float(value), as: Float.self)
    case .float64: place.storeBytes(of: Double(value), as: Double.self)
    case .int64: place.storeBytes(of: Int(value), as: Int.self)
    case .bool: place.storeBytes(of: UInt8(value), as: UInt8.self)
    }
  }
}
