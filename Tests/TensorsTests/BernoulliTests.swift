import TestSupport
import Testing

@testable import Tensors

/// Draws of 0 and 1.
@Suite struct BernoulliTests {
  let pool = MemoryPool()

  @Test func certainProbabilitiesAreCertain() throws {
    for type in ElementType.allCases {
      let x = try Tensor.zeros([1_000], type: type, in: pool)
      let source = RandomSource(seed: 1, stream: 3)
      try source.fillBernoulli(x, probability: 1)
      #expect(try x.reduced(.all) == true)
      try source.fillBernoulli(x, probability: 0)
      #expect(try x.reduced(.any) == false)
    }
  }

  @Test(arguments: Samples.counts)
  func aTensorOfProbabilitiesCountsForEachElement(count: Int) throws {
    let chance = try Tensor([Float(0), 0.3, 1], in: pool)
    let x = try Tensor.zeros([count, 3], type: .bool, in: pool)
    try RandomSource(seed: 1, stream: 4).fillBernoulli(
      x, probability: .tensor(chance))
    let sums = try x.reducing(.sum, axis: 0).doubles
    #expect(sums[0] == 0)
    #expect(sums[2] == Double(count))
    // The same draws as with one probability.
    let whole = try Tensor.zeros([count, 3], type: .bool, in: pool)
    try RandomSource(seed: 1, stream: 4).fillBernoulli(
      whole, probability: .scalar(.float(Double(Float(0.3)))))
    #expect(
      try x.selected(axis: 1, index: 1).doubles
        == whole.selected(axis: 1, index: 1).doubles)
  }

  @Test func aTensorCanHoldItsOwnProbabilities() throws {
    let x = try Tensor.full([1_000], 0.5, in: pool)
    let y = try Tensor.zeros([1_000], in: pool)
    try RandomSource(seed: 1, stream: 5).fillBernoulli(
      y, probability: .tensor(x))
    try RandomSource(seed: 1, stream: 5).fillBernoulli(
      x, probability: .tensor(x))
    #expect(x.doubles == y.doubles)
  }

  @Test("A13: a probability is not rounded")
  func aProbabilityIsNotRounded() {
    let later = LaterDigits(seed: 1, stream: 2, position: 0)
    // The share of draws that later digits make a one is the rest.
    for rest in [0.0, 0.2, 0.75] {
      let ones = (0..<20_000).filter { later.areBelow(rest, of: $0) }.count
      #expect((Double(ones) / 20_000 - rest).magnitude < 0.012, "\(rest)")
    }
    // 2⁻³² and a fifth of it: with all digits 0, one in five is a one.
    for scale in [1.0, 0x1p-300] {
      let chance = 0.2 * 0x1p-32 * scale
      var words = [UInt32](repeating: 0, count: 64)
      var ones = 0
      for group in 0..<200 {
        var out = [Float](repeating: 0, count: 64)
        Bernoulli<Float>(probability: chance, laterDigits: later).apply(
          &words, &out, at: group * 64, count: 64)
        let both = out
        let chances = [Double](repeating: chance, count: 64 * 201)
        chances.withUnsafeBufferPointer { chances in
          guard let start = chances.baseAddress else { return }
          BernoulliVector<Float, Double>(
            probability: start, laterDigits: later
          ).apply(&words, &out, at: group * 64, count: 64)
        }
        #expect(out == both)
        ones += out.filter { $0 == 1 }.count
      }
      #expect(abs(ones - (scale == 1 ? 2_560 : 0)) < 200)
    }
  }

  @Test("A13: a draw whose digits are those of the probability waits for more")
  func onlyEqualDigitsWait() {
    let later = LaterDigits(seed: 1, stream: 2, position: 0)
    for (chance, word, expected) in [
      (0.5, UInt32(1 << 31) - 1, Float(1)), (0.5, 1 << 31, 0),
      (1, UInt32.max, 1), (0, 0, 0), (0.25 + 0x1p-50, 1 << 30 - 1, 1),
      (0.25 + 0x1p-50, 1 << 30 + 1, 0),
    ] {
      var words = [UInt32](repeating: word, count: 64)
      var out = [Float](repeating: 2, count: 64)
      Bernoulli<Float>(probability: chance, laterDigits: later).apply(
        &words, &out, at: 0, count: 64)
      #expect(out.allSatisfy { $0 == expected }, "\(chance)")
    }
  }
}
