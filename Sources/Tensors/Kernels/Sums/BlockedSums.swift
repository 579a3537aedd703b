/// Long sums, in blocks.
///
/// A sum that adds one number after the other loses a digit for each tenfold
/// of them. So some hundred are added up in their own precision, and those
/// sums in a wider one. The blocks depend on the count alone: equal input gives
/// equal bits, and a sum of one block is that of a plain loop.

/// How many rows of a matrix are added up before their sums are put aside.
let rowsPerBlock = 128

/// How many elements are, that several running sums share.
let elementsPerBlock = 512

/// Writes the sums of each of `width` columns over `count` rows to `out`.
///
/// `addBlock` writes the sums of a range of rows there. `totals` is room for
/// `width` numbers, which is used if there are several blocks. Rows are missing
/// if `interruption` breaks it off.
@inline(__always)
func sumBlocks<T: NumericElement>(
  of count: Int, rows size: Int = rowsPerBlock, width: Int,
  into out: UnsafeMutablePointer<T>, totals: UnsafeMutablePointer<T.Wide>,
  _ interruption: Interruption?, _ addBlock: (Range<Int>) -> Void
) {
  addBlock(0..<min(size, count))
  if count <= size { return }
  for j in 0..<width { totals[j] = out[j].wide }
  var start = size
  while start < count {
    if let interruption, interruption.isBreakingOff { return }
    let end = start &+ min(size, count &- start)
    addBlock(start..<end)
    if end < count {
      for j in 0..<width { totals[j] = T.Wide.sum(totals[j], out[j].wide) }
    } else {
      for j in 0..<width {
        out[j] = T(narrowing: T.Wide.sum(totals[j], out[j].wide))
      }
    }
    start = end
  }
}

/// As that, for so few columns that the stack or the heap is sure to have room
/// for their totals.
@inline(__always)
func sumBlocks<T: NumericElement>(
  of count: Int, width: Int, into out: UnsafeMutablePointer<T>,
  _ interruption: Interruption?, _ addBlock: (Range<Int>) -> Void
) {
  if count <= rowsPerBlock { return addBlock(0..<count) }
  withUnsafeTemporaryAllocation(of: T.Wide.self, capacity: width) { totals in
    guard let totals = totals.baseAddress else { return }
    sumBlocks(
      of: count, width: width, into: out, totals: totals, interruption,
      addBlock)
  }
}

/// The sum over a range of numbers, of which `sumBlock` gives that of a part.
@inline(__always)
func sumBlocks<T: NumericElement>(
  of range: Range<Int>, elements size: Int = elementsPerBlock,
  _ sumBlock: (Range<Int>) -> T
) -> T {
  if range.count <= size { return sumBlock(range) }
  var total = T.Wide.zero
  var start = range.lowerBound
  while start < range.upperBound {
    let end = start &+ min(size, range.upperBound &- start)
    total = T.Wide.sum(total, sumBlock(start..<end).wide)
    start = end
  }
  return T(narrowing: total)
}
