import Testing

@testable import snn_lua

@Suite struct ProgressTests {
  /// A terminal and a clock that stands still unless a test moves it.
  private final class Terminal {
    var time = 100.0
    var written: [String] = []
    private(set) lazy var progress = Progress(
      now: { [unowned self] in time },
      write: { [unowned self] in written.append($0) })

    /// Reports at times in seconds.
    func report(of total: Int, _ reports: [(Double, Int)]) {
      for (seconds, done) in reports {
        time = 100 + seconds
        progress.report(done, of: total)
      }
    }
  }

  private let terminal = Terminal()

  private func line(_ text: String) -> String { "\r\(text)\u{1B}[K" }

  @Test func aShortSimulationShowsNothing() {
    terminal.report(of: 4, [(0, 1), (0.2, 2), (0.4, 3), (0.6, 4)])
    #expect(terminal.written == [])
  }

  @Test func aLongSimulationShowsHowFarItIs() {
    terminal.report(of: 1000, [(0, 100), (0.5, 200), (1, 300), (10, 1000)])
    #expect(
      terminal.written == [
        line("200/1000 iterations, 200/s, 0:04 left"),
        line("300/1000 iterations, 200/s, 0:04 left"),
        line(""),
      ])
  }

  @Test func theLineChangesTenTimesASecondAtMost() {
    terminal.report(
      of: 1000, [(0, 100), (0.5, 200), (0.55, 210), (0.59, 218), (0.61, 222)])
    #expect(
      terminal.written == [
        line("200/1000 iterations, 200/s, 0:04 left"),
        line("222/1000 iterations, 200/s, 0:04 left"),
      ])
  }

  @Test func slowOnesShowATenthOfAnIterationAndHours() {
    terminal.report(of: 1000, [(0, 1), (10, 2), (9000, 901)])
    #expect(
      terminal.written == [
        line("2/1000 iterations, 0.1/s, 2:46:20 left"),
        line("901/1000 iterations, 0.1/s, 16:30 left"),
      ])
  }

  @Test func eachSimulationIsTimedOnItsOwn() {
    terminal.report(of: 100, [(0, 50), (0.3, 100), (0.4, 50), (0.6, 60)])
    #expect(terminal.written == [])
    terminal.report(of: 100, [(0.9, 55), (1.3, 60), (1.4, 75)])
    #expect(terminal.written == [line("75/100 iterations, 40/s, 0:01 left")])
  }

  @Test func anotherSimulationThatBeginsRemovesTheLine() {
    terminal.report(of: 100, [(0, 1), (1, 51), (1.1, 1)])
    #expect(
      terminal.written == [
        line("51/100 iterations, 50/s, 0:01 left"), line(""),
      ])
  }

  @Test func erasingRemovesTheLineOnce() {
    terminal.report(of: 100, [(0, 1), (1, 51)])
    terminal.progress.erase()
    terminal.progress.erase()
    #expect(terminal.written.count == 2)
  }

  @Test func anyNumberOfIterationsIsShown() {
    terminal.report(of: .max, [(0, 1), (1e6, 2)])
    #expect(terminal.written.last?.contains("277777:46:40 left") == true)
  }
}
