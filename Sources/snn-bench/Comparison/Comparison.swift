import Foundation

/// Runs the models on snn-lua and on its peers, in turn.
struct Comparison {
  let places: PeerPlaces
  let models: [PeerModel]
  /// The number of threads to run with; nil for 1 and 2.
  var threads: Int?
  /// How often each contestant runs a model, unless it is slow.
  let rounds: Int

  /// After so many seconds, those of the first build aside, a contestant has no
  /// further round of a model.
  private let patience = 8.0
  /// How many seconds a process may take.
  private let limit = 150.0
  /// The memory that a process may need, as far as that can be told before.
  private let memoryBound = 8e9

  /// The contestants' runs of a model.
  private struct Entry {
    let contestant: Contestant
    let threads: Int
    var runs: [PeerRun] = []
    var reason: String?
    var spent = 0.0
    var seed = 1

    func row(of model: PeerModel) -> PeerRow {
      PeerRow(
        contestant: contestant, threads: threads,
        version: runs.first?.result.version, reason: reason,
        figures: runs.isEmpty || reason != nil
          ? nil : PeerFigures(runs, of: model))
    }
  }

  /// Compares as the command line says, and prints and saves the table.
  static func run(_ options: Options) throws {
    let places = try PeerPlaces(output: options.output)
    Command.stopOnInterrupt()
    let models = PeerModel.all(isQuick: options.isQuick).filter {
      options.filter.map($0.title.contains) ?? true
    }
    let comparison = Comparison(
      places: places, models: models,
      threads: options.threads ?? (options.isQuick ? 1 : nil),
      rounds: options.rounds ?? (options.isQuick ? 1 : 3))
    let table = try comparison.run { table in
      for (name, text) in [
        ("peers.md", table.markdown), ("peers.json", try table.json),
      ] {
        try text.write(
          toFile: "\(places.output)/\(name)", atomically: true,
          encoding: .utf8)
      }
    }
    print(table.markdown)
  }

  /// Runs everything, and saves the table so far after each model; says on
  /// standard error how far it is.
  func run(save: (PeerTable) throws -> Void) rethrows -> PeerTable {
    var table = PeerTable(machine: Machine().description, sections: [])
    var earlier: [(model: PeerModel, section: PeerSection)] = []
    for model in models {
      let section = self.section(of: model, after: earlier)
      earlier.append((model, section))
      table.sections.append(section)
      try save(table)
    }
    return table
  }

  private func section(
    of model: PeerModel,
    after earlier: [(model: PeerModel, section: PeerSection)]
  ) -> PeerSection {
    var entries = Contestant.allCases.flatMap { contestant in
      let own = contestant.threads
      return (own.count > 1 ? threads.map { [$0] } ?? own : own)
        .map { Entry(contestant: contestant, threads: $0) }
    }
    for index in entries.indices {
      let entry = entries[index]
      entries[index].reason =
        entry.contestant.absence(from: model)
        ?? places.installationFailure(of: entry.contestant)
        ?? forecast(entry, model, earlier)
    }
    for round in 1...rounds {
      for index in entries.indices
      where entries[index].reason == nil && entries[index].spent < patience {
        say(
          "\(model.title), round \(round): \(entries[index].contestant.rawValue)"
        )
        // Short runs are easily disturbed, so a turn has several.
        let start = Clock.now
        repeat {
          run(&entries[index], model)
        } while entries[index].reason == nil
          && entries[index].runs.count < 5 * round
          && Clock.now - start < 1_000_000_000
      }
    }
    var section = PeerSection(
      title: model.title, unit: model.unit,
      rows: entries.map { $0.row(of: model) })
    section.compareRates(neurons: model.size, iterations: model.counted)
    for row in section.rows {
      let figure = row.figures.map { "\(shown($0.figure)) \(model.unit)" }
      let text = [figure, row.reason].compactMap { $0 }.joined(separator: "; ")
      say("  \(row.contestant.rawValue), \(row.threads): \(text)")
    }
    return section
  }

  /// A run in which all is silent is not of the model, so another seed is
  /// tried: COBA falls silent by chance.
  private func run(_ entry: inout Entry, _ model: PeerModel) {
    let start = Clock.now
    do {
      var run = try oneRun(entry, model)
      while run.result.rate == 0 && entry.seed < 4 {
        entry.seed += 1
        run = try oneRun(entry, model)
      }
      entry.runs.append(run)
    } catch {
      entry.reason = "\(error)"
    }
    entry.spent += Double(Clock.now - start) / 1e9
    if entry.runs.count == 1 {
      entry.spent -= entry.runs[0].result.buildS ?? 0
    }
  }

  private func oneRun(_ entry: Entry, _ model: PeerModel) throws -> PeerRun {
    try PeerRun(
      entry.contestant, model, threads: entry.threads, seed: entry.seed,
      in: places, limit: limit)
  }

  /// Why a model is too large, as smaller ones of its kind tell.
  private func forecast(
    _ entry: Entry, _ model: PeerModel,
    _ earlier: [(model: PeerModel, section: PeerSection)]
  ) -> String? {
    let alike = earlier.filter {
      $0.model.name == model.name && $0.model.size < model.size
    }
    let rows = alike.compactMap { model, section in
      section.rows.first {
        $0.contestant == entry.contestant && $0.threads == entry.threads
      }.map { (model, $0) }
    }
    if let (smaller, row) = rows.last, row.figures == nil,
      let reason = row.reason
    {
      return reason + " with \(grouped(smaller.size)) neurons"
    }
    let bytes = MemoryForecast.bytes(
      synapses: model.synapses,
      earlier: rows.compactMap { model, row in
        row.figures.map { (model.synapses, $0.peakBytes) }
      })
    guard let bytes, bytes > memoryBound else { return nil }
    return "would need about \(shown(bytes / 1e9)) GB, over the bound of "
      + "\(shown(memoryBound / 1e9))"
  }

  private func say(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
  }
}
