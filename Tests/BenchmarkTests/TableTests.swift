import Testing

@testable import snn_bench

@Suite struct TableTests {
  private let row = Row(
    name: "v:add_(x)", unit: .nanoseconds, aim: 150,
    figure: Measurement([71.04, 84.76, 90]))

  @Test func figuresHaveThreeDigitsThatCount() {
    #expect(row.cells == ["v:add_(x)", "84.8", "71.0", "ns", "< 150"])
    let rate = Row(
      name: "LIF", unit: .steps, aim: 1_000,
      figure: Measurement([0.12345, 1234.5, 2000]))
    #expect(rate.cells == ["LIF", "1235", "0.123", "steps/s", "> 1000"])
  }

  @Test func whatCouldNotBeMeasuredIsADash() {
    let absent = Row(name: "start", unit: .ratio, aim: nil, figure: nil)
    #expect(absent.cells == ["start", "-", "-", "x", ""])
  }

  @Test func aRateIsTheInverseOfATime() {
    let time = Measurement([500, 1_000, 1_500])
    #expect(Unit.steps.figure(time).median == 1e6)
    #expect(Unit.microseconds.figure(time).minimum == 0.5)
  }

  @Test func textIsQuotedForJSON() {
    #expect(quoted("a \"b\" \\ \n") == "\"a \\\"b\\\" \\\\  \"")
  }

  @Test func optionsAreChecked() throws {
    let options = try Options(["--filter", "STDP", "--threads", "2", "--quick"])
    #expect(options.filter == "STDP" && options.threads == 2)
    #expect(options.isQuick && !options.isMarkdown)
    for wrong in [["--filter"], ["--threads", "0"], ["--fast"]] {
      #expect(throws: CheckFailure.self) { try Options(wrong) }
    }
  }
}
