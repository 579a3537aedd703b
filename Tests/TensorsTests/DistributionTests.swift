import Glibc
import TestSupport
import Testing

@testable import Tensors

/// Draws against exact probabilities, with a fixed seed.
@Suite struct DistributionTests {
  let pool = MemoryPool()

  /// The largest distance of the draws' distribution from `below`, the
  /// probability of a smaller number, times the root of their number
  /// (Kolmogorov and Smirnov): more than 1.95 once in a thousand times.
  private func distance(
    _ draws: [Double], _ below: (Double) -> Double
  ) -> Double {
    let sorted = draws.sorted()
    let size = Double(sorted.count)
    var largest = 0.0
    for (i, x) in sorted.enumerated() {
      let wanted = below(x)
      largest = max(
        largest, wanted - Double(i) / size, Double(i + 1) / size - wanted)
    }
    return largest * size.squareRoot()
  }

  /// The probability that a number of the gamma distribution is below `x`, of a
  /// shape that is a multiple of 1/2.
  private func gammaBelow(_ x: Double, _ shape: Double) -> Double {
    var (a, below) = (0.5, erf(x.squareRoot()))
    if shape.rounded() == shape { (a, below) = (1, -expm1(-x)) }
    while a < shape {
      below -= exp(a * log(x) - x - lgamma(a + 1))
      a += 1
    }
    return below
  }

  @Test(arguments: [0.5, 1, 1.5, 4, 50.5])
  func gammaNumbersAreDistributedRightly(shape: Double) throws {
    let x = try Tensor.zeros([100_000], type: .float64, in: pool)
    try RandomSource(seed: 2, stream: 1).fillGamma(
      x, shape: .scalar(.float(shape)), scale: 3)
    let found = distance(x.doubles) { gammaBelow($0 / 3, shape) }
    #expect(found < 1.95)
    #expect(distance(x.doubles) { gammaBelow($0 / 3.1, shape) } > 1.95)
  }

  @Test func gammaNumbersOfAnyShapeHaveTheirMoments() throws {
    for shape in [0.01, 0.3, 2.7, 1e3, 1e9] {
      let x = try Tensor.zeros([100_000], type: .float64, in: pool)
      try RandomSource(seed: 3, stream: 1).fillGamma(
        x, shape: .scalar(.float(shape)))
      let mean = try x.reduced(.mean).double
      #expect((mean - shape).magnitude < 4 * (shape / 1e5).squareRoot())
      let variance = try x.reduced(.variance).double
      let spread = ((2 + 6 / shape) / 1e5).squareRoot()
      #expect((variance / shape - 1).magnitude < 4 * spread, "\(shape)")
    }
    let x = try Tensor.full([100], 1, in: pool)
    for (shape, scale) in [(0.0, 1.0), (1e-300, 1), (3, 0), (0, 0)] {
      try RandomSource(seed: 3, stream: 1).fillGamma(
        x, shape: .scalar(.float(shape)), scale: .scalar(.float(scale)))
      #expect(x.doubles.allSatisfy { $0 == 0 })
    }
  }

  @Test(
    arguments: [
      (20, 0.3), (7, 0.9), (1_000, 0.004), (20, 0.5), (50, 0.45), (300, 0.8),
      (100_000, 0.01),
    ] as [(Int, Double)])
  func binomialCountsAreDistributedRightly(trials: Int, p: Double) throws {
    let draws = 400_000
    let x = try Tensor.zeros([draws], type: .int64, in: pool)
    try RandomSource(seed: 4, stream: 1).fillBinomial(
      x, trials: .scalar(.integer(trials)), probability: .scalar(.float(p)))
    var found: [Int: Double] = [:]
    for value in x.values(Int.self) { found[value, default: 0] += 1 }
    #expect(found.keys.allSatisfy { (0...trials).contains($0) })
    var (distance, bins) = (0.0, 0)
    let n = Double(trials)
    for count in 0...trials {
      let k = Double(count)
      let wanted =
        exp(
          lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(p)
            + (n - k) * log1p(-p)) * Double(draws)
      if wanted < 20 { continue }
      let difference = found[count, default: 0] - wanted
      distance += difference * difference / wanted
      bins += 1
    }
    #expect(bins > 4)
    let limit = Double(bins) + 4 * (2 * Double(bins)).squareRoot()
    #expect(distance < limit, "\(bins) bins")
  }

  @Test func binomialCountsOfAnyNumbersHaveTheirMoments() throws {
    let x = try Tensor.zeros([100_000], type: .float64, in: pool)
    for (n, p) in [(1e9, 0.5), (1e9, 0.999), (1e9, 1e-9), (1e6, 0.3)] {
      try RandomSource(seed: 5, stream: 1).fillBinomial(
        x, trials: .scalar(.float(n)), probability: .scalar(.float(p)))
      let variance = n * p * (1 - p)
      let mean = try x.reduced(.mean).double - n * p
      #expect(mean.magnitude < 4 * (variance / 1e5).squareRoot())
      let found = try x.reduced(.variance).double
      #expect((found / variance - 1).magnitude < 0.025, "\(n), \(p)")
    }
    for (n, p, wanted) in [
      (0.0, 0.5, 0.0), (10, 0, 0), (10, 1, 10), (1e9, 1, 1e9), (1e9, 0, 0),
      (1e9, 1e-300, 0),
    ] {
      try RandomSource(seed: 5, stream: 1).fillBinomial(
        x, trials: .scalar(.float(n)), probability: .scalar(.float(p)))
      #expect(try x.reduced(.minimum).double == wanted)
      #expect(try x.reduced(.maximum).double == wanted)
    }
  }

  @Test func parametersOfTheirOwnGiveTheSameNumbers() throws {
    let list = [(3.0, 0.5), (0, 0.25), (100, 0.125), (1_000, 0.75)]
    let first = try Tensor.zeros([403], in: pool)
    let second = try Tensor.zeros([403], in: pool)
    for i in 0..<403 {
      first.pointer(Float.self)[i] = Float(list[i % 4].0)
      second.pointer(Float.self)[i] = Float(list[i % 4].1)
    }
    for distribution in [Distribution.gamma, .binomial] {
      let x = try Tensor.zeros([403], in: pool)
      try RandomSource(seed: 6, stream: 1).fill(
        x, distribution, [.tensor(first), .tensor(second)])
      let each = try list.map { a, b in
        let y = try Tensor.zeros([403], in: pool)
        try RandomSource(seed: 6, stream: 1).fill(
          y, distribution, [.scalar(.float(a)), .scalar(.float(b))])
        return y.doubles
      }
      for (i, value) in x.doubles.enumerated() {
        #expect(value == each[i % 4][i])
      }
    }
  }

  @Test func logarithmsOfLognormalNumbersAreNormal() throws {
    let x = try Tensor.zeros([1_000], in: pool)
    let y = try Tensor.zeros([1_000], in: pool)
    try RandomSource(seed: 7, stream: 1).fillLognormal(
      x, mean: -1, deviation: 0.5)
    try RandomSource(seed: 7, stream: 1).fillNormal(
      y, mean: -1, deviation: 0.5)
    try y.apply(.exponential)
    #expect(x.doubles == y.doubles)
  }
}
