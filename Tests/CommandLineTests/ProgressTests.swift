import Testing

@testable import snn_lua

@Suite struct ProgressTests {
  /// A terminal and a clock that stands still unless a test moves it.
  private final class Terminal {
    var time = 100.0
    var columns = 80
    var written: [String] = []
    private(set) lazy var progress = Progress(
      now: { [unowned self] in time },
      columns: { [unowned self] in columns },
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
    terminal.report(of: 4, [(0, 0), (0.1, 1), (0.2, 2), (0.3, 3), (0.4, 4)])
    #expect(terminal.written == [])
  }

  @Test func aLongSimulationShowsHowFarItIsAndLeavesALine() {
    terminal.report(of: 1000, [(0, 0), (0.5, 200), (1, 500), (4, 1000)])
    #expect(
      terminal.written == [
        line(
          "[#######................................] 200/1000 iterations,"
            + " 400/s, 0:02 left"),
        line(
          "[###################....................] 500/1000 iterations,"
            + " 500/s, 0:01 left"),
        line("1000 iterations in 4.0 s, 250/s") + "\n",
      ])
  }

  @Test func theLineChangesTenTimesASecondAtMost() {
    terminal.columns = 40
    terminal.report(
      of: 1000, [(0, 0), (0.5, 100), (0.55, 110), (0.59, 118), (0.61, 122)])
    #expect(
      terminal.written == [
        line("100/1000 iterations, 200/s, 0:05 left"),
        line("122/1000 iterations, 200/s, 0:05 left"),
      ])
  }

  @Test func theBarTakesWhatTheTextLeaves() {
    terminal.columns = 46
    terminal.report(of: 1000, [(0, 0), (1, 500)])
    terminal.columns = 45
    terminal.report(of: 1000, [(2, 501)])
    terminal.columns = 60
    terminal.report(of: 1000, [(3, 600)])
    #expect(
      terminal.written == [
        line("[##...] 500/1000 iterations, 500/s, 0:01 left"),
        line("501/1000 iterations, 250/s, 0:02 left"),
        line("[###########........] 600/1000 iterations, 200/s, 0:02 left"),
      ])
  }

  @Test(arguments: [0, 1, 2, 10])
  func theLineIsNarrowerThanTheTerminal(columns: Int) {
    terminal.columns = columns
    terminal.report(of: 1000, [(0, 0), (1, 500)])
    let text = String("500/1000 iterations".prefix(max(0, columns - 1)))
    #expect(terminal.written == [line(text)])
  }

  @Test func slowOnesShowATenthOfAnIterationAndHours() {
    terminal.columns = 40
    terminal.report(of: 1000, [(0, 0), (10, 1), (9000, 900)])
    #expect(
      terminal.written == [
        line("1/1000 iterations, 0.1/s, 2:46:30 left"),
        line("900/1000 iterations, 0.1/s, 16:40 left"),
      ])
  }

  @Test func eachSimulationIsTimedOnItsOwn() {
    terminal.columns = 40
    terminal.report(of: 100, [(0, 0), (0.4, 100), (0.5, 0), (0.9, 40)])
    #expect(terminal.written == [])
    terminal.report(of: 100, [(1.5, 50)])
    #expect(terminal.written == [line("50/100 iterations, 50/s, 0:01 left")])
  }

  @Test func anotherSimulationThatBeginsRemovesTheLine() {
    terminal.columns = 40
    terminal.report(of: 100, [(0, 0), (1, 50), (1.1, 0)])
    #expect(
      terminal.written == [
        line("50/100 iterations, 50/s, 0:01 left"), line(""),
      ])
  }

  @Test func oneThatEndsEarlySaysHowFarItCame() {
    terminal.report(of: 100, [(0, 0), (1, 50)])
    terminal.report(of: 60, [(1.5, 60)])
    #expect(
      terminal.written.last == line("60 iterations in 1.5 s, 40/s") + "\n")
  }

  @Test func aSimulationOfNoIterationsShowsNothing() {
    terminal.report(of: 0, [(0, 0), (1, 0), (2, 0)])
    #expect(terminal.written == [])
  }

  @Test func erasingRemovesTheLineOnce() {
    terminal.report(of: 100, [(0, 0), (1, 51)])
    terminal.progress.erase()
    terminal.progress.erase()
    #expect(terminal.written.count == 2)
  }

  @Test func anyNumberOfIterationsIsShown() {
    terminal.report(of: .max, [(0, 0), (1e6, 1)])
    #expect(terminal.written.last?.contains("277777:46:40 left") == true)
    terminal.report(of: .max, [(1e6 + 1, .max)])
    #expect(
      terminal.written.last?.hasPrefix("\r9223372036854775807 iterations")
        == true)
  }
}
