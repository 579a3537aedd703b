import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// Statistics of recorded spikes.
extension Binding {
  static var statistics: [Binding] {
    [
      statistic(
        "rate", needs: [.size, .last], options,
        "Each neuron's spikes per iteration that the recorder has seen, in Hz if"
          + " there is a dt, as a vector [neurons]; NaN if it has seen none"
          + " from first to last" + mean,
        result: "snn.Tensor, number"
      ) { given in
        try given.pushMean(try given.spikes.rates(timeStep: given.step))
      },
      statistic(
        "counts", needs: [.size, .last, .bin], binned,
        "How often each neuron spikes in each bin: [bins, neurons], whole"
          + " numbers; counts:sum(2) is the peristimulus time histogram. Bins"
          + " that the recorder hasn't seen as a whole, and iterations at the end"
          + " that fill no bin, are left out; the second result has the first"
          + " iteration of each bin.",
        result: "snn.Tensor, snn.Tensor"
      ) { given in
        try given.push(try given.spikes.counts(bin: given.bin))
        try given.push(try given.spikes.binStarts(bin: given.bin))
        return 2
      },
      statistic(
        "isi", needs: [], options,
        "The intervals between each neuron's successive spikes, by neuron and"
          + " then by time, in iterations, in ms if there is a dt; the second"
          + " result has the neuron of each. Between two spikes that a pause of"
          + " the recorder parts there is none.",
        result: "snn.Tensor, snn.Tensor"
      ) { given in
        let (intervals, neurons) = try given.spikes.intervals(
          timeStep: given.step ?? 1, countingFrom: 1)
        try given.push(intervals)
        try given.push(neurons)
        return 2
      },
      statistic(
        "cv", needs: [.size], options,
        "The coefficient of variation of each neuron's intervals: standard"
          + " deviation, of the population, over mean; NaN with fewer than two"
          + " intervals" + mean,
        result: "snn.Tensor, number"
      ) { given in
        try given.pushMean(try given.spikes.variationCoefficients())
      },
      statistic(
        "lv", needs: [.size], options,
        "The local variation of each neuron's intervals, 0 if regular, 1 if"
          + " Poisson (Shinomoto et al. 2003, doi 10.1162/089976603322518759);"
          + " NaN without two successive intervals" + mean,
        result: "snn.Tensor, number"
      ) { given in
        try given.pushMean(try given.spikes.localVariations())
      },
      statistic(
        "fano", needs: [.size, .last, .bin], binned,
        "The variance of each neuron's counts over bins, divided by their mean;"
          + " NaN without spikes" + mean,
        result: "snn.Tensor, number"
      ) { given in
        try given.pushMean(try given.spikes.fanoFactors(bin: given.bin))
      },
      statistic(
        "synchrony", needs: [.size, .last, .bin], binned,
        "The synchrony of the neurons' counts over bins, 1 if all do the same,"
          + " about 1 / sqrt(neurons) if they are independent (Golomb 2007, doi"
          + " 10.4249/scholarpedia.1347); NaN if no count varies.",
        result: "number"
      ) { given in
        let synchrony = try given.spikes.synchrony(bin: given.bin)
        given.context.push(given.frame, .float(synchrony))
        return 1
      },
      statistic(
        "correlation", needs: [.size, .last, .bin], binned,
        "Pearson's correlation of the counts of each two neurons over bins:"
          + " [neurons, neurons]; NaN where a count doesn't vary."
      ) { given in
        try given.push(try given.spikes.correlations(bin: given.bin))
        return 1
      },
    ]
  }

  private static let events = Parameter(
    "events", "snn.Tensor|snn.Recorder",
    "rows [t, i] or a bool matrix [time, neuron], as net(\"spike\", 1) gives"
      + " them; or their recorder")

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
    Parameter(
      "dt", "number", "the length of an iteration in ms", isOptional: true),
  ]

  private static func bin(isOptional: Bool) -> Parameter {
    Parameter(
      "bin", "integer|string",
      isOptional
        ? "not used; it is there for one table to do for all statistics"
        : "the length of a bin in iterations, or a time such as \"10 ms\"",
      isOptional: isOptional)
  }

  /// What all statistics may be told, so that one table does for several; which
  /// of it is needed differs.
  private static let options = Parameter(
    "options", "snn.SpikeOptions",
    "neurons, or size and last, unless what was recorded knows them",
    isOptional: true, options: window + [bin(isOptional: true)])

  private static let binned = Parameter(
    "options", "snn.BinnedSpikeOptions", "neurons, or size and last, and bin",
    options: window + [bin(isOptional: false)])

  private static let mean =
    "; its second result is their mean, without NaN."

  private static func statistic(
    _ name: String, needs: [StatisticNeed],
    _ options: @autoclosure @escaping () -> Parameter,
    _ summary: @autoclosure @escaping () -> String,
    result: String = "snn.Tensor",
    _ push: @escaping (SpikeRequest) throws -> Int
  ) -> Binding {
    Binding(
      owner: .statistics, name: name, parameters: [events, options()],
      result: result, summary: summary()
    ) { context, frame throws(LuaRaise) in
      let what = "stats.\(name)"
      if frame.count < 2 { frame.setTop(2) }
      let given = try OptionTable(context, frame, 2, what, options().options)
      return try raisingAny {
        let request = try given.spikeRequest(needs)
        do {
          return try push(try request())
        } catch {
          if let raise = error as? LuaRaise { throw raise }
          throw LuaRaise.message("\(what): \(luaText(of: error))")
        }
      }
    }
  }
}
