import LuaRuntime
import ScriptReference
import SpikingNetworks
import TensorBindings

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
      guard let options = Reference.scripts.options(of: name) else {
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
    native("unknown_option") { context, frame throws(LuaRaise) in
      let what = try frame.string(at: 1)
      let known = try context.fieldNames(frame, 3)
      throw try context.noOption(frame, 2, what, known)
    }
  }

  /// `switch_names()` gives a list of what the engine keeps of every behavior.
  private static var switchNames: Binding {
    native("switch_names") { context, frame throws(LuaRaise) in
      try context.pushList(frame, Switch.allCases.map(\.rawValue))
      return 1
    }
  }
}
