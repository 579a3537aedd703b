/// Entries of a sparse matrix, drawn line by line: the rows or the columns.
///
/// An entry that is drawn more than once counts each time, until a matrix is
/// made of the draws. They lie line by line, within a line by ascending places:
/// 4 bytes each, and 8 bytes a line. Lines are drawn on several threads, with
/// the same result for any number of them.
///
/// ```swift
/// let draws = try EntryDraws(
///   degree: 100, lines: EntryLines(count: 5_000, length: 20_000),
///   isRepeating: false, from: source, in: pool)
/// let values = try Tensor.full([draws.count], 0.5, in: pool)
/// let weights = try draws.matrix(values: values, linesAreRows: false)
/// ```
public struct EntryDraws {
  let lines: EntryLines

  /// The number of the first draw of each line, and the number of draws.
  let starts: Scratch<Int>

  /// The place along its line of each draw.
  let places: Scratch<UInt32>

  /// Whether a place may have been drawn more than once.
  let isRepeating: Bool

  /// The number of draws.
  public var count: Int { starts.pointer[lines.count] }

  var pool: MemoryPool { starts.storage.pool }

  /// Draws as many entries of each line.
  ///
  /// - Parameters:
  ///   - degree: How many.
  ///   - lines: What there is to draw from.
  ///   - isRepeating: Whether an entry may be drawn more than once.
  ///   - source: Where random numbers come from.
  ///   - pool: Where memory comes from.
  /// - Throws: `TensorError.invalidArgument` where a line has not as many
  ///   places, `.tooManyEntries`, `.outOfMemory`.
  public init(
    degree: Int, lines: EntryLines, isRepeating: Bool,
    from source: RandomSource, in pool: MemoryPool
  ) throws(TensorError) {
    let most = lines.mostDraws(isRepeating: isRepeating)
    guard degree >= 0, degree <= most else {
      throw .invalidArgument(
        operation: "sparse",
        reason: "a line has from 0 to \(most) entries, not \(degree)")
    }
    let (total, overflow) = degree.multipliedReportingOverflow(by: lines.count)
    guard !overflow, total <= SparseStructure.limit else {
      throw .tooManyEntries(
        shape: lines.shape, entries: overflow ? .max : total)
    }
    let starts = try Scratch<Int>(count: lines.count + 1, in: pool)
    for line in 0...lines.count { starts.pointer[line] = line &* degree }
    try self.init(
      starts: starts, lines: lines, isRepeating: isRepeating, from: source)
  }

  /// Draws as many entries of each line as there is room for between starts.
  init(
    starts: Scratch<Int>, lines: EntryLines, isRepeating: Bool,
    from source: RandomSource
  ) throws(TensorError) {
    let (pool, start) = (starts.storage.pool, starts.pointer)
    self.lines = lines
    self.starts = starts
    self.isRepeating = isRepeating
    places = try Scratch(count: start[lines.count], in: pool)
    var most = 0
    for line in 0..<lines.count {
      most = max(most, start[line + 1] &- start[line])
    }
    if most == 0 { return }
    let draws = LineDraws(
      isRepeating: isRepeating, seed: source.seed, stream: source.stream,
      position: source.position, blocksPerLine: LineDraws.blocks(for: most))
    source.position &+= UInt64(lines.count) &* draws.blocksPerLine
    // Each part has a table: together they are small beside the draws.
    let parts = max(1, min(64, lines.count / 16))
    let grain = (lines.count &+ parts &- 1) / parts
    let size = LineDraws.tableSize(for: most)
    let tables = try Scratch<UInt32>(count: parts &* size, in: pool)
    let (table, place) = (tables.pointer, places.pointer)
    let cost = (start[lines.count] / lines.count &+ 32) &* drawCost
    try forEachLongChunk(of: lines.count, grain: grain, cost: cost) {
      range, interruption in
      withWords { words in
        for line in range {
          if let interruption, interruption.isBreakingOff { return }
          draws.fill(
            place + start[line], count: start[line &+ 1] &- start[line],
            length: lines.length, excluded: lines.excluded(line), of: line,
            table + range.lowerBound / grain &* size, words)
        }
      }
    }
  }
}

/// What entries are drawn from: lines with as many places each.
public struct EntryLines {
  /// The number of lines.
  public let count: Int

  /// The number of places along a line.
  public let length: Int

  /// The place of each line that is left out, or -1; nil if none is.
  private let exclusions: Tensor?

  /// - Parameters:
  ///   - count: The number of lines.
  ///   - length: The number of places along a line.
  ///   - excluding: An `int64` vector with the place of each line that is left
  ///     out, or -1; nil leaves out none.
  /// - Throws: `TensorError.negativeSize`, `.tooManyElements`.
  public init(
    count: Int, length: Int, excluding: Tensor? = nil
  ) throws(TensorError) {
    try SparseStructure.check(rows: count, columns: length)
    precondition(
      excluding.map {
        $0.type == .int64 && $0.shape == Shape(vector: count)
          && $0.isContiguous
      } ?? true)
    self.count = count
    self.length = length
    exclusions =
      try excluding?.comparing(.greaterOrEqual, 0)
      .reduced(.any).isTrue == true ? excluding : nil
  }

  /// The place of a line that is left out.
  @inline(__always)
  func excluded(_ line: Int) -> UInt32 {
    guard let exclusions else { return LineDraws.none }
    // -1 becomes the number that stands for none.
    return UInt32(truncatingIfNeeded: exclusions.pointer(Int.self)[line])
  }

  /// Whether some lines have a place that is left out.
  var hasExclusions: Bool { exclusions != nil }

  /// The most entries that can be drawn of every line.
  public func mostDraws(isRepeating: Bool) -> Int {
    let places = length &- (hasExclusions ? 1 : 0)
    if count == 0 || isRepeating && places > 0 { return SparseStructure.limit }
    return places
  }

  /// The most entries that can be drawn of all lines together.
  public func mostTotal(isRepeating: Bool) -> Int {
    let missing = (0..<count).reduce(0) {
      $0 &+ (excluded($1) == LineDraws.none ? 0 : 1)
    }
    // The product of two numbers of 32 bits, and not all of them are there.
    let all = UInt64(count) &* UInt64(length) &- UInt64(missing)
    if all == 0 { return 0 }
    return isRepeating
      ? SparseStructure.limit : Int(min(all, UInt64(SparseStructure.limit)))
  }

  var shape: Shape {
    var shape = Shape(vector: count)
    shape.append(length)
    return shape
  }
}

/// What it costs to draw an entry, in picoseconds.
let drawCost = 10_000

/// Calls `body` with room for a group of random words.
@inline(__always)
func withWords(_ body: (UnsafeMutablePointer<UInt32>) -> Void) {
  withUnsafeTemporaryAllocation(
    of: UInt32.self, capacity: Philox.groupWords
  ) { buffer in
    if let words = buffer.baseAddress { body(words) }
  }
}
