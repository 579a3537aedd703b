/// Structures that are drawn or listed.
extension SparseStructure {
  /// A structure in which each element is an entry with probability `density`,
  /// whatever the others are.
  ///
  /// The time and the memory that it takes are those of the entries: the dense
  /// matrix is never made. Rows are drawn on several threads, with the same
  /// result for any number of them.
  ///
  /// - Throws: `TensorError.invalidArgument` for a density outside 0...1 or
  ///   NaN, `.negativeSize`, `.tooManyElements`, `.tooManyEntries`,
  ///   `.outOfMemory`.
  public static func random(
    rows: Int, columns: Int, density: Double, from source: RandomSource,
    in pool: MemoryPool
  ) throws(TensorError) -> SparseStructure {
    try check(rows: rows, columns: columns)
    guard density >= 0, density <= 1 else {
      throw .invalidArgument(
        operation: "sparse",
        reason: "the density must be a number in 0...1, not"
          + " \(density.isNaN ? .nan : density)")
    }
    guard density > 0, density < 1 else {
      return try regular(
        rows: rows, columns: columns, isFull: density == 1, in: pool)
    }
    let draws = SparseDraws(
      probability: density, columnCount: columns, seed: source.seed,
      stream: source.stream, position: source.position)
    source.position &+= UInt64(rows) &* draws.blocksPerRow
    // A chunk of rows is work for a while, whatever the density.
    let perRow = Double(columns) * density
    let grain = max(1, Int(16_384 / (perRow + 16)))
    let cost = Int(perRow + 16) &* drawCost
    let starts = try Scratch<Int>(count: rows + 1, in: pool)
    let start = starts.pointer
    try forEachLongChunk(of: rows, grain: grain, cost: cost) { range, _ in
      withWords { words in
        for row in range { start[row] = draws.count(of: row, words) }
      }
    }
    try sumCounts(start, rows, columns)
    let places = try Scratch<UInt32>(count: start[rows], in: pool)
    let place = places.pointer
    try forEachLongChunk(of: rows, grain: grain, cost: cost) { range, _ in
      withWords { words in
        for row in range { draws.fill(place + start[row], of: row, words) }
      }
    }
    return SparseStructure(
      rowCount: rows, columnCount: columns, rowStarts: starts, columns: places)
  }

  /// A structure in which each element is an entry, or none is.
  static func regular(
    rows: Int, columns: Int, isFull: Bool, in pool: MemoryPool
  ) throws(TensorError) -> SparseStructure {
    try check(rows: rows, columns: columns)
    let starts = try Scratch<Int>(count: rows + 1, in: pool)
    for row in 0..<rows { starts.pointer[row] = isFull ? columns : 0 }
    try sumCounts(starts.pointer, rows, columns)
    let places = try Scratch<UInt32>(count: starts.pointer[rows], in: pool)
    if isFull {
      var check = StopCheck()
      for row in 0..<rows {
        let line = places.pointer + row &* columns
        for column in 0..<columns {
          line[column] = UInt32(truncatingIfNeeded: column)
        }
        try check.after(columns)
      }
    }
    return SparseStructure(
      rowCount: rows, columnCount: columns, rowStarts: starts, columns: places)
  }

  /// Makes starts of the counts of rows.
  static func sumCounts(
    _ starts: UnsafeMutablePointer<Int>, _ rows: Int, _ columns: Int
  ) throws(TensorError) {
    var sum = 0
    for row in 0..<rows {
      let own = starts[row]
      starts[row] = sum
      // Each is below 2³², and so are the rows.
      sum &+= own
    }
    starts[rows] = sum
    guard sum <= limit else {
      var shape = Shape(vector: rows)
      shape.append(columns)
      throw .tooManyEntries(shape: shape, entries: sum)
    }
  }
}

/// What it costs to draw an entry, in picoseconds: mostly a logarithm.
private let drawCost = 10_000

/// Calls `body` with room for a group of random words.
@inline(__always)
private func withWords(_ body: (UnsafeMutablePointer<UInt32>) -> Void) {
  withUnsafeTemporaryAllocation(
    of: UInt32.self, capacity: Philox.groupWords
  ) { buffer in
    if let words = buffer.baseAddress { body(words) }
  }
}
