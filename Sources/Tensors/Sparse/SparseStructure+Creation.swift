/// Structures that are drawn or listed.
extension SparseStructure {
  /// A structure in which each element is an entry with probability `density`,
  /// whatever the others are.
  ///
  /// The time and the memory that it takes are those of the entries: the dense
  /// matrix is never made. Rows are drawn on several threads, with the same
  /// result for any number of them.
  ///
  /// - Parameters:
  ///   - rows: The number of rows.
  ///   - columns: The number of columns.
  ///   - density: The probability of an entry.
  ///   - excluding: An `int64` vector with the column of each row that has no
  ///     entry, or -1; nil excludes none. The others are as they would be.
  ///   - source: Where random numbers come from.
  ///   - pool: Where memory comes from.
  /// - Returns: A new structure.
  /// - Throws: `TensorError.invalidArgument` for a density outside 0...1 or
  ///   NaN, `.negativeSize`, `.tooManyElements`, `.tooManyEntries`,
  ///   `.outOfMemory`.
  public static func random(
    rows: Int, columns: Int, density: Double, excluding: Tensor? = nil,
    from source: RandomSource, in pool: MemoryPool
  ) throws(TensorError) -> SparseStructure {
    let lines = try EntryLines(
      count: rows, length: columns, excluding: excluding)
    guard density >= 0, density <= 1 else {
      throw .invalidArgument(
        operation: "sparse",
        reason: "the density must be a number in 0...1, not"
          + " \(density.isNaN ? .nan : density)")
    }
    guard density > 0, density < 1 else {
      return try regular(lines, isFull: density == 1, in: pool)
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
        for row in range {
          start[row] = draws.count(of: row, lines.excluded(row), words)
        }
      }
    }
    try sumCounts(start, rows, columns)
    let places = try Scratch<UInt32>(count: start[rows], in: pool)
    let place = places.pointer
    try forEachLongChunk(of: rows, grain: grain, cost: cost) { range, _ in
      withWords { words in
        for row in range {
          draws.fill(place + start[row], of: row, lines.excluded(row), words)
        }
      }
    }
    return SparseStructure(
      rowCount: rows, columnCount: columns, rowStarts: starts, columns: places)
  }

  /// A structure in which each element but those left out is an entry, or none
  /// is. Its rows are the lines.
  private static func regular(
    _ lines: EntryLines, isFull: Bool, in pool: MemoryPool
  ) throws(TensorError) -> SparseStructure {
    let (rows, columns) = (lines.count, lines.length)
    let starts = try Scratch<Int>(count: rows + 1, in: pool)
    for row in 0..<rows {
      let isWhole = lines.excluded(row) == LineDraws.none
      starts.pointer[row] = isFull ? columns &- (isWhole ? 0 : 1) : 0
    }
    try sumCounts(starts.pointer, rows, columns)
    let places = try Scratch<UInt32>(count: starts.pointer[rows], in: pool)
    if isFull {
      var check = StopCheck()
      for row in 0..<rows {
        let excluded = lines.excluded(row)
        var entry = starts.pointer[row]
        for column in 0..<columns {
          let number = UInt32(truncatingIfNeeded: column)
          if number == excluded { continue }
          places.pointer[entry] = number
          entry &+= 1
        }
        try check.after(columns)
      }
    }
    return SparseStructure(
      rowCount: rows, columnCount: columns, rowStarts: starts, columns: places)
  }

  /// The rows of `blocks`, one block below the other.
  ///
  /// - Throws: `TensorError.tooManyElements`, `.tooManyEntries`, `.outOfMemory`.
  /// - Precondition: All have this number of columns.
  public static func stacked(
    _ blocks: [SparseStructure], columns: Int, in pool: MemoryPool
  ) throws(TensorError) -> SparseStructure {
    precondition(blocks.allSatisfy { $0.columnCount == columns })
    let rows = blocks.reduce(0) { $0 + $1.rowCount }
    try check(rows: rows, columns: columns)
    let starts = try Scratch<Int>(count: rows + 1, in: pool)
    var row = 0
    for block in blocks {
      for own in 0..<block.rowCount {
        starts.pointer[row] = block.rowStarts[own + 1] - block.rowStarts[own]
        row += 1
      }
    }
    try sumCounts(starts.pointer, rows, columns)
    let places = try Scratch<UInt32>(count: starts.pointer[rows], in: pool)
    var next = places.pointer
    for block in blocks {
      next.update(from: block.columns, count: block.entryCount)
      next += block.entryCount
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
