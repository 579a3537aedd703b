/// Operations in place on the rows, the columns or the block of a matrix that
/// masks pick out.
///
/// It walks over memory in the order of rows, and all operations run over a row
/// before the next one. Elements of picked columns pass through a buffer.
final class BlockStep: PlanStep {
  /// What is changed.
  let selection: PlanSelection

  private let matrix: PlanTensor
  private let rowMask: PlanTensor?
  private let columnMask: PlanTensor?
  private let rowScan: PlaceScan?
  private let columnScan: PlaceScan?
  private var slots: [LoopSlot] = []
  private let kernels = KernelList()
  private var conversions: [CellConversion] = []

  /// The number of the matrix among the operands of the kernels.
  static let target = 0

  /// - Precondition: `selection` is one of a matrix whose rows lie side by side
  ///   in memory, with one or two masks.
  init(_ selection: PlanSelection) {
    self.selection = selection
    matrix = selection.base
    rowMask = selection.mask(0)
    columnMask = selection.mask(1)
    rowScan = rowMask.map { PlaceScan(size: $0.shape[0]) }
    columnScan = columnMask.map { PlaceScan(size: $0.shape[0]) }
  }

  /// The size of the selection along its axes, with 1 where a mask decides:
  /// what operands must broadcast to.
  static func operandShape(_ selection: PlanSelection) -> Shape {
    [
      selection.mask(0) == nil ? selection.base.shape[0] : 1,
      selection.mask(1) == nil ? selection.base.shape[1] : 1,
    ]
  }

  /// The number of `slot` among the operands.
  func index(of slot: LoopSlot) -> Int {
    if let index = slots.firstIndex(of: slot) { return index + 1 }
    slots.append(slot)
    return slots.count
  }

  /// The number of operands besides the matrix.
  var slotCount: Int { slots.count }

  /// Adds an operation on the selected elements.
  func append(_ kernel: @escaping LoopKernel) { kernels.append(kernel) }

  /// Has a number of the plan written to a cell before the step runs.
  func convert(_ conversion: CellConversion) {
    conversions.append(conversion)
  }

  override func run(_ memory: PlanMemory) throws(TensorError) {
    for conversion in conversions { conversion.run(memory) }
    if let rowScan, let rowMask {
      rowScan.scan(memory.pointer(rowMask), step: 1)
    }
    if let columnScan, let columnMask {
      columnScan.scan(memory.pointer(columnMask), step: 1)
    }
    switch matrix.type.kernel {
    case .float32: run(Float.self, memory)
    case .float64: run(Double.self, memory)
    case .int64: run(Int.self, memory)
    case .bool: run(UInt8.self, memory)
    }
  }

  private func run<T: Element>(_: T.Type, _ memory: PlanMemory) {
    let rows = rowScan?.count ?? matrix.shape[0]
    let columns = columnScan?.count ?? matrix.shape[1]
    if rows == 0 || columns == 0 { return }
    let elements = columns &* kernels.count
    let cost = elements &* elementCost &+ (columnScan?.count ?? 0) &* pickedCost
    let grain = max(1, elementGrain / columns)
    if rows <= grain {
      change(
        T.self, memory, 0..<rows, columns, memory.pointers,
        memory.scratch.assumingMemoryBound(to: T.self))
      return
    }
    forEachChunk(of: rows, grain: grain, cost: cost) { range in
      withUnsafeTemporaryAllocation(
        of: UnsafeMutableRawPointer.self, capacity: slots.count + 1
      ) { pointers in
        withUnsafeTemporaryAllocation(of: T.self, capacity: loopBlock) {
          buffer in
          guard let pointer = pointers.baseAddress,
            let values = buffer.baseAddress
          else { return }
          change(T.self, memory, range, columns, pointer, values)
        }
      }
    }
  }

  /// Changes the rows of `range`.
  private func change<T: Element>(
    _: T.Type, _ memory: PlanMemory, _ range: Range<Int>, _ columns: Int,
    _ pointers: UnsafeMutablePointer<UnsafeMutableRawPointer>,
    _ values: UnsafeMutablePointer<T>
  ) {
    let hasNumbersOnly = slots.allSatisfy {
      $0.rowStep == 0 && $0.columnStep == 0
    }
    if let columnScan, hasNumbersOnly, columns < loopBlock / 2 {
      changeTogether(
        memory, range, columnScan.places, columns, pointers, values)
    } else {
      changeRows(memory, range, columns, pointers, values)
    }
  }

  /// Changes the rows of `range` one by one.
  private func changeRows<T: Element>(
    _ memory: PlanMemory, _ range: Range<Int>, _ columns: Int,
    _ pointers: UnsafeMutablePointer<UnsafeMutableRawPointer>,
    _ values: UnsafeMutablePointer<T>
  ) {
    let origin = memory.pointer(matrix, T.self)
    let step = matrix.view.strides[0]
    let (picked, places) = (rowScan?.places, columnScan?.places)
    slots.withUnsafeBufferPointer { slots in
      kernels.withRun { run in
        for position in range {
          let row = origin + (picked?[position] ?? position) &* step
          var start = 0
          while start < columns {
            let count = min(loopBlock, columns &- start)
            for index in 0..<slots.count {
              pointers[index &+ 1] =
                slots[index].address(memory, blocks: memory.scratch)
                + position &* slots[index].rowStep
                + start &* slots[index].columnStep
            }
            if let places {
              let piece = start..<(start &+ count)
              let elements = SelectedRow(
                start: row, count: columns, stride: 1, places: places)
              let ahead = position &+ rowsAhead
              if ahead < range.upperBound {
                elements.prefetch(
                  piece, at: origin + (picked?[ahead] ?? ahead) &* step)
              }
              pointers[0] = UnsafeMutableRawPointer(values)
              elements.gather(piece, to: values)
              run(pointers, count)
              elements.scatter(piece, from: values)
            } else {
              pointers[0] = UnsafeMutableRawPointer(row + start)
              run(pointers, count)
            }
            start &+= count
          }
        }
      }
    }
  }

  /// Changes the picked columns of several rows together: the operands are the
  /// same numbers for all of them.
  private func changeTogether<T: Element>(
    _ memory: PlanMemory, _ range: Range<Int>,
    _ places: UnsafeMutablePointer<Int>, _ columns: Int,
    _ pointers: UnsafeMutablePointer<UnsafeMutableRawPointer>,
    _ values: UnsafeMutablePointer<T>
  ) {
    let origin = memory.pointer(matrix, T.self)
    let step = matrix.view.strides[0]
    let picked = rowScan?.places
    for index in slots.indices {
      pointers[index + 1] = slots[index].address(
        memory, blocks: memory.scratch)
    }
    pointers[0] = UnsafeMutableRawPointer(values)
    let height = loopBlock / columns
    kernels.withRun { run in
      var first = range.lowerBound
      while first < range.upperBound {
        let last = min(first &+ height, range.upperBound)
        var x = values
        for position in first..<last {
          let row = origin + (picked?[position] ?? position) &* step
          for i in 0..<columns { x[i] = row[places[i]] }
          x += columns
        }
        run(pointers, x - values)
        x = values
        for position in first..<last {
          let row = origin + (picked?[position] ?? position) &* step
          for i in 0..<columns { row[places[i]] = x[i] }
          x += columns
        }
        first = last
      }
    }
  }
}

extension PlanSelection {
  /// The mask along `axis`, or nil where it is taken whole.
  func mask(_ axis: Int) -> PlanTensor? {
    guard axis < selectors.count, case .mask(let mask) = selectors[axis] else {
      return nil
    }
    return mask
  }
}
