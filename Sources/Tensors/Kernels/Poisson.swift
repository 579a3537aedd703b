import Glibc

/// Poisson-distributed counts, one from each number of 53 random bits.
struct Poisson<T: Element>: RandomKernel {
  static var groupSize: Int { 32 }
  static var writesWholeGroups: Bool { false }

  /// The mean of all counts, unless there are `rates`.
  let rate: Double
  /// The mean of each count.
  let rates: UnsafePointer<Double>?

  func apply(
    _ words: UnsafeMutablePointer<UInt32>, _ out: UnsafeMutablePointer<T>,
    at: Int, count: Int
  ) {
    for i in 0..<count {
      let group = words + (i / 32) &* 64
      let mean = rates.map { $0[at &+ i] } ?? rate
      out[i] = T(.integer(poissonCount(mean, unitDouble(group, i % 32))))
    }
  }
}

/// The count that belongs to the number `unit` in [0, 1).
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
  // Stirling's series for the factorial; its next term is below 10⁻¹⁰.
  let m2 = mode * mode
  let series = (1 / 12 - (1 / 360 - 1 / (1260 * m2)) / m2) / mode
  let peak = exp(
    mode * log1p((mean - mode) / mode) - (mean - mode) - series
      - 0.5 * log(2 * Double.pi * mode))
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
