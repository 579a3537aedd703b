/// Draws places along a line, so many for each line, and sorts them.
///
/// Without repetition any set of places is as likely as any other, by Floyd's
/// method (Bentley and Floyd 1987, doi 10.1145/30401.315746): a draw costs one
/// number, however many places there are. Each line has its own part of the
/// stream; so lines can be drawn in any order, and again.
///
/// What was drawn lies in a table, in which a larger place never has its home
/// before a smaller one's. So the places come out nearly in order, and there is
/// nothing to sort but neighbors.
struct LineDraws {
  /// Whether a place may be drawn more than once.
  let isRepeating: Bool
  let seed: UInt64
  let stream: UInt64
  /// Where the part of the first line begins.
  let position: UInt64
  /// How many blocks of the stream a line takes.
  let blocksPerLine: UInt64

  /// What breaks the draws off; then places are missing.
  let interruption = Interruption.current

  /// No place: larger than all.
  static let none = UInt32.max

  /// How many blocks of the stream `count` draws of a line take.
  static func blocks(for count: Int) -> UInt64 {
    UInt64((count &+ 31) / 32 &* Philox.lanes)
  }

  /// How many places the table for lines of up to `count` draws must have.
  static func tableSize(for count: Int) -> Int { 3 &* count &+ 1 }

  /// Writes `count` of the places in `0..<length` but for `excluded`, sorted.
  ///
  /// - Precondition: There are enough of them.
  func fill(
    _ out: UnsafeMutablePointer<UInt32>, count: Int, length: Int,
    excluded: UInt32, of line: Int, _ table: UnsafeMutablePointer<UInt32>,
    _ words: UnsafeMutablePointer<UInt32>
  ) {
    if count == 0 { return }
    let candidates = length &- (excluded == LineDraws.none ? 0 : 1)
    if candidates <= 2 &* count {
      // There is a number of draws for each place.
      table.update(repeating: 0, count: candidates)
      draw(count, candidates, line, words) { place, instead in
        if isRepeating || table[place] == 0 {
          table[place] &+= 1
        } else {
          table[instead] = 1
        }
      }
      unfold(out, count, candidates, excluded, table)
    } else {
      // At most half the homes are taken; beyond them there is room for all.
      table.update(repeating: LineDraws.none, count: 3 &* count)
      let scale = UInt64(2 &* count) << 32 / UInt64(candidates)
      draw(count, candidates, line, words) { place, instead in
        let number = UInt32(truncatingIfNeeded: place)
        var at = home(number, scale)
        while table[at] != LineDraws.none {
          if table[at] == number, !isRepeating {
            enter(UInt32(truncatingIfNeeded: instead), scale, table)
            return
          }
          at &+= 1
        }
        table[at] = number
      }
      collect(out, count, excluded, table)
    }
  }

  /// Calls `body` with each place that is drawn, and with the one that is taken
  /// instead if that was drawn before and there is no repetition.
  ///
  /// The places that are drawn without repetition are those below a limit that
  /// grows by 1 each time; the one instead is the limit itself, which no draw
  /// before had in reach.
  @inline(__always)
  private func draw(
    _ count: Int, _ candidates: Int, _ line: Int,
    _ words: UnsafeMutablePointer<UInt32>, _ body: (Int, Int) -> Void
  ) {
    var group = position &+ UInt64(line) &* blocksPerLine
    var limit = candidates &- count
    var left = count
    while left > 0 {
      if let interruption, interruption.isBreakingOff { return }
      Philox.fill(words, groups: 1, position: group, stream: stream, seed: seed)
      group &+= UInt64(Philox.lanes)
      let part = min(left, 32)
      for number in 0..<part {
        let size = UInt64(isRepeating ? candidates : limit &+ 1)
        let place = wideWord(words, number).multipliedFullWidth(by: size).high
        body(Int(place), limit)
        limit &+= 1
      }
      left &-= part
    }
  }

  /// Where a place is looked for first in the table.
  @inline(__always)
  private func home(_ place: UInt32, _ scale: UInt64) -> Int {
    Int(truncatingIfNeeded: (UInt64(place) &* scale) >> 32)
  }

  /// Enters a place that isn't in the table.
  @inline(__always)
  private func enter(
    _ place: UInt32, _ scale: UInt64, _ table: UnsafeMutablePointer<UInt32>
  ) {
    var at = home(place, scale)
    while table[at] != LineDraws.none { at &+= 1 }
    table[at] = place
  }

  /// Writes each place as often as the table says.
  private func unfold(
    _ out: UnsafeMutablePointer<UInt32>, _ count: Int, _ candidates: Int,
    _ excluded: UInt32, _ table: UnsafeMutablePointer<UInt32>
  ) {
    var found = 0
    for place in 0..<candidates {
      let candidate = UInt32(truncatingIfNeeded: place)
      let number = candidate >= excluded ? candidate &+ 1 : candidate
      for _ in 0..<table[place] {
        // What was broken off may have fewer, never more.
        if found == count { return }
        out[found] = number
        found &+= 1
      }
    }
  }

  /// Writes the places of the table in order.
  private func collect(
    _ out: UnsafeMutablePointer<UInt32>, _ count: Int, _ excluded: UInt32,
    _ table: UnsafeMutablePointer<UInt32>
  ) {
    var found = 0
    for at in 0..<3 &* count {
      let candidate = table[at]
      if candidate == LineDraws.none { continue }
      let number = candidate >= excluded ? candidate &+ 1 : candidate
      var place = found
      while place > 0, out[place &- 1] > number {
        out[place] = out[place &- 1]
        place &-= 1
      }
      out[place] = number
      found &+= 1
    }
  }
}
