import LuaRuntime
import Tensors

/// What a table of options asks of a reduction.
struct ReductionOptions {
  var operation: ReductionOperation
  /// The axis, from 1, as it was given; nil for all elements.
  var axis: Int?
  /// Several axes, from 1, as they were given.
  var axes: [Int]?
  var keepsAxis = false
}

extension TensorContext {
  /// Whether the first argument of a reduction is a table of options, and the
  /// reduction has any.
  @inline(__always)
  func hasReductionOptions(
    _ frame: LuaFrame, _ operation: ReductionOperation
  ) -> Bool {
    operation.unbiased != nil && frame.count > 1 && frame.kind(at: 2) == .table
  }

  /// The options in the table at 2.
  func reductionOptions(
    _ frame: LuaFrame, _ operation: ReductionOperation
  ) throws(LuaRaise) -> ReductionOptions {
    let name = operation.rawValue
    var options = ReductionOptions(operation: operation)
    if isTracing, frame.pushMetatable(of: 2) {
      throw .message(
        "\(name): a table from outside has no compiled form; write the options"
          + " where they are used")
    }
    frame.pushNil()
    while try frame.next(at: 2) {
      let key = frame.kind(at: -2) == .string ? try frame.string(at: -2) : nil
      switch (key, frame.kind(at: -1)) {
      case ("axis"?, .number) where frame.isInteger(at: -1):
        options.axis = try frame.integer(at: -1)
      case ("axis"?, .table): options.axes = try list(frame, frame.top)
      case ("keepdim"?, .boolean):
        options.keepsAxis = try frame.boolean(at: -1)
      case ("unbiased"?, .boolean):
        if try frame.boolean(at: -1), let unbiased = operation.unbiased {
          options.operation = unbiased
        }
      case ("axis"?, _):
        throw .message(
          "\(name): axis must be a whole number, got"
            + " \(frame.typeName(at: -1))")
      case ("keepdim"?, _), ("unbiased"?, _):
        throw .message(
          "\(name): \(key ?? "") must be true or false, got"
            + " \(frame.typeName(at: -1))")
      default:
        try frame.pushDescription(of: -2)
        let shown = try frame.string(at: -1)
        let known = Binding.spreadOptions.map(\.name)
        let hint = Suggestion.ending(
          for: shown, in: known,
          otherwise: "; its options are \(known.joined(separator: ", "))")
        throw .message("\(name) has no option '\(shown)'\(hint)")
      }
      frame.pop()
    }
    return options
  }

  /// The axis of options, from 0.
  func axis(
    _ axis: Int, of options: ReductionOptions, rank: Int
  ) throws(LuaRaise) -> Int {
    guard let place = resolved(axis, rank: rank) else {
      throw .message(
        "\(options.operation.rawValue): \(axisProblem(axis, rank: rank))")
    }
    return place
  }

  /// The axes in the list at `index`, from 0; nil if there is no list, or none
  /// with anything in it.
  func axes(
    _ frame: LuaFrame, _ index: Int, _ rank: () throws(LuaRaise) -> Int
  ) throws(LuaRaise) -> [Int]? {
    guard frame.kind(at: index) == .table, frame.rawLength(at: index) > 0
    else { return nil }
    let list = try list(frame, index)
    frame.pushNil()
    while try frame.next(at: index) {
      frame.pop()
      guard frame.kind(at: -1) == .number else {
        throw .message(
          "a list of axes has no names; write { axis = { 1, 2 } } where a function"
            + " has options")
      }
    }
    return try axes(list, rank: try rank())
  }

  /// The axes from 0, which were given from 1, each once.
  func axes(_ list: [Int], rank: Int) throws(LuaRaise) -> [Int] {
    var axes: [Int] = []
    for axis in list {
      guard let place = resolved(axis, rank: rank) else {
        throw .message(axisProblem(axis, rank: rank))
      }
      guard !axes.contains(place) else {
        throw .message("axis \(place + 1) is there twice")
      }
      axes.append(place)
    }
    return axes
  }

  /// The whole numbers in the list at `index`, no more than a tensor has axes.
  private func list(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> [Int] {
    if isTracing, frame.pushMetatable(of: index) {
      throw .message(
        "axes in a table from outside have no compiled form; write them where"
          + " they are used")
    }
    var list: [Int] = []
    for place in 0..<min(frame.rawLength(at: index), Shape.maximumRank + 1) {
      frame.rawGet(at: index, index: place + 1)
      guard frame.isInteger(at: -1) else {
        throw .message(
          "expected a list of axes, got \(frame.typeName(at: -1)) at"
            + " [\(place + 1)]")
      }
      list.append(try frame.integer(at: -1))
      frame.pop()
    }
    return list
  }
}
