import Tensors

/// Operations on the rows, the columns or the block of a matrix that masks pick
/// out; or on the elements of a selection that is there when the step runs.
///
/// It walks over memory in the order of rows, and all operations run over a row
/// before the next one. Elements of picked columns pass through a buffer.
final class BlockStep: PlanStep, ElementWork {
  /// What is changed, if masks of the plan decide; nil if it is `given`.
  let selection: ProgramSelection?

  /// The selection to work on, for a plan that is made for selections.
  var given: Selection?

  /// The type of the elements.
  let type: ElementType

  let matrix: PlanPlace?
  /// The step between rows, and the size, of the matrix.
  let rowStep: Int
  let size: (rows: Int, columns: Int)
  let rowScan: PlaceScan?
  let columnScan: PlaceScan?
  /// Whether columns are picked, and so pass through a buffer.
  private let picksColumns: Bool

  /// Operands with a number for each row, that are repeated for its picked
  /// columns: the numbers of their blocks.
  private(set) var expansions: [Expansion] = []
  private var sealedExpansions = RawList<Expansion>()

  /// Operands whose elements are picked as those of the matrix are.
  private(set) var picks: [PickedOperand] = []
  private var sealedPicks = RawList<PickedOperand>()

  private(set) var slots: [LoopSlot] = []
  private var sealed = RawList<LoopSlot>()
  private var isSame = false
  private var blockCount = 1
  /// The operations, in order; and as kernels.
  private(set) var instructions: [LoopInstruction] = []
  private let kernels = KernelList()
  private var converted: [CellConversion] = []
  override var conversions: [CellConversion] { converted }

  /// - Precondition: `selection` is one of a matrix whose rows lie side by side
  ///   in memory, with one or two masks, of which the scans have found the places.
  init(_ selection: ProgramSelection, rows: PlaceScan?, columns: PlaceScan?) {
    self.selection = selection
    type = selection.base.type
    let base = selection.base
    matrix = PlanPlace(base)
    rowStep = base.view.strides[0]
    size = (base.shape[0], base.shape[1])
    rowScan = rows
    columnScan = columns
    picksColumns = columns != nil
  }

  /// A step for selections of elements of `type`.
  init(givenOf type: ElementType, picksColumns: Bool) {
    self.type = type
    self.picksColumns = picksColumns
    selection = nil
    matrix = nil
    rowStep = 0
    size = (0, 0)
    rowScan = nil
    columnScan = nil
  }

  deinit {
    sealed.deallocate()
    sealedExpansions.deallocate()
    sealedPicks.deallocate()
  }

  override func seal() {
    for slot in slots { sealed.append(slot) }
    for expansion in expansions { sealedExpansions.append(expansion) }
    for instruction in instructions { kernels.append(instruction.kernel) }
    for pick in picks { sealedPicks.append(pick) }
    isSame = slots.allSatisfy(\.isSameForAll)
  }

  /// Where the kernels find the operand `slot` of elements of `type`.
  func place(of slot: LoopSlot, _ type: ElementType) -> LoopKernels.Place {
    guard picksColumns, slot.rowStep != 0 else {
      return LoopKernels.Place(
        index: index(of: slot), isNumber: slot.columnStep == 0)
    }
    let known = expansions.first { $0.slot == slot }
    if let known { return .init(index: known.index, isNumber: false) }
    let index = newBlock(type)
    expansions.append(
      Expansion(slot: slot, index: index, byteCount: type.byteCount))
    return .init(index: index, isNumber: false)
  }

  /// Where the kernels find the elements of the operand `slot` that are picked
  /// as those of the matrix are.
  func place(picking slot: LoopSlot, _ type: ElementType) -> LoopKernels.Place {
    let known = picks.first { $0.slot == slot }
    let isNumber = !picksColumns && slot.columnStep == 0
    if let known { return .init(index: known.index, isNumber: isNumber) }
    let index: Int
    if picksColumns {
      index = newBlock(type)
    } else {
      slots.append(slot)
      index = slots.count
    }
    picks.append(
      PickedOperand(slot: slot, index: index, byteCount: type.byteCount))
    return .init(index: index, isNumber: isNumber)
  }

  private func index(of slot: LoopSlot) -> Int {
    if let index = slots.firstIndex(of: slot) { return index + 1 }
    slots.append(slot)
    return slots.count
  }

  /// The number of a new intermediate result of `type` among the operands.
  func newBlock(_ type: ElementType) -> Int {
    defer { blockCount += 1 }
    slots.append(
      LoopSlot(
        origin: .block(blockCount), rowStep: 0, columnStep: type.byteCount))
    return slots.count
  }

  /// The number of operands besides the selected elements.
  var slotCount: Int { slots.count }

  /// The number of blocks that the step needs, one of them for the elements of
  /// picked columns.
  var blocks: Int { blockCount }

  /// Adds an operation on the selected elements.
  func append(_ instruction: LoopInstruction) {
    instructions.append(instruction)
  }

  /// Has a number of the plan written to a cell before the step runs.
  func convert(_ conversion: CellConversion) {
    converted.append(conversion)
  }

  override func run(_ memory: PlanMemory) throws(TensorError) {
    if !converted.isEmpty {
      for conversion in converted { conversion.run(memory) }
    }
    switch type.kernel {
    case .float32: try run(Float.self, memory)
    case .float64: try run(Double.self, memory)
    case .int64: try run(Int.self, memory)
    case .bool: try run(UInt8.self, memory)
    }
  }

  /// The elements to work on, as the masks are now.
  private func region<T: Element>(
    _: T.Type, _ memory: PlanMemory
  ) -> BlockRegion<T>? {
    if let given { return BlockRegion(given) }
    guard let matrix else { return nil }
    return BlockRegion(
      origin: memory.pointer(matrix), rowStep: rowStep,
      rows: rowScan?.count ?? size.rows,
      columns: columnScan?.count ?? size.columns,
      rowPlaces: rowScan?.places, columnPlaces: columnScan?.places)
  }

  private func run<T: Element>(_: T.Type, _ memory: PlanMemory)
    throws(TensorError)
  {
    guard let region = region(T.self, memory), region.rows > 0,
      region.columns > 0
    else { return }
    let isPicked = region.columnPlaces != nil
    let element = isPicked ? pickedCost : elementCost
    let cost =
      region.columns &* (element &+ kernels.count &* cachedCost(elementCost))
    let grain = max(1, elementGrain / region.columns)
    if region.rows <= grain {
      let interruption = Interruption.current
      change(
        region, memory, 0..<region.rows, memory.pointers, memory.scratch,
        interruption)
      if region.columns > elementGrain { try interruption?.check() }
      return
    }
    try forEachLongChunk(of: region.rows, grain: grain, cost: cost) {
      range, interruption in
      withUnsafeTemporaryAllocation(
        of: UnsafeMutableRawPointer.self, capacity: slots.count + 1
      ) { pointers in
        withUnsafeTemporaryAllocation(
          byteCount: blockCount * loopBlockBytes, alignment: 64
        ) { blocks in
          guard let pointer = pointers.baseAddress,
            let block = blocks.baseAddress
          else { return }
          change(region, memory, range, pointer, block, interruption)
        }
      }
    }
  }

  /// Changes the rows of `range`; elements are missing if `interruption` breaks
  /// off what takes long.
  private func change<T: Element>(
    _ region: BlockRegion<T>, _ memory: PlanMemory, _ range: Range<Int>,
    _ pointers: UnsafeMutablePointer<UnsafeMutableRawPointer>,
    _ blocks: UnsafeMutableRawPointer, _ interruption: Interruption?
  ) {
    if let places = region.columnPlaces, isSame,
      region.columns < loopBlock / 2
    {
      changeTogether(region, places, memory, range, pointers, blocks)
    } else {
      changeRows(
        region, memory, range, pointers, blocks,
        region.columns > elementGrain ? interruption : nil)
    }
  }

  /// Changes the rows of `range` one by one.
  private func changeRows<T: Element>(
    _ region: BlockRegion<T>, _ memory: PlanMemory, _ range: Range<Int>,
    _ pointers: UnsafeMutablePointer<UnsafeMutableRawPointer>,
    _ blocks: UnsafeMutableRawPointer, _ interruption: Interruption?
  ) {
    let columns = region.columns
    let values = blocks.assumingMemoryBound(to: T.self)
    let (slots, slotCount) = (sealed.pointer, sealed.count)
    let kernels = kernels
    for position in range {
      let row = region.row(position)
      var start = 0
      while start < columns {
        if let interruption, interruption.isBreakingOff { return }
        let count = min(loopBlock, columns &- start)
        for index in 0..<slotCount {
          pointers[index &+ 1] = slots[index].address(
            memory, blocks: blocks, row: position, column: start)
        }
        pick(
          memory, pointers, row: region.rowPlaces?[position] ?? position,
          start..<(start &+ count), region.columnPlaces)
        if let places = region.columnPlaces {
          let piece = start..<(start &+ count)
          let ahead = position &+ rowsAhead
          if ahead < range.upperBound {
            region.prefetch(places, piece, ofRow: ahead)
          }
          pointers[0] = blocks
          region.gather(places, piece, ofRow: position, into: values)
          expand(
            memory, pointers, rows: position..<(position &+ 1), columns: count)
          kernels.run(pointers, count)
          region.scatter(places, piece, ofRow: position, from: values)
        } else {
          pointers[0] = UnsafeMutableRawPointer(row + start)
          kernels.run(pointers, count)
        }
        start &+= count
      }
    }
  }

  /// Changes the picked columns of several rows together: the operands are in
  /// blocks, or the same numbers for all of them.
  ///
  /// The elements of a tile of rows pass through the buffer column by column if
  /// it has more rows than columns, so that walks are long, and its rows are
  /// near each other.
  private func changeTogether<T: Element>(
    _ region: BlockRegion<T>, _ places: UnsafeMutablePointer<Int>,
    _ memory: PlanMemory, _ range: Range<Int>,
    _ pointers: UnsafeMutablePointer<UnsafeMutableRawPointer>,
    _ blocks: UnsafeMutableRawPointer
  ) {
    let columns = region.columns
    let values = blocks.assumingMemoryBound(to: T.self)
    for index in 0..<sealed.count {
      pointers[index &+ 1] = sealed[index].address(memory, blocks: blocks)
    }
    pointers[0] = blocks
    let height = loopBlock / columns
    let kernels = kernels
    var first = range.lowerBound
    while first < range.upperBound {
      let rows = first..<min(first &+ height, range.upperBound)
      let isTall = rows.count > columns && region.isNear(rows.count)
      if isTall {
        region.gatherColumns(places, rows, into: values)
      } else {
        region.gatherRows(places, rows, into: values)
      }
      expand(memory, pointers, rows: rows, columns: columns, isTall: isTall)
      for index in 0..<sealedPicks.count {
        let pick = sealedPicks[index]
        let tile = PickedTile(
          start: pick.slot.address(memory, blocks: blocks), slot: pick.slot,
          rows: rows, columns: columns, rowPlaces: region.rowPlaces,
          columnPlaces: places)
        tile.copy(to: pointers[pick.index], pick.byteCount, isTall: isTall)
      }
      kernels.run(pointers, rows.count &* columns)
      if isTall {
        region.scatterColumns(places, rows, from: values)
      } else {
        region.scatterRows(places, rows, from: values)
      }
      first = rows.upperBound
    }
  }

  /// Finds the elements of a row of operands that are picked as those of the
  /// matrix are; those of picked columns are copied to blocks.
  @inline(__always)
  private func pick(
    _ memory: PlanMemory,
    _ pointers: UnsafeMutablePointer<UnsafeMutableRawPointer>, row: Int,
    _ columns: Range<Int>, _ places: UnsafeMutablePointer<Int>?
  ) {
    for index in 0..<sealedPicks.count {
      let pick = sealedPicks[index]
      let start =
        pick.slot.address(memory, blocks: memory.scratch)
        + row &* pick.slot.rowStep
      guard let places else {
        pointers[pick.index] =
          start + columns.lowerBound &* pick.slot.columnStep
        continue
      }
      let target = pointers[pick.index]
      if pick.slot.columnStep == 0 {
        switch pick.byteCount {
        case 4:
          repeatRows(UInt32.self, target, start, 0, 0..<1, columns.count, false)
        case 8:
          repeatRows(UInt64.self, target, start, 0, 0..<1, columns.count, false)
        default:
          repeatRows(UInt8.self, target, start, 0, 0..<1, columns.count, false)
        }
        continue
      }
      switch pick.byteCount {
      case 4: copyPicked(UInt32.self, start, places, columns, to: target)
      case 8: copyPicked(UInt64.self, start, places, columns, to: target)
      default: copyPicked(UInt8.self, start, places, columns, to: target)
      }
    }
  }

  /// Repeats the numbers of some rows for the picked columns of each; `isTall`
  /// says that the elements lie column by column.
  @inline(__always)
  private func expand(
    _ memory: PlanMemory,
    _ pointers: UnsafeMutablePointer<UnsafeMutableRawPointer>,
    rows: Range<Int>, columns: Int, isTall: Bool = false
  ) {
    for index in 0..<sealedExpansions.count {
      let expansion = sealedExpansions[index]
      let source = expansion.slot.address(memory, blocks: memory.scratch)
      let target = pointers[expansion.index]
      let step = expansion.slot.rowStep
      switch expansion.byteCount {
      case 4:
        repeatRows(UInt32.self, target, source, step, rows, columns, isTall)
      case 8:
        repeatRows(UInt64.self, target, source, step, rows, columns, isTall)
      default:
        repeatRows(UInt8.self, target, source, step, rows, columns, isTall)
      }
    }
  }

  override func work(_ context: WorkContext) -> StepWork {
    blockWork(context).map { .block($0) } ?? .other
  }

  override func lines(_ names: PlanNames) -> [String] {
    let operands = operandNames(names)
    let target = selection.map(names.selection) ?? "the elements"
    return ["w in \(target):"] + instructions.map { "  " + $0.text(operands) }
  }
}
