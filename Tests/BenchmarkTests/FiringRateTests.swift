import Testing

@testable import snn_bench

@Suite struct FiringRateTests {
  private func agree(_ rate: Double, _ reference: Double) -> Bool {
    FiringRates.agree(rate, reference, neurons: 1_000, iterations: 1_000)
  }

  @Test func ratesAgreeUpToChance() {
    #expect(agree(0.01, 0.01) && agree(0.0114, 0.01) && agree(0.0086, 0.01))
    #expect(!agree(0.013, 0.01) && !agree(0.007, 0.01))
  }

  @Test func fewSpikesAreLessCertain() {
    #expect(FiringRates.agree(0.014, 0.01, neurons: 100, iterations: 100))
    #expect(!agree(0.014, 0.01))
  }

  @Test func silenceAgreesWithNothing() {
    #expect(!agree(0, 0.01) && !agree(0, 0) && !agree(.nan, 0.01))
  }

  @Test func memoryGrowsWithTheSynapses() {
    let earlier = [(synapses: 1e4, bytes: 3e8), (synapses: 1e6, bytes: 4e8)]
    let forecast = MemoryForecast.bytes(synapses: 1e8, earlier: earlier)
    #expect(forecast.map { abs($0 - 1.04e10) < 1e7 } == true)
    #expect(MemoryForecast.bytes(synapses: 1, earlier: []) == nil)
    #expect(
      MemoryForecast.bytes(synapses: 1, earlier: [earlier[0]]) == nil)
  }

  @Test func memoryThatShrankDoesNotGoOnShrinking() {
    let earlier = [(synapses: 1e4, bytes: 4e8), (synapses: 1e6, bytes: 3e8)]
    #expect(MemoryForecast.bytes(synapses: 1e8, earlier: earlier) == 3e8)
  }
}
