/// Shares out a number of draws between two parts of what is drawn from.
///
/// Without repetition the share of the first part is hypergeometrically
/// distributed, with repetition binomially. It is found by inversion from one
/// number `u`, outwards from the most likely share: the probabilities follow
/// from each other, so no factorial is computed, and their sum takes the place
/// of what they would have to be divided by. That takes about twenty standard
/// deviations of steps.
struct CountDraw {
  /// How many there are to draw from in the first part.
  let first: Double
  /// How many in the second.
  let second: Double
  /// How many draws there are.
  let draws: Int
  /// Whether what was drawn may be drawn again.
  let isRepeating: Bool

  /// How many of the draws fall into the first part.
  ///
  /// - Precondition: `u` is in [0, 1), and without repetition there are as many
  ///   to draw from as draws.
  func share(_ u: Double) -> Int {
    if draws == 0 || first == 0 { return 0 }
    if second == 0 { return draws }
    // What is no Int is more than all draws.
    let low = isRepeating ? 0 : max(0, draws &- (Int(exactly: second) ?? draws))
    let high = isRepeating ? draws : min(draws, Int(exactly: first) ?? draws)
    let likely = min(max(mode, low), high)
    var sum = 1.0
    walk(up: true, from: likely, to: high) { _, weight in
      sum += weight
      return true
    }
    walk(up: false, from: likely, to: low) { _, weight in
      sum += weight
      return true
    }
    var left = u * sum - 1
    var found = likely
    if left < 0 { return found }
    let isFound: (Int, Double) -> Bool = { count, weight in
      left -= weight
      if left < 0 { found = count }
      return left >= 0
    }
    walk(up: true, from: likely, to: high, isFound)
    if left >= 0 { walk(up: false, from: likely, to: low, isFound) }
    return found
  }

  /// The most likely share, but for rounding.
  private var mode: Int {
    let share =
      isRepeating
      ? (Double(draws) + 1) * (first / (first + second))
      : (Double(draws) + 1) * ((first + 1) / (first + second + 2))
    return Int(exactly: share.rounded(.down)) ?? 0
  }

  /// Calls `body` with the shares after `start` and their probabilities, that
  /// of `start` being 1, as long as they count and `body` wants more.
  @inline(__always)
  private func walk(
    up: Bool, from start: Int, to end: Int, _ body: (Int, Double) -> Bool
  ) {
    var weight = 1.0
    var count = start
    while count != end {
      if up {
        weight *= ratio(count)
        count &+= 1
      } else {
        count &-= 1
        weight /= ratio(count)
      }
      // All that are left together are less than a random number tells apart.
      if weight < 1e-20 || !body(count, weight) { return }
    }
  }

  /// How much more likely one more than `count` is.
  @inline(__always)
  private func ratio(_ count: Int) -> Double {
    let k = Double(count)
    let rest = Double(draws) - k
    return isRepeating
      ? rest * first / ((k + 1) * second)
      : rest * (first - k) / ((k + 1) * (second - rest + 1))
  }
}
