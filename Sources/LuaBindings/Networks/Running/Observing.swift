import LuaRuntime
import SpikingNetworks
import TensorBindings

/// Looking at networks while they run.
extension Binding {
  static var observing: [Binding] {
    [
      Binding(
        owner: .network, name: "describe",
        summary: "Prints the network, its groups and the order in which its"
          + " behaviors run; after trace, also what each read and wrote."),
      Binding(
        owner: .network, name: "program",
        parameters: [
          Parameter(
            "form", "\"steps\"|\"values\"",
            "what is told: the steps of the plan, if not given, or the values"
              + " of the program that it was made of", isOptional: true)
        ],
        result: "string",
        summary:
          "What compiled behaviors do, as text: for each program, in the order"
          + " of their run, the behaviors in it and its steps with the lines"
          + " that they come from; operations under one loop run in one pass"
          + " over memory."
      ) { context, frame throws(LuaRaise) in
        try frame.push(
          context.programs(
            of: try context.network(frame, 1),
            form: try context.programForm(frame, 2)))
        return 1
      },
      Binding(
        owner: .network, name: "trace",
        summary: "Runs an iteration and notes which state variables each"
          + " behavior reads and writes, for describe."),
      Binding(
        owner: .network, name: "profile",
        parameters: [
          Parameter(
            "count", "integer|string", "iterations or a time; 1 if not given",
            isOptional: true)
        ],
        result: "table[]",
        summary: "Runs iterations and measures each behavior: a list of tables"
          + " with key, object, behavior, calls and ms, in the order of their"
          + " run. tostring makes a text of it."),
      Binding(
        owner: .network, name: "check_finite",
        parameters: [Parameter("what", "boolean|\"nan\"")],
        summary: "With true, a behavior after which a state variable has become"
          + " NaN or infinite is an error that names both; with \"nan\" only"
          + " NaN is; with false nothing is checked. Reads every number after"
          + " every behavior."),
    ]
  }

  /// What the prelude makes the others of.
  static var observingSupport: [Binding] {
    [report, trace, noteRead, profile, checkFinite]
  }

  private static var report: Binding {
    native("report") { context, frame throws(LuaRaise) in
      try frame.push(try context.network(frame, 1).report)
      return 1
    }
  }

  private static var trace: Binding {
    native("trace") { context, frame throws(LuaRaise) in
      let network = try context.network(frame, 1)
      try context.activating(frame, network) { try network.traceIteration() }
      context.didSimulate(network)
      return 0
    }
  }

  /// `note_read(object, name)`
  private static var noteRead: Binding {
    native("note_read") { context, frame throws(LuaRaise) in
      let object = try context.object(frame, 1)
      object.state.noteRead(try frame.string(at: 2))
      return 0
    }
  }

  /// `profile(network, count)`
  private static var profile: Binding {
    native("profile") { context, frame throws(LuaRaise) in
      let network = try context.network(frame, 1)
      let count = try context.iterationCount(frame, 2, network, "profile")
      let times = try context.activating(frame, network) {
        try network.profile(iterations: count)
      }
      context.didSimulate(network)
      try frame.newTable(arrayCount: times.count)
      for (index, time) in times.enumerated() {
        try frame.newTable()
        context.pushKey(frame, time.entry.key)
        try frame.rawSet(at: -2, key: "key")
        try frame.push(time.object.tag)
        try frame.rawSet(at: -2, key: "object")
        try frame.push(time.entry.behavior.name)
        try frame.rawSet(at: -2, key: "behavior")
        frame.push(time.calls)
        try frame.rawSet(at: -2, key: "calls")
        frame.push(time.seconds * 1000)
        try frame.rawSet(at: -2, key: "ms")
        try frame.rawSet(at: -2, index: index + 1)
      }
      return 1
    }
  }

  /// `check_finite(network, check)`
  private static var checkFinite: Binding {
    native("check_finite") { context, frame throws(LuaRaise) in
      let network = try context.network(frame, 1)
      let name = try frame.string(at: 2)
      network.finiteCheck = FiniteCheck(rawValue: name) ?? .off
      return 0
    }
  }
}

extension ScriptContext {
  /// Pushes the key of a behavior, a whole number if it is one.
  func pushKey(_ frame: LuaFrame, _ key: Double) {
    if let whole = Int(exactly: key) {
      frame.push(whole)
    } else {
      frame.push(key)
    }
  }
}
