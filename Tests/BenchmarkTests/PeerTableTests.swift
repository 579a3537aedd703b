import Foundation
import Testing

@testable import snn_bench

@Suite struct PeerTableTests {
  private func row(
    _ contestant: Contestant, _ threads: Int, _ figure: Double,
    rate: Double = 0.01
  ) -> PeerRow {
    PeerRow(
      contestant: contestant, threads: threads, version: "1.0",
      figures: PeerFigures(
        figure: figure, best: figure, firstStep: 2, buildSeconds: nil,
        peakBytes: 5e7, rate: rate, runs: 3))
  }

  private var section: PeerSection {
    PeerSection(
      title: "LIF", unit: "µs/iteration",
      rows: [
        row(.eager, 1, 5), row(.eager, 2, 4),
        PeerRow(contestant: .compiled, threads: 1, reason: "not yet"),
        row(.pymonntorch, 1, 80), row(.brian2, 1, 2, rate: 0.05),
        row(.annarchy, 1, 12), row(.annarchy, 2, 10),
      ])
  }

  @Test func theBetterNumberOfThreadsCounts() {
    #expect(section.best(.annarchy)?.threads == 2)
    #expect(section.own?.figure == 4)
    #expect(section.peer?.contestant == .brian2)
    #expect(section.ratio(section.peer) == 0.5)
    #expect(section.best(.nest) == nil && section.ratio(nil) == nil)
  }

  @Test func whoDoesNotFireAlikeDoesNotCount() {
    var section = section
    section.compareRates(neurons: 1_000, iterations: 100)
    #expect(section.rows[4].reason == "its firing rate, 0.05, is not 0.01")
    #expect(section.rows.filter { $0.reason != nil }.count == 2)
    #expect(section.peer?.contestant == .annarchy)
    #expect(section.ratio(section.peer) == 2.5)
  }

  @Test func theSummaryHasALineForEachModel() {
    var section = section
    section.compareRates(neurons: 1_000, iterations: 100)
    let table = PeerTable(machine: "A machine.", sections: [section])
    let line = table.summary.split(separator: "\n").last ?? ""
    let cells = line.split(separator: "|").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    #expect(
      cells == [
        "LIF", "µs/iteration", "**4.0**", "-", "80.0", "-", "-", "-",
        "**10.0**",
        "2.5 x", "20.0 x",
      ])
  }

  @Test func aRowThatCouldNotBeMeasuredSaysWhy() {
    let table = PeerTable(machine: "A machine.", sections: [section])
    #expect(table.markdown.contains("| snn-lua, compiled | 1 | not yet |"))
    #expect(table.markdown.contains("A machine. snn-lua 1.0, PymoNNtorch 1.0"))
  }

  @Test func theTableIsReadBackFromJSON() throws {
    let table = PeerTable(machine: "A machine.", sections: [section])
    let copy = try JSONDecoder().decode(
      PeerTable.self, from: Data(try table.json.utf8))
    #expect(copy.markdown == table.markdown)
  }
}
