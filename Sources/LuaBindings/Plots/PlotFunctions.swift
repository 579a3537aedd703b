import LuaRuntime
import Plots
import SpikingNetworks
import TensorBindings

/// The functions of `snn.plot`.
extension Binding {
  static var plots: [Binding] {
    [
      plot(
        "lines", most: 2,
        [
          Parameter("x", "snn.Tensor|number[]", "left out: the rows of y"),
          Parameter(
            "y", "snn.Tensor|number[]", "one line, or a line for each column",
            isOptional: true),
        ],
        own: [
          legend,
          Parameter("dt", "number", "ms between rows", isOptional: true),
        ],
        "Lines through points: plot.lines(y) or plot.lines(x, y). Gaps are"
          + " where a number is NaN."
      ) { try $0.lines() },
      plot(
        "raster", most: 2,
        [
          Parameter(
            "t", "snn.Tensor|snn.Recorder",
            "iterations; or rows [t, i] or a bool matrix [time, neuron], as"
              + " net(\"spike\", 1) gives them"),
          Parameter(
            "i", "snn.Tensor", "neurons, from 1", isOptional: true),
        ],
        own: [neurons, dt],
        "A dot for each spike."
      ) { try $0.raster() },
      plot(
        "image",
        [
          Parameter(
            "W", "snn.Tensor|snn.SparseMatrix|snn.SynapseGroup",
            "a matrix, or the synapses whose W it is")
        ],
        own: [
          Parameter(
            "clabel", "string", "of the colors", isOptional: true),
          Parameter(
            "clim", "number[]", "of the colors, as { 0, 1 }",
            isOptional: true),
        ],
        "A matrix as colors, with a color bar: rows go down, columns to the"
          + " right."
      ) { try $0.image() },
      plot(
        "hist",
        [
          Parameter(
            "x", "snn.Tensor|snn.SparseMatrix|number[]", "of any shape")
        ],
        own: [bins],
        "How often values occur; without bins, by the rule of Freedman and"
          + " Diaconis 1981 (doi 10.1007/BF01025868). Of a sparse matrix only"
          + " entries count."
      ) { try $0.histogram() },
      plot(
        "rate",
        [
          Parameter(
            "events", "snn.Tensor|snn.Recorder",
            "rows [t, i], a bool matrix [time, neuron], or times alone")
        ],
        own: [
          time("bin", "its length in iterations, or"),
          time(
            "smooth", "the standard deviation of a Gaussian in iterations, or"),
          neurons,
          Parameter(
            "size", "integer", "the number of neurons", isOptional: true),
        ] + window,
        "The mean firing rate of all neurons over time, in Hz if dt is known."
      ) { try $0.rate() },
      plot(
        "isi", most: 2,
        [
          Parameter(
            "events", "snn.Tensor|snn.Recorder",
            "rows [t, i] or a bool matrix [time, neuron]; or t, and i as second"
          ),
          Parameter(
            "i", "snn.Tensor", "neurons, from 1", isOptional: true),
        ],
        own: [bins, neurons] + window,
        "How often intervals between a neuron's successive spikes occur, of all"
          + " neurons together."
      ) { try $0.intervals() },
      plot(
        "psd",
        [
          Parameter(
            "y", "snn.Tensor|number[]",
            "values over time, a line for each column")
        ],
        own: [
          time("segment", "its length in iterations, or"), legend, dt,
        ],
        "The power spectral density, by Welch's method (1967, doi"
          + " 10.1109/TAU.1967.1161901) with Hann windows that overlap by half;"
          + " without segment, with eight of them."
      ) { try $0.spectrum() },
      Binding(
        owner: .plot, name: "grid",
        parameters: [
          Parameter(
            "figures", "snn.GridOptions", "row by row", options: gridOptions)
        ],
        result: "snn.Figure",
        summary: "Figures beside and below each other as one figure:"
          + " plot.grid { a, b; columns = 2 }."
      ) { context, frame throws(LuaRaise) in
        let options = try OptionTable(
          context, frame, 1, "plot.grid", gridOptions, required: true)
        return try context.pushFigure(
          frame, try raisingAny { try context.grid(frame, options) })
      },
    ]
  }

  // MARK: Options

  private static let legend = Parameter(
    "legend", "string[]", "a name for each line", isOptional: true)
  private static let neurons = Parameter(
    "neurons", "snn.NeuronGroup", "their group", isOptional: true)
  private static let dt = Parameter(
    "dt", "number", "ms an iteration", isOptional: true)
  private static let bins = Parameter(
    "bins", "integer", "their number", isOptional: true)
  private static let window = [
    time("first", "the first iteration, or"),
    time("last", "the last one, or"), dt,
  ]

  private static func time(_ name: String, _ summary: String) -> Parameter {
    Parameter(
      name, "number|string",
      "\(summary) a time such as \"10 ms\"",
      isOptional: true)
  }

  private static let size = [
    Parameter(
      "width", "number|\"column\"|\"page\"", "in mm", isOptional: true),
    Parameter("height", "number", "in mm", isOptional: true),
  ]

  /// What all figures can be told.
  private static let common =
    [
      Parameter("title", "string", isOptional: true),
      Parameter("xlabel", "string", isOptional: true),
      Parameter("ylabel", "string", isOptional: true),
      Parameter("xlim", "number[]", "as { 0, 100 }", isOptional: true),
      Parameter("ylim", "number[]", "as { 0, 100 }", isOptional: true),
    ] + size

  private static let gridOptions =
    [
      Parameter("[integer]", "snn.Figure", "the figures"),
      Parameter("columns", "integer", "2 if not given", isOptional: true),
      Parameter(
        "letters", "boolean", "false leaves out a, b, c", isOptional: true),
    ] + size

  /// A function that makes a figure of `most` tensors, or fewer.
  private static func plot(
    _ name: String, most: Int = 1,
    _ data: @autoclosure @escaping () -> [Parameter],
    own: @autoclosure @escaping () -> [Parameter],
    _ summary: @autoclosure @escaping () -> String,
    _ make: @escaping (FigureMaker) throws -> Figure
  ) -> Binding {
    let type = "snn.\(name.prefix(1).uppercased())\(name.dropFirst())Options"
    let options = {
      Parameter("options", type, isOptional: true, options: own() + common)
    }
    return Binding(
      owner: .plot, name: name, parameters: data() + [options()],
      result: "snn.Figure", summary: summary()
    ) { context, frame throws(LuaRaise) in
      let maker = try context.figureMaker(
        frame, "plot.\(name)", options().options, most: most)
      let grid = try raisingAny {
        var figure = try make(maker)
        try maker.options.apply(to: &figure)
        return FigureGrid([figure])
      }
      for note in grid.notes { context.onNote?("\(maker.what): \(note)") }
      return try context.pushFigure(frame, grid)
    }
  }
}

extension ScriptContext {
  /// What makes a figure of the arguments: data, and options behind them.
  fileprivate func figureMaker(
    _ frame: LuaFrame, _ what: String, _ known: [Binding.Parameter], most: Int
  ) throws(LuaRaise) -> FigureMaker {
    if frame.count < 3 { frame.setTop(3) }
    let hasSecond = !frame.isNoneOrNil(at: 2)
    let isSecondOptions =
      hasSecond && most == 1
      || frame.count == 2 && isPlain(frame, 2) && frame.rawLength(at: 2) == 0
    let options = try OptionTable(
      self, frame, isSecondOptions ? 2 : 3, what, known)
    return FigureMaker(
      options: options, first: try plotData(frame, 1),
      second: hasSecond && !isSecondOptions ? try plotData(frame, 2) : nil)
  }

  /// Whether there is a table without a metatable at `index`.
  private func isPlain(_ frame: LuaFrame, _ index: Int) -> Bool {
    guard frame.kind(at: index) == .table else { return false }
    guard frame.pushMetatable(of: index) else { return true }
    frame.pop()
    return false
  }

  /// Where the data at `index` are: a table of numbers becomes a tensor.
  private func plotData(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> Int {
    guard isPlain(frame, index),
      let maker = natives.first(where: {
        $0.owner == .library && $0.names.contains("tensor")
      })
    else { return index }
    frame.push(maker.handle)
    frame.pushValue(at: index)
    try frame.call(argumentCount: 1, resultCount: 1)
    return frame.top
  }

  fileprivate func pushFigure(
    _ frame: LuaFrame, _ grid: FigureGrid
  ) throws(LuaRaise) -> Int {
    try frame.pushNewObject(figureType, FigureHandle(grid: grid))
    noteGrowth(frame)
    return 1
  }

  /// A grid of the figures in the list at 1.
  fileprivate func grid(
    _ frame: LuaFrame, _ options: OptionTable
  ) throws -> FigureGrid {
    var figures: [Figure] = []
    for place in try 0..<frame.listLength(at: 1) {
      frame.rawGet(at: 1, index: place + 1)
      defer { frame.pop() }
      guard let handle = frame.payload(at: -1, of: figureType) else {
        throw LuaRaise.message(
          "\(options.what): expected a figure at [\(place + 1)], got"
            + " \(frame.typeName(at: -1))")
      }
      guard handle.pointee.grid.figures.count == 1 else {
        throw LuaRaise.message(
          "\(options.what): the figure at [\(place + 1)] is a grid itself")
      }
      figures += handle.pointee.grid.figures
    }
    if figures.isEmpty {
      throw LuaRaise.message(
        "\(options.what): give figures: plot.grid { a, b; columns = 2 }")
    }
    let columns = try options.count("columns") ?? (figures.count > 1 ? 2 : 1)
    var grid = FigureGrid(figures, columns: min(columns, figures.count))
    try options.apply(to: &grid)
    return grid
  }
}
