import Glibc
import Testing

@testable import Tensors

/// Numbers in single precision against the same words' in double precision.
@Suite struct RandomAccuracyTests {
  static let groups = 150

  let pool = MemoryPool()

  /// What a fill of 150 groups is made from.
  private func words() -> [UInt32] {
    var words = [UInt32](repeating: 0, count: RandomAccuracyTests.groups * 64)
    words.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      Philox.fill(
        start, groups: RandomAccuracyTests.groups, position: 0, stream: 2,
        seed: 1)
    }
    return words
  }

  @Test func exponentialNumbersAreWithinTwoUnits() throws {
    let words = words()
    let x = try Tensor.zeros([words.count], in: pool)
    for mean: Float in [1, 3.7] {
      try RandomSource(seed: 1, stream: 2).fillExponential(
        x, rate: Double(1 / mean))
      let used = Double(Float(1 / Double(1 / mean)))
      let worst = zip(x.values(Float.self), words).map { value, word in
        FloatFunctionTests.distance(
          value, -used * log(Double(unitFloat(word))))
      }.max()
      #expect(try #require(worst) <= 2)
    }
  }

  @Test func normalNumbersAreWithinTheirBound() throws {
    let words = words()
    let x = try Tensor.zeros([words.count], in: pool)
    try RandomSource(seed: 1, stream: 2).fillNormal(x)
    let values = x.values(Float.self)
    var worst = 0.0
    for group in 0..<RandomAccuracyTests.groups {
      for i in (group * 64)..<(group * 64 + 32) {
        let radius = (-2 * log(Double(unitFloat(words[i])))).squareRoot()
        let angle = 2 * Double.pi * Double(words[i + 32]) * 0x1p-32
        let errors = [
          Double(values[i]) - radius * cos(angle),
          Double(values[i + 32]) - radius * sin(angle),
        ]
        for error in errors { worst = max(worst, error.magnitude / radius) }
      }
    }
    #expect(worst < 0x1p-22)
  }
}
