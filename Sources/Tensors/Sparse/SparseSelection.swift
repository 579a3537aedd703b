/// The entries of a sparse matrix in some rows and columns, without a copy.
///
/// As with a `Selection`, each axis is picked from on its own, what is
/// selected is settled when the selection is made, and operations in place
/// write to the matrix. Elements without entry are not there to be written.
///
/// A selection can be used again for other rows and columns, with
/// `select(rows:columns:)`; that takes no memory once it has as much as it
/// ever needs.
public final class SparseSelection {
  /// The matrix that is selected from.
  public let matrix: SparseMatrix

  var rows: AxisPick?
  var columns: AxisPick?

  // Memory of axes that are taken whole at the moment.
  private var keptRows: AxisPick?
  private var keptColumns: AxisPick?

  private var runs: SparseRuns?

  // Memory that runs, masks and numbers of rows or columns lie in.
  private var starts: Scratch<Int>?
  private var ends: Scratch<Int>?
  private var found: Scratch<UInt32>?
  private var foundMinors: Scratch<UInt32>?
  private var mask: Scratch<UInt8>?
  private var slots: Scratch<UInt32>?
  private var all: Scratch<UInt64>?
  private var group: Scratch<UInt64>?
  private var totals: Scratch<UInt64>?
  private var hasSlots = false

  /// Selects everything.
  public init(_ matrix: SparseMatrix) { self.matrix = matrix }

  /// The type of the values.
  public var type: ElementType { matrix.type }

  /// The number of rows and columns that are selected.
  public var shape: Shape {
    var shape = Shape(vector: rows?.count ?? matrix.structure.rowCount)
    shape.append(columns?.count ?? matrix.structure.columnCount)
    return shape
  }

  /// Whether everything is selected.
  public var isWhole: Bool { rows == nil && columns == nil }

  /// Selects the rows and columns whose bytes are not 0; all, for nil.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func select(
    rows rowMask: UnsafePointer<UInt8>?,
    columns columnMask: UnsafePointer<UInt8>?
  ) throws(TensorError) {
    let structure = matrix.structure
    try pick(&rows, &keptRows, rowMask, structure.rowCount)
    try pick(&columns, &keptColumns, columnMask, structure.columnCount)
    runs = nil
    hasSlots = false
  }

  /// Selects the rows and columns that scans have found, which stay alive; all,
  /// for nil.
  package func select(rows rowScan: PlaceScan?, columns columnScan: PlaceScan?)
  {
    rows = rowScan.map { AxisPick($0) }
    columns = columnScan.map { AxisPick($0) }
    runs = nil
    hasSlots = false
  }

  private func pick(
    _ axis: inout AxisPick?, _ kept: inout AxisPick?,
    _ mask: UnsafePointer<UInt8>?, _ size: Int
  ) throws(TensorError) {
    if let last = axis.take(), last.capacity >= size { kept = last }
    guard let mask else { return }
    if kept == nil {
      kept = try AxisPick(size: size, capacity: size, in: matrix.pool)
    }
    axis = kept.take()
    axis?.pick(where: mask)
  }

  /// The entries that are selected.
  ///
  /// Of a block, those of its rows are looked through, or those of its columns
  /// if they are far fewer; which ones follows from what is selected alone.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  func entries() throws(TensorError) -> SparseRuns {
    if let runs { return runs }
    var result: SparseRuns
    switch (rows, columns) {
    case (let rows, nil): result = rowRuns(rows)
    case (nil, let columns?): result = try columnRuns(columns)
    case (let rows?, let columns?):
      result = rowRuns(rows)
      let perColumn =
        Double(matrix.entryCount) / Double(max(1, columns.size))
      let expected = Double(columns.count) * perColumn
      if expected * 4 < Double(result.counted()) {
        result = try picked(try columnRuns(columns), by: rows)
      } else {
        result = try picked(result, by: columns)
      }
    }
    result.entryCount = result.counted()
    runs = result
    return result
  }

  /// The number of entries that are selected.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  public func entryCount() throws(TensorError) -> Int {
    try entries().entryCount
  }

  private func rowRuns(_ rows: AxisPick?) -> SparseRuns {
    let structure = matrix.structure
    return SparseRuns(
      isByRow: true, count: rows?.count ?? structure.rowCount,
      majors: rows?.places, starts: structure.rowStarts,
      minors: structure.columns)
  }

  private func columnRuns(
    _ columns: AxisPick
  ) throws(TensorError) -> SparseRuns {
    let index = try matrix.structure.columnIndex()
    return SparseRuns(
      isByRow: false, count: columns.count, majors: columns.places,
      starts: UnsafePointer(index.starts.pointer),
      minors: UnsafePointer(index.rows.pointer),
      positions: UnsafePointer(index.positions.pointer))
  }

  /// The entries of `lines` whose column or row `pick` has.
  private func picked(
    _ lines: SparseRuns, by pick: AxisPick
  ) throws(TensorError) -> SparseRuns {
    let pool = matrix.pool
    let most = lines.counted()
    let flags = try reserve(&mask, pick.size, in: pool)
    let starts = try reserve(&starts, lines.count + 1, in: pool)
    let ends = try reserve(&ends, lines.count, in: pool)
    let found = try reserve(&found, most, in: pool)
    let minors = try reserve(&foundMinors, most, in: pool)
    flags.update(repeating: 0, count: pick.size)
    for i in 0..<pick.count { flags[pick.places[i]] = 1 }
    let values =
      UnsafeRawPointer(matrix.values.storage.address)
      + matrix.values.offset &* type.byteCount
    let stride = type.byteCount
    // There is room for all entries of the runs, so that threads can share them
    // out; those of a thread lie one after the other.
    var room = 0
    starts[0] = 0
    for run in 0..<lines.count {
      starts[run] = room
      let (from, to) = lines.places(run)
      room &+= to &- from
    }
    var work = lines
    work.entryCount = most
    try forEachChunk(of: work.count, grain: work.grain, cost: work.cost) {
      range in
      var next = starts[range.lowerBound]
      for run in range {
        lines.prefetch(after: run, in: range, lines.minors)
        let (from, to) = lines.places(run)
        starts[run] = next
        next &+= filterRun(
          lines.minors, lines.positions, from: from, to: to, flags, values,
          stride: stride, into: found + next, minors + next)
        ends[run] = next
      }
    }
    var result = lines
    result.starts = UnsafePointer(starts)
    result.ends = UnsafePointer(ends)
    result.minors = UnsafePointer(minors)
    result.positions = UnsafePointer(found)
    return result
  }

  /// For each row or column across the runs, its number in the selection; nil
  /// if that is its own number.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  func minorSlots(
    isByRow: Bool
  ) throws(TensorError) -> UnsafePointer<UInt32>? {
    guard let pick = isByRow ? columns : rows else { return nil }
    let slots = try reserve(&slots, pick.size, in: matrix.pool)
    if !hasSlots {
      for i in 0..<pick.count {
        slots[pick.places[i]] = UInt32(truncatingIfNeeded: i)
      }
      hasSlots = true
    }
    return UnsafePointer(slots)
  }

  /// Room for sums of all rows or columns.
  func allSums<T: RealElement>(
    _: T.Type, _ count: Int
  ) throws(TensorError) -> UnsafeMutablePointer<T> {
    let words = try reserve(&all, count, in: matrix.pool)
    return UnsafeMutableRawPointer(words).assumingMemoryBound(to: T.self)
  }

  /// Room for the sums of groups of runs.
  func groupSums<T: RealElement>(
    _: T.Type, _ count: Int
  ) throws(TensorError) -> UnsafeMutablePointer<T> {
    let words = try reserve(&group, count, in: matrix.pool)
    return UnsafeMutableRawPointer(words).assumingMemoryBound(to: T.self)
  }

  /// Room for what blocks of those sums are put together as.
  func groupTotals<T: NumericElement>(
    _: T.Type, _ count: Int
  ) throws(TensorError) -> UnsafeMutablePointer<T> {
    let words = try reserve(&totals, count, in: matrix.pool)
    return UnsafeMutableRawPointer(words).assumingMemoryBound(to: T.self)
  }

  /// Throws if a row or column is selected more than once.
  ///
  /// - Throws: `TensorError.duplicateIndex`.
  func checkDuplicates(_ operation: String) throws(TensorError) {
    for pick in [rows, columns] {
      if let index = pick?.duplicate {
        throw .duplicateIndex(operation: operation, index: index)
      }
    }
  }
}

/// Makes `memory` have room for `count` values.
func reserve<T: BitwiseCopyable>(
  _ memory: inout Scratch<T>?, _ count: Int, in pool: MemoryPool
) throws(TensorError) -> UnsafeMutablePointer<T> {
  if let memory, memory.byteCount >= count &* MemoryLayout<T>.stride {
    return memory.pointer
  }
  // A half more, so that it doesn't grow every time.
  let wanted = memory == nil ? count : count &+ count / 2
  memory = nil
  let made = try Scratch<T>(count: wanted, in: pool)
  memory = made
  return made.pointer
}

extension SparseMatrix {
  /// What `selectors` pick out: one for rows, and one for columns. An index is
  /// a range of one.
  ///
  /// - Throws: `TensorError.wrongMask`, `.wrongType`, `.indexOutOfRange`,
  ///   `.invalidArgument`, `.outOfMemory`.
  public func selection(
    _ selectors: [Selector]
  ) throws(TensorError) -> SparseSelection {
    guard selectors.count <= 2 else {
      throw .invalidArgument(
        operation: "index",
        reason: "\(selectors.count) selectors for a sparse matrix")
    }
    let result = SparseSelection(self)
    if selectors.count > 0 {
      result.rows = try AxisPick.picking(
        selectors[0], axis: 0, of: shape, in: pool)
    }
    if selectors.count > 1 {
      result.columns = try AxisPick.picking(
        selectors[1], axis: 1, of: shape, in: pool)
    }
    return result
  }
}
