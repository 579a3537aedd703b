/// Sums of the selected entries.
extension SparseSelection {
  /// The sums along `axis`: of the rows, for each column, along 0; of the
  /// columns, for each row, along 1. Elements without entry count as 0.
  ///
  /// What spikes give their targets costs the entries of the rows that fired.
  ///
  /// - Throws: `TensorError.axisOutOfRange`, `.duplicateIndex` if rows and
  ///   columns are picked, and one that is summed up more than once,
  ///   `.outOfMemory`.
  public func sum(axis: Int) throws(TensorError) -> Tensor {
    guard axis == 0 || axis == 1 else {
      throw .axisOutOfRange(operation: "sum", axis: axis, rank: 2)
    }
    let result = try Tensor(
      uninitialized: Shape(vector: shape[1 - axis]), type: type,
      in: matrix.pool)
    try sum(axis: axis, into: result)
    return result
  }

  /// Writes the sums along `axis` to `result`, as `sum(axis:)` gives them.
  ///
  /// If runs lie across the axis, entries are added to their sums row by row,
  /// or column by column. Many are split into groups, which are added up one
  /// after the other; the groups depend on the selection alone.
  ///
  /// - Precondition: `result` is a contiguous vector of the matrix's type with
  ///   an element for each sum.
  public func sum(
    axis: Int, into result: Tensor
  ) throws(TensorError) {
    precondition(
      result.type == type && result.isContiguous
        && result.count == shape[1 - axis])
    if type == .float32 {
      try sum(Float.self, axis, into: result)
    } else {
      try sum(Double.self, axis, into: result)
    }
  }

  private func sum<T: RealElement>(
    _: T.Type, _ axis: Int, into result: Tensor
  ) throws(TensorError) {
    if let rows, let columns,
      let index = axis == 0 ? rows.duplicate : columns.duplicate
    {
      throw .duplicateIndex(operation: "sum", index: index)
    }
    let runs = try entries()
    let x = UnsafePointer(matrix.values.pointer(T.self))
    let out = result.pointer(T.self)
    if runs.isByRow == (axis == 1) {
      try forEachLongChunk(of: runs.count, grain: runs.grain, cost: runs.cost) {
        range, interruption in
        var left = elementGrain
        for run in range {
          runs.prefetch(after: run, in: range, x)
          let (from, to) = runs.places(run)
          left &-= to &- from &+ 1
          if left < 0 {
            if let interruption, interruption.isBreakingOff { return }
            left = elementGrain
          }
          out[run] = sumRun(x, runs.positions, from: from, to: to)
        }
      }
      return
    }
    guard let pick = runs.isByRow ? columns : rows else {
      return try scatter(runs, x, into: out, result.count)
    }
    // Sums for all columns or rows, of which some are wanted.
    let all = try allSums(T.self, pick.size)
    try scatter(runs, x, into: all, pick.size)
    for i in 0..<pick.count { out[i] = all[pick.places[i]] }
  }

  /// Writes the sums of all entries' columns, or of their rows.
  ///
  /// A block of runs adds some entries to each sum on the average, so that it
  /// costs little to put the sums aside.
  private func scatter<T: RealElement>(
    _ runs: SparseRuns, _ x: UnsafePointer<T>,
    into out: UnsafeMutablePointer<T>, _ count: Int
  ) throws(TensorError) {
    let split = RunGroups(
      entries: runs.entryCount, runs: runs.count, sums: count)
    let (groups, perGroup, block) = (split.count, split.runs, split.block)
    let isLong = split.hasBlocks
    let sums = try groupSums(T.self, (groups - 1) * count)
    // Without several blocks there are no totals, and nobody looks there.
    let totals =
      isLong
      ? try groupTotals(T.Wide.self, groups * count)
      : UnsafeMutableRawPointer(sums).assumingMemoryBound(to: T.Wide.self)
    let cost = runs.entryCount / groups &* pickedCost
    try forEachLongChunk(of: groups, grain: 1, cost: cost) {
      range, interruption in
      for group in range {
        let target = group == 0 ? out : sums + (group &- 1) &* count
        let last = min(runs.count, (group &+ 1) &* perGroup)
        let first = min(group &* perGroup, last)
        sumBlocks(
          of: last &- first, rows: block, width: count, into: target,
          totals: totals + (isLong ? group &* count : 0), interruption
        ) {
          target.update(repeating: 0, count: count)
          let own = first &+ $0.lowerBound..<first &+ $0.upperBound
          var left = elementGrain
          for run in own {
            runs.prefetch(after: run, in: own, x)
            let (from, to) = runs.places(run)
            left &-= to &- from &+ 1
            if left < 0 {
              if let interruption, interruption.isBreakingOff { return }
              left = elementGrain
            }
            scatterRun(
              x, runs.positions, runs.minors, from: from, to: to, into: target)
          }
        }
      }
    }
    for group in 1..<max(1, groups) {
      let own = UnsafePointer(sums + (group &- 1) &* count)
      for i in 0..<count { out[i] = out[i] + own[i] }
    }
  }
}
