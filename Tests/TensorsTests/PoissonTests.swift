import Glibc
import TestSupport
import Testing

@testable import Tensors

/// Counts of events at a rate.
@Suite struct PoissonTests {
  let pool = MemoryPool()

  @Test func countsOfEachRateHaveTheirMoments() throws {
    for rate in [0.0, 0.01, 1, 9.99, 10, 50, 1e4, 1e9] {
      let x = try Tensor.zeros([4_000], type: .float64, in: pool)
      try RandomSource(seed: 11, stream: 1).fillPoisson(
        x, rate: .scalar(.float(rate)))
      let deviation = max(rate.squareRoot(), 1e-9)
      let mean = try x.reduced(.mean).double
      #expect((mean - rate).magnitude / deviation < 0.08, "\(rate)")
      if rate >= 1 {
        let variance = try x.reduced(.variance).double
        #expect((variance / rate - 1).magnitude < 0.1, "\(rate)")
      }
    }
    #expect(poissonCount(12.5, 1 - 0x1p-53) < 80)
    #expect(poissonCount(3, 1 - 0x1p-53) < 60)
  }

  /// How far the counts of `draws` are from those that are expected of each
  /// bin, less than about the number of bins by chance (χ²).
  private func distance(
    mean: Double, draws: Int, binWidth: Int
  ) throws -> (distance: Double, bins: Int) {
    let x = try Tensor.zeros([draws], type: .int64, in: pool)
    try RandomSource(seed: 12, stream: 3).fillPoisson(
      x, rate: .scalar(.float(mean)))
    var found: [Int: Double] = [:]
    for value in x.values(Int.self) { found[value / binWidth, default: 0] += 1 }
    // Of counts, by the logarithm of the probability.
    var expected: [Int: Double] = [:]
    let width = Int(8 * mean.squareRoot())
    for count in max(0, Int(mean) - width)...(Int(mean) + width) {
      let chance = exp(
        Double(count) * log(mean) - mean - lgamma(Double(count) + 1))
      expected[count / binWidth, default: 0] += chance * Double(draws)
    }
    var (distance, bins) = (0.0, 0)
    for (bin, wanted) in expected where wanted >= 20 {
      let difference = found[bin, default: 0] - wanted
      distance += difference * difference / wanted
      bins += 1
    }
    return (distance, bins)
  }

  @Test(
    "F1: counts of large rates are distributed as they should be",
    arguments: [(99.5, 1), (100.5, 1), (1_000.25, 4), (1e6, 100)])
  func countsOfLargeRatesAreDistributedRightly(
    mean: Double, binWidth: Int
  ) throws {
    let (distance, bins) = try distance(
      mean: mean, draws: 100_000, binWidth: binWidth)
    #expect(bins > 50)
    // Four deviations.
    let limit = Double(bins) + 4 * (2 * Double(bins)).squareRoot()
    #expect(distance < limit, "\(bins) bins")
  }

  @Test("F1: counts of the largest rate have its moments")
  func countsOfTheLargestRateHaveItsMoments() throws {
    let x = try Tensor.zeros([200_000], type: .float64, in: pool)
    try RandomSource(seed: 5, stream: 2).fillPoisson(x, rate: 1e9)
    let deviation = 1e9.squareRoot()
    let mean = (try x.reduced(.mean).double - 1e9) / deviation
    #expect(mean.magnitude < 0.01)
    #expect((try x.reduced(.variance).double / 1e9 - 1).magnitude < 0.015)
    let inside = x.doubles.filter { ($0 - 1e9).magnitude < deviation }.count
    #expect((Double(inside) / 200_000 - 0.6827).magnitude < 0.005)
    // Neighbors have nothing in common.
    let values = x.doubles.map { ($0 - 1e9) / deviation }
    let products = zip(values, values.dropFirst()).map { $0 * $1 }
    #expect(products.reduce(0, +).magnitude / 200_000 < 0.01)
  }

  @Test("F1: a rate of its own for each element gives the same counts")
  func ratesOfTheirOwnGiveTheSameCounts() throws {
    let x = try Tensor.zeros([1_000], in: pool)
    let y = try Tensor.zeros([1_000], in: pool)
    for rate in [3.0, 50, 1e5] {
      let rates = try Tensor.full([1_000], .float(rate), in: pool)
      try RandomSource(seed: 1, stream: 1).fillPoisson(
        x, rate: .scalar(.float(rate)))
      try RandomSource(seed: 1, stream: 1).fillPoisson(
        y, rate: .tensor(rates))
      #expect(x.doubles == y.doubles)
    }
  }
}
