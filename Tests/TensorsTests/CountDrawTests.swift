import Testing

@testable import Tensors

/// Shares of draws between two parts.
@Suite struct CountDrawTests {
  /// Sizes of the parts and numbers of draws.
  static let cases: [(first: Int, second: Int, draws: Int)] = [
    (3, 7, 1), (3, 7, 10), (7, 3, 6), (1, 1, 2), (1, 99, 50), (50, 50, 99),
    (40, 60, 30), (300, 700, 200),
  ]

  /// The probabilities of all shares, from products of few factors.
  private func probabilities(
    _ size: (first: Int, second: Int, draws: Int), _ isRepeating: Bool
  ) -> [Double] {
    func choices(_ n: Int, _ k: Int) -> Double {
      k < 0 || k > n
        ? 0 : (0..<k).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) }
    }
    let (first, second, draws) = size
    let share = Double(first) / Double(first + second)
    return (0...draws).map { count in
      if isRepeating {
        var result = choices(draws, count)
        for _ in 0..<count { result *= share }
        for _ in count..<draws { result *= 1 - share }
        return result
      }
      return choices(first, count) * choices(second, draws - count)
        / choices(first + second, draws)
    }
  }

  /// All numbers of a grid together give each share as often as is its due.
  @Test(arguments: cases, [false, true])
  func sharesHaveTheirProbabilities(
    _ size: (first: Int, second: Int, draws: Int), _ isRepeating: Bool
  ) {
    let draw = CountDraw(
      first: Double(size.first), second: Double(size.second),
      draws: size.draws, isRepeating: isRepeating)
    let steps = 20_000
    var counts = [Int](repeating: 0, count: size.draws + 1)
    for step in 0..<steps {
      counts[draw.share((Double(step) + 0.5) / Double(steps))] += 1
    }
    for (count, expected) in zip(counts, probabilities(size, isRepeating)) {
      #expect(
        (Double(count) / Double(steps) - expected).magnitude
          < 1.01 / Double(steps))
    }
  }

  @Test func thereMayBeOnlyOneShare() {
    func share(
      _ first: Double, _ second: Double, _ draws: Int, _ isRepeating: Bool
    ) -> [Int] {
      [0, 0.5, 1.0.nextDown].map {
        CountDraw(
          first: first, second: second, draws: draws, isRepeating: isRepeating
        ).share($0)
      }
    }
    for isRepeating in [false, true] {
      #expect(share(5, 5, 0, isRepeating) == [0, 0, 0])
      #expect(share(0, 5, 3, isRepeating) == [0, 0, 0])
      #expect(share(5, 0, 3, isRepeating) == [3, 3, 3])
    }
    #expect(share(5, 6, 11, false) == [5, 5, 5])
  }

  /// As many draws and places as a matrix can have at most.
  @Test(arguments: [false, true])
  func largeSharesHaveTheirMeanAndVariance(_ isRepeating: Bool) {
    let (first, second) = (0x1p63, 0x1p61 * 3)
    let draws = Int(UInt32.max)
    let draw = CountDraw(
      first: isRepeating ? first : 0x1p32,
      second: isRepeating ? second : 0x1p33,
      draws: draws, isRepeating: isRepeating)
    let share =
      isRepeating ? first / (first + second) : 1.0 / 3
    let left = isRepeating ? 1 : 1 - Double(draws) / (0x1p32 * 3)
    let mean = Double(draws) * share
    let expected = mean * (1 - share) * left
    let found = (0..<40).map {
      Double(draw.share((Double($0) + 0.5) / 40)) - mean
    }
    let sum = found.reduce(0, +) / 40
    let variance = found.reduce(0) { $0 + $1 * $1 } / 40
    #expect(sum.magnitude < 0.02 * expected.squareRoot())
    #expect((variance / expected - 1).magnitude < 0.1)
  }
}
