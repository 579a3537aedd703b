import TestSupport
import Testing

@testable import Tensors

/// Entries that are drawn line by line.
@Suite struct EntryDrawsTests {
  let pool = MemoryPool()

  func source(_ seed: UInt64 = 7) -> RandomSource {
    RandomSource(seed: seed, stream: 3)
  }

  /// Lines in which line `i` leaves out the place `i`, if it has it and `i` is
  /// no multiple of `every`.
  func lines(
    _ count: Int, _ length: Int, excluding every: Int? = nil
  ) throws -> EntryLines {
    let excluded = try every.map { every in
      try Tensor(
        (0..<count).map { $0 < length && $0 % every != 0 ? $0 : -1 }, in: pool)
    }
    return try EntryLines(count: count, length: length, excluding: excluded)
  }

  /// The places that were drawn, line by line.
  func places(_ draws: EntryDraws) -> [[Int]] {
    (0..<draws.lines.count).map { line in
      (draws.starts.pointer[line]..<draws.starts.pointer[line + 1])
        .map { Int(draws.places.pointer[$0]) }
    }
  }

  /// By how much counts differ from what is expected, in units of what they
  /// differ by on average (χ² over its degrees of freedom).
  private func deviation(_ counts: [Int], _ expected: [Double]) -> Double {
    zip(counts, expected).reduce(0) {
      $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) / $1.1
    } / Double(counts.count - 1)
  }

  private func deviation(_ counts: [Int]) -> Double {
    let mean = Double(counts.reduce(0, +)) / Double(counts.count)
    return deviation(counts, counts.map { _ in mean })
  }

  // MARK: Places

  /// The number of lines, places and draws: with few and many of the places,
  /// both sides of a group of random numbers, one, and none.
  static let cases: [(count: Int, length: Int, degree: Int)] = [
    (0, 5, 3), (5, 0, 0), (1, 1, 0), (1, 2, 1), (9, 7, 5), (30, 40, 1),
    (30, 100, 31), (30, 100, 32), (30, 100, 33), (20, 100, 49), (20, 100, 50),
    (20, 100, 51), (20, 100, 99), (40, 1_000, 64), (17, 100_000, 3),
    (3, 70_000, 30_000),
  ]

  @Test(arguments: cases, [false, true])
  func eachLineHasItsDegree(
    _ size: (count: Int, length: Int, degree: Int), _ isRepeating: Bool
  ) throws {
    for every in [nil, 3] {
      let lines = try lines(size.count, size.length, excluding: every)
      let draws = try EntryDraws(
        degree: size.degree, lines: lines, isRepeating: isRepeating,
        from: source(), in: pool)
      #expect(draws.count == size.count * size.degree)
      for (line, found) in places(draws).enumerated() {
        #expect(found.count == size.degree)
        #expect(found == found.sorted())
        #expect(found.allSatisfy { (0..<size.length).contains($0) })
        if every != nil, line % 3 != 0 { #expect(!found.contains(line)) }
        if !isRepeating { #expect(Set(found).count == found.count) }
      }
    }
  }

  @Test func allPlacesMayBeDrawn() throws {
    let whole = try EntryDraws(
      degree: 50, lines: try lines(3, 50), isRepeating: false, from: source(),
      in: pool)
    #expect(places(whole) == [[Int]](repeating: Array(0..<50), count: 3))
    let others = try EntryDraws(
      degree: 49, lines: try lines(3, 50, excluding: 9), isRepeating: false,
      from: source(), in: pool)
    #expect(places(others)[2] == (0..<50).filter { $0 != 2 })
    #expect(places(others)[0].count == 49)
  }

  @Test func moreDrawsThanPlacesRepeat() throws {
    let draws = try EntryDraws(
      degree: 1_000, lines: try lines(40, 3), isRepeating: true, from: source(),
      in: pool)
    let all = places(draws).flatMap { $0 }
    #expect(
      deviation((0..<3).map { place in all.count { $0 == place } }) < 4)
  }

  /// Two and three of seven, or of all but one: with a table of homes, and with
  /// one of counts.
  @Test(arguments: [2, 3, 4, 6], [nil, 10])
  func eachSetOfPlacesIsAsLikely(_ degree: Int, _ every: Int?) throws {
    var counts: [[Int]: Int] = [:]
    let count = 20_000
    let length = 7
    let excluded = try every.map { _ in
      try Tensor([Int](repeating: 4, count: count), in: pool)
    }
    let draws = try EntryDraws(
      degree: degree,
      lines: EntryLines(count: count, length: length, excluding: excluded),
      isRepeating: false, from: source(), in: pool)
    for found in places(draws) { counts[found, default: 0] += 1 }
    let candidates = every == nil ? length : length - 1
    let sets = (0..<degree).reduce(1) { $0 * (candidates - $1) / ($1 + 1) }
    #expect(counts.count == sets)
    if sets > 1 { #expect(deviation(Array(counts.values)) < 2) }
  }

  @Test func eachSequenceIsAsLikelyWithRepetition() throws {
    for (degree, length) in [(2, 6), (3, 4), (2, 3)] {
      let draws = try EntryDraws(
        degree: degree, lines: try lines(20_000, length), isRepeating: true,
        from: source(), in: pool)
      var counts: [[Int]: Int] = [:]
      for found in places(draws) { counts[found, default: 0] += 1 }
      // A sorted list stands for its permutations.
      let all =
        20_000
        / (0..<degree).reduce(1.0) { all, _ in
          all * Double(length)
        }
      let lists = Array(counts.keys)
      let expected = lists.map { list in
        let repeats = Dictionary(grouping: list) { $0 }.values.reduce(1) {
          $0 * (1...$1.count).reduce(1, *)
        }
        return all * Double((1...degree).reduce(1, *) / repeats)
      }
      #expect(deviation(lists.map { counts[$0] ?? 0 }, expected) < 2.5)
    }
  }

  @Test(arguments: [10, 200, 600], [false, true])
  func eachPlaceIsAsLikely(_ degree: Int, _ isRepeating: Bool) throws {
    let draws = try EntryDraws(
      degree: degree, lines: try lines(2_000, 1_000), isRepeating: isRepeating,
      from: source(), in: pool)
    var counts = [Int](repeating: 0, count: 1_000)
    for found in places(draws).joined() { counts[found] += 1 }
    // Without repetition counts differ less.
    let share = isRepeating ? 1 : 1 - Double(degree) / 1_000
    #expect((deviation(counts) / share - 1).magnitude < 0.2)
  }

  @Test func aLineDependsOnNoOther() throws {
    for isRepeating in [false, true] {
      let few = try EntryDraws(
        degree: 20, lines: try lines(10, 300), isRepeating: isRepeating,
        from: source(), in: pool)
      let many = try EntryDraws(
        degree: 20, lines: try lines(500, 300), isRepeating: isRepeating,
        from: source(), in: pool)
      #expect(places(few) == Array(places(many)[..<10]))
      #expect(Set(places(many)).count == 500)
    }
  }

  @Test func whatIsDrawnAfterwardsIsNew() throws {
    let source = source()
    let draws = try (0..<2).map { _ in
      try EntryDraws(
        degree: 20, lines: try lines(50, 300), isRepeating: false, from: source,
        in: pool)
    }
    #expect(
      Set(draws.flatMap(places)).count == 100, "lines have numbers in common")
    let totals = try (0..<2).map { _ in
      try EntryDraws(
        total: 900, lines: try lines(50, 300), isRepeating: false, from: source,
        in: pool)
    }
    #expect(
      totals[0].starts.pointer[25] != totals[1].starts.pointer[25]
        || totals[0].starts.pointer[10] != totals[1].starts.pointer[10])
  }

  // MARK: Totals

  @Test(arguments: [0, 1, 7, 500, 3_999], [false, true])
  func theTotalIsExact(_ total: Int, _ isRepeating: Bool) throws {
    for (count, length) in [(1, 4_000), (5, 800), (800, 5), (100, 41)] {
      for every in [nil, 2] where every == nil || count == 100 {
        let draws = try EntryDraws(
          total: total, lines: try lines(count, length, excluding: every),
          isRepeating: isRepeating, from: source(), in: pool)
        #expect(draws.count == total)
        for (line, found) in places(draws).enumerated() {
          #expect(found.allSatisfy { (0..<length).contains($0) })
          if every == 2, line % 2 != 0 { #expect(!found.contains(line)) }
          if !isRepeating { #expect(Set(found).count == found.count) }
        }
      }
    }
  }

  @Test func aTotalOfAllPlacesIsAllPlaces() throws {
    let draws = try EntryDraws(
      total: 12 * 9 - 6, lines: try lines(12, 9, excluding: 3),
      isRepeating: false, from: source(), in: pool)
    #expect(
      places(draws)
        == (0..<12).map { line in
          (0..<9).filter { line % 3 == 0 || $0 != line }
        })
  }

  /// Each pair of entries of 2 × 3 places, one of which is left out.
  @Test(arguments: [false, true])
  func eachSetOfEntriesIsAsLikely(_ isRepeating: Bool) throws {
    let excluded = try Tensor([-1, 2], in: pool)
    let lines = try EntryLines(count: 2, length: 3, excluding: excluded)
    let source = source()
    var counts: [[[Int]]: Int] = [:]
    let count = 6_000
    for _ in 0..<count {
      let draws = try EntryDraws(
        total: 2, lines: lines, isRepeating: isRepeating, from: source, in: pool
      )
      counts[places(draws), default: 0] += 1
    }
    #expect(counts.count == (isRepeating ? 15 : 10))
    let keys = Array(counts.keys)
    let expected = keys.map { key in
      let isSame = key.contains { $0.count == 2 && $0[0] == $0[1] }
      return Double(count) * (isRepeating ? (isSame ? 1 : 2) / 25 : 0.1)
    }
    #expect(deviation(keys.map { counts[$0] ?? 0 }, expected) < 2)
  }

  /// The variance of the number in a line is that of a binomial or of a
  /// hypergeometric distribution, and so is that of half the lines.
  @Test(arguments: [false, true])
  func linesShareTheTotal(_ isRepeating: Bool) throws {
    let (count, length, total) = (1_000, 30, 12_000)
    let source = source()
    let share = isRepeating ? 1 : 1 - Double(total) / Double(count * length)
    var (squares, halves) = (0.0, 0.0)
    let rounds = 30
    for _ in 0..<rounds {
      let draws = try EntryDraws(
        total: total, lines: try lines(count, length),
        isRepeating: isRepeating, from: source, in: pool)
      let mean = Double(total) / Double(count)
      for found in places(draws) {
        squares += (Double(found.count) - mean) * (Double(found.count) - mean)
      }
      let half = Double(draws.starts.pointer[500]) - Double(total) / 2
      halves += half * half
    }
    let own = squares / Double(rounds * count) / (12 * share)
    #expect((own - 1).magnitude < 0.05)
    let all = halves / Double(rounds) / (Double(total) / 4 * share)
    #expect(all > 0.4 && all < 1.8)
  }

  // MARK: Errors

  @Test func whatCannotBeDrawnIsAnError() throws {
    func message(
      _ degree: Int? = nil, total: Int? = nil, _ lines: EntryLines,
      _ isRepeating: Bool = false
    ) -> String? {
      do {
        if let degree {
          _ = try EntryDraws(
            degree: degree, lines: lines, isRepeating: isRepeating,
            from: source(), in: pool)
        } else if let total {
          _ = try EntryDraws(
            total: total, lines: lines, isRepeating: isRepeating,
            from: source(), in: pool)
        }
        return nil
      } catch {
        return "\(error)"
      }
    }
    let five = try lines(3, 5)
    #expect(
      message(6, five) == "sparse: a line has from 0 to 5 entries, not 6")
    #expect(
      message(-1, five) == "sparse: a line has from 0 to 5 entries, not -1")
    #expect(
      message(5, try lines(3, 5, excluding: 2))
        == "sparse: a line has from 0 to 4 entries, not 5")
    #expect(
      message(1, try lines(3, 0), true)
        == "sparse: a line has from 0 to 0 entries, not 1")
    #expect(
      message(1 << 31, five, true)
        == "a sparse matrix of shape [3, 5] has at most 4294967295 entries, not"
        + " 6442450944")
    #expect(
      message(total: 16, five) == "sparse: there are from 0 to 15 entries,"
        + " not 16")
    #expect(
      message(total: -1, five, true)
        == "sparse: there are from 0 to 4294967295 entries, not -1")
    #expect(
      message(total: 1, try lines(0, 5), true)
        == "sparse: there are from 0 to 0 entries, not 1")
    let small = MemoryPool(limit: 1 << 16)
    #expect(throws: TensorError.self) {
      try EntryDraws(
        degree: 500, lines: try lines(1_000, 1_000), isRepeating: false,
        from: source(), in: small)
    }
    #expect(small.bytesInUse == 0)
  }
}
