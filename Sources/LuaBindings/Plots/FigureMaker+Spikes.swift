import LuaRuntime
import Plots
import SpikingNetworks
import Tensors

/// Figures of spikes, and of rhythms.
extension FigureMaker {
  /// Events: rows `[t, i]`, times and neurons apart, or only times.
  private struct Events {
    let times: Tensor
    /// Neurons, counted from 1.
    let neurons: Tensor?
    let origin: Origin?
    /// The number of neurons, if it is known.
    var size: Int?
    /// The last iteration, if it is known.
    var last: Int?
    /// The length of an iteration in ms, if it is known.
    var timeStep: Double?
  }

  /// The events at 3 and, if neurons are apart, at 4.
  private func events() throws -> Events {
    let first = try data(3)
    let second = frame.isNoneOrNil(at: 4) ? nil : try data(4)
    let tensor = first.tensor
    let (times, neurons): (Tensor, Tensor?)
    if tensor.rank == 2, tensor.shape[1] >= 2, second == nil {
      times = try tensor.selected(axis: 1, index: 0)
      neurons = try tensor.selected(axis: 1, index: 1)
    } else if tensor.rank == 1, second.map({ $0.tensor.rank == 1 }) ?? true {
      (times, neurons) = (tensor, second?.tensor)
    } else {
      throw PlotError.wrongShape(
        what: what, expected: "rows [t, i], or t and i",
        found: second.map { tensor.rank == 1 ? $0.tensor.shape : tensor.shape }
          ?? tensor.shape)
    }
    if tensor.count == 0 {
      throw LuaRaise.message("\(what): there are no events to draw")
    }
    let origin = first.origin ?? second?.origin
    var events = Events(times: times, neurons: neurons, origin: origin)
    let group = try options.neurons()
    events.size = group?.size ?? origin?.size
    events.last = group?.iteration ?? origin?.recording.iteration
    events.timeStep =
      try options.timeStep() ?? group?.network?.timeStep ?? origin?.timeStep
    return events
  }

  /// A dot for each event.
  func raster() throws -> Figure {
    let events = try events()
    guard let neurons = events.neurons else {
      throw LuaRaise.message(
        "\(what): give the neurons too: plot.raster(t, i), or rows [t, i]")
    }
    let times = try events.times.converted(to: .float64)
      .applying(.multiply, .scalar(.float(events.timeStep ?? 1)))
    var figure = Figure([
      try .points(x: .tensor(times), y: .tensor(neurons), what: what)
    ])
    figure.x = timeAxis(events.timeStep)
    figure.x.isTight = false
    figure.x.includesZero = true
    figure.y = Axis(events.origin?.neuronLabel ?? "neuron", isWhole: true)
    if let last = events.last, last > 0 {
      figure.x.limits = 0...Double(last) * (events.timeStep ?? 1)
    }
    if let size = events.size, size > 0 {
      figure.y.limits = 0.5...Double(size) + 0.5
    }
    return figure
  }

  /// The rate of all neurons together.
  func rate() throws -> Figure {
    let events = try events()
    let first = try options.count("first") ?? 1
    let size = try options.count("size") ?? events.size
    let timeStep = events.timeStep
    let rows = try rows(
      events.times, size == nil ? nil : events.neurons)
    let spikes = try SpikeStatistics(
      of: rows, size: size ?? 1, first: first,
      last: try options.count("last") ?? events.last, countingFrom: 1)
    let smoothing = try options.duration("smooth", timeStep)
    let bin =
      try options.iterations("bin", timeStep)
      ?? max(
        1, smoothing.map { Int(min($0, 1e15) / 5) } ?? spikes.duration / 100)
    let bins = spikes.duration / bin
    guard (1...Layer.pointLimit).contains(bins) else {
      throw LuaRaise.message(
        bins == 0
          ? "\(what): a bin of \(bin) iterations is longer than the"
            + " \(spikes.duration) from \(first) to \(spikes.last)"
          : "\(what): \(bins) bins are too many to draw; make bin larger than"
            + " \(bin)")
    }
    let rates = try spikes.populationRates(
      bin: bin, timeStep: timeStep, smoothing: smoothing)
    let scale = timeStep ?? 1
    // Iteration 1 is the time from 0 to 1.
    let start = Double(first - 1) * scale
    let width = Double(bin) * scale
    var figure = Figure([
      smoothing == nil
        ? try .bars(
          heights: rates.values(Double.self), from: start, width: width,
          what: what)
        : try .line(
          x: .even(start: start + width / 2, step: width, count: rates.count),
          y: .tensor(rates), what: what)
    ])
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

  /// Rows [t, i] of whole numbers; i is 1 if it isn't given.
  private func rows(_ times: Tensor, _ neurons: Tensor?) throws -> Tensor {
    let rows = try Tensor.full(
      try Shape([times.count, 2]), .integer(1), type: .int64, in: engine.pool)
    try rows.selected(axis: 1, index: 0)
      .copy(from: times.converted(to: .int64))
    if let neurons {
      try rows.selected(axis: 1, index: 1)
        .copy(from: neurons.converted(to: .int64))
    }
    return rows
  }

  /// How long the intervals between each neuron's spikes are.
  func intervals() throws -> Figure {
    let events = try events()
    guard let neurons = events.neurons else {
      throw LuaRaise.message(
        "\(what): give the neurons too: plot.isi(t, i), or rows [t, i]")
    }
    let spikes = try SpikeStatistics(
      of: try rows(events.times, neurons),
      first: try options.count("first") ?? 1, last: try options.count("last"),
      countingFrom: 1)
    let intervals = try spikes.intervals().intervals.converted(to: .int64)
    if intervals.count == 0 {
      throw LuaRaise.message("\(what): no neuron spikes twice")
    }
    let counted = try Histogram(
      of: .tensor(intervals), bins: try options.count("bins"), what: what)
    var figure = Figure([try bars(counted, scale: events.timeStep ?? 1)])
    figure.x = Axis(
      events.timeStep == nil ? "interval (iterations)" : "interval (ms)",
      isWhole: events.timeStep == nil)
    figure.y = Axis("count", isWhole: true)
    return figure
  }

  /// The power of values over time at each frequency.
  func spectrum() throws -> Figure {
    let y = try data(3)
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
    if case .time(_, let step)? = y.origin?.direction(ofAxis: 0) {
      spacing = step
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
