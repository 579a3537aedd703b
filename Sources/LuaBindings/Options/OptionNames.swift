import LuaRuntime
import SpikingNetworks

/// The names of options, for functions that are written in the prelude.
extension Binding {
  static var optionNames: [Binding] {
    [declaredOptions, unknownOption, switchNames]
  }

  /// `options(name)` gives the options that the declaration with this name has:
  /// a table with their names as keys, and whether values without a name may be
  /// among them.
  private static var declaredOptions: Binding {
    native("options") { _, frame throws(LuaRaise) in
      let name = try frame.string(at: 1)
      guard let options = Section.options(of: name) else {
        throw .message("no one function '\(name)' is declared with options")
      }
      try frame.newTable()
      for option in options where !option.isPositional {
        frame.push(true)
        try frame.rawSet(at: -2, key: option.name)
      }
      frame.push(options.contains(where: \.isPositional))
      return 2
    }
  }

  /// `unknown_option(what, name, known)` raises.
  private static var unknownOption: Binding {
    native("unknown_option") { engine, frame throws(LuaRaise) in
      let what = try frame.string(at: 1)
      let known = try engine.fieldNames(frame, 3)
      throw try engine.noOption(frame, 2, what, known)
    }
  }

  /// `switch_names()` gives a list of what the engine keeps of every behavior.
  private static var switchNames: Binding {
    native("switch_names") { engine, frame throws(LuaRaise) in
      try engine.pushList(frame, Switch.allCases.map(\.rawValue))
      return 1
    }
  }
}

extension Section {
  /// The options of the function with this name that has some; nil if there is
  /// none, or more than one.
  static func options(of name: String) -> [Binding.Parameter]? {
    let found = bindings.filter { $0.name == name && !$0.options.isEmpty }
    return found.count == 1 ? found[0].options : nil
  }
}

extension Engine {
  /// The error that a function has no option with the name at `index`.
  func noOption(
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
  func fieldNames(
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
}
