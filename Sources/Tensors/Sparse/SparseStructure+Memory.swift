/// The memory of a structure, for whoever saves it.
extension SparseStructure {
  /// Holds the starts of the rows: a word for each, and one more.
  public var rowStartStorage: Storage { rowStartMemory.storage }

  /// Holds the column of each entry, in 32 bits.
  public var columnStorage: Storage { columnMemory.storage }

  /// Takes over memory that was saved, or returns nil if it isn't that of a
  /// structure with these rows and columns.
  public convenience init?(
    rows: Int, columns: Int, rowStarts: Storage, columns places: Storage
  ) {
    guard (0...SparseStructure.limit).contains(rows),
      (0...SparseStructure.limit).contains(columns),
      rowStarts.byteCount == (rows + 1) * MemoryLayout<Int>.stride
    else { return nil }
    let starts = Scratch<Int>(rowStarts)
    let count = places.byteCount / MemoryLayout<UInt32>.stride
    guard starts.pointer[rows] == count,
      places.byteCount == count * MemoryLayout<UInt32>.stride,
      SparseStructure.isValid(
        UnsafePointer(starts.pointer),
        UnsafePointer(Scratch<UInt32>(places).pointer), rows, columns)
    else { return nil }
    self.init(
      rowCount: rows, columnCount: columns, rowStarts: starts,
      columns: Scratch(places))
  }
}

/// What walks along entries elsewhere than here needs of a structure.
extension SparseStructure {
  /// The entries column by column: the place of the first one of each column, and their
  /// number; the row of the entry at each place, and its number in the order of rows.
  ///
  /// Valid as long as the structure lives.
  ///
  /// - Throws: `TensorError.outOfMemory`.
  package func entriesByColumn() throws(TensorError) -> (
    starts: UnsafePointer<Int>, rows: UnsafePointer<UInt32>,
    numbers: UnsafePointer<UInt32>
  ) {
    let index = try columnIndex()
    return (
      UnsafePointer(index.starts.pointer), UnsafePointer(index.rows.pointer),
      UnsafePointer(index.positions.pointer)
    )
  }
}
