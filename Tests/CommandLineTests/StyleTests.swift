import Testing

@testable import snn_lua

@Suite struct StyleTests {
  @Test(arguments: [
    (true, [:], true), (false, [:], false),
    (true, ["TERM": "xterm"], true), (true, ["TERM": "dumb"], false),
    (true, ["NO_COLOR": "1"], false), (true, ["NO_COLOR": ""], true),
    (false, ["FORCE_COLOR": "1"], true), (false, ["FORCE_COLOR": ""], false),
    (true, ["FORCE_COLOR": "0"], false),
    (false, ["FORCE_COLOR": "1", "TERM": "dumb"], true),
    (true, ["FORCE_COLOR": "1", "NO_COLOR": "1"], false),
  ])
  func colorFollowsTerminalAndEnvironment(
    isTerminal: Bool, environment: [String: String], isColored: Bool
  ) {
    let style = TerminalStyle(isTerminal: isTerminal) { environment[$0] }
    #expect(style.isColored == isColored)
  }

  @Test func stylesEndWithTheirText() {
    let style = TerminalStyle(isTerminal: true) { _ in nil }
    #expect(style.error("a") == "\u{1B}[1;31ma\u{1B}[0m")
    #expect(style.bold("a") == "\u{1B}[1ma\u{1B}[0m")
    #expect(style.dim("a") == "\u{1B}[2ma\u{1B}[0m")
  }

  @Test func withoutColorTextIsLeftAlone() {
    let style = TerminalStyle(isTerminal: false) { _ in nil }
    #expect(style.error("a") + style.bold("b") + style.dim("c") == "abc")
  }

  @Test func errorsAreRedWhereColorIsForced() throws {
    #expect(
      try Workplace().snnLua(
        "-e", "x x", environment: ["FORCE_COLOR": "1", "NO_COLOR": ""])
        == Transcript(
          error: "\u{1B}[1;31msnn-lua:\u{1B}[0m (command line):1: syntax error"
            + " near 'x'\n", status: 1))
  }
}
