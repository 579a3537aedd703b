import LuaRuntime
import SpikingNetworks
import Tensors

/// Statistics of recorded spikes.
extension Binding {
  static var statistics: [Binding] { [spikeStatistic] }

  private static let events = Parameter(
    "events", "snn.Tensor|snn.Recorder",
    "rows [t, i] or a bool matrix [time, neuron], as net(\"spike\", 1) gives"
      + " them; or their recorder")

  /// What all statistics are told; which of it is needed differs.
  private static let window = [
    Parameter(
      "neurons", "snn.NeuronGroup",
      "their group, which gives size, last and dt", isOptional: true),
    Parameter(
      "size", "integer", "the number of neurons; what was recorded knows it",
      isOptional: true),
    Parameter(
      "first", "integer|string",
      "the first iteration, or a time such as \"100 ms\"; if not given, the first"
        + " that the recorder has seen, or 1", isOptional: true),
    Parameter(
      "last", "integer|string",
      "the last one; if not given, that of the group or of what was recorded",
      isOptional: true),
  ]

  private static let options = Parameter(
    "options", "snn.SpikeOptions",
    "neurons, or size and last, unless what was recorded knows them",
    isOptional: true, options: window)

  private static let timed = Parameter(
    "options", "snn.TimedSpikeOptions",
    "neurons, or size and last, unless what was recorded knows them",
    isOptional: true,
    options: window + [
      Parameter(
        "dt", "number", "the length of an iteration in ms", isOptional: true)
    ])

  private static let binned = Parameter(
    "options", "snn.BinnedSpikeOptions", "neurons, or size and last, and bin",
    options: window + [
      Parameter(
        "bin", "integer|string",
        "the length of a bin in iterations, or a time such as \"10 ms\"")
    ])

  private static let mean =
    "; its second result is their mean, without NaN."

  /// What users read about them.
  static var preludeStatistics: [Binding] {
    [
      statistic(
        "rate", timed,
        "Each neuron's spikes per iteration that the recorder has seen, in Hz if"
          + " there is a dt, as a vector [neurons]; NaN if it has seen none"
          + " from first to last" + mean,
        result: "snn.Tensor, number"),
      statistic(
        "counts", binned,
        "How often each neuron spikes in each bin: [bins, neurons], whole"
          + " numbers; counts:sum(2) is the peristimulus time histogram. Bins"
          + " that the recorder hasn't seen as a whole, and iterations at the end"
          + " that fill no bin, are left out; the second result has the first"
          + " iteration of each bin.",
        result: "snn.Tensor, snn.Tensor"),
      statistic(
        "isi",
        timed,
        "The intervals between each neuron's successive spikes, by neuron and"
          + " then by time, in iterations, in ms if there is a dt; the second"
          + " result has the neuron of each. Between two spikes that a pause of"
          + " the recorder parts there is none.",
        result: "snn.Tensor, snn.Tensor"),
      statistic(
        "cv", options,
        "The coefficient of variation of each neuron's intervals: standard"
          + " deviation, of the population, over mean; NaN with fewer than two"
          + " intervals" + mean,
        result: "snn.Tensor, number"),
      statistic(
        "lv", options,
        "The local variation of each neuron's intervals, 0 if regular, 1 if"
          + " Poisson (Shinomoto et al. 2003, doi 10.1162/089976603322518759);"
          + " NaN without two successive intervals" + mean,
        result: "snn.Tensor, number"),
      statistic(
        "fano", binned,
        "The variance of each neuron's counts over bins, divided by their mean;"
          + " NaN without spikes" + mean,
        result: "snn.Tensor, number"),
      statistic(
        "synchrony", binned,
        "The synchrony of the neurons' counts over bins, 1 if all do the same,"
          + " about 1 / sqrt(neurons) if they are independent (Golomb 2007, doi"
          + " 10.4249/scholarpedia.1347); NaN if no count varies.",
        result: "number"),
      statistic(
        "correlation", binned,
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

  /// `spike_statistic(name, events, size, first, last, dt, bin, iteration)`;
  /// instead of what is nil, what is known of the events counts, or of the group
  /// whose iteration this is.
  private static var spikeStatistic: Binding {
    native("spike_statistic") { engine, frame throws(LuaRaise) in
      let name = try frame.string(at: 1)
      let what = "stats.\(name)"
      let data = try engine.recordedData(frame, 2, what, expected: "events")
      return try raisingAny {
        let given = try RecordedSpikes(data, nil, what)
        guard given.neurons != nil else {
          throw RecordedSpikes.mistake(data.tensor, what)
        }
        try given.requireMemory(what)
        let step =
          frame.isNoneOrNil(at: 6) ? given.timeStep : try frame.number(at: 6)
        let size = try engine.whole(frame, 3) ?? given.size
        let first = try engine.whole(frame, 4, step, "\(what): first")
        let run = try engine.whole(frame, 8) ?? given.last
        let known = run.map { max($0, given.coverage?.last ?? $0) }
        let last =
          try engine.whole(frame, 5, step, "\(what): last") ?? known
        let bin = try engine.whole(frame, 7, step, "\(what): bin")
        try requireOptions(of: name, size, last, bin)
        do {
          let spikes = try SpikeStatistics(
            of: try given.rows(what), size: size, first: first, last: last,
            seen: given.coverage, countingFrom: 1)
          return try engine.pushStatistic(
            frame, name, of: spikes, step, bin ?? 1)
        } catch {
          if let raise = error as? LuaRaise { throw raise }
          throw LuaRaise.message("\(what): \(luaText(of: error))")
        }
      }
    }
  }
}

/// Throws unless there is what a statistic can't do without.
private func requireOptions(
  of name: String, _ size: Int?, _ last: Int?, _ bin: Int?
) throws(LuaRaise) {
  let needed: [Int?]
  switch name {
  case "isi": needed = []
  case "cv", "lv": needed = [size]
  case "rate": needed = [size, last]
  default: needed = [size, last, bin]
  }
  let missing = [
    "the number of neurons as size, or their group as neurons",
    "the last iteration as last, or the group as neurons",
    "the length of a bin in iterations as bin",
  ]
  for (option, text) in zip(needed, missing) where option == nil {
    throw .message("stats.\(name): give \(text)")
  }
}

extension Engine {
  /// The whole number at `index`, or that of iterations of `step` ms in the time
  /// there; nil if there is none.
  fileprivate func whole(
    _ frame: LuaFrame, _ index: Int, _ step: Double? = nil, _ what: String = ""
  ) throws(LuaRaise) -> Int? {
    if frame.isNoneOrNil(at: index) { return nil }
    guard frame.kind(at: index) == .string else {
      return try frame.integer(at: index)
    }
    return try iterations(
      frame, index, in: step.map(TimeStep.init(milliseconds:)), what)
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
    case "counts":
      try pushNew(frame, try spikes.counts(bin: bin))
      try pushNew(frame, try spikes.binStarts(bin: bin))
      return 2
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
