import Testing

@testable import SpikingNetworks

@Suite struct ProgressReportTests {
  @Test(arguments: [
    (batch: 1, seconds: 10.0, next: 1), (8, 0.2, 4), (8, 0.05, 8),
    (8, 0.001, 16), (.max, 0, .max),
  ])
  func batchesFollowTheTimeThatTheyTake(
    batch: Int, seconds: Double, next: Int
  ) {
    #expect(
      ProgressReports.length(after: batch, that: .seconds(seconds)) == next)
  }

  @Test func theFirstIterationIsReportedWhateverFollows() {
    var told: [Int] = []
    var reports = ProgressReports(of: 1000, batch: nil) { done, _ in
      told.append(done)
    }
    reports.count(1)
    #expect(told == [0, 1])
  }

  @Test func withoutAListenerNothingIsTimed() {
    var reports = ProgressReports(of: 3, batch: nil, to: nil)
    for done in 1...3 { reports.count(done) }
    #expect(reports.end(after: 3) == 3)
  }
}
