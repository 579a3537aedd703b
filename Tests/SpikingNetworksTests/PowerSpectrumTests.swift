import Tensors
import Testing

@testable import SpikingNetworks

@Suite struct PowerSpectrumTests {
  private let pool = MemoryPool()

  private func signal(
    _ count: Int, _ value: (Double) -> Double
  ) throws -> Tensor {
    try Tensor((0..<count).map { value(Double($0)) }, in: pool)
  }

  /// A sine of 50 Hz, sampled every ms.
  private func sine(_ t: Double) -> Double { sinOf(2 * Double.pi * t / 20) }

  private func sinOf(_ x: Double) -> Double {
    // The series, so that nothing but the standard library is needed.
    let x = x - (x / (2 * Double.pi)).rounded() * 2 * Double.pi
    var (term, sum) = (x, x)
    for n in 1..<15 {
      term *= -x * x / Double(2 * n * (2 * n + 1))
      sum += term
    }
    return sum
  }

  @Test func aSineHasItsFrequency() throws {
    let spectrum = try PowerSpectrum(
      of: try signal(4_096, sine), timeStep: 1, segment: 512)
    let highest = try #require(
      spectrum.densities.indices.max {
        spectrum.densities[$0] < spectrum.densities[$1]
      })
    #expect(abs(spectrum.frequencies[highest] - 50) < 1000 / 512)
    #expect(spectrum.frequencies.last == 500)
  }

  /// The mean of the square of a sine is a half.
  @Test(arguments: [nil, 300, 512])
  func densitiesAddUpToTheVariance(segment: Int?) throws {
    let spectrum = try PowerSpectrum(
      of: try signal(4_096, sine), timeStep: 1, segment: segment)
    let sum = spectrum.densities.reduce(0, +) * spectrum.frequencies[0]
    #expect(abs(sum - 0.5) < 0.01)
  }

  @Test func aConstantHasNoPower() throws {
    let spectrum = try PowerSpectrum(of: try signal(100) { _ in 3 })
    #expect(spectrum.densities.allSatisfy { $0 < 1e-20 })
    #expect(spectrum.frequencies.last == 0.5)
  }

  @Test func aSignalHasOneAxis() throws {
    let matrix = try Tensor.zeros([3, 3], in: pool)
    #expect(
      throws: NetworkError.wrongKind(
        what: "the signal", expected: "a tensor with one axis",
        found: "shape [3, 3]")
    ) { try PowerSpectrum(of: matrix) }
  }
}
