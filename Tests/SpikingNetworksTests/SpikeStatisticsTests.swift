import Testing

@testable import SpikingNetworks
@testable import Tensors

@Suite struct SpikeStatisticsTests {
  let pool = MemoryPool()

  private func events(_ rows: [[Int]]) throws -> Tensor {
    try Tensor(rows.flatMap { $0 }, in: pool).reshaped([rows.count, 2])
  }

  @Test func neuronsCountFromZeroUnlessSaidOtherwise() throws {
    let rows = try events([[1, 0], [2, 1], [4, 1]])
    let fromZero = try SpikeStatistics(of: rows)
    #expect(fromZero.size == 2)
    #expect(fromZero.duration == 4)
    #expect(try fromZero.rates().values(Double.self) == [0.25, 0.5])
    #expect(throws: NetworkError.self) {
      try SpikeStatistics(of: rows, countingFrom: 1)
    }
  }

  @Test func variationIsZeroForRegularAndLargeForBurstingSpikes() throws {
    let regular = try SpikeStatistics(
      of: try events((0..<10).map { [$0 * 3, 0] }), first: 0)
    #expect(
      try regular.variationCoefficients().values(Double.self) == [0])
    #expect(try regular.localVariations().values(Double.self) == [0])
    let bursting = try SpikeStatistics(
      of: try events([[1, 0], [2, 0], [3, 0], [100, 0]]))
    #expect(
      try bursting.variationCoefficients().values(Double.self)[0] > 1)
  }

  @Test func extremeNumbersAreErrorsOrCount() throws {
    #expect(throws: NetworkError.self) {
      try SpikeStatistics(of: try events([[1, .max]]), size: 3)
    }
    let late = try SpikeStatistics(of: try events([[.max, 0]]))
    #expect(late.duration == .max)
    #expect(throws: TensorError.self) { try late.counts(bin: 1) }
    #expect(try late.counts(bin: .max).values(Int.self) == [1])
    #expect(throws: TensorError.self) {
      try SpikeStatistics(of: try events([[1, .max - 1]])).rates()
    }
    let early = try SpikeStatistics(
      of: try events([[.min, 0]]), size: 1, last: 10)
    #expect(early.spikes.isEmpty)
  }

  @Test(arguments: [(Int.min, Int.max), (-1, .max - 1), (.min, -1)])
  func moreIterationsThanCanBeCountedAreAnError(first: Int, last: Int) throws {
    let error = #expect(throws: NetworkError.self) {
      try SpikeStatistics(of: try events([]), first: first, last: last)
    }
    #expect(
      error?.description
        == "last must be less than 2^63 - 1 iterations after first, \(first),"
        + " not \(last)")
  }

  @Test func populationRatesCountAllNeurons() throws {
    let spikes = try SpikeStatistics(
      of: try events([[1, 0], [2, 0], [2, 1], [5, 1], [7, 0]]), size: 2,
      last: 7)
    // Iteration 7 fills no bin.
    #expect(
      try spikes.populationRates(bin: 2).values(Double.self)
        == [0.75, 0, 0.25])
    #expect(
      try spikes.populationRates(bin: 2, timeStep: 1).values(Double.self)
        == [750, 0, 250])
  }

  @Test func smoothingKeepsAConstantRate() throws {
    let spikes = try SpikeStatistics(
      of: try events((1...50).map { [$0, 0] }), size: 1)
    let rates = try spikes.populationRates(bin: 1, smoothing: 5)
      .values(Double.self)
    #expect(rates.allSatisfy { abs($0 - 1) < 1e-12 })
  }

  @Test func smoothingSpreadsASpikeAsAGaussian() throws {
    let spikes = try SpikeStatistics(
      of: try events([[50, 0]]), size: 1, last: 100)
    let rates = try spikes.populationRates(bin: 1, smoothing: 2)
      .values(Double.self)
    #expect(abs(rates.reduce(0, +) - 1) < 1e-3)
    #expect(abs(rates[51] / rates[49] - 0.60653) < 1e-4)
  }
}
