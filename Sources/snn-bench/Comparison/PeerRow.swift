/// The runs of a contestant with a number of threads, or why there are none.
struct PeerRow: Codable {
  let contestant: Contestant
  let threads: Int
  var version: String?
  /// Why it wasn't measured, or why its figure doesn't count.
  var reason: String?
  var figures: PeerFigures?

  /// The figure, if it counts in comparisons.
  var figure: Double? { reason == nil ? figures?.figure : nil }
}

/// The medians of some runs.
struct PeerFigures: Codable {
  /// In the unit of the model.
  var figure: Double
  /// The fastest run.
  var best: Double
  /// Seconds from the start to the first step: the first time, when what is
  /// compiled is built, and again.
  var firstStep: Double
  var firstStepAgain: Double?
  var buildSeconds: Double?
  var peakBytes: Double
  /// Spikes per neuron and iteration.
  var rate: Double
  var runs: Int
}

extension PeerFigures {
  /// - Precondition: There is a run.
  init(_ runs: [PeerRun], of model: PeerModel) {
    let seconds = Measurement(runs.map(\.result.simulateS))
    figure = model.figure(seconds: seconds.median)
    best = model.figure(seconds: seconds.minimum)
    firstStep = runs[0].firstStep
    let later = runs.dropFirst().map(\.firstStep)
    firstStepAgain = later.isEmpty ? nil : Measurement(later).median
    buildSeconds = runs[0].result.buildS
    peakBytes = runs.map(\.result.peakBytes).max() ?? 0
    rate = Measurement(runs.map(\.result.rate)).median
    self.runs = runs.count
  }
}

/// All rows of a model.
struct PeerSection: Codable {
  let title: String
  let unit: String
  var rows: [PeerRow]

  /// The faster one of the numbers of threads; nil if there is no figure.
  func best(_ contestant: Contestant) -> PeerRow? {
    rows.filter { $0.contestant == contestant && $0.figure != nil }
      .min { $0.figure ?? .infinity < $1.figure ?? .infinity }
  }

  /// The fastest row of snn-lua.
  var own: PeerRow? { fastest { $0.isOwn } }

  /// The fastest row of a peer.
  var peer: PeerRow? { fastest { !$0.isOwn } }

  /// How many times longer `row` takes than snn-lua.
  func ratio(_ row: PeerRow?) -> Double? {
    guard let own = own?.figure, let other = row?.figure, own > 0 else {
      return nil
    }
    return other / own
  }

  private func fastest(_ isMeant: (Contestant) -> Bool) -> PeerRow? {
    Contestant.allCases.filter(isMeant).compactMap(best)
      .min { $0.figure ?? .infinity < $1.figure ?? .infinity }
  }

  /// Sets the reason of rows whose firing rate isn't that of the reference,
  /// which is snn-lua's where there is one, else the median of all.
  mutating func compareRates(neurons: Int, iterations: Int) {
    let rates = rows.compactMap { $0.figures?.rate }
    guard !rates.isEmpty else { return }
    let reference =
      rows.first { $0.contestant.isOwn && $0.figures != nil }?.figures?.rate
      ?? Measurement(rates).median
    for index in rows.indices {
      guard let rate = rows[index].figures?.rate,
        !FiringRates.agree(
          rate, reference, neurons: neurons, iterations: iterations)
      else { continue }
      rows[index].reason =
        "its firing rate, \(shown(rate)), is not \(shown(reference))"
    }
  }
}
