import Foundation

/// What the script of a contestant reports, in a line of JSON.
struct PeerResult: Decodable {
  var version: String?
  /// How long the timed iterations took.
  let simulateS: Double
  /// Spikes per neuron and iteration.
  let rate: Double
  /// The memory of the largest process.
  let peakBytes: Double
  /// How long code was generated and compiled.
  var buildS: Double?

  /// The result in the output of a script: the last line that is an object.
  ///
  /// - Throws: `CheckFailure` if there is none, or it isn't one.
  init(lines: [String]) throws {
    guard let line = lines.last(where: { $0.hasPrefix("{") }) else {
      throw CheckFailure(description: "it printed no result")
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      self = try decoder.decode(PeerResult.self, from: Data(line.utf8))
    } catch {
      throw CheckFailure(description: "not a result: \(line)")
    }
    guard simulateS > 0, rate.isFinite else {
      throw CheckFailure(description: "not a result: \(line)")
    }
  }
}

/// One process that ran to its end.
struct PeerRun {
  let result: PeerResult
  /// The seconds from the start of the process to the end of the first
  /// iteration, what is built on the way included.
  let firstStep: Double
}

extension PeerRun {
  /// Runs a model once.
  ///
  /// - Throws: `CheckFailure` with the reason if there is no result.
  init(
    _ contestant: Contestant, _ model: PeerModel, threads: Int, seed: Int,
    in places: PeerPlaces, limit: Double
  ) throws {
    let folder = places.builds(contestant, model, threads: threads)
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    let errors = folder + "/errors.txt"
    let outcome =
      try contestant
      .command(model, threads: threads, seed: seed, in: places)
      .run(errors: errors, limit: limit)
    if outcome.isLate {
      throw CheckFailure(description: "took longer than \(Int(limit)) s")
    }
    guard outcome.status == 0 else {
      let text = try? String(contentsOfFile: errors, encoding: .utf8)
      throw CheckFailure(
        description: PeerRun.reason(in: text ?? "")
          ?? "ended by a signal or with status \(outcome.status ?? -1)")
    }
    result = try PeerResult(lines: outcome.lines)
    guard let firstStep = outcome.firstStep else {
      throw CheckFailure(description: "it didn't say when its first step was")
    }
    self.firstStep = firstStep
  }

  /// What an error message says in the end: the last line of Python's, and
  /// that before the traceback of Lua's.
  static func reason(in text: String) -> String? {
    let lines = text.split(separator: "\n")
      .map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
    let end = lines.firstIndex(of: "stack traceback:") ?? lines.endIndex
    return lines[..<end].last
  }
}
