/// Weights and delays of the entries of a sparse matrix, source by source.
struct DelayedEntries<T, Delay: FixedWidthInteger> {
  /// The values of the entries, in their order.
  let values: UnsafePointer<T>

  /// The place where the entries of each source begin, and their number.
  let starts: UnsafePointer<Int>

  /// The target of the entry at each place; they ascend for each source.
  let targets: UnsafePointer<UInt32>

  /// The number of the entry at each place; nil if that is the place.
  let positions: UnsafePointer<UInt32>?

  /// The delay of the entry at each place.
  let delays: UnsafePointer<Delay>

  /// The first place from `from` up to `to` whose target is `target` or more.
  func place(of target: Int, from: Int, to: Int) -> Int {
    var (low, high) = (from, to)
    while low < high {
      let middle = low &+ (high &- low) / 2
      if Int(targets[middle]) < target {
        low = middle &+ 1
      } else {
        high = middle
      }
    }
    return low
  }
}

/// Adds the values of the entries from the spiking `sources` to `targets` into
/// the rows of `ring` in which they arrive.
///
/// Sources are added to each target in their order, so the result has the same
/// bits however the targets are split. `position` is the row that arrives at
/// once; there are `length` rows, more than the longest delay, of `width`
/// elements.
@inline(__always)
func scatterEntries<T: NumericElement, Delay: FixedWidthInteger>(
  _ entries: DelayedEntries<T, Delay>, _ sources: UnsafePointer<Int>,
  _ count: Int, targets: Range<Int>, ring: UnsafeMutablePointer<T>,
  position: Int, length: Int, width: Int
) {
  let isWhole = targets.count == width
  for i in 0..<count {
    var (from, to) = (
      entries.starts[sources[i]], entries.starts[sources[i] &+ 1]
    )
    if !isWhole {
      from = entries.place(of: targets.lowerBound, from: from, to: to)
      to = entries.place(of: targets.upperBound, from: from, to: to)
    }
    for place in from..<to {
      var row = position &+ Int(truncatingIfNeeded: entries.delays[place])
      if row >= length { row &-= length }
      let arrival = ring + (row &* width &+ Int(entries.targets[place]))
      let entry = entries.positions.map { Int($0[place]) } ?? place
      arrival.pointee = T.sum(arrival.pointee, entries.values[entry])
    }
  }
}
