/// A number of entries of all lines together.
extension EntryDraws {
  /// Draws entries of all lines together, each as likely as any other.
  ///
  /// First it is drawn how many each line has: the number is shared out between
  /// the first and the second half of the lines, then within these, and so on.
  /// Each share has its own place in the stream.
  ///
  /// - Parameters:
  ///   - total: How many.
  ///   - lines: What there is to draw from.
  ///   - isRepeating: Whether an entry may be drawn more than once.
  ///   - source: Where random numbers come from.
  ///   - pool: Where memory comes from.
  /// - Throws: `TensorError.invalidArgument` if there are not as many entries,
  ///   `.tooManyEntries`, `.outOfMemory`.
  public init(
    total: Int, lines: EntryLines, isRepeating: Bool,
    from source: RandomSource, in pool: MemoryPool
  ) throws(TensorError) {
    let most = lines.mostTotal(isRepeating: isRepeating)
    guard total >= 0, total <= most else {
      throw .invalidArgument(
        operation: "sparse",
        reason: "there are from 0 to \(most) entries, not \(total)")
    }
    let starts = try Scratch<Int>(count: lines.count + 1, in: pool)
    try EntryDraws.share(
      total, among: lines.count, try lines.sizesBefore(in: pool), isRepeating,
      source, starts.pointer, pool)
    try SparseStructure.sumCounts(starts.pointer, lines.count, lines.length)
    try self.init(
      starts: starts, lines: lines, isRepeating: isRepeating, from: source)
  }

  /// Writes how many of `total` draws each of `lineCount` lines has.
  ///
  /// A level of a tree has twice as many parts as the one above, all of as many
  /// lines, but for one more or less.
  private static func share(
    _ total: Int, among lineCount: Int, _ before: (Int) -> Double,
    _ isRepeating: Bool, _ source: RandomSource,
    _ counts: UnsafeMutablePointer<Int>, _ pool: MemoryPool
  ) throws(TensorError) {
    if lineCount == 0 { return }
    let depth = Int.bitWidth - (lineCount - 1).leadingZeroBitCount
    let key = (
      UInt32(truncatingIfNeeded: source.seed),
      UInt32(truncatingIfNeeded: source.seed >> 32)
    )
    let (stream, position) = (source.stream, source.position)
    source.position &+= UInt64(max(Philox.lanes, 1 << depth))
    var upper = try Scratch<UInt32>(count: 1, in: pool)
    upper.pointer[0] = UInt32(truncatingIfNeeded: total)
    for level in 0..<depth {
      let parts = 1 << level
      let lower = try Scratch<UInt32>(count: 2 &* parts, in: pool)
      let (from, to) = (upper.pointer, lower.pointer)
      let deviation = (Double(total) / Double(parts)).squareRoot()
      let steps = 20 &* (Int(exactly: deviation.rounded(.up)) ?? 1)
      try forEachLongChunk(
        of: parts, grain: max(1, parts / 64), cost: 20_000 &+ 5_000 &* steps
      ) { range, interruption in
        for part in range {
          if let interruption, interruption.isBreakingOff { return }
          let own = Int(from[part])
          let start = before(edge(part, parts, lineCount))
          let middle = before(edge(2 &* part &+ 1, 2 &* parts, lineCount))
          let end = before(edge(part &+ 1, parts, lineCount))
          let draw = CountDraw(
            first: middle - start, second: end - middle, draws: own,
            isRepeating: isRepeating)
          let at = position &+ UInt64(parts &+ part)
          let share = draw.share(number(at, stream, key))
          to[2 &* part] = UInt32(truncatingIfNeeded: share)
          to[2 &* part &+ 1] = UInt32(truncatingIfNeeded: own &- share)
        }
      }
      upper = lower
    }
    counts.update(repeating: 0, count: lineCount)
    let parts = 1 << depth
    for part in 0..<parts {
      let line = edge(part, parts, lineCount)
      if line < edge(part &+ 1, parts, lineCount) {
        counts[line] = Int(upper.pointer[part])
      }
    }
  }

  /// The first line of a part.
  @inline(__always)
  private static func edge(_ part: Int, _ parts: Int, _ lines: Int) -> Int {
    // Parts are a power of two; neither factor is above 2³².
    Int(truncatingIfNeeded: UInt64(part) &* UInt64(lines) / UInt64(parts))
  }

  /// The number in [0, 1) at a place of the stream.
  private static func number(
    _ position: UInt64, _ stream: UInt64, _ key: (UInt32, UInt32)
  ) -> Double {
    let words = Philox.block(
      (
        UInt32(truncatingIfNeeded: position),
        UInt32(truncatingIfNeeded: position >> 32),
        UInt32(truncatingIfNeeded: stream),
        UInt32(truncatingIfNeeded: stream >> 32)
      ), key)
    let bits = UInt64(words.0) << 32 | UInt64(words.1)
    return Double(Int(truncatingIfNeeded: bits >> 11)) * 0x1p-53
  }
}

extension EntryLines {
  /// How many places the lines before one have together.
  fileprivate func sizesBefore(
    in pool: MemoryPool
  ) throws(TensorError) -> (Int) -> Double {
    let length = Double(length)
    guard hasExclusions else { return { Double($0) * length } }
    let missing = try Scratch<UInt32>(count: count + 1, in: pool)
    var sum: UInt32 = 0
    for line in 0..<count {
      missing.pointer[line] = sum
      if excluded(line) != LineDraws.none { sum &+= 1 }
    }
    missing.pointer[count] = sum
    return { Double($0) * length - Double(missing.pointer[$0]) }
  }
}
