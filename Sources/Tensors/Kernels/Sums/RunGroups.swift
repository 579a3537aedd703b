/// How the entries of rows are added up to the sums of columns, or those of columns to
/// the sums of rows: in groups of runs, and in blocks within a group.
///
/// It depends on the numbers of entries, runs and sums alone, and so do the bits.
package struct RunGroups: Equatable {
  /// The number of groups, whose sums are added up in their order.
  package let count: Int

  /// How many runs a group has; the last one may have fewer.
  package let runs: Int

  /// How many runs a block of a group has.
  package let block: Int

  /// The groups of `runs` runs with as many entries, which are added to `sums` sums.
  package init(entries: Int, runs: Int, sums: Int) {
    // Each group but the first has sums of its own, to be cleared and added.
    let work = entries / max(RunGroups.entriesPerGroup, sums)
    count = max(1, min(work, RunGroups.mostGroups, runs))
    self.runs = (runs &+ count &- 1) / count
    block = runsPerBlock(entries: entries, runs: runs, sums: sums)
  }

  /// Whether a group has several blocks.
  var hasBlocks: Bool { runs > block }

  /// How many entries make a group at the least.
  package static let entriesPerGroup = sparseGrain

  /// The most groups.
  package static let mostGroups = 8

  /// How many entries a sum has in a block, on the average.
  package static let entriesPerSum = 32.0

  /// How many runs a block has at the least.
  package static let smallestBlock = rowsPerBlock
}
