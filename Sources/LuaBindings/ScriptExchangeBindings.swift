import LuaRuntime
import TensorBindings

/// What scripts are given, and what they give back.
extension Binding {
  static var exchange: [Binding] { [arguments, noteArgument, giveResult] }

  /// What users read about it.
  static var exchangeFunctions: [Binding] {
    [
      Binding(
        owner: .library, name: "result",
        parameters: [
          Parameter(
            "name", "string|table", "or a table with all values by name"),
          Parameter("value", "number|string|boolean", isOptional: true),
        ],
        summary: "Gives a result of the script under a name: a column of the"
          + " table of a parameter sweep, and of the file of --results. The last"
          + " value of a name counts.")
    ]
  }

  /// `arguments()` gives a new table of the arguments.
  private static var arguments: Binding {
    native("arguments") { context, frame throws(LuaRaise) in
      try frame.newTable(fieldCount: context.exchange.arguments.count)
      for (name, value) in context.exchange.arguments {
        try frame.push(value)
        try frame.rawSet(at: -2, key: name)
      }
      return 1
    }
  }

  /// `note_argument(name)`
  private static var noteArgument: Binding {
    native("note_argument") { context, frame throws(LuaRaise) in
      context.exchange.note(try frame.string(at: 1))
      return 0
    }
  }

  /// `give_result(name, value)`
  private static var giveResult: Binding {
    native("give_result") { context, frame throws(LuaRaise) in
      context.exchange.give(
        try frame.string(at: 1), try frame.value(at: 2))
      return 0
    }
  }
}
