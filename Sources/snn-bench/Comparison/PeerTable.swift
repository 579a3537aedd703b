import Foundation

/// What the comparison found, as Markdown and as JSON.
struct PeerTable: Codable {
  let machine: String
  var sections: [PeerSection]

  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
  }

  var markdown: String {
    ([summary, machine + " " + versions, PeerTable.legend]
      + sections.map(PeerTable.details))
      .joined(separator: "\n\n") + "\n"
  }

  /// A line for each model: each contestant's better number of threads.
  var summary: String {
    let titles =
      ["model", "unit"] + Contestant.allCases.map(\.rawValue)
      + ["fastest peer / snn-lua", "PymoNNtorch / snn-lua"]
    let rows = sections.map { section in
      [section.title, section.unit]
        + Contestant.allCases.map { contestant in
          guard let figure = section.best(contestant)?.figure else {
            return "-"
          }
          let isFastest = [section.own, section.peer]
            .contains { $0?.contestant == contestant }
          return isFastest ? "**\(shown(figure))**" : shown(figure)
        }
        + [section.peer, section.best(.pymonntorch)].map {
          section.ratio($0).map { "\(shown($0)) x" } ?? "-"
        }
    }
    return PeerTable.markdown(titles, rows, texts: 2)
  }

  private static let legend = """
    Each run is a process of its own; contestants take turns. Figures are \
    medians, of the iterations after the first; bold are the fastest of \
    snn-lua and of its peers. In the tables below, "x" is how many times \
    longer a contestant takes than the fastest snn-lua, "first step" counts \
    from the start of the process, the first time and with everything built, \
    and "peak" is the memory of the largest process, compilers included. What \
    NEST compiles is the same for all sizes and built once. \
    Firing rates are per neuron and iteration; where they don't agree, the \
    figure doesn't count. GeNN is left out: no package of it can be installed.
    """

  private var versions: String {
    let names = Contestant.allCases.compactMap { contestant -> String? in
      let row = sections.flatMap(\.rows)
        .first { $0.contestant == contestant && $0.version != nil }
      guard contestant != .compiled, let version = row?.version else {
        return nil
      }
      return (contestant.isOwn ? "snn-lua" : contestant.rawValue)
        + " \(version)"
    }
    return names.isEmpty ? "" : names.joined(separator: ", ") + "."
  }

  /// All rows of a model.
  private static func details(_ section: PeerSection) -> String {
    let titles = [
      "", "threads", section.unit, "best", "x", "build s", "first step s",
      "again s", "peak MB", "rate", "runs",
    ]
    let rows = section.rows.map { row -> [String] in
      let names = [row.contestant.rawValue, "\(row.threads)"]
      guard let figures = row.figures else {
        return names + [row.reason ?? ""]
          + Array(repeating: "", count: titles.count - 3)
      }
      return names + [
        shown(figures.figure), shown(figures.best),
        section.ratio(row).map(shown) ?? "-",
        figures.buildSeconds.map(shown) ?? "",
        shown(figures.firstStep), figures.firstStepAgain.map(shown) ?? "",
        shown(figures.peakBytes / 1e6), rateText(row, figures),
        "\(figures.runs)",
      ]
    }
    return "### \(section.title)\n\n" + markdown(titles, rows, texts: 1)
  }

  private static func rateText(_ row: PeerRow, _ figures: PeerFigures) -> String
  {
    let digits = String(format: "%.5f", figures.rate)
    return row.reason.map { "\(digits): \($0)" } ?? digits
  }

  /// A table whose first columns, `texts` of them, are on the left.
  private static func markdown(
    _ titles: [String], _ rows: [[String]], texts: Int
  ) -> String {
    let lines = titles.indices.map { $0 < texts ? "---" : "---:" }
    return ([titles, lines] + rows)
      .map { "| \($0.joined(separator: " | ")) |" }
      .joined(separator: "\n")
  }
}
