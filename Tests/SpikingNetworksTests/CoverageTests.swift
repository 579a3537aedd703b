import Testing

@testable import SpikingNetworks

/// What a recorder has seen is kept in few numbers, and nothing of it is lost.
@Suite struct CoverageTests {
  static let lists: [[Int]] = [
    [], [5], [1, 2, 3], [3, 6, 9], [1, 2, 3, 7, 8, 9], [1, 501, 502, 503],
    [1, 5, 9, 10, 11], [1, 2, 3, 11, 21, 22, 23], [1, 2, 1, 2, 3], [4, 4, 4],
    [1, 3, 4, 8, 9, 10, 12, 14, 16, 17],
  ]

  private func iterations(_ coverage: Coverage) -> [Int] {
    coverage.runs.flatMap { run in
      (0..<run.count).map { run.first + $0 * run.step }
    }
  }

  @Test("A7: every iteration that was seen is known", arguments: lists)
  func everyIterationThatWasSeenIsKnown(list: [Int]) {
    let coverage = Coverage(list)
    #expect(iterations(coverage) == list && coverage.count == list.count)
    #expect(coverage.iterations(ofRows: 0, count: list.count) == list)
    #expect(coverage.iterations(ofRows: 0, count: list.count + 1) == nil)
  }

  @Test("A7: a single iteration belongs to those that follow it closely")
  func aSingleIterationBelongsToThoseThatFollowItClosely() {
    let coverage = Coverage([1, 501, 502, 503])
    #expect(coverage.runs.map(\.first) == [1, 501])
    #expect(coverage.pauses == [2...500])
  }

  @Test("A7: what is cut is seen no more", arguments: lists)
  func whatIsCutIsSeenNoMore(list: [Int]) {
    for length in 0...list.count {
      var coverage = Coverage(list)
      coverage.trim(to: length)
      #expect(iterations(coverage) == list.suffix(length))
      #expect(coverage.count == length)
    }
  }

  @Test(
    "A7: what was seen up to an iteration is forgotten",
    arguments: lists.prefix(8))
  func whatWasSeenUpToAnIterationIsForgotten(list: [Int]) {
    for iteration in list {
      var coverage = Coverage(list)
      coverage.trim(after: iteration)
      let kept = list.filter { $0 > iteration }
      #expect(iterations(coverage) == kept && coverage.count == kept.count)
    }
  }

  @Test("A7: what was seen is saved", arguments: lists)
  func whatWasSeenIsSaved(list: [Int]) throws {
    let coverage = Coverage(list)
    let saved = ["times": coverage.saved]
    #expect(try Coverage(saved, "times", rows: list.count) == coverage)
    #expect(try Coverage(saved, "seen", rows: list.count) == nil)
  }

  @Test("A7: rows that were saved with their distance are known")
  func rowsThatWereSavedWithTheirDistanceAreKnown() throws {
    let saved = ["times": SavedValue.list([.integer(9), .integer(3)])]
    #expect(try Coverage(saved, "times", rows: 4) == Coverage([9, 12, 15, 18]))
    #expect(try Coverage(saved, "times", rows: 0) == Coverage())
  }

  @Test("A7: rows with a pause are evenly spaced on each side of it")
  func rowsWithAPauseAreEvenlySpacedOnEachSideOfIt() throws {
    let coverage = Coverage([1, 2, 3, 7, 8, 9])
    #expect(coverage.times(ofRows: 0, count: 6) == nil)
    #expect(try #require(coverage.times(ofRows: 3, count: 3)) == (7, 1))
    #expect(
      try #require(coverage.times(ofRows: 0, step: 2, count: 2)) == (1, 2))
    #expect(coverage.times(ofRows: 5, count: 2) == nil)
  }
}
