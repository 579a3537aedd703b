import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// The behaviors that come with the library.
extension Binding {
  static var libraryBehaviors: [Binding] {
    [
      behaviorTable, newLibraryBehavior, givenParameter, giveParameter,
      givenNames,
    ]
  }

  /// What users read about them.
  static var behaviorLibrary: [Binding] {
    BehaviorLibrary.all.map { kind in
      let parameters = kind.parameterDescriptions.map { description in
        let standard =
          description.isRequired
          ? "; required"
          : description.standard.map { "; \($0.shown) if not given" } ?? ""
        return Parameter(
          description.name, "any", description.summary + standard,
          isOptional: true)
      }
      return Binding(
        owner: .library, name: kind.name,
        parameters: [
          Parameter(
            "parameters", "snn.\(kind.name)Parameters|string",
            "values without a name are these parameters in this order",
            isOptional: true,
            options: parameters + [Parameter("[integer]", "any")])
        ],
        result: Owner(rawValue: "snn.\(kind.name)")?.rawValue
          ?? "snn.Behavior",
        summary: kind.summary)
    }
  }

  /// Methods of library behaviors. They get the engine's side of the behavior,
  /// which the prelude finds.
  static var libraryBehaviorMethods: [Binding] {
    [
      Binding(
        owner: .clock, name: "time_to_iterations",
        parameters: [Parameter("time", "string", "such as \"0.1 s\"")],
        result: "integer",
        summary: "How many iterations a time takes; one that is no whole number"
          + " of them, but for rounding, is an error."
      ) { context, frame throws(LuaRaise) in
        let behavior = try context.behavior(frame, 1).libraryBehavior
        guard let clock = behavior as? Clock else {
          throw .message("time_to_iterations: expected a Clock")
        }
        let time = try frame.string(at: 2)
        frame.push(try raisingAny { try clock.iterations(in: time) })
        return 1
      }
    ]
  }

  /// `behavior_library()` gives the behaviors by name, each as a table: the
  /// names of its `parameters`, whether it has a `forward`, and when it is to
  /// initialize.
  private static var behaviorTable: Binding {
    native("behavior_library") { context, frame throws(LuaRaise) in
      try frame.newTable()
      for kind in BehaviorLibrary.all {
        let example = kind.init(Parameters(of: kind.name))
        try frame.newTable()
        try context.pushList(frame, kind.parameterDescriptions.map(\.name))
        try frame.rawSet(at: -2, key: "parameters")
        for (name, claim) in [
          ("has_forward", example.hasForward),
          ("initialize_last", example.initializesLast),
          ("initialize_on_init", example.initializesOnCreation),
        ] {
          frame.push(claim)
          try frame.rawSet(at: -2, key: name)
        }
        try frame.rawSet(at: -2, key: kind.name)
      }
      return 1
    }
  }

  /// `new_library_behavior(name, tag, parameters)` gives the handle.
  private static var newLibraryBehavior: Binding {
    native("new_library_behavior") { context, frame throws(LuaRaise) in
      let kind = try context.libraryKind(frame, 1)
      let name = kind.name
      let tag = try context.text(frame, 2, "\(name): tag") ?? ""
      let parameters = Parameters(of: name)
      for (name, value) in try context.parameters(frame, 3) {
        parameters[name] = value
      }
      try frame.pushNewObject(
        context.behaviorType,
        BehaviorHandle(behavior: kind.init(parameters, tag: tag)))
      return 1
    }
  }

  /// `given_parameter(handle, name)` gives a parameter as it was given.
  private static var givenParameter: Binding {
    native("given_parameter") { context, frame throws(LuaRaise) in
      let behavior = try context.behavior(frame, 1)
      let name = try frame.string(at: 2)
      try context.push(frame, behavior.parameters?[name])
      return 1
    }
  }

  /// `give_parameter(handle, name, value)` counts when the behavior is
  /// initialized again.
  private static var giveParameter: Binding {
    native("give_parameter") { context, frame throws(LuaRaise) in
      let behavior = try context.behavior(frame, 1)
      let name = try frame.string(at: 2)
      behavior.parameters?[name] = try context.parameterValue(frame, 3)
      return 0
    }
  }

  private static var givenNames: Binding {
    native("given_names") { context, frame throws(LuaRaise) in
      let behavior = try context.behavior(frame, 1)
      try context.pushList(frame, behavior.parameters?.names ?? [])
      return 1
    }
  }
}

extension ScriptContext {
  /// The behavior of the library whose name is at `index`.
  func libraryKind(
    _ frame: LuaFrame, _ index: Int
  ) throws(LuaRaise) -> LibraryBehavior.Type {
    let name = try frame.string(at: index)
    guard let kind = BehaviorLibrary.behavior(named: name) else {
      throw .message("the library has no behavior '\(name)'")
    }
    return kind
  }
}
