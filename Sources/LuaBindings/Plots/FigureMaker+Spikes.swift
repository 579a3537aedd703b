import LuaRuntime
import Plots
import SpikingNetworks
import TensorBindings
import Tensors

/// Figures of spikes, and of rhythms.
extension FigureMaker {
  /// The spikes, whose neurons may be apart.
  private func spikes() throws -> RecordedSpikes {
    try RecordedSpikes(try data(first), try second.map(data), what)
  }

  /// The length of an iteration in ms, if it is known.
  private func timeStep(of spikes: RecordedSpikes) throws -> Double? {
    try options.timeStep() ?? options.neurons()?.network?.timeStep
      ?? spikes.timeStep
  }

  /// From the first to the last iteration that a figure of spikes shows: those
  /// that the recorder has seen, or all, if that isn't known.
  ///
  /// - Throws: `LuaRaise` if the recorder has seen nothing, or there are neither
  ///   spikes nor iterations.
  private func window(
    of spikes: RecordedSpikes
  ) throws -> (first: Int, last: Int?) {
    let known =
      try options.iterations("last", timeStep(of: spikes))
      ?? spikes.coverage?.last
      ?? options.neurons()?.iteration ?? spikes.last
    let last = known.flatMap { $0 > 0 ? $0 : nil }
    try spikes.requireMemory(what)
    if spikes.times.count == 0, last == nil {
      throw LuaRaise.message("\(what): there are no events to draw")
    }
    let first =
      try options.iterations("first", timeStep(of: spikes))
      ?? spikes.coverage?.first ?? 1
    return (first, last)
  }

  /// What a figure of spikes says of iterations that the recorder hasn't seen.
  private func remarks(
    on spikes: RecordedSpikes, _ window: (first: Int, last: Int?)
  ) -> [String] {
    let pauses = (spikes.coverage?.pauses ?? []).filter {
      $0.upperBound >= window.first && $0.lowerBound <= window.last ?? .max
    }
    guard let first = pauses.first, let last = pauses.last else { return [] }
    let times = pauses.count == 1 ? "" : "\(pauses.count) times "
    return [
      "nothing was recorded \(times)from iteration \(first.lowerBound) to"
        + " \(last.upperBound)"
    ]
  }

  /// A dot for each event.
  func raster() throws -> Figure {
    let spikes = try spikes()
    guard let neurons = spikes.neurons else {
      throw LuaRaise.message(
        "\(what): give the neurons too: plot.raster(t, i), or rows [t, i]")
    }
    let window = try window(of: spikes)
    let timeStep = try timeStep(of: spikes)
    let times = try spikes.times.converted(to: .float64)
      .applying(.multiply, .scalar(.float(timeStep ?? 1)))
    var figure = Figure([])
    if times.count > 0 || neurons.count > 0 {
      figure.layers = [
        try .points(x: .tensor(times), y: .tensor(neurons), what: what)
      ]
    }
    figure.remarks = remarks(on: spikes, window)
    figure.x = timeAxis(timeStep)
    figure.x.isTight = false
    figure.x.includesZero = true
    figure.y = Axis(spikes.neuronLabel, isWhole: true)
    // Iteration 1 is the time from 0 to 1.
    if let last = window.last, last >= window.first {
      let scale = timeStep ?? 1
      figure.x.limits = Double(window.first - 1) * scale...Double(last) * scale
    }
    if let size = try options.neurons()?.size ?? spikes.size {
      figure.y.limits = 0.5...Double(max(1, size)) + 0.5
    } else if let numbers = try Numbers(neurons).range() {
      figure.y.limits = numbers.lowerBound - 0.5...numbers.upperBound + 0.5
    }
    return figure
  }

  /// The rate of all neurons together.
  func rate() throws -> Figure {
    let given = try spikes()
    let window = try window(of: given)
    let size =
      try options.count("size") ?? options.neurons()?.size ?? given.size
    let timeStep = try timeStep(of: given)
    let rows = try given.rows(withNeurons: size != nil, what)
    let spikes = try named {
      try SpikeStatistics(
        of: rows, size: size ?? 1, first: window.first, last: window.last,
        seen: given.coverage, countingFrom: 1)
    }
    let smoothing = try options.duration("smooth", timeStep)
    let length = spikes.last - spikes.first + 1
    // With a gap, there is nothing in shorter ones.
    let least = given.coverage?.runs.first?.step ?? 1
    let bin =
      try options.iterations("bin", timeStep)
      ?? max(least, smoothing.map { Int(min($0, 1e15) / 5) } ?? length / 100)
    let bins = length / bin
    guard (1...Layer.pointLimit).contains(bins) else {
      throw LuaRaise.message(
        bins == 0
          ? "\(what): a bin of \(bin) iterations is longer than the"
            + " \(length) from \(spikes.first) to \(spikes.last)"
          : "\(what): \(bins) bins are too many to draw; make bin larger than"
            + " \(bin)")
    }
    let rates = try spikes.populationRates(
      bin: bin, timeStep: timeStep, smoothing: smoothing)
    let scale = timeStep ?? 1
    // Iteration 1 is the time from 0 to 1.
    let start = Double(spikes.first - 1) * scale
    let width = Double(bin) * scale
    var figure = Figure([])
    if spikes.duration > 0, size != 0 {
      figure.layers = [
        smoothing == nil
          ? try .bars(
            heights: rates.values(Double.self), from: start, width: width,
            what: what)
          : try .line(
            x: .even(start: start + width / 2, step: width, count: rates.count),
            y: .tensor(rates), what: what)
      ]
    }
    figure.remarks = remarks(on: given, window)
    if !spikes.hasSpikes { figure.y.limits = 0...1 }
    figure.x = timeAxis(timeStep)
    figure.x.limits = start...start + width * Double(rates.count)
    figure.y.includesZero = true
    figure.y.label =
      switch (size, timeStep) {
      case (nil, nil): "spikes per iteration"
      case (nil, _): "spikes per second"
      case (_, nil): "rate (spikes per iteration)"
      default: "rate (Hz)"
      }
    return figure
  }

  /// How long the intervals between each neuron's spikes are.
  func intervals() throws -> Figure {
    let given = try spikes()
    guard given.neurons != nil else {
      throw LuaRaise.message(
        "\(what): give the neurons too: plot.isi(t, i), or rows [t, i]")
    }
    let window = try window(of: given)
    let timeStep = try timeStep(of: given)
    let scale = timeStep ?? 1
    let rows = try given.rows(what)
    let spikes = try named {
      try SpikeStatistics(
        of: rows, first: window.first, last: window.last, seen: given.coverage,
        countingFrom: 1)
    }
    let intervals = try spikes.intervals().intervals.converted(to: .int64)
    var figure = Figure([])
    figure.x = Axis(
      timeStep == nil ? "interval (iterations)" : "interval (ms)",
      isWhole: timeStep == nil)
    figure.y = Axis("count", isWhole: true)
    if intervals.count > 0 {
      let counted = try Histogram(
        of: .tensor(intervals), bins: try options.count("bins"), what: what)
      figure.layers = [try bars(counted, scale: scale)]
    } else {
      figure.remarks = ["no neuron spikes twice"]
      figure.x.limits =
        0...Double(max(1, spikes.last - spikes.first)) * scale
      figure.y.limits = 0...1
    }
    figure.remarks += remarks(on: given, window)
    return figure
  }

  /// The power of values over time at each frequency.
  func spectrum() throws -> Figure {
    let y = try data(first)
    if case .events? = y.origin?.recording.contents {
      throw LuaRaise.message(
        "\(what): expected values over time, got events; record"
          + " \"sum(\(y.origin?.recording.variable ?? "spike"))\" with a"
          + " Recorder")
    }
    if y.tensor.count == 0 { throw PlotError.empty(what: what) }
    var (timeStep, spacing) = (
      try options.timeStep() ?? y.origin?.timeStep, 1
    )
    switch y.origin?.direction(ofAxis: 0) {
    case .time(_, let step)?: spacing = step
    case .rows?:
      throw LuaRaise.message(
        "\(what): the recorder was off for a while, so the rows are not evenly"
          + " spaced; take some without a pause, as y:narrow(1, 1, 500) does")
    default: break
    }
    timeStep = timeStep.map { $0 * Double(spacing) }
    let columns = try columns(of: y.tensor)
    let segment = try options.iterations("segment", timeStep)
    let names = try lineNames(y, count: columns.count)
    let layers = try columns.enumerated().map { index, column in
      guard case .tensor(let signal) = column else {
        throw PlotError.empty(what: what)
      }
      let spectrum = try named {
        try PowerSpectrum(of: signal, timeStep: timeStep, segment: segment)
      }
      guard spectrum.densities.contains(where: { $0 > 0 }) else {
        throw LuaRaise.message(
          "\(what): a signal that doesn't change has no power at any frequency")
      }
      let scale = timeStep == nil ? 1 / Double(spacing) : 1
      return try Layer.line(
        x: .list(spectrum.frequencies.map { $0 * scale }),
        y: .list(spectrum.densities.map { $0 > 0 ? $0 / scale : .nan }),
        name: names?[index], limit: Layer.pointLimit / columns.count,
        what: what)
    }
    var figure = Figure(layers)
    figure.x = Axis(
      timeStep == nil ? "frequency (1/iteration)" : "frequency (Hz)",
      isTight: true)
    figure.x.includesZero = true
    figure.y = Axis(
      (y.origin.map { "power of \($0.label)" } ?? "power")
        + (timeStep == nil ? "" : " (1/Hz)"))
    figure.y.isLogarithmic = true
    return figure
  }

  /// The result of `body`; an error of the network's kind is given the name of
  /// the function.
  private func named<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as NetworkError {
      throw LuaRaise.message("\(what): \(error)")
    }
  }
}

extension RecordedSpikes {
  /// The label of an axis of neurons.
  fileprivate var neuronLabel: String {
    guard let origin else { return "neuron" }
    guard case .rows = origin.recording.contents else {
      return origin.neuronLabel
    }
    // Of a part of the neurons, they are counted anew.
    return origin.direction(ofAxis: 1) == .elements(first: 0, step: 1)
      ? origin.neuronLabel : "column"
  }
}
