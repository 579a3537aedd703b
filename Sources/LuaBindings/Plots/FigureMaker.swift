import LuaRuntime
import Plots
import SpikingNetworks
import TensorBindings
import Tensors

/// Makes figures of what a script hands to a function of `snn.plot`.
struct FigureMaker {
  let options: OptionTable
  /// Where the first data are on the stack.
  let first: Int
  /// Where the second ones are, if there are any.
  let second: Int?

  var context: ScriptContext { options.script }
  var frame: LuaFrame { options.frame }
  var what: String { options.what }

  // MARK: Data

  /// The data at `index`: a tensor, or a recorder, whose first variable it is.
  func data(_ index: Int) throws(LuaRaise) -> RecordedData {
    try context.recordedData(frame, index, what)
  }

  /// Times in iterations, or in ms if the length of an iteration is known.
  func time(
    _ first: Double, _ step: Double, count: Int, _ timeStep: Double?
  ) -> Numbers {
    let scale = timeStep ?? 1
    return .even(start: first * scale, step: step * scale, count: count)
  }

  /// An axis of times.
  func timeAxis(_ timeStep: Double?) -> Axis {
    Axis(
      timeStep == nil ? "iteration" : "time (ms)", isWhole: timeStep == nil,
      isTight: true)
  }

  /// The numbers along an axis of rows that were recorded, and the axis; from 1
  /// without a name, if the origin isn't known.
  func numbers(
    along axis: Int, of data: RecordedData, _ timeStep: Double?
  ) -> (Numbers, Axis) {
    let count = data.tensor.shape[axis]
    let plain = Numbers.even(start: 1, step: 1, count: count)
    switch data.origin?.direction(ofAxis: axis) {
    case .time(let first, let step):
      var axis = timeAxis(timeStep)
      // From the beginning on, from 0 on.
      axis.includesZero = first <= step
      return (time(Double(first), Double(step), count: count, timeStep), axis)
    case .rows(let first, let step):
      return (
        .even(start: Double(first + 1), step: Double(step), count: count),
        Axis("row", isWhole: true, isTight: true)
      )
    case .elements(let first, let step):
      return (
        .even(start: Double(first + 1), step: Double(step), count: count),
        Axis(data.origin?.neuronLabel, isWhole: true, isTight: true)
      )
    case nil:
      guard timeStep != nil else {
        return (plain, Axis(isWhole: true, isTight: true))
      }
      return (time(1, 1, count: count, timeStep), timeAxis(timeStep))
    }
  }

  // MARK: Values

  /// The most lines in a figure.
  private static let lineLimit = 1_000

  /// Columns as lines, against their row or given x.
  func lines() throws -> Figure {
    let y = try data(second ?? first)
    let columns = try columns(of: y.tensor)
    let timeStep = try options.timeStep() ?? y.origin?.timeStep
    var (x, axis) = numbers(along: 0, of: y, timeStep)
    if second != nil {
      let given = try data(first)
      guard given.tensor.rank == 1 else {
        throw PlotError.wrongShape(
          what: "\(what): x", expected: "a tensor with one axis",
          found: given.tensor.shape)
      }
      x = try Numbers(given.tensor)
      axis = Axis(given.origin?.label, isTight: true)
    }
    let names = try lineNames(y, count: columns.count)
    let layers = try columns.enumerated().map { index, column in
      try Layer.line(
        x: x, y: column, name: names?[index],
        limit: Layer.pointLimit / columns.count, what: what)
    }
    var figure = Figure(layers)
    figure.x = axis
    figure.y.label = y.origin?.label
    return figure
  }

  /// The columns of a tensor with two axes; a tensor with one is a column.
  func columns(of tensor: Tensor) throws -> [Numbers] {
    switch tensor.rank {
    case 1: return [.tensor(tensor)]
    case 2:
      let count = tensor.shape[1]
      if tensor.count == 0 { throw PlotError.empty(what: what) }
      guard count <= FigureMaker.lineLimit else {
        throw LuaRaise.message(
          "\(what): \(count) lines can't be told apart; take fewer, as"
            + " y:narrow(2, 1, 10) does, or draw an image")
      }
      return try (0..<count).map {
        .tensor(try tensor.selected(axis: 1, index: $0))
      }
    default:
      throw PlotError.wrongShape(
        what: what, expected: "a tensor with one or two axes",
        found: tensor.shape)
    }
  }

  /// The names of lines: those of the legend, or of a few neurons.
  func lineNames(
    _ data: RecordedData, count: Int
  ) throws(LuaRaise) -> [String]? {
    if let names = try options.legend(count) { return names }
    guard (2...6).contains(count), data.tensor.rank == 2,
      case .elements(let first, let step)? = data.origin?.direction(ofAxis: 1)
    else { return nil }
    return (0..<count).map { "neuron \(first + $0 * step + 1)" }
  }

  /// A matrix as an image.
  func image() throws -> Figure {
    if let group = synapseGroup(first) { return try image(of: group) }
    let data = try dense(first)
    var figure = Figure([try .image(data.tensor, what: what)])
    for (axis, path) in [(0, \Figure.y), (1, \Figure.x)] {
      switch data.origin?.direction(ofAxis: axis) {
      case .elements?: figure[keyPath: path].label = data.origin?.neuronLabel
      case .time(first: 1, step: 1)?:
        figure[keyPath: path].label = "iteration"
      case .time?, .rows?: figure[keyPath: path].label = "row"
      case nil: break
      }
    }
    figure.x.isWhole = true
    figure.y.isWhole = true
    figure.colors.label = data.origin?.label
    return figure
  }

  /// The weights of a synapse group as an image.
  private func image(of group: SynapseGroup) throws -> Figure {
    let matrix: Tensor
    switch group.state["W"] {
    case .tensor(let tensor)?: matrix = tensor
    case .sparse(let sparse)?: matrix = try sparse.dense()
    default:
      throw LuaRaise.message("\(what): \(group.label) has no matrix W")
    }
    var figure = Figure([try .image(matrix, what: what)])
    let source = "source: neuron of \(group.source.tag)"
    let destination = "destination: neuron of \(group.destination.tag)"
    let isSourceFirst = group.network?.synapseMode == .sourceByDestination
    figure.y.label = isSourceFirst ? source : destination
    figure.x.label = isSourceFirst ? destination : source
    figure.x.isWhole = true
    figure.y.isWhole = true
    figure.colors.label = "W of \(group.tag)"
    return figure
  }

  private func synapseGroup(_ index: Int) -> SynapseGroup? {
    guard frame.kind(at: index) == .table else { return nil }
    return (try? context.object(frame, index)) as? SynapseGroup
  }

  /// The data at `index`, which may be sparse, with all its zeros.
  private func dense(_ index: Int) throws -> RecordedData {
    let isSparse =
      frame.payload(at: index, of: context.sparseType) != nil
      || frame.payload(at: index, of: context.sparseSelectionType) != nil
    guard isSparse else { return try data(index) }
    return RecordedData(
      tensor: try context.sparse(frame, index).dense(), origin: nil)
  }

  /// How often values occur. Of a sparse matrix only entries count.
  func histogram() throws -> Figure {
    let isSparse =
      frame.payload(at: first, of: context.sparseType) != nil
      || frame.payload(at: first, of: context.sparseSelectionType) != nil
    let data =
      isSparse
      ? RecordedData(
        tensor: try context.sparse(frame, first).values, origin: nil)
      : try data(first)
    let counted = try Histogram(
      of: try Numbers(data.tensor), bins: try options.count("bins"), what: what)
    var figure = Figure([try bars(counted)])
    figure.x = Axis(data.origin?.label)
    figure.y = Axis("count", isWhole: true)
    return figure
  }

  /// The bars of a histogram whose numbers count in units of `scale`.
  func bars(_ counted: Histogram, scale: Double = 1) throws -> Layer {
    try .bars(
      heights: counted.counts.map(Double.init), from: counted.start * scale,
      width: counted.width * scale, what: what)
  }
}
