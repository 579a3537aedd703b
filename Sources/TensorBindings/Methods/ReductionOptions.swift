import LuaRuntime
import Tensors

/// What a table of options asks of a reduction.
struct ReductionOptions {
  var operation: ReductionOperation
  /// The axis, from 1, as it was given; nil for all elements.
  var axis: Int?
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
}
