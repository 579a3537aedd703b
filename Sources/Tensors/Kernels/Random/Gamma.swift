import Glibc

/// Gamma-distributed numbers, each from 64 random bits.
///
/// The cube of a normal number is distributed much as they are, and accepted
/// with a probability that makes up for the rest: Marsaglia, Tsang 2000, A simple
/// method for generating gamma variables, doi 10.1145/358407.358414. A shape
/// below 1 is raised by 1, and its number multiplied with a power of a uniform
/// one, as there.
struct Gamma<T: RealElement>: RandomKernel {
  static var groupSize: Int { 32 }
  static var writesWholeGroups: Bool { false }
  static var cost: Int { 20_000 }

  let shape: DrawParameter
  let scale: DrawParameter

  func apply(
    _ words: UnsafeMutablePointer<UInt32>, _ out: UnsafeMutablePointer<T>,
    at: Int, count: Int
  ) {
    for i in 0..<count {
      let digits = FurtherDigits(wideWord(words + (i / 32) &* 64, i % 32))
      let number = gammaNumber(shape[at &+ i], digits) * scale[at &+ i]
      out[i] = T(number)
    }
  }
}

/// A gamma-distributed number of this shape, of 0 or more, and of scale 1.
func gammaNumber(_ shape: Double, _ digits: FurtherDigits) -> Double {
  if shape == 0 { return 0 }
  let isRaised = shape < 1
  let d = (isRaised ? shape + 1 : shape) - 1.0 / 3
  let c = 1 / (9 * d).squareRoot()
  for attempt in 0..<FurtherDigits.attemptMaximum {
    let (radius, angle) = digits.units(2 * attempt)
    let (accepted, raised) = digits.units(2 * attempt + 1)
    // Box and Muller's method.
    let x =
      (-2 * log(1 - radius)).squareRoot() * cos(2 * Double.pi * angle)
    let root = 1 + c * x
    if root <= 0 { continue }
    let v = root * root * root
    let (u, square) = (1 - accepted, x * x)
    if u >= 1 - 0.0331 * square * square,
      log(u) >= 0.5 * square + d * (1 - v + log(v))
    {
      continue
    }
    return isRaised ? d * v * pow(1 - raised, 1 / shape) : d * v
  }
  return d
}
