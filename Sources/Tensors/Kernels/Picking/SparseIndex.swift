import CMachine
import Glibc

/// Sorts the entries of a sparse matrix by column, rows ascending within one.
///
/// `starts` takes one number more than there are columns; `rows` and
/// `positions` one for each entry.
///
/// - Throws: `TensorError.interrupted`.
func sortByColumn(
  _ rowStarts: UnsafePointer<Int>, _ columns: UnsafePointer<UInt32>,
  rowCount: Int, columnCount: Int, starts: UnsafeMutablePointer<Int>,
  rows: UnsafeMutablePointer<UInt32>,
  positions: UnsafeMutablePointer<UInt32>
) throws(TensorError) {
  memset(starts, 0, (columnCount &+ 1) &* MemoryLayout<Int>.stride)
  let count = rowStarts[rowCount]
  try forEachPart(of: count) { part in
    for entry in part { starts[Int(columns[entry])] &+= 1 }
  }
  var sum = 0
  for column in 0...columnCount {
    let own = starts[column]
    starts[column] = sum
    sum &+= own
  }
  // Each start moves on to the end of its column, and then back by a place.
  var check = StopCheck()
  for row in 0..<rowCount {
    for entry in rowStarts[row]..<rowStarts[row &+ 1] {
      let column = Int(columns[entry])
      let place = starts[column]
      starts[column] = place &+ 1
      rows[place] = UInt32(truncatingIfNeeded: row)
      positions[place] = UInt32(truncatingIfNeeded: entry)
      // Each may be the first of its page.
      try check.after(16)
    }
  }
  var column = columnCount
  while column > 0 {
    starts[column] = starts[column &- 1]
    column &-= 1
  }
  starts[0] = 0
}

/// Finds the entries of a run whose row or column is in a mask, and asks for
/// their values, which lie `stride` bytes apart.
///
/// Writes their numbers and their rows or columns, and returns how many there
/// are; there is room for the whole run. If `numbers` is nil, entries are
/// numbered by their places.
@inline(__always)
func filterRun(
  _ minors: UnsafePointer<UInt32>, _ numbers: UnsafePointer<UInt32>?,
  from first: Int, to end: Int, _ mask: UnsafePointer<UInt8>,
  _ values: UnsafeRawPointer, stride: Int,
  into found: UnsafeMutablePointer<UInt32>,
  _ foundMinors: UnsafeMutablePointer<UInt32>
) -> Int {
  var count = 0
  @inline(__always) func take(_ entry: Int) {
    let minor = minors[entry]
    if mask[Int(minor)] != 0 {
      let number = numbers?[entry] ?? UInt32(truncatingIfNeeded: entry)
      memory_prefetch_read(values + Int(number) &* stride)
      found[count] = number
      foundMinors[count] = minor
      count &+= 1
    }
  }
  var entry = first
  while entry &+ 4 <= end {
    let (a, b) = (minors[entry], minors[entry &+ 1])
    let (c, d) = (minors[entry &+ 2], minors[entry &+ 3])
    let any =
      mask[Int(a)] | mask[Int(b)] | mask[Int(c)] | mask[Int(d)]
    if any != 0 {
      take(entry)
      take(entry &+ 1)
      take(entry &+ 2)
      take(entry &+ 3)
    }
    entry &+= 4
  }
  while entry < end {
    take(entry)
    entry &+= 1
  }
  return count
}
