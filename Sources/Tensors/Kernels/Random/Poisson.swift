import Glibc

/// Poisson-distributed counts, one from each number of 64 random bits.
struct Poisson<T: Element>: RandomKernel {
  static var groupSize: Int { 32 }
  static var writesWholeGroups: Bool { false }
  static var cost: Int { 30_000 }

  /// The mean of all counts, unless there are `rates`.
  let rate: Double
  /// The mean of each count.
  let rates: UnsafePointer<Double>?

  func apply(
    _ words: UnsafeMutablePointer<UInt32>, _ out: UnsafeMutablePointer<T>,
    at: Int, count: Int
  ) {
    if let rates {
      for i in 0..<count {
        let (group, mean) = (words + (i / 32) &* 64, rates[at &+ i])
        out[i] =
          mean <= inversionMaximum
          ? T(.integer(poissonCount(mean, unitDouble(group, i % 32))))
          : T(.integer(LargePoisson(mean).count(wideWord(group, i % 32))))
      }
    } else if rate <= inversionMaximum {
      for i in 0..<count {
        let group = words + (i / 32) &* 64
        out[i] = T(.integer(poissonCount(rate, unitDouble(group, i % 32))))
      }
    } else {
      let distribution = LargePoisson(rate)
      for i in 0..<count {
        let group = words + (i / 32) &* 64
        out[i] = T(.integer(distribution.count(wideWord(group, i % 32))))
      }
    }
  }
}

/// The largest mean whose counts are found by inversion, which then takes as
/// long as rejection.
let inversionMaximum = 100.0

/// The count that belongs to the number `unit` in [0, 1), for a mean of at most
/// `inversionMaximum`.
///
/// The probabilities of the counts are taken off `unit` until nothing is left:
/// from 0 upwards for a small mean, else from the likeliest count outwards,
/// which takes about as many steps as the distribution is wide.
func poissonCount(_ mean: Double, _ unit: Double) -> Int {
  var rest = unit
  if mean < 10 {
    var chance = exp(-mean)
    var count = 0
    while rest >= chance, chance > 0 {
      rest -= chance
      count += 1
      chance *= mean / Double(count)
    }
    return count
  }
  let mode = mean.rounded(.down)
  let peak = exp(logPoissonChance(of: mode, mean))
  var (above, below) = (peak, peak)
  var (upper, lower) = (mode, mode)
  rest -= peak
  while rest >= 0 {
    upper += 1
    above *= mean / upper
    rest -= above
    if rest < 0 { return Int(upper) }
    if lower > 0 {
      below *= lower / mean
      lower -= 1
      rest -= below
      if rest < 0 { return Int(lower) }
    }
    // What rounding left over belongs to the far tails.
    if above < 0x1p-60, below < 0x1p-60 || lower == 0 { return Int(upper) }
  }
  return Int(mode)
}

/// The logarithm of the probability of `count`, 10 or more.
private func logPoissonChance(of count: Double, _ mean: Double) -> Double {
  // Stirling's series for the factorial; its next term is below 10⁻¹⁰.
  let square = count * count
  let series = (1 / 12 - (1 / 360 - 1 / (1260 * square)) / square) / count
  return count * log1p((mean - count) / count) - (mean - count) - series
    - 0.5 * log(2 * Double.pi * count)
}

/// Poisson-distributed counts of a large mean, by rejection: in constant time,
/// whatever the mean.
///
/// A uniform number is transformed to one that is distributed much as the
/// counts are, and accepted with a probability that makes up for the rest:
/// Hörmann 1993, The transformed rejection method for generating Poisson random
/// variables, doi 10.1016/0167-6687(93)90997-4, algorithm PTRS. The constants
/// are his.
struct LargePoisson {
  private let mean: Double
  private let a: Double
  private let b: Double
  private let logInverseAlpha: Double
  private let quickLimit: Double

  /// - Precondition: The mean is at least 10.
  init(_ mean: Double) {
    self.mean = mean
    b = 0.931 + 2.53 * mean.squareRoot()
    a = -0.059 + 0.02483 * b
    logInverseAlpha = log(1.1239 + 1.1328 / (b - 3.4))
    quickLimit = 0.9277 - 3.6224 / (b - 2)
  }

  /// The count that belongs to 64 random bits.
  ///
  /// Each attempt needs two numbers. The bits are the counter of a generator
  /// that gives as many as it takes: 1.1 attempts on the average.
  func count(_ bits: UInt64) -> Int {
    for attempt in 0..<LargePoisson.attemptMaximum {
      let words = Philox.block(
        (
          UInt32(truncatingIfNeeded: bits),
          UInt32(truncatingIfNeeded: bits >> 32), attempt, 0
        ), (0, 0))
      let u = unit(words.0, words.1) - 0.5
      let v = unit(words.2, words.3)
      let s = 0.5 - u.magnitude
      // Where `s` is 0, this is not finite, and no count.
      let count = ((2 * a / s + b) * u + mean + 0.43).rounded(.down)
      if s >= 0.07, v <= quickLimit { return Int(count) }
      guard count >= 0, count <= LargePoisson.countMaximum,
        s >= 0.013 || v <= s
      else { continue }
      let chance =
        count < 10 ? -Double.infinity : logPoissonChance(of: count, mean)
      if log(v) + logInverseAlpha - log(a / (s * s) + b) <= chance {
        return Int(count)
      }
    }
    return Int(mean)
  }

  /// One in three attempts fails at the most; so many never do.
  private static let attemptMaximum: UInt32 = 1_000

  /// More than any count of a mean up to 10⁹.
  private static let countMaximum = 0x1p40

  private func unit(_ high: UInt32, _ low: UInt32) -> Double {
    let bits = UInt64(high) << 32 | UInt64(low)
    return Double(Int(truncatingIfNeeded: bits >> 11)) * 0x1p-53
  }
}
