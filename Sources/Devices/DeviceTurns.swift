/// Cells whose memory takes turns: what one has at the end of a run, another one begins
/// the next run with, and nothing is copied.
///
/// With `old = new` and `new = f(old)`, three pieces of memory go round: what `new` had is
/// `old`'s, what was computed is `new`'s, and what was `old`'s is there for the next
/// result.
struct DeviceTurns {
  /// After how many runs everything is where it was.
  let phaseCount: Int

  /// The cell whose memory each cell has in the next run, of those that take turns.
  private let next: [Int: Int]

  /// The most phases that there are.
  static let mostPhases = 60

  /// Turns in which each cell that `sources` has as a key gets the memory of its
  /// value; nil if it would take too many runs until all is where it was.
  ///
  /// - Precondition: No cell is the source of two.
  init?(_ sources: [Int: Int]) {
    var next = sources.filter { $0.key != $0.value }
    let given = Set(next.values)
    precondition(given.count == next.count)
    // What nobody begins with any more is for what is computed.
    for first in next.keys where !given.contains(first) {
      var end = first
      while let source = next[end] { end = source }
      next[end] = first
    }
    var (phases, seen) = (1, Set<Int>())
    for cell in next.keys where !seen.contains(cell) {
      var (length, at) = (0, cell)
      repeat {
        seen.insert(at)
        length += 1
        at = next[at] ?? cell
      } while at != cell
      phases *= length / DeviceTurns.commonDivisor(phases, length)
      if phases > DeviceTurns.mostPhases { return nil }
    }
    (self.next, phaseCount) = (next, phases)
  }

  private static func commonDivisor(_ a: Int, _ b: Int) -> Int {
    b == 0 ? a : commonDivisor(b, a % b)
  }

  /// The cell whose first memory `cell` has in a run of this number.
  func memory(of cell: Int, in run: Int) -> Int {
    var cell = cell
    for _ in 0..<run % phaseCount { cell = next[cell] ?? cell }
    return cell
  }
}
