import Glibc

/// Binomially distributed counts, each from 64 random bits.
///
/// Where fewer than 10 are expected, of the rarer outcome, they are found by
/// inversion, else by rejection (`LargeBinomial`).
struct Binomial<T: Element>: RandomKernel {
  static var groupSize: Int { 32 }
  static var writesWholeGroups: Bool { false }
  static var cost: Int { 15_000 }

  /// The number of trials: a whole number of 0 or more.
  let trials: DrawParameter
  let probability: DrawParameter

  func apply(
    _ words: UnsafeMutablePointer<UInt32>, _ out: UnsafeMutablePointer<T>,
    at: Int, count: Int
  ) {
    let isOne = trials.values == nil && probability.values == nil
    let one = BinomialCounts(trials.number, probability.number)
    for i in 0..<count {
      let counts =
        isOne ? one : BinomialCounts(trials[at &+ i], probability[at &+ i])
      let bits = wideWord(words + (i / 32) &* 64, i % 32)
      out[i] = T(.integer(counts.count(FurtherDigits(bits))))
    }
  }
}

/// The counts of a number of trials and a probability.
struct BinomialCounts {
  private let trials: Double
  private let isSwapped: Bool
  private let method: Method

  private enum Method {
    case small(SmallBinomial)
    case large(LargeBinomial)
  }

  init(_ trials: Double, _ probability: Double) {
    self.trials = trials
    // Of the rarer outcome, and what is left is the other's.
    isSwapped = probability > 0.5
    let p = isSwapped ? 1 - probability : probability
    method =
      trials * p < 10
      ? .small(SmallBinomial(trials, p)) : .large(LargeBinomial(trials, p))
  }

  func count(_ digits: FurtherDigits) -> Int {
    let count =
      switch method {
      case .small(let small): small.count(digits.unit)
      case .large(let large): large.count(digits)
      }
    return Int(isSwapped ? trials - count : count)
  }
}

/// Counts by inversion: from 0 upwards, as many as the probabilities that there
/// are so many or more lie above a uniform number.
private struct SmallBinomial {
  private let trials: Double
  private let odds: Double
  /// The probability that there is any.
  private let any: Double

  init(_ trials: Double, _ p: Double) {
    self.trials = trials
    odds = p / (1 - p)
    any = -expm1(trials * log1p(-p))
  }

  func count(_ unit: Double) -> Double {
    var (tail, chance, count) = (any, 1 - any, 0.0)
    // Of 10 that are expected at the most, more than 200 are less likely than
    // 2⁻⁵⁰⁰; what is left of the tail is due to rounding.
    while unit < tail, count < trials, count < 200 {
      count += 1
      chance *= odds * (trials - count + 1) / count
      tail -= chance
    }
    return count
  }
}

/// Counts by rejection: in constant time, whatever the numbers.
///
/// Hörmann 1993, The generation of binomial random variates, doi
/// 10.1080/00949659308811496, algorithm BTRS. The constants are his.
private struct LargeBinomial {
  private let trials: Double
  private let odds: Double
  private let a: Double
  private let b: Double
  private let center: Double
  private let alpha: Double
  private let quickLimit: Double
  private let mode: Double
  /// What doesn't depend on the count of the logarithm of its probability.
  private let peak: Double

  /// - Precondition: The probability is 0.5 at the most, and 10 are expected.
  init(_ trials: Double, _ p: Double) {
    self.trials = trials
    odds = p / (1 - p)
    let deviation = (trials * p * (1 - p)).squareRoot()
    b = 1.15 + 2.53 * deviation
    a = -0.0873 + 0.0248 * b + 0.01 * p
    center = trials * p + 0.5
    alpha = (2.83 + 5.1 / b) * deviation
    quickLimit = 0.92 - 4.2 / b
    mode = ((trials + 1) * p).rounded(.down)
    peak =
      (mode + 0.5) * log((mode + 1) / (odds * (trials - mode + 1)))
      + stirlingRest(mode) + stirlingRest(trials - mode)
  }

  func count(_ digits: FurtherDigits) -> Double {
    for attempt in 0..<FurtherDigits.attemptMaximum {
      let (first, v) = digits.units(attempt)
      let u = first - 0.5
      let s = 0.5 - u.magnitude
      // Where `s` is 0, this is not finite, and no count.
      let count = ((2 * a / s + b) * u + center).rounded(.down)
      if s >= 0.07, v <= quickLimit { return count }
      guard count >= 0, count <= trials else { continue }
      let rest = trials - count + 1
      let chance =
        peak + (trials + 1) * log((trials - mode + 1) / rest)
        + (count + 0.5) * log(rest * odds / (count + 1))
        - stirlingRest(count) - stirlingRest(trials - count)
      if log(v * alpha / (a / (s * s) + b)) <= chance { return count }
    }
    return center.rounded(.down)
  }
}

/// By what the logarithm of the factorial of `count` exceeds Stirling's formula
/// of `count + 1`.
private func stirlingRest(_ count: Double) -> Double {
  let next = count + 1
  if count < 10 {
    var factorial = 1.0
    for factor in stride(from: 2.0, through: count, by: 1) {
      factorial *= factor
    }
    return log(factorial) - 0.5 * log(2 * Double.pi) - (count + 0.5) * log(next)
      + next
  }
  let square = next * next
  return (1 / 12 - (1 / 360 - 1 / (1260 * square)) / square) / next
}
