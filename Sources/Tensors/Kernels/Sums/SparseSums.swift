/// Adds the entries `first..<end` to the sums of their rows or columns.
///
/// No two entries of a run belong to the same sum, so four are read before
/// they are written. If `positions` is nil, entries lie one after the other.
@inline(__always)
func scatterRun<T: RealElement>(
  _ values: UnsafePointer<T>, _ positions: UnsafePointer<UInt32>?,
  _ minors: UnsafePointer<UInt32>, from first: Int, to end: Int,
  into out: UnsafeMutablePointer<T>
) {
  var entry = first
  if let positions {
    while entry < end {
      let place = Int(minors[entry])
      out[place] = out[place] + values[Int(positions[entry])]
      entry &+= 1
    }
    return
  }
  while entry &+ 4 <= end {
    let (a, b) = (Int(minors[entry]), Int(minors[entry &+ 1]))
    let (c, d) = (Int(minors[entry &+ 2]), Int(minors[entry &+ 3]))
    let (p, q) = (out[a] + values[entry], out[b] + values[entry &+ 1])
    let (r, s) = (out[c] + values[entry &+ 2], out[d] + values[entry &+ 3])
    out[a] = p
    out[b] = q
    out[c] = r
    out[d] = s
    entry &+= 4
  }
  while entry < end {
    let place = Int(minors[entry])
    out[place] = out[place] + values[entry]
    entry &+= 1
  }
}

/// As `scatterRun`, each value multiplied with `factor`.
@inline(__always)
func scatterRun<T: RealElement>(
  _ values: UnsafePointer<T>, times factor: T,
  _ minors: UnsafePointer<UInt32>, from first: Int, to end: Int,
  into out: UnsafeMutablePointer<T>
) {
  for entry in first..<end {
    let place = Int(minors[entry])
    out[place] = out[place] + factor * values[entry]
  }
}

/// The sum of the entries `first..<end`.
///
/// Four running sums let the additions overlap; they are always combined in
/// the same order.
@inline(__always)
func sumRun<T: RealElement>(
  _ values: UnsafePointer<T>, _ positions: UnsafePointer<UInt32>?,
  from first: Int, to end: Int
) -> T {
  if let positions {
    return sumBlocks(of: first..<end) { block in
      sumRun(block) { values[Int(positions[$0])] }
    }
  }
  return sumBlocks(of: first..<end) { block in sumRun(block) { values[$0] } }
}

@inline(__always)
private func sumRun<T: RealElement>(
  _ block: Range<Int>, _ value: (Int) -> T
) -> T {
  var (a, b, c, d) = (T.zero, T.zero, T.zero, T.zero)
  var entry = block.lowerBound
  while entry &+ 4 <= block.upperBound {
    a += value(entry)
    b += value(entry &+ 1)
    c += value(entry &+ 2)
    d += value(entry &+ 3)
    entry &+= 4
  }
  while entry < block.upperBound {
    a += value(entry)
    entry &+= 1
  }
  return (a + b) + (c + d)
}

/// The sum of the products of the entries `first..<end` with the elements of
/// `other` at their columns.
@inline(__always)
func productRun<T: RealElement>(
  _ values: UnsafePointer<T>, _ minors: UnsafePointer<UInt32>,
  _ other: UnsafePointer<T>, from first: Int, to end: Int
) -> T {
  sumBlocks(of: first..<end, elements: 2 &* rowsPerBlock) { block in
    var (a, b) = (T.zero, T.zero)
    var entry = block.lowerBound
    while entry &+ 2 <= block.upperBound {
      a += values[entry] * other[Int(minors[entry])]
      b += values[entry &+ 1] * other[Int(minors[entry &+ 1])]
      entry &+= 2
    }
    if entry < block.upperBound {
      a += values[entry] * other[Int(minors[entry])]
    }
    return a + b
  }
}

/// How many runs of entries are added to `sums` sums before these are put
/// aside: so many that each sum then has some entries on the average, and it
/// costs little.
package func runsPerBlock(entries: Int, runs: Int, sums: Int) -> Int {
  let wanted =
    RunGroups.entriesPerSum * Double(sums) * Double(runs)
    / Double(max(1, entries))
  return max(RunGroups.smallestBlock, Int(min(wanted, Double(runs))))
}

/// The number of entries for which a thread is woken: it takes as long as
/// adding up some ten thousand of them.
let sparseGrain = 1 << 15
