import LuaRuntime
import SpikingNetworks
import Tensors

/// Statistics of recorded spikes.
extension Binding {
  static var statistics: [Binding] { [spikeStatistic] }

  private static let events = Parameter(
    "events", "snn.Tensor", "rows [t, i], as net(\"spike\", 1) gives them")

  private static func options(
    _ text: String, isOptional: Bool = false
  ) -> Parameter {
    Parameter("options", "table", text, isOptional: isOptional)
  }

  private static let window =
    "neurons (their group, which gives size, last = its iteration, and dt), or"
    + " size and last; first (1 if not given)"

  private static let mean =
    "; its second result is their mean, without NaN."

  /// What users read about them.
  static var preludeStatistics: [Binding] {
    [
      statistic(
        "rate", options(window + ", dt (ms an iteration)"),
        "Each neuron's spikes per iteration, in Hz if there is a dt, as a vector"
          + " [neurons]" + mean),
      statistic(
        "counts", options(window + ", bin (iterations)"),
        "How often each neuron spikes in each bin: [bins, neurons], whole"
          + " numbers; counts:sum(2) is the peristimulus time histogram."
          + " Iterations at the end that fill no bin are left out."),
      statistic(
        "isi",
        options("neurons, size, first, last, dt (ms)", isOptional: true),
        "The intervals between each neuron's successive spikes, by neuron and"
          + " then by time, in iterations, in ms if there is a dt; the second"
          + " result has the neuron of each."),
      statistic(
        "cv", options("neurons, or size; first, last"),
        "The coefficient of variation of each neuron's intervals: standard"
          + " deviation, of the population, over mean; NaN with fewer than two"
          + " intervals" + mean),
      statistic(
        "lv", options("neurons, or size; first, last"),
        "The local variation of each neuron's intervals, 0 if regular, 1 if"
          + " Poisson (Shinomoto et al. 2003, doi 10.1162/089976603322518759);"
          + " NaN with fewer than two intervals" + mean),
      statistic(
        "fano", options(window + ", bin (iterations)"),
        "The variance of each neuron's counts over bins, divided by their mean;"
          + " NaN without spikes" + mean),
      statistic(
        "synchrony", options(window + ", bin (iterations)"),
        "The synchrony of the neurons' counts over bins, 1 if all do the same,"
          + " about 1 / sqrt(neurons) if they are independent (Golomb 2007, doi"
          + " 10.4249/scholarpedia.1347); NaN if no count varies.",
        result: "number"),
      statistic(
        "correlation", options(window + ", bin (iterations)"),
        "Pearson's correlation of the counts of each two neurons over bins:"
          + " [neurons, neurons]; NaN where a count doesn't vary."),
    ]
  }

  private static func statistic(
    _ name: String, _ options: Parameter, _ summary: String,
    result: String = "snn.Tensor"
  ) -> Binding {
    Binding(
      owner: .statistics, name: name, parameters: [events, options],
      result: result, summary: summary)
  }

  /// `spike_statistic(name, events, size, first, last, dt, bin)`
  private static var spikeStatistic: Binding {
    native("spike_statistic") { engine, frame throws(LuaRaise) in
      let name = try frame.string(at: 1)
      let what = "stats.\(name)"
      guard engine.isTensor(frame, 2) else {
        throw .message(
          "\(what): expected events, got \(engine.unusable(frame, 2))")
      }
      let events = try engine.tensor(frame, 2)
      let size = try engine.whole(frame, 3)
      let first = try frame.integer(at: 4)
      let last = try engine.whole(frame, 5)
      let step = frame.isNoneOrNil(at: 6) ? nil : try frame.number(at: 6)
      let bin = try engine.whole(frame, 7) ?? 1
      do {
        let spikes = try SpikeStatistics(
          of: events, size: size, first: first, last: last, countingFrom: 1)
        return try engine.pushStatistic(frame, name, of: spikes, step, bin)
      } catch {
        throw .message("\(what): \(luaText(of: error))")
      }
    }
  }
}

extension Engine {
  /// The whole number at `index`, or nil if there is none.
  fileprivate func whole(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> Int? {
    frame.isNoneOrNil(at: index) ? nil : try frame.integer(at: index)
  }

  /// Pushes the statistic of this name; returns the number of results.
  fileprivate func pushStatistic(
    _ frame: LuaFrame, _ name: String, of spikes: SpikeStatistics,
    _ step: Double?, _ bin: Int
  ) throws -> Int {
    switch name {
    case "rate":
      return try pushMean(frame, try spikes.rates(timeStep: step))
    case "cv":
      return try pushMean(frame, try spikes.variationCoefficients())
    case "lv": return try pushMean(frame, try spikes.localVariations())
    case "fano": return try pushMean(frame, try spikes.fanoFactors(bin: bin))
    case "counts": try pushNew(frame, try spikes.counts(bin: bin))
    case "correlation": try pushNew(frame, try spikes.correlations(bin: bin))
    case "synchrony": push(frame, .float(try spikes.synchrony(bin: bin)))
    case "isi":
      let (intervals, neurons) = try spikes.intervals(
        timeStep: step ?? 1, countingFrom: 1)
      try pushNew(frame, intervals)
      try pushNew(frame, neurons)
      return 2
    default: throw LuaRaise.message("there is no such statistic")
    }
    return 1
  }

  /// Pushes a vector of real numbers and the mean of those that are not NaN.
  private func pushMean(_ frame: LuaFrame, _ values: Tensor) throws -> Int {
    let numbers = values.values(Double.self).filter { !$0.isNaN }
    try pushNew(frame, values)
    let mean =
      numbers.isEmpty ? .nan : numbers.reduce(0, +) / Double(numbers.count)
    push(frame, .float(mean))
    return 2
  }
}
