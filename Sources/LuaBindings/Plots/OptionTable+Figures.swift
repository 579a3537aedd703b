import LuaRuntime
import Plots
import SpikingNetworks
import TensorBindings
import Tensors

/// The options of functions that make figures.
extension OptionTable {
  /// A whole number of 1 or more.
  func count(_ name: String) throws(LuaRaise) -> Int? {
    try read(name) { index throws(LuaRaise) in
      guard let count = frame.integerIfPresent(at: index), count >= 1
      else { throw wrong(name, "a whole number of 1 or more", index) }
      return count
    }
  }

  /// A positive number of iterations, or a time such as `10 ms`, in iterations.
  func duration(
    _ name: String, _ timeStep: Double?
  ) throws(LuaRaise) -> Double? {
    try read(name) { index throws(LuaRaise) in
      if frame.kind(at: index) == .string {
        let count = try script.partsOfIterations(
          frame, index, in: timeStep.map(TimeStep.init), "\(what): \(name)")
        guard count > 0, count.isFinite else {
          throw wrong(name, "above 0", index)
        }
        return count
      }
      guard let number = frame.numberIfPresent(at: index), number > 0,
        number.isFinite
      else {
        throw wrong(
          name, "a number of iterations or a time such as \"10 ms\"", index)
      }
      return number
    }
  }

  /// A whole number of iterations, 1 or more, or a time that takes as many.
  func iterations(
    _ name: String, _ timeStep: Double?
  ) throws(LuaRaise) -> Int? {
    try read(name) { index throws(LuaRaise) in
      let count =
        frame.kind(at: index) == .string
        ? try script.iterations(
          frame, index, in: timeStep.map(TimeStep.init), "\(what): \(name)")
        : frame.numberIfPresent(at: index).flatMap { Int(exactly: $0) }
      guard let count, count >= 1 else {
        throw wrong(
          name,
          "a whole number of iterations, 1 or more, or a time such as"
            + " \"10 ms\"", index)
      }
      return count
    }
  }

  /// The length of an iteration in ms.
  func timeStep() throws(LuaRaise) -> Double? {
    try read("dt") { index throws(LuaRaise) in
      guard let number = frame.numberIfPresent(at: index), number > 0,
        number.isFinite
      else { throw wrong("dt", "a positive number of ms", index) }
      return number
    }
  }

  /// The neuron group that events are of.
  func neurons() throws(LuaRaise) -> NeuronGroup? {
    try read("neurons") { index throws(LuaRaise) in
      var group: NeuronGroup?
      if frame.kind(at: index) == .table {
        group = try script.object(frame, index) as? NeuronGroup
      }
      guard let group else { throw wrong("neurons", "a NeuronGroup", index) }
      return group
    }
  }

  /// What the legend says of each of `count` lines.
  func legend(_ count: Int) throws(LuaRaise) -> [String]? {
    try read("legend") { index throws(LuaRaise) in
      guard frame.kind(at: index) == .table else {
        throw wrong("legend", "a list of names", index)
      }
      let length = try frame.listLength(at: index)
      guard length == count else {
        throw .message(
          "\(what): legend has \(length) names for \(count) "
            + (count == 1 ? "line" : "lines"))
      }
      var names: [String] = []
      for place in 1...max(1, length) where place <= length {
        frame.rawGet(at: index, index: place)
        guard frame.kind(at: -1) == .string else {
          throw wrong("legend", "a list of names", frame.top)
        }
        names.append(try frame.string(at: -1))
        frame.pop()
      }
      return names
    }
  }

  /// Two numbers, the lower first.
  private func limits(
    _ name: String
  ) throws(LuaRaise) -> ClosedRange<Double>? {
    try read(name) { index throws(LuaRaise) in
      let expected = "two finite numbers { low, high }"
      guard frame.kind(at: index) == .table else {
        throw wrong(name, expected, index)
      }
      frame.rawGet(at: index, index: 1)
      frame.rawGet(at: index, index: 2)
      defer { frame.pop(2) }
      guard let low = frame.numberIfPresent(at: -2),
        let high = frame.numberIfPresent(at: -1)
      else { throw wrong(name, expected, index) }
      guard low < high, (high - low).isFinite else {
        throw .message(
          "\(what): \(name) must be \(expected), got { \(shown(low)),"
            + " \(shown(high)) }")
      }
      return low...high
    }
  }

  /// A length in mm, or `column` or `page`.
  private func length(_ name: String) throws(LuaRaise) -> Double? {
    try read(name) { index throws(LuaRaise) in
      let sizes = Figure.sizes
      let expected =
        "\"column\" (\(shown(Figure.columnWidth)) mm),"
        + " \"page\" (\(shown(Figure.pageWidth)) mm), or a number from"
        + " \(shown(sizes.lowerBound)) to \(shown(sizes.upperBound)) mm"
      if frame.kind(at: index) == .string, name == "width" {
        switch try frame.string(at: index) {
        case "column": return Figure.columnWidth
        case "page": return Figure.pageWidth
        default: throw wrong(name, expected, index)
        }
      }
      guard let number = frame.numberIfPresent(at: index),
        sizes.contains(number)
      else {
        throw wrong(
          name,
          name == "width" ? expected : "a number from 20 to 1000 mm", index)
      }
      return number
    }
  }

  // MARK: What all figures have

  /// Gives a figure its title, labels, limits and size.
  func apply(to figure: inout Figure) throws(LuaRaise) {
    if let title = try text("title") { figure.title = title }
    if let label = try text("xlabel") { figure.x.label = label }
    if let label = try text("ylabel") { figure.y.label = label }
    if let label = try text("clabel") { figure.colors.label = label }
    if let limits = try limits("xlim") { figure.x.limits = limits }
    if let limits = try limits("ylim") { figure.y.limits = limits }
    if let limits = try limits("clim") { figure.colors.limits = limits }
    if let width = try length("width") { figure.width = width }
    if let height = try length("height") { figure.height = height }
  }

  /// Gives a grid its size.
  func apply(to grid: inout FigureGrid) throws(LuaRaise) {
    if let letters = try boolean("letters") { grid.hasLetters = letters }
    if let width = try length("width") { grid.width = width }
    if let height = try length("height") { grid.height = height }
  }
}
