/// The entries of a selection, in runs: those of a row, or of a column.
struct SparseRuns {
  /// Whether a run has the entries of a row.
  var isByRow: Bool

  /// The number of runs.
  var count: Int

  /// The row or column of each run; nil if they are all there are, in order.
  var majors: UnsafePointer<Int>?

  /// The place where each row or column begins, and one more; if the entries
  /// were picked from, of each run.
  var starts: UnsafePointer<Int>

  /// The place where each run ends, if entries were picked from it.
  var ends: UnsafePointer<Int>?

  /// The column or row of the entry at each place.
  var minors: UnsafePointer<UInt32>

  /// The number of the entry at each place; nil if that is the place.
  var positions: UnsafePointer<UInt32>?

  /// The number of entries of all runs.
  var entryCount = 0

  /// The row or column of a run.
  @inline(__always)
  func major(_ run: Int) -> Int { majors?[run] ?? run }

  /// The places of a run.
  @inline(__always)
  func places(_ run: Int) -> (from: Int, to: Int) {
    if let ends { return (starts[run], ends[run]) }
    let line = majors?[run] ?? run
    return (starts[line], starts[line &+ 1])
  }

  /// How many runs ahead memory is asked for.
  static let lookahead = 3

  /// Asks for the entries of the run that comes soon after `run`, and of the
  /// first ones as well at the start of `range`.
  @inline(__always)
  func prefetch<T>(
    after run: Int, in range: Range<Int>, _ values: UnsafePointer<T>
  ) {
    if run == range.lowerBound {
      let first = min(range.upperBound, run &+ SparseRuns.lookahead)
      for next in run..<first { prefetch(next, values) }
    }
    let next = run &+ SparseRuns.lookahead
    if next < range.upperBound { prefetch(next, values) }
  }

  @inline(__always)
  private func prefetch<T>(_ run: Int, _ values: UnsafePointer<T>) {
    let (from, to) = places(run)
    // What is longer is read ahead by the processor.
    let count = min(to &- from, 512)
    Tensors.prefetch(minors + from, count: count)
    if let positions {
      Tensors.prefetch(positions + from, count: count)
    } else {
      Tensors.prefetch(values + from, count: count)
    }
  }

  /// The number of entries, counted.
  func counted() -> Int {
    if majors == nil, ends == nil { return starts[count] - starts[0] }
    var sum = 0
    for run in 0..<count {
      let (from, to) = places(run)
      sum &+= to &- from
    }
    return sum
  }

  /// What a run costs, in picoseconds.
  var cost: Int {
    entryCount / max(1, count) &* (positions == nil ? elementCost : pickedCost)
  }

  /// How many runs make work that is worth a thread.
  var grain: Int {
    // An entry that is looked for costs about four times as much.
    let work = positions == nil ? 4 * sparseGrain : sparseGrain
    if entryCount <= work { return max(1, count) }
    return max(1, Int(Double(count) * Double(work) / Double(entryCount)))
  }
}
