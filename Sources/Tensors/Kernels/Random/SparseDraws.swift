import Glibc

/// Draws the columns of the entries of sparse rows, where each element is an
/// entry with the same probability.
///
/// The distance from one entry to the next is geometrically distributed: a
/// number `u` that is uniform in (0, 1] gives `floor(log u / log(1 - p))`. So
/// each entry costs one number, and elements without entry cost nothing. Each
/// row has its own part of the stream, large enough for a full row; so rows
/// can be drawn in any order, and again.
struct SparseDraws {
  /// Above 0, and below 1.
  let probability: Double
  let columnCount: Int
  let seed: UInt64
  let stream: UInt64
  /// Where the part of the first row begins.
  let position: UInt64

  /// What breaks the draws off; then columns are missing.
  let interruption = Interruption.current

  /// How many blocks of the stream a row takes.
  var blocksPerRow: UInt64 {
    // One number of 64 bits for each element, and one that says there is no
    // more.
    UInt64((columnCount &+ 32) / 32 &* Philox.lanes)
  }

  /// Calls `body` with the column of each entry of `row`, in order.
  @inline(__always)
  func forEachColumn(
    of row: Int, _ words: UnsafeMutablePointer<UInt32>, _ body: (UInt32) -> Void
  ) {
    let scale = 1 / log1p(-probability)
    let size = Double(columnCount)
    var group = position &+ UInt64(row) &* blocksPerRow
    var next = 0.0
    var number = 32
    while true {
      if number == 32 {
        if let interruption, interruption.isBreakingOff { return }
        Philox.fill(
          words, groups: 1, position: group, stream: stream, seed: seed)
        group &+= UInt64(Philox.lanes)
        number = 0
      }
      next += (log(1 - unitDouble(words, number)) * scale).rounded(.down)
      number &+= 1
      if !(next < size) { return }
      // Added to 2⁵², a whole number is in the last bits.
      body(UInt32(truncatingIfNeeded: (next + 0x1p52).bitPattern))
      next += 1
    }
  }

  /// The number of entries of `row`, but for one in the column `excluded`.
  func count(
    of row: Int, _ excluded: UInt32, _ words: UnsafeMutablePointer<UInt32>
  ) -> Int {
    var count = 0
    forEachColumn(of: row, words) { column in
      if column != excluded { count &+= 1 }
    }
    return count
  }

  /// Writes the columns of the entries of `row`, but for `excluded`.
  func fill(
    _ columns: UnsafeMutablePointer<UInt32>, of row: Int, _ excluded: UInt32,
    _ words: UnsafeMutablePointer<UInt32>
  ) {
    var count = 0
    forEachColumn(of: row, words) { column in
      if column == excluded { return }
      columns[count] = column
      count &+= 1
    }
  }
}
