import Tensors
import Testing

@testable import Plots

@Suite struct HistogramTests {
  private let pool = MemoryPool()

  @Test func numbersAreCountedInBins() throws {
    let histogram = try Histogram(
      of: .list([0, 0.1, 0.9, 1, 1.5, 4, .nan]), bins: 4)
    #expect(histogram.start == 0 && histogram.width == 1)
    #expect(histogram.counts == [3, 2, 0, 1])
  }

  @Test func wholeNumbersAreInTheMiddleOfBins() throws {
    let numbers = Numbers.tensor(try Tensor([3, 4, 4, 7], in: pool))
    let histogram = try Histogram(of: numbers, bins: 5)
    #expect(histogram.start == 2.5 && histogram.width == 1)
    #expect(histogram.counts == [1, 2, 0, 0, 1])
  }

  @Test func equalNumbersAreInOneBin() throws {
    let histogram = try Histogram(of: .list([2, 2, 2]), bins: 3)
    #expect(histogram.counts == [0, 3, 0])
  }

  /// Quartiles 250 and 750 of 1,000 numbers: bins of 2 * 500 / 10.
  @Test func binsFollowFromTheQuartiles() throws {
    let histogram = try Histogram(of: .even(start: 0, step: 1, count: 1_000))
    #expect(histogram.counts.count == 10)
    #expect(histogram.counts.reduce(0, +) == 1_000)
  }

  @Test func binsAreAtLeastOne() {
    let mistake = error { _ = try Histogram(of: .list([1]), bins: 0) }
    #expect(
      mistake?.description
        == "histogram: bins must be from 1 to 10,000, not 0")
  }
}
