import TestSupport
import Testing

@testable import Tensors

/// Picks by weights.
@Suite struct PicksTests {
  let pool = MemoryPool()

  private func picked(
    _ weights: Tensor, _ count: Int, isRepeated: Bool, seed: UInt64 = 1
  ) throws -> Tensor {
    let picks = try Picks(
      of: weights.shape, count: count, isRepeated: isRepeated)
    let draws = try Tensor.zeros(picks.drawn, type: .float64, in: pool)
    try RandomSource(seed: seed, stream: 1).fill(
      draws, picks.distribution,
      picks.distribution.standard.map { .scalar($0 ?? 0) })
    return try picks.indices(weights: weights, draws: draws)
  }

  /// How far numbers of picks are from those that are expected (χ²).
  private func distance(_ found: [Double], _ chances: [Double]) -> Double {
    let total = found.reduce(0, +)
    return zip(found, chances).reduce(0) { sum, pair in
      let wanted = pair.1 * total
      return sum + (pair.0 - wanted) * (pair.0 - wanted) / wanted
    }
  }

  @Test func picksWithReplacementAreInProportionToTheWeights() throws {
    let weights = try Tensor([Float(1), 0, 3, 0.5, 0], in: pool)
    let indices = try picked(weights, 100_000, isRepeated: true)
    #expect(indices.shape == [100_000])
    var found = [Double](repeating: 0, count: 5)
    for index in indices.values(Int.self) { found[index] += 1 }
    #expect(found[1] == 0 && found[4] == 0)
    let distance = distance(
      [found[0], found[2], found[3]], [1 / 4.5, 3 / 4.5, 0.5 / 4.5])
    // Once in a thousand times.
    #expect(distance < 13.8)
  }

  /// All orders of two of three against the product of the two probabilities.
  @Test func picksWithoutReplacementAreThoseOfOneAfterTheOther() throws {
    let list = [1.0, 4, 2]
    let weights = try Tensor.zeros([60_000, 3], type: .float64, in: pool)
    for i in 0..<180_000 { weights.pointer(Double.self)[i] = list[i % 3] }
    let indices = try picked(weights, 2, isRepeated: false)
    #expect(indices.shape == [60_000, 2])
    var found = [Double](repeating: 0, count: 9)
    let values = indices.values(Int.self)
    for row in 0..<60_000 {
      found[values[row * 2] * 3 + values[row * 2 + 1]] += 1
    }
    var (orders, chances): ([Double], [Double]) = ([], [])
    for a in 0..<3 {
      #expect(found[a * 4] == 0)
      for b in 0..<3 where b != a {
        orders.append(found[a * 3 + b])
        chances.append(list[a] / 7 * list[b] / (7 - list[a]))
      }
    }
    // Once in a thousand times.
    #expect(distance(orders, chances) < 20.5)
  }

  @Test func whatHasNoWeightIsNeverPicked() throws {
    for weights: [Double] in [
      [0, 5e-324, 0, 5e-324, 0], [0, 1e-310, 0, 1e300, 0],
      [0, 1, 0, 1e-300, 0],
    ] {
      let weights = try Tensor(weights, in: pool)
      for seed in 0..<50 {
        let both = try picked(
          weights, 2, isRepeated: false, seed: UInt64(seed))
        #expect(both.values(Int.self).sorted() == [1, 3])
        let one = try picked(weights, 9, isRepeated: true, seed: UInt64(seed))
        #expect(one.values(Int.self).allSatisfy { $0 == 1 || $0 == 3 })
      }
    }
  }

  @Test(
    arguments: [
      ([1, -1], 1, "a weight must be a finite number of 0 or more, not -1.0"),
      ([1, .nan], 1, "a weight must be a finite number of 0 or more, not nan"),
      (
        [1, .infinity], 1,
        "a weight must be a finite number of 0 or more, not inf"
      ),
      ([0, 0], 1, "all weights are 0"),
      ([], 1, "there are no weights to pick by"),
      ([1e308, 1e308], 1, "the sum of the weights is too large"),
      (
        [1, 0, 2], 3,
        "asked for 3 elements without replacement, and only 2 have a weight above"
          + " 0"
      ),
      ([1, 2], 3, "asked for 3 of 2 elements without replacement"),
      ([1, 2], 0, "the count must be 1 or more, not 0"),
    ] as [([Double], Int, String)])
  func mistakesAreExplained(
    weights: [Double], count: Int, reason: String
  ) throws {
    let weights = try Tensor(weights, in: pool)
    #expect(
      throws: TensorError.invalidArgument(
        operation: "multinomial", reason: reason)
    ) {
      _ = try picked(weights, count, isRepeated: false)
    }
  }
}
