import Testing

@testable import snn_bench

@Suite struct PeerRunTests {
  private let line =
    #"{"version": "2.9", "simulate_s": 0.5, "rate": 0.01, "peak_bytes": 1e8}"#

  @Test func aResultIsTheLastObjectThatWasPrinted() throws {
    let result = try PeerResult(
      lines: ["WARNING: none", "first step", #"{"old": 1}"#, line, "bye"])
    #expect(result.version == "2.9" && result.simulateS == 0.5)
    #expect(result.rate == 0.01 && result.peakBytes == 1e8)
    #expect(result.buildS == nil)
  }

  @Test func whatIsNoResultIsAnError() {
    for lines in [
      [], ["first step"], ["{"], [#"{"simulate_s": 1}"#],
      [#"{"simulate_s": 0, "rate": 0.01, "peak_bytes": 1}"#],
    ] {
      #expect(throws: CheckFailure.self) { try PeerResult(lines: lines) }
    }
  }

  @Test func figuresAreMediansAndTheFirstRunIsApart() throws {
    let runs = try [(3.0, 9.0), (1, 2), (2, 3)].map { seconds, first in
      PeerRun(
        result: try PeerResult(lines: [
          #"{"simulate_s": \#(seconds), "rate": 0.02, "peak_bytes": 5, "#
            + #""build_s": \#(first - 1)}"#
        ]), firstStep: first)
    }
    let model = PeerModel(name: "LIF", script: "lif", size: 10, timed: 1_000)
    let figures = PeerFigures(runs, of: model)
    #expect(figures.figure == 2_000 && figures.best == 1_000)
    #expect(figures.firstStep == 9 && figures.firstStepAgain == 3)
    #expect(figures.buildSeconds == 8 && figures.runs == 3)
  }

  @Test func aReasonIsTheEndOfWhatPythonOrLuaSays() {
    let python = """
      Traceback (most recent call last):
        File "lif_stdp.py", line 3, in <module>
      ModuleNotFoundError: No module named 'brian2'

      """
    #expect(
      PeerRun.reason(in: python)
        == "ModuleNotFoundError: No module named 'brian2'")
    let lua = "snn-lua: no such thing\nstack traceback:\n\t[C]: in ?\n"
    #expect(PeerRun.reason(in: lua) == "snn-lua: no such thing")
    #expect(PeerRun.reason(in: "\n") == nil)
  }

  @Test func aBiologicalSecondIsManyIterations() {
    let model = PeerModel(
      name: "CUBA", script: "cuba", size: 4_000, timed: 4_096,
      iterationsPerSecond: 8_192)
    #expect(model.figure(seconds: 3) == 6 && model.counted == 1_638)
    #expect(model.unit == "s/biological second")
    #expect(model.title == "CUBA, 4,000 neurons")
  }

  @Test func thousandsHaveCommas() {
    #expect(
      [0, 100, 1_000, 20_000, 1_234_567].map(grouped) == [
        "0", "100", "1,000", "20,000", "1,234,567",
      ])
  }
}
