/// Where a sparse matrix has entries.
///
/// Entries are counted row by row, within a row by ascending columns: 4 bytes
/// an entry, and 8 bytes a row. What walks along columns asks for an index by
/// column, which takes 8 bytes an entry more and is made on first use. A
/// structure never changes, so matrices share it.
public final class SparseStructure {
  /// The number of rows.
  public let rowCount: Int

  /// The number of columns.
  public let columnCount: Int

  /// The number of entries.
  public let entryCount: Int

  let rowStartMemory: Scratch<Int>
  let columnMemory: Scratch<UInt32>

  private var index: ColumnIndex?

  /// The most entries, rows and columns that a matrix may have.
  public static let limit = Int(UInt32.max)

  /// Takes over memory that has been filled.
  ///
  /// - Precondition: The numbers are as `checkInvariants()` says.
  init(
    rowCount: Int, columnCount: Int, rowStarts: Scratch<Int>,
    columns: Scratch<UInt32>
  ) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    rowStartMemory = rowStarts
    columnMemory = columns
    entryCount = rowStarts.pointer[rowCount]
    checkInvariants()
  }

  /// The number of the first entry of each row, and the number of entries.
  ///
  /// Valid as long as the structure lives, as all its addresses.
  public var rowStarts: UnsafePointer<Int> {
    UnsafePointer(rowStartMemory.pointer)
  }

  /// The column of each entry.
  public var columns: UnsafePointer<UInt32> {
    UnsafePointer(columnMemory.pointer)
  }

  /// The rows and the columns.
  public var shape: Shape {
    var shape = Shape(vector: rowCount)
    shape.append(columnCount)
    return shape
  }

  /// The bytes that the structure takes, those of the index included.
  public var byteCount: Int {
    rowStartMemory.byteCount + columnMemory.byteCount + (index?.byteCount ?? 0)
  }

  /// Whether the index by column has been made.
  public var hasColumnIndex: Bool { index != nil }

  /// The entries column by column.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  func columnIndex() throws(TensorError) -> ColumnIndex {
    if let index { return index }
    let made = try ColumnIndex(of: self)
    index = made
    return made
  }

  /// Whether both have entries in the same places.
  public func isSame(as other: SparseStructure) -> Bool {
    if self === other { return true }
    guard rowCount == other.rowCount, columnCount == other.columnCount,
      entryCount == other.entryCount
    else { return false }
    let (a, b) = (rowStarts, other.rowStarts)
    for row in 0...rowCount where a[row] != b[row] { return false }
    let (c, d) = (columns, other.columns)
    for entry in 0..<entryCount where c[entry] != d[entry] { return false }
    return true
  }

  /// The number of the entry at a place, or nil if there is none.
  ///
  /// - Precondition: The row is one of the matrix.
  public func entry(row: Int, column: Int) -> Int? {
    let columns = columns
    var (low, high) = (rowStarts[row], rowStarts[row + 1])
    while low < high {
      let middle = (low + high) / 2
      if Int(columns[middle]) < column {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < rowStarts[row + 1] && Int(columns[low]) == column ? low : nil
  }

  /// The row and column of an entry.
  ///
  /// - Precondition: There is such an entry.
  public func place(of entry: Int) -> (row: Int, column: Int) {
    let starts = rowStarts
    var (low, high) = (0, rowCount)
    // The last row that begins at or before the entry.
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= entry { low = middle } else { high = middle }
    }
    return (low, Int(columns[entry]))
  }

  var pool: MemoryPool { rowStartMemory.storage.pool }

  /// Whether the numbers are those of a matrix: no row begins before the one
  /// above ends, and columns ascend within each row.
  static func isValid(
    _ starts: UnsafePointer<Int>, _ columns: UnsafePointer<UInt32>,
    _ rowCount: Int, _ columnCount: Int
  ) -> Bool {
    let count = starts[rowCount]
    guard starts[0] == 0 else { return false }
    for row in 0..<rowCount {
      let (from, to) = (starts[row], starts[row + 1])
      guard from <= to, to <= count else { return false }
      var last = -1
      for entry in from..<to {
        let column = Int(columns[entry])
        guard column > last, column < columnCount else { return false }
        last = column
      }
    }
    return true
  }

  private func checkInvariants() {
    assert(
      SparseStructure.isValid(rowStarts, columns, rowCount, columnCount))
  }

  /// Throws unless a matrix may have this size.
  static func check(
    rows: Int, columns: Int
  ) throws(TensorError) {
    for size in [rows, columns] {
      guard size >= 0 else { throw .negativeSize(size) }
      guard size <= limit else { throw .tooManyElements([rows, columns]) }
    }
  }
}

/// The entries of a sparse matrix column by column, rows ascending.
struct ColumnIndex {
  /// The place in the lists of the first entry of each column, and their
  /// length.
  let starts: Scratch<Int>
  /// The row of each entry.
  let rows: Scratch<UInt32>
  /// The number of each entry in the order of rows.
  let positions: Scratch<UInt32>

  var byteCount: Int {
    starts.byteCount + rows.byteCount + positions.byteCount
  }

  init(of structure: SparseStructure) throws(TensorError) {
    let (pool, count) = (structure.pool, structure.entryCount)
    starts = try Scratch(count: structure.columnCount + 1, in: pool)
    rows = try Scratch(count: count, in: pool)
    positions = try Scratch(count: count, in: pool)
    try sortByColumn(
      structure.rowStarts, structure.columns, rowCount: structure.rowCount,
      columnCount: structure.columnCount, starts: starts.pointer,
      rows: rows.pointer, positions: positions.pointer)
  }
}
