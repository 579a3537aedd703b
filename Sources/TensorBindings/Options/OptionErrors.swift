import LuaRuntime
import Tensors

/// Names of options, and errors about them.
extension TensorContext {
  /// The error that a function has no option with the name at `index`.
  package func noOption(
    _ frame: LuaFrame, _ index: Int, _ what: String, _ known: [String]
  ) throws(LuaRaise) -> LuaRaise {
    guard frame.kind(at: index) == .string else {
      try frame.pushDescription(of: index)
      return .message("\(what) has no option \(try frame.string(at: -1))")
    }
    let name = try frame.string(at: index)
    let known = known.sorted()
    let hint = Suggestion.ending(
      for: name, in: known,
      otherwise: "; its options are \(known.joined(separator: ", "))")
    return .message("\(what) has no option '\(name)'\(hint)")
  }

  /// The names of the fields of the table at `index`, in alphabetical order.
  package func fieldNames(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> [String] {
    var names: [String] = []
    frame.pushNil()
    while try frame.next(at: index) {
      names.append(try frame.string(at: -2))
      frame.pop()
    }
    return names.sorted()
  }

  /// Pushes a list of strings.
  package func pushList(
    _ frame: LuaFrame, _ strings: [String]
  ) throws(LuaRaise) {
    try frame.newTable(arrayCount: strings.count)
    for (index, string) in strings.enumerated() {
      try frame.push(string)
      try frame.rawSet(at: -2, index: index + 1)
    }
  }
}
