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
  }

  /// The probability of a count of this mean.
  private func chance(_ count: Int, _ mean: Double) -> Double {
    mean == 0
      ? count == 0 ? 1 : 0
      : exp(Double(count) * log(mean) - mean - lgamma(Double(count) + 1))
  }

  @Test func columnsOfATableHaveTheProbabilitiesOfTheCounts() {
    for mean in [0, 1, 2, 7, 30, 99] {
      var found = [Double](repeating: 0, count: PoissonTables.width)
      for index in 0..<PoissonTables.width {
        let column = PoissonTables.columns[mean * PoissonTables.width + index]
        let rest = PoissonTables.rest(of: mean, column: index)
        #expect(rest >= 0 && rest < 1)
        let own = (Double(column >> 8) + rest) * 0x1p-24
        found[index] += own / 256
        found[Int(column & 0xFF)] += (1 - own) / 256
      }
      for count in 0..<PoissonTables.width {
        let wanted = chance(count, Double(mean))
        #expect((found[count] - wanted).magnitude < 1e-14, "\(mean), \(count)")
      }
    }
  }

  @Test func tailsOfSmallMeansAreRight() {
    for mean in [1e-300, 1e-12, 0.001, 0.3, 0.999] {
      var tails = PoissonTails(mean)
      let any = -expm1(-mean)
      #expect((tails.tail * 0x1p-32 / any - 1).magnitude < 1e-15, "\(mean)")
      var wanted = any
      for count in 1..<8 {
        wanted -= chance(count, mean)
        let tail = tails.advance(1 / Double(count))
        #expect((tail * 0x1p-32 - wanted).magnitude < 1e-15)
      }
    }
  }

  /// Counts of small rates by the definition, from the same words.
  @Test func countsOfRatesBelowOneAreFoundByInversion() throws {
    let count = 20_000
    var words = [UInt32](repeating: 0, count: (count / 32) * 64)
    words.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      Philox.fill(
        start, groups: count / 32, position: 0, stream: 2, seed: 1)
    }
    for rate in [0, 1e-9, 0.02, 0.5, 0.99] {
      let x = try Tensor.zeros([count], type: .int64, in: pool)
      try RandomSource(seed: 1, stream: 2).fillPoisson(
        x, rate: .scalar(.float(rate)))
      let expected = (0..<count).map { i in
        let word = words[i / 32 * 64 + 32 + i % 32]
        var (tail, count) = (1 - chance(0, rate), 0)
        while Double(word) + 0.5 < tail * 0x1p32 {
          count += 1
          tail -= chance(count, rate)
        }
        return count
      }
      #expect(x.values(Int.self) == expected, "\(rate)")
    }
  }

  @Test func theSmallestRatesAreNotRounded() throws {
    // One draw in 2³⁶ or fewer: 32 digits of it don't settle any.
    let rate = 0x1p-36
    var count = 0
    var kernel = [Int](repeating: 0, count: 32)
    let rates = [Float](repeating: Float(rate), count: 32)
    for position in 0..<2_000 {
      // Upper digits that settle the count of the whole part, which is 0.
      var words = [UInt32](repeating: .max, count: 32)
      words += [UInt32](repeating: 0, count: 32)
      let later = LaterDigits(seed: 1, stream: 1, position: UInt64(position))
      rates.withUnsafeBufferPointer { rates in
        words.withUnsafeMutableBufferPointer { words in
          kernel.withUnsafeMutableBufferPointer { out in
            guard let rates = rates.baseAddress, let out = out.baseAddress,
              let words = words.baseAddress
            else { return }
            Poisson<Int, Float>(rate: 0, rates: rates, laterDigits: later)
              .apply(words, out, at: 0, count: 32)
          }
        }
      }
      count += kernel.reduce(0, +)
    }
    // Where all 32 digits are 0, one in 16 has an event: 4,000 ± 61.
    #expect((count - 4_000).magnitude < 250)
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
    let width = Int(8 * mean.squareRoot()) + 8
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
    arguments: [(99.5, 1), (100, 1), (100.5, 1), (1_000.25, 4), (1e6, 100)])
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

  @Test(
    "counts of small rates are distributed as they should be",
    arguments: [0.05, 0.7, 2.5, 9.97, 42.42])
  func countsOfSmallRatesAreDistributedRightly(mean: Double) throws {
    let (distance, bins) = try distance(
      mean: mean, draws: 1_000_000, binWidth: 1)
    #expect(bins >= 3)
    let limit = Double(bins) + 4 * (2 * Double(bins)).squareRoot()
    #expect(distance < limit, "\(bins) bins")
  }

  @Test("each element of a tensor of rates has the count of its rate")
  func elementsHaveTheCountsOfTheirRates() throws {
    let list = [0, 0.4, 250, 1e-300, 17.3, 99.9, 3, 1e9]
    let rates = try Tensor.zeros([1_003], type: .float64, in: pool)
    for i in 0..<1_003 {
      rates.pointer(Double.self)[i] = list[(i * 5 + i / 7) % 8]
    }
    let x = try Tensor.zeros([1_003], type: .int64, in: pool)
    try RandomSource(seed: 4, stream: 1).fillPoisson(x, rate: .tensor(rates))
    let each = try list.map { rate in
      let y = try Tensor.zeros([1_003], type: .int64, in: pool)
      try RandomSource(seed: 4, stream: 1).fillPoisson(
        y, rate: .scalar(.float(rate)))
      return y.values(Int.self)
    }
    for (i, value) in x.values(Int.self).enumerated() {
      #expect(value == each[(i * 5 + i / 7) % 8][i])
    }
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
    for rate in [0.25, 0.9375, 3, 50, 99.75, 100, 1e5] {
      let rates = try Tensor.full([1_000], .float(rate), in: pool)
      try RandomSource(seed: 1, stream: 1).fillPoisson(
        x, rate: .scalar(.float(rate)))
      try RandomSource(seed: 1, stream: 1).fillPoisson(
        y, rate: .tensor(rates))
      #expect(x.doubles == y.doubles)
    }
  }
}
