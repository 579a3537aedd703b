/// Brings a list of entries into the order of a sparse matrix.
///
/// Beside the list there is only the matrix that is being made, 8 bytes an
/// entry in `float32`, and room to sort some of the rows.
struct EntrySorter {
  /// `int64` vectors of the same length.
  let rows: Tensor
  let columns: Tensor
  /// What their numbers count from.
  let base: Int
  /// The rows and columns of the matrix.
  let size: (rows: Int, columns: Int)
  /// Whether the values of an entry that is given more than once are added up;
  /// it is an error otherwise.
  let addsDuplicates: Bool

  /// The matrix whose entries have these values: a vector of real numbers, one
  /// for each entry.
  func matrix(
    values: Tensor, type: ElementType, in pool: MemoryPool
  ) throws(TensorError) -> SparseMatrix {
    switch (values.type == .float32, type == .float32) {
    case (true, true):
      try matrix(values, Float.self, Float.self, in: pool)
    case (true, false):
      try matrix(values, Float.self, Double.self, in: pool)
    case (false, true):
      try matrix(values, Double.self, Float.self, in: pool)
    case (false, false):
      try matrix(values, Double.self, Double.self, in: pool)
    }
  }

  private func matrix<Given: RealElement, T: RealElement>(
    _ values: Tensor, _: Given.Type, _: T.Type, in pool: MemoryPool
  ) throws(TensorError) -> SparseMatrix {
    let count = rows.count
    let starts = try rowStarts(in: pool)
    var places = try Scratch<UInt32>(count: count, in: pool)
    var sorted = try Tensor(
      uninitialized: Shape(vector: count), type: T.elementType, in: pool)
    try scatter(
      values, Given.self, starts.pointer, places.pointer,
      sorted.pointer(T.self))
    try sortRows(starts.pointer, places.pointer, sorted, T.self, in: pool)
    let total = try joined(
      starts.pointer, places.pointer, sorted.pointer(T.self))
    if total < count {
      let fewer = try Scratch<UInt32>(count: total, in: pool)
      fewer.pointer.update(from: places.pointer, count: total)
      places = fewer
      sorted = try sorted.narrowed(axis: 0, start: 0, count: total).copied()
    }
    return SparseMatrix(
      SparseStructure(
        rowCount: size.rows, columnCount: size.columns, rowStarts: starts,
        columns: places), values: sorted)
  }

  /// The place of the first entry of each row, after all were checked.
  private func rowStarts(
    in pool: MemoryPool
  ) throws(TensorError) -> Scratch<Int> {
    let (r, c) = (VectorElements<Int>(rows), VectorElements<Int>(columns))
    let starts = try Scratch<Int>(count: size.rows + 1, in: pool)
    starts.pointer.update(repeating: 0, count: size.rows + 1)
    try forEachPart(of: rows.count) { part throws(TensorError) in
      for i in part {
        try check(r[i], size.rows)
        try check(c[i], size.columns)
        starts.pointer[r[i] &- base] &+= 1
      }
    }
    try SparseStructure.sumCounts(starts.pointer, size.rows, size.columns)
    return starts
  }

  private func check(_ number: Int, _ size: Int) throws(TensorError) {
    let index = number &- base
    guard index >= 0, index < size else {
      throw .indexOutOfRange(operation: "sparse", index: index, size: size)
    }
  }

  /// Writes columns and values row by row, within a row in the order of the
  /// list.
  private func scatter<Given: RealElement, T: RealElement>(
    _ values: Tensor, _: Given.Type, _ starts: UnsafeMutablePointer<Int>,
    _ places: UnsafeMutablePointer<UInt32>, _ out: UnsafeMutablePointer<T>
  ) throws(TensorError) {
    let (r, c) = (VectorElements<Int>(rows), VectorElements<Int>(columns))
    let x = VectorElements<Given>(values)
    // Each start moves on to the end of its row, and then back by a place.
    try forEachPart(of: rows.count) { part in
      for i in part {
        let row = r[i] &- base
        let place = starts[row]
        starts[row] = place &+ 1
        places[place] = UInt32(truncatingIfNeeded: c[i] &- base)
        out[place] = T(x[i])
      }
    }
    var row = size.rows
    while row > 0 {
      starts[row] = starts[row &- 1]
      row &-= 1
    }
    starts[0] = 0
  }

  // MARK: Rows

  /// Sorts each row by column, and leaves the order of entries that are given
  /// more than once.
  ///
  /// Rows of usual length are sorted on several threads, each with room of its
  /// own; the longest, of which there can't be many, one after the other.
  private func sortRows<T: RealElement>(
    _ starts: UnsafePointer<Int>, _ places: UnsafeMutablePointer<UInt32>,
    _ values: Tensor, _: T.Type, in pool: MemoryPool
  ) throws(TensorError) {
    let out = values.pointer(T.self)
    let parts = max(1, min(64, size.rows / 64))
    let usual = max(16, values.count / (16 * parts))
    let grain = max(1, (size.rows &+ parts &- 1) / parts)
    let keys = try Scratch<UInt64>(count: parts * usual, in: pool)
    let copies = try Scratch<T>(count: parts * usual, in: pool)
    let cost = values.count / max(1, size.rows) &* sortCost
    try forEachLongChunk(of: size.rows, grain: grain, cost: cost) {
      range, interruption in
      let room = range.lowerBound / grain &* usual
      for row in range {
        if let interruption, interruption.isBreakingOff { return }
        let (start, end) = (starts[row], starts[row &+ 1])
        if end &- start > usual { continue }
        sortLine(
          places + start, out + start, count: end &- start,
          keys.pointer + room, copies.pointer + room)
      }
    }
    var longest = 0
    for row in 0..<size.rows {
      longest = max(longest, starts[row + 1] &- starts[row])
    }
    if longest <= usual { return }
    let longKeys = try Scratch<UInt64>(count: longest, in: pool)
    let longCopies = try Scratch<T>(count: longest, in: pool)
    var check = StopCheck()
    for row in 0..<size.rows {
      let (start, end) = (starts[row], starts[row &+ 1])
      if end &- start <= usual { continue }
      sortLine(
        places + start, out + start, count: end &- start, longKeys.pointer,
        longCopies.pointer)
      // Sorting takes some steps for each.
      try check.after(16 &* (end &- start))
    }
  }

  /// Adds up the values of entries that are given more than once, and moves
  /// the entries together; returns how many there are.
  private func joined<T: RealElement>(
    _ starts: UnsafeMutablePointer<Int>,
    _ places: UnsafeMutablePointer<UInt32>, _ values: UnsafeMutablePointer<T>
  ) throws(TensorError) -> Int {
    var check = StopCheck()
    var total = 0
    var start = 0
    for row in 0..<size.rows {
      let end = starts[row + 1]
      let first = total
      for entry in start..<end {
        let column = places[entry]
        if total > first, places[total &- 1] == column {
          guard addsDuplicates else {
            throw .duplicateEntry(row: row, column: Int(column))
          }
          values[total &- 1] += values[entry]
          continue
        }
        if total < entry {
          places[total] = column
          values[total] = values[entry]
        }
        total &+= 1
      }
      starts[row + 1] = total
      try check.after(end &- start &+ 1)
      start = end
    }
    return total
  }
}

/// The elements of a vector, wherever they lie.
private struct VectorElements<T: Element> {
  private let start: UnsafePointer<T>
  private let step: Int

  init(_ vector: Tensor) {
    start = UnsafePointer(vector.pointer(T.self))
    step = vector.strides[0]
  }

  @inline(__always)
  subscript(_ index: Int) -> T { start[index &* step] }
}

/// What it costs to sort an entry, in picoseconds.
private let sortCost = 30_000

/// Sorts columns and their values, with room for as many keys and values.
private func sortLine<T>(
  _ places: UnsafeMutablePointer<UInt32>, _ values: UnsafeMutablePointer<T>,
  count: Int, _ keys: UnsafeMutablePointer<UInt64>,
  _ copies: UnsafeMutablePointer<T>
) {
  var isSorted = true
  for i in 0..<count {
    if i > 0, places[i] < places[i &- 1] { isSorted = false }
    // Column and place in one number: sorting it keeps them together.
    keys[i] =
      UInt64(places[i]) << 32 | UInt64(truncatingIfNeeded: i)
  }
  if isSorted { return }
  copies.update(from: values, count: count)
  var line = UnsafeMutableBufferPointer(start: keys, count: count)
  line.sort()
  for i in 0..<count {
    places[i] = UInt32(truncatingIfNeeded: keys[i] >> 32)
    values[i] = copies[Int(truncatingIfNeeded: keys[i] & 0xFFFF_FFFF)]
  }
}
