/// Poisson-distributed counts, one from each number of 64 random bits.
///
/// A mean below 100 is a whole one and a rest below 1, and the count is the sum
/// of a count of each: the first is looked up with the upper 32 bits
/// (`PoissonTables`), the second is how many of the probabilities that there are
/// so many or more lie above the lower 32 bits (inversion). The bits are read as
/// digits after the binary point; where they don't settle a count, once in 2²⁴
/// draws, later digits do. Larger means have `LargePoisson`.
struct Poisson<T: Element, P: RealElement>: RandomKernel {
  static var groupSize: Int { 32 }
  static var writesWholeGroups: Bool { false }
  static var cost: Int { 2_000 }

  /// The mean of all counts, unless there are `rates`.
  let rate: Double
  /// The mean of each count.
  let rates: UnsafePointer<P>?
  let laterDigits: LaterDigits

  func apply(
    _ words: UnsafeMutablePointer<UInt32>, _ out: UnsafeMutablePointer<T>,
    at: Int, count: Int
  ) {
    if rates == nil, rate >= Double(PoissonTables.end) {
      let distribution = LargePoisson(rate)
      for i in 0..<count {
        let bits = wideWord(words + (i / 32) &* 64, i % 32)
        out[i] = T(.integer(distribution.count(bits)))
      }
      return
    }
    PoissonTables.columns.withUnsafeBufferPointer { columns in
      guard let columns = columns.baseAddress else { return }
      if let rates {
        draw(rates + at, columns, words, out, at, count)
      } else {
        draw(columns, words, out, at, count)
      }
    }
  }

  /// Draws counts of one mean.
  private func draw(
    _ columns: UnsafePointer<UInt32>, _ words: UnsafePointer<UInt32>,
    _ out: UnsafeMutablePointer<T>, _ at: Int, _ count: Int
  ) {
    let mean = PoissonMean(rate)
    let table = columns + mean.table
    // As numbers, and one by one, so that all are compared side by side.
    var tails = PoissonTails(mean.rest)
    let first = PoissonTails.digits(tails.tail)
    let second = PoissonTails.digits(tails.advance(1))
    let third = PoissonTails.digits(tails.advance(1.0 / 2))
    let fourth = PoissonTails.digits(tails.advance(1.0 / 3))
    let fifth = PoissonTails.digits(tails.advance(1.0 / 4))
    let sixth = PoissonTails.digits(tails.advance(1.0 / 5))
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { buffer in
      guard let counts = buffer.baseAddress else { return }
      for start in stride(from: 0, to: count, by: 32) {
        let group = words + start &* 2
        var open: UInt32 = 0
        for i in 0..<32 {
          let word = group[i &+ 32]
          var sum = one(ifLess: word, first)
          sum &+= one(ifLess: word, second)
          sum &+= one(ifLess: word, third)
          sum &+= one(ifLess: word, fourth)
          sum &+= one(ifLess: word, fifth)
          var isOpen: UInt32 = word <= sixth ? 1 : 0
          isOpen |= word == first ? 1 : 0
          isOpen |= word == second ? 1 : 0
          isOpen |= word == third ? 1 : 0
          isOpen |= word == fourth ? 1 : 0
          isOpen |= word == fifth ? 1 : 0
          open |= isOpen
          counts[i] = sum
        }
        for i in 0..<32 {
          counts[i &+ 32] = table[Int(group[i] >> 24)]
        }
        open |= addWhole(counts, group)
        let size = min(32, count &- start)
        if open != 0 {
          for i in 0..<size {
            counts[i] = settled(mean, group, i, at &+ start &+ i)
          }
        }
        write(counts, out + start, size)
      }
    }
  }

  /// Draws counts of a mean each, which begin at `rates`.
  private func draw(
    _ rates: UnsafePointer<P>, _ columns: UnsafePointer<UInt32>,
    _ words: UnsafePointer<UInt32>, _ out: UnsafeMutablePointer<T>,
    _ at: Int, _ count: Int
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 32) { means in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { buffer in
        guard let means = means.baseAddress, let counts = buffer.baseAddress
        else { return }
        for start in stride(from: 0, to: count, by: 32) {
          let size = min(32, count &- start)
          for i in 0..<size { means[i] = Double(rates[start &+ i]) }
          for i in size..<32 { means[i] = 0 }
          drawGroup(
            means, columns, words + start &* 2, counts, out + start,
            at &+ start, size)
        }
      }
    }
  }

  @inline(__always)
  private func drawGroup(
    _ means: UnsafeMutablePointer<Double>, _ columns: UnsafePointer<UInt32>,
    _ group: UnsafePointer<UInt32>, _ counts: UnsafeMutablePointer<UInt32>,
    _ out: UnsafeMutablePointer<T>, _ at: Int, _ size: Int
  ) {
    let end = Double(PoissonTables.end)
    var (open, large): (UInt32, UInt32) = (0, 0)
    for i in 0..<32 {
      large |= means[i] >= end ? 1 : 0
      let mean = PoissonMean(means[i] < end ? means[i] : 0)
      var tails = PoissonTails(mean.rest)
      let digits = Double(Int64(group[i &+ 32]))
      var (sum, isOpen): (UInt32, UInt32) = (0, 0)
      var difference = tails.tail - digits
      sum &+= one(ifPositive: difference)
      isOpen |= one(ifWithinOne: difference)
      difference = tails.advance(1) - digits
      sum &+= one(ifPositive: difference)
      isOpen |= one(ifWithinOne: difference)
      difference = tails.advance(1.0 / 2) - digits
      sum &+= one(ifPositive: difference)
      isOpen |= one(ifWithinOne: difference)
      difference = tails.advance(1.0 / 3) - digits
      sum &+= one(ifPositive: difference)
      isOpen |= one(ifWithinOne: difference)
      difference = tails.advance(1.0 / 4) - digits
      sum &+= one(ifPositive: difference)
      isOpen |= one(ifWithinOne: difference)
      difference = tails.advance(1.0 / 5) - digits
      isOpen |= one(ifPositive: difference)
      open |= isOpen
      counts[i] = sum
      counts[i &+ 32] = UInt32(truncatingIfNeeded: mean.table)
    }
    for i in 0..<32 {
      counts[i &+ 32] = columns[Int(counts[i &+ 32] | group[i] >> 24)]
    }
    open |= addWhole(counts, group)
    if open != 0 {
      for i in 0..<size where means[i] < end {
        counts[i] = settled(PoissonMean(means[i]), group, i, at &+ i)
      }
    }
    write(counts, out, size)
    if large == 0 { return }
    for i in 0..<size where means[i] >= end {
      out[i] = T(
        .integer(LargePoisson(means[i]).count(wideWord(group, i))))
    }
  }

  /// Adds the counts of the whole parts of the means, whose columns follow the
  /// counts of their rests; returns whether digits of one are missing.
  @inline(__always)
  private func addWhole(
    _ counts: UnsafeMutablePointer<UInt32>, _ group: UnsafePointer<UInt32>
  ) -> UInt32 {
    var open: UInt32 = 0
    for i in 0..<32 {
      let (column, digits) = (counts[i &+ 32], group[i] << 8)
      let limit = column & 0xFFFF_FF00
      counts[i] &+= digits < limit ? group[i] >> 24 : column & 0xFF
      open |= digits == limit ? 1 : 0
    }
    return open
  }

  @inline(__always)
  private func write(
    _ counts: UnsafePointer<UInt32>, _ out: UnsafeMutablePointer<T>,
    _ size: Int
  ) {
    for i in 0..<size {
      out[i] = T(.integer(Int(Int32(bitPattern: counts[i]))))
    }
  }

  /// The count of draw `index` of the fill, `i` of its group, with as many
  /// digits as it takes.
  private func settled(
    _ mean: PoissonMean, _ group: UnsafePointer<UInt32>, _ i: Int, _ index: Int
  ) -> UInt32 {
    let column = PoissonTables.columns[mean.table | Int(group[i] >> 24)]
    let (digits, limit) = (group[i] << 8, column & 0xFFFF_FF00)
    var isColumn = digits < limit
    if digits == limit {
      let rest = PoissonTables.rest(
        of: mean.table / PoissonTables.width, column: Int(group[i] >> 24))
      isColumn = laterDigits.areBelow(rest, of: index &* 2)
    }
    var count = isColumn ? group[i] >> 24 : column & 0xFF
    var tails = PoissonTails(mean.rest)
    for number in 1...PoissonTails.countMaximum {
      let rest = tails.tail - Double(group[i &+ 32])
      let isLess =
        rest >= 1
        || rest > 0 && laterDigits.areBelow(rest, of: index &* 2 &+ 1)
      if !isLess { break }
      count &+= 1
      tails.advance(1 / Double(number))
    }
    return count
  }
}

// Comparisons as arithmetic: of those that are written as such, the compiler makes
// branches that nobody can foresee, ten times slower.

/// 1 if `a` is less than `b`, else 0.
@inline(__always)
private func one(ifLess a: UInt32, _ b: UInt32) -> UInt32 {
  UInt32(truncatingIfNeeded: (Int64(a) &- Int64(b)) &>> 63) & 1
}

/// 1 if `difference` is above 0, else 0.
@inline(__always)
private func one(ifPositive difference: Double) -> UInt32 {
  UInt32(truncatingIfNeeded: (0 - difference).bitPattern &>> 63)
}

/// 1 if `difference` is between 0 and 1, else 0.
@inline(__always)
private func one(ifWithinOne difference: Double) -> UInt32 {
  one(ifPositive: difference) & one(ifPositive: 1 - difference)
}

/// A mean below `PoissonTables.end`, as a whole number and a rest below 1.
private struct PoissonMean {
  /// Where the table of the whole number begins.
  let table: Int
  let rest: Double

  @inline(__always)
  init(_ mean: Double) {
    let whole = mean.rounded(.down)
    rest = mean - whole
    // Added to 2⁵², a whole number is in the last bits.
    let bits = UInt32(truncatingIfNeeded: (whole + 0x1p52).bitPattern)
    table = Int(bits &* UInt32(truncatingIfNeeded: PoissonTables.width))
  }
}

/// The probabilities that there are one, two, three or more events and so on,
/// of a mean below 1, times 2³².
struct PoissonTails {
  /// Counts that are never reached: 30 events are less likely than 2⁻¹⁰⁷.
  static let countMaximum = 30

  /// The probability that there are so many events or more: at first, one.
  private(set) var tail: Double

  private let mean: Double
  /// The probability that there is one fewer.
  private var chance: Double

  @inline(__always)
  init(_ mean: Double) {
    self.mean = mean
    // Of an eighth of the mean by the series of (1 - exp(-x)) / x, whose next
    // term is below 2⁻⁵⁶, then three times of the double. Nothing is subtracted
    // from 1, so the smallest means lose no digits.
    let x = mean * -0.125
    var series = x * (1.0 / 39_916_800) + 1.0 / 3_628_800
    series = series * x + 1.0 / 362_880
    series = series * x + 1.0 / 40_320
    series = series * x + 1.0 / 5_040
    series = series * x + 1.0 / 720
    series = series * x + 1.0 / 120
    series = series * x + 1.0 / 24
    series = series * x + 1.0 / 6
    series = series * x + 0.5
    series = series * x + 1
    var any = series * -x
    any *= 2 - any
    any *= 2 - any
    any *= 2 - any
    tail = any * 0x1p32
    chance = (1 - any) * 0x1p32
  }

  /// Goes on to one event more, and returns its `tail`; `inverse` is 1 over
  /// how many there were.
  ///
  /// By rounding, it may be a little less than 0.
  @inline(__always)
  @discardableResult
  mutating func advance(_ inverse: Double) -> Double {
    chance *= mean * inverse
    tail -= chance
    return tail
  }

  /// The first 32 digits of a tail.
  static func digits(_ tail: Double) -> UInt32 {
    UInt32(truncatingIfNeeded: Int(max(0, tail)))
  }
}
