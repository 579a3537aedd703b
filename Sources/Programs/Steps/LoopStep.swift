import Tensors

/// Elementwise operations that run together: a block of elements passes through
/// all of them while it is in the cache.
///
/// Each operation runs over a row of a block before the next one does, with the
/// loops that tensors use, so the bits are those of one operation after the
/// other. That is so because an operand that an operation of the loop writes is
/// never met by another at other elements; `clash` sees to it.
final class LoopStep: PlanStep {
  /// The elements that it runs over.
  let domain: LoopDomain

  /// Why it is a loop of its own, if there is one over as many elements.
  private let parting: LoopParting?

  /// The operands of all operations, each once.
  private(set) var accesses: [LoopAccess] = []

  /// The size of a plane, and how many there are, once neighboring axes are put
  /// together.
  private var rows = 1
  private var columns = 1
  private var planes = 1

  /// The operands in a plane, for reading without a count of references; and if
  /// there are several planes, how far each operand is in each of them.
  private var slots = RawList<LoopSlot>()
  private var offsets = RawList<Int>()

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
  private var converted: [CellConversion] = []
  override var conversions: [CellConversion] { converted }

  init(_ domain: LoopDomain, parting: LoopParting?) {
    self.domain = domain
    self.parting = parting
  }

  deinit {
    slots.deallocate()
    offsets.deallocate()
  }

  override func seal() {
    let walk = LoopWalk(domain, accesses)
    (planes, rows, columns) = (walk.planes, walk.rows, walk.columns)
    for slot in walk.slots { slots.append(slot) }
    for offset in walk.offsets { offsets.append(offset) }
    for instruction in instructions { kernels.append(instruction.kernel) }
  }

  /// The buffer for which operations with the operands `accesses`, which write
  /// `writes`, may not run in this loop, over as many elements: what one of them
  /// writes another one meets at other elements.
  func clash(_ accesses: [LoopAccess], writes: Set<Dependency>) -> Int? {
    let changed = self.writes.union(writes)
    for access in accesses {
      guard let buffer = access.buffer, changed.contains(.cell(buffer)) else {
        continue
      }
      for other in self.accesses + accesses
      where other.buffer == buffer && other != access { return buffer }
    }
    return nil
  }

  /// The number of an operand among all.
  func index(of access: LoopAccess) -> Int {
    if let index = accesses.firstIndex(of: access) { return index }
    accesses.append(access)
    return accesses.count - 1
  }

  /// Adds an operation.
  func append(_ instruction: LoopInstruction) {
    instructions.append(instruction)
    cost += cachedCost(instruction.operation.cost)
  }

  /// Has a number of the plan written to a cell before the loop runs.
  func convert(_ conversion: CellConversion) {
    converted.append(conversion)
  }

  /// Has the operands in `buffer` held in a block of the loop.
  func localize(_ buffer: Int) {
    for index in accesses.indices where accesses[index].buffer == buffer {
      accesses[index].slot.origin = .block(blockCount)
    }
    localized[blockCount] = buffer
    blockCount += 1
  }

  override func run(_ memory: PlanMemory) throws(TensorError) {
    if !converted.isEmpty {
      for conversion in converted { conversion.run(memory) }
    }
    let rows = planes &* rows
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

  /// Runs a part, of the rows of all planes, with room of its own; elements are missing if `interruption`
  /// breaks it off.
  private func runApart(
    _ memory: PlanMemory, rows: Range<Int>, columns: Range<Int>,
    _ interruption: Interruption? = nil
  ) {
    withUnsafeTemporaryAllocation(
      of: UnsafeMutableRawPointer.self, capacity: slots.count
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
    let slots = slots
    let kernels = kernels
    for line in rows {
      var (row, offset) = (line, -1)
      if planes > 1 {
        row = line % self.rows
        offset = line / self.rows &* slots.count
      }
      var start = columns.lowerBound
      while start < columns.upperBound {
        if let interruption, interruption.isBreakingOff { return }
        let count = min(loopBlock, columns.upperBound &- start)
        for index in 0..<slots.count {
          pointers[index] = slots[index].address(
            memory, blocks: blocks, row: row, column: start)
        }
        if offset >= 0 {
          for index in 0..<slots.count {
            pointers[index] += offsets[offset &+ index]
          }
        }
        kernels.run(pointers, count)
        start &+= count
      }
    }
  }

  override func work(_ context: WorkContext) -> StepWork {
    let walk = LoopWalk(domain, accesses)
    let names = operandNames(context.names)
    return .loop(
      LoopWork(
        sizes: walk.sizes,
        operands: zip(accesses, walk.steps).map {
          WorkOperand(origin: $0.slot.origin, steps: $1)
        }, operations: instructions.map { WorkOperation($0, names) }))
  }

  private func operandNames(_ names: PlanNames) -> [String] {
    accesses.map {
      names.slot(
        $0.slot, hasRows: domain.rows > 1, blocks: localized, converted)
    }
  }

  override func lines(_ names: PlanNames) -> [String] {
    let operands = operandNames(names)
    let sizes = [Int](
      (domain.planes + [domain.rows]).drop { $0 == 1 } + [domain.columns])
    let size = sizes.map { "\($0)" }.joined(separator: " x ")
    let reason = parting.map { ", which \($0.text(names))" } ?? ""
    return ["loop over \(size) elements\(reason):"]
      + instructions.map { "  " + $0.text(operands) }
  }
}

/// What an operation costs whose element is in the cache already.
func cachedCost(_ cost: Int) -> Int { max(elementCost / 5, cost - elementCost) }

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
