/// Brings a list of entries into the order of a sparse matrix.
struct EntrySorter {
  /// Contiguous `int64` vectors of the same length.
  let rows: Tensor
  let columns: Tensor
  /// What their numbers count from.
  let base: Int

  /// The structure, and for each of its entries the place in the list.
  func sorted(
    _ size: (rows: Int, columns: Int), in pool: MemoryPool
  ) throws(TensorError) -> (SparseStructure, order: Tensor) {
    let count = rows.count
    var shape = Shape(vector: size.rows)
    shape.append(size.columns)
    guard count <= SparseStructure.limit else {
      throw .tooManyEntries(shape: shape, entries: count)
    }
    let (r, c) = (rows.pointer(Int.self), columns.pointer(Int.self))
    let starts = try Scratch<Int>(count: size.rows + 1, in: pool)
    let start = starts.pointer
    start.update(repeating: 0, count: size.rows + 1)
    var check = StopCheck()
    for i in 0..<count {
      try self.check(r[i], size.rows)
      try self.check(c[i], size.columns)
      start[r[i] &- base] &+= 1
      try check.after(1)
    }
    try SparseStructure.sumCounts(start, size.rows, size.columns)
    // Column and place in one number: sorting it keeps them together.
    let keys = try Scratch<UInt64>(count: count, in: pool)
    let ends = try Scratch<Int>(count: size.rows + 1, in: pool)
    ends.pointer.update(from: start, count: size.rows + 1)
    for i in 0..<count {
      let row = r[i] &- base
      let place = ends.pointer[row]
      ends.pointer[row] = place &+ 1
      keys.pointer[place] =
        UInt64(truncatingIfNeeded: c[i] &- base) << 32
        | UInt64(truncatingIfNeeded: i)
      try check.after(1)
    }
    let places = try Scratch<UInt32>(count: count, in: pool)
    let order = try Tensor(
      uninitialized: Shape(vector: count), type: .int64, in: pool)
    let source = order.pointer(Int.self)
    for row in 0..<size.rows {
      let (from, to) = (start[row], start[row + 1])
      var line = UnsafeMutableBufferPointer(
        start: keys.pointer + from, count: to - from)
      line.sort()
      for entry in from..<to {
        let key = keys.pointer[entry]
        let column = UInt32(truncatingIfNeeded: key >> 32)
        if entry > from, places.pointer[entry - 1] == column {
          throw .duplicateEntry(row: row, column: Int(column))
        }
        places.pointer[entry] = column
        source[entry] = Int(truncatingIfNeeded: key & 0xFFFF_FFFF)
      }
      // Sorting takes some steps for each.
      try check.after(16 &* (to &- from))
    }
    let structure = SparseStructure(
      rowCount: size.rows, columnCount: size.columns, rowStarts: starts,
      columns: places)
    return (structure, order)
  }

  private func check(_ number: Int, _ size: Int) throws(TensorError) {
    let index = number &- base
    guard index >= 0, index < size else {
      throw .indexOutOfRange(operation: "sparse", index: index, size: size)
    }
  }
}
