import Glibc

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
  /// The mean without its fraction, which `offset` has.
  private let whole: Double
  private let offset: Double
  private let a: Double
  private let b: Double
  private let inverseAlpha: Double
  private let quickLimit: Double

  /// - Precondition: The mean is 100 or more.
  init(_ mean: Double) {
    self.mean = mean
    whole = mean.rounded(.down)
    offset = mean - whole + 0.43
    b = 0.931 + 2.53 * mean.squareRoot()
    a = -0.059 + 0.02483 * b
    inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    quickLimit = 0.9277 - 3.6224 / (b - 2)
  }

  /// The count that belongs to 64 random bits.
  ///
  /// Each attempt needs two numbers. The bits are the first digits of those of
  /// the first attempt, 43 and 21 of them, which settle most of the counts.
  @inline(__always)
  func count(_ bits: UInt64) -> Int {
    let u = number(bits >> 21) * 0x1p-43 - 0.5
    let s = 0.5 - u.magnitude
    let place = (2 * a / s + b) * u + offset
    let steps = place.rounded(.down)
    // Further digits raise `place` by less than 2⁻⁴³ times the steepest slope
    // where `s` is 0.071 or more, which is below 6b.
    let isSettled = place - steps < 1 - b * 0x1p-40
    let v = number(bits & 0x1F_FFFF) + 1
    if s >= 0.071, v * 0x1p-21 <= quickLimit, isSettled {
      return Int(whole + steps)
    }
    return countOfAttempts(bits)
  }

  /// As `count(_:)`, with all digits, and with as many attempts as it takes:
  /// 1.1 on the average.
  @inline(never)
  private func countOfAttempts(_ bits: UInt64) -> Int {
    let digits = FurtherDigits(bits)
    let (high, low) = digits.words(0)
    var u = number((bits >> 21) << 10 | high >> 54) * 0x1p-53
    var v = number((bits & 0x1F_FFFF) << 32 | low >> 32) * 0x1p-53
    for number in 1..<FurtherDigits.attemptMaximum {
      if let count = count(u - 0.5, v) { return count }
      (u, v) = digits.units(number)
    }
    return Int(whole)
  }

  /// The count that an attempt gives; nil if it is refused.
  private func count(_ u: Double, _ v: Double) -> Int? {
    let s = 0.5 - u.magnitude
    // Where `s` is 0, this is not finite, and no count.
    let steps = ((2 * a / s + b) * u + offset).rounded(.down)
    let count = whole + steps
    if s >= 0.07, v <= quickLimit { return Int(count) }
    // Of a mean of 100 or more, fewer counts than 10 are less likely than 2⁻⁹⁹.
    guard count >= 10, count <= LargePoisson.countMaximum,
      s >= 0.013 || v <= s
    else { return nil }
    // The probability of the count, but for a factor, is exp(-distance), with
    // Stirling's series for the factorial; its next term is below 10⁻¹⁰.
    let excess = mean - count
    let square = count * count
    let series = (1 / 12 - (1 / 360 - 1 / (1260 * square)) / square) / count
    let chance = count * log1p(excess / count) - excess - series
    let scale = inverseAlpha / (a / (s * s) + b)
    return log(v * scale * (2 * Double.pi * count).squareRoot()) <= chance
      ? Int(count) : nil
  }

  /// More than any count of a mean up to 10⁹.
  private static let countMaximum = 0x1p40

  private func number(_ bits: UInt64) -> Double {
    Double(Int(truncatingIfNeeded: bits))
  }
}
