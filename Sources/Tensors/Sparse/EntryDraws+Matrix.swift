/// Matrices of what was drawn.
extension EntryDraws {
  /// The matrix with the entries that were drawn. The values of draws of the
  /// same entry are added up, in their order.
  ///
  /// - Parameters:
  ///   - values: The value of each draw: a vector of real numbers. The matrix
  ///     may share its memory.
  ///   - linesAreRows: Whether a line is a row, or a column.
  /// - Returns: A new matrix.
  /// - Throws: `TensorError.outOfMemory`, `.interrupted`.
  /// - Precondition: There is one value for each draw, and they lie in memory in
  ///   order.
  public func matrix(
    values: Tensor, linesAreRows: Bool
  ) throws(TensorError) -> SparseMatrix {
    precondition(
      values.shape == Shape(vector: count) && values.isContiguous
        && values.type.isComputedFloat)
    let isFloat = values.type == .float32
    if !linesAreRows {
      return isFloat
        ? try turned(values, Float.self) : try turned(values, Double.self)
    }
    let joined = try isRepeating ? distinctStarts() : starts
    if joined.pointer[lines.count] == count {
      return SparseMatrix(structure(starts, places), values: values)
    }
    return isFloat
      ? try merged(values, joined, Float.self)
      : try merged(values, joined, Double.self)
  }

  private func structure(
    _ starts: Scratch<Int>, _ places: Scratch<UInt32>
  ) -> SparseStructure {
    SparseStructure(
      rowCount: lines.count, columnCount: lines.length, rowStarts: starts,
      columns: places)
  }

  // MARK: Lines as rows

  /// The number of the first entry of each line, each counted once.
  private func distinctStarts() throws(TensorError) -> Scratch<Int> {
    let result = try Scratch<Int>(count: lines.count + 1, in: pool)
    let (counts, start, place) = (
      result.pointer, starts.pointer, places.pointer
    )
    try forEachLine { line in
      var found = 0
      for draw in start[line]..<start[line &+ 1]
      where isFirst(draw, start[line], place) {
        found &+= 1
      }
      counts[line] = found
    }
    try SparseStructure.sumCounts(counts, lines.count, lines.length)
    return result
  }

  /// The matrix whose rows are the lines, with entries that were drawn twice.
  private func merged<T: RealElement>(
    _ values: Tensor, _ joined: Scratch<Int>, _: T.Type
  ) throws(TensorError) -> SparseMatrix {
    let total = joined.pointer[lines.count]
    let columns = try Scratch<UInt32>(count: total, in: pool)
    let sums = try Tensor(
      uninitialized: Shape(vector: total), type: values.type, in: pool)
    let (x, out) = (values.pointer(T.self), sums.pointer(T.self))
    let (start, place, column) = (
      starts.pointer, places.pointer, columns.pointer
    )
    try forEachLine { line in
      var entry = joined.pointer[line] &- 1
      for draw in start[line]..<start[line &+ 1] {
        if isFirst(draw, start[line], place) {
          entry &+= 1
          column[entry] = place[draw]
          out[entry] = x[draw]
        } else {
          out[entry] += x[draw]
        }
      }
    }
    return SparseMatrix(structure(joined, columns), values: sums)
  }

  /// Calls `body` with each line, on several threads.
  private func forEachLine(_ body: (Int) -> Void) throws(TensorError) {
    let mean = count / max(1, lines.count)
    try forEachLongChunk(
      of: lines.count, grain: max(1, elementGrain / (mean + 1)),
      cost: (mean &+ 4) &* 1_000
    ) { range, interruption in
      for line in range {
        if let interruption, interruption.isBreakingOff { return }
        body(line)
      }
    }
  }

  // MARK: Lines as columns

  /// The matrix whose columns are the lines.
  ///
  /// The rows are cut into blocks, each of which one thread fills: it looks up
  /// where the draws of the block are in each line. So no two threads write to
  /// the same row, and what one writes to lies close together.
  private func turned<T: RealElement>(
    _ values: Tensor, _: T.Type
  ) throws(TensorError) -> SparseMatrix {
    let rows = lines.length
    let rowStarts = try Scratch<Int>(count: rows + 1, in: pool)
    let next = rowStarts.pointer
    next.update(repeating: 0, count: rows + 1)
    let (start, place) = (starts.pointer, places.pointer)
    try forEachBlockOfRows { line, draw, row in
      if isFirst(draw, start[line], place) { next[row] &+= 1 }
    }
    try SparseStructure.sumCounts(next, rows, lines.count)
    let total = next[rows]
    let columns = try Scratch<UInt32>(count: total, in: pool)
    let sums = try Tensor(
      uninitialized: Shape(vector: total), type: values.type, in: pool)
    let (x, out, column) = (
      values.pointer(T.self), sums.pointer(T.self), columns.pointer
    )
    // Each start moves on to the end of its row, and then back by a place.
    try forEachBlockOfRows { line, draw, row in
      let entry = next[row]
      if isFirst(draw, start[line], place) {
        column[entry] = UInt32(truncatingIfNeeded: line)
        out[entry] = x[draw]
        next[row] = entry &+ 1
      } else {
        out[entry &- 1] += x[draw]
      }
    }
    var row = rows
    while row > 0 {
      next[row] = next[row &- 1]
      row &-= 1
    }
    next[0] = 0
    return SparseMatrix(
      SparseStructure(
        rowCount: rows, columnCount: lines.count, rowStarts: rowStarts,
        columns: columns), values: sums)
  }

  /// Calls `body` with the draws in each block of rows, in their order, and with
  /// their lines and rows; for blocks on several threads.
  @inline(__always)
  private func forEachBlockOfRows(
    _ body: (_ line: Int, _ draw: Int, _ row: Int) -> Void
  ) throws(TensorError) {
    let (start, place) = (starts.pointer, places.pointer)
    let (rows, count) = (lines.length, count)
    // To look up where a block begins in a line costs as much as some draws.
    let mean = count / max(1, lines.count)
    let blocks = max(1, min(rows / 256, mean / 16, 64))
    try forEachLongChunk(
      of: blocks, grain: 1, cost: count / blocks &* scatterCost
    ) { range, interruption in
      for block in range {
        let (first, end) = (rows * block / blocks, rows * (block + 1) / blocks)
        var left = elementGrain
        for line in 0..<lines.count {
          let own = start[line]..<start[line &+ 1]
          let from = first == 0 ? own.lowerBound : firstDraw(own, first, place)
          var draw = from
          while draw < own.upperBound {
            let row = Int(place[draw])
            if row >= end { break }
            body(line, draw, row)
            draw &+= 1
          }
          left &-= draw &- from &+ 1
          if left > 0 { continue }
          left = elementGrain
          if let interruption, interruption.isBreakingOff { return }
        }
      }
    }
  }
}

/// What it costs to move an entry, in picoseconds: much of it may be somewhere
/// else in memory.
private let scatterCost = 5_000

/// Whether a draw is the first of its entry.
@inline(__always)
private func isFirst(
  _ draw: Int, _ start: Int, _ places: UnsafePointer<UInt32>
) -> Bool {
  draw == start || places[draw] != places[draw &- 1]
}

/// The first draw of a line whose place isn't below `limit`.
@inline(__always)
private func firstDraw(
  _ draws: Range<Int>, _ limit: Int, _ places: UnsafePointer<UInt32>
) -> Int {
  var (low, high) = (draws.lowerBound, draws.upperBound)
  while low < high {
    let middle = (low &+ high) >> 1
    if Int(places[middle]) < limit { low = middle &+ 1 } else { high = middle }
  }
  return low
}
