import LuaRuntime
import TensorBindings

/// What behaviors of all classes can do. What is written here gets the engine's
/// side of the behavior, which the prelude finds.
extension Binding {
  private static let parameterOptions = [
    Parameter("[integer]", "any", "the name, then the default"),
    Parameter("default", "any", "or else the default", isOptional: true),
    Parameter(
      "required", "boolean", "true: it is an error not to give it",
      isOptional: true),
    Parameter(
      "tensor", "boolean", "true: numbers and lists become tensors",
      isOptional: true),
    Parameter(
      "do_not_diversify", "boolean",
      "true: texts such as \"normal(0, 1)\" stay", isOptional: true),
    Parameter(
      "search_other_behaviors", "boolean",
      "true: what the object's other behaviors were given counts too",
      isOptional: true),
    Parameter(
      "object", "snn.NetworkObject", "what a mode makes a tensor for",
      isOptional: true),
  ]

  static var behaviors: [Binding] {
    [
      Binding(
        owner: .behavior, name: "parameter",
        parameters: [
          Parameter(
            "name", "string|snn.ParameterOptions",
            "or a table of this and more", options: parameterOptions),
          Parameter("default", "any", "", isOptional: true),
          Parameter("object", "snn.NetworkObject", "", isOptional: true),
        ],
        result: "any",
        summary: "What the behavior was given under a name, or the default."
          + " \"normal(20, 2)\" becomes a vector or a matrix of the object."
          + " What is given and not asked for by the end of initialize is an"
          + " error."),
      Binding(
        owner: .behavior, name: "time_step", result: "number",
        summary: "The length of an iteration in ms; an error if the network"
          + " doesn't know it."),
      Binding(
        owner: .behavior, name: "decay",
        parameters: [
          Parameter(
            "tau", "number|snn.Tensor", "a time constant, or several, in ms")
        ],
        result: "number|snn.Tensor, number|snn.Tensor",
        summary: "What an iteration leaves of what fades with a time constant,"
          + " exp(-dt / tau), and what it takes away, 1 - exp(-dt / tau)."),
      Binding(
        owner: .behavior, name: "extend",
        parameters: [
          Parameter("name", "string", "of the class that extends this one"),
          Parameter(
            "options", "snn.BehaviorOptions", "but for extends",
            isOptional: true),
        ],
        result: "snn.Behavior",
        summary: "Of a class, LIF:extend \"ELIF\" is snn.Behavior(\"ELIF\", {"
          + " extends = LIF })."),
      Binding(
        owner: .behavior, name: "set_parameters_as_variables",
        parameters: [
          Parameter(
            "object", "snn.NetworkObject|snn.Behavior",
            "or the behavior itself, whose fields they become then")
        ],
        summary: "Makes a state variable of the object of each parameter that"
          + " the behavior was given."),
      Binding(
        owner: .behavior, name: "is_of",
        parameters: [Parameter("object", "snn.NetworkObject")],
        result: "boolean",
        summary: "Whether an object has this behavior."),
      Binding(
        owner: .behavior, name: "reinitialize",
        summary: "Calls initialize again with each object of the behavior, as"
          + " the fields of behavior.parameters are by then."),
      Binding(
        owner: .behavior, name: "is_enabled", result: "boolean",
        summary: "Whether forward is called; behavior_enabled is the same."
      ) { context, frame throws(LuaRaise) in
        frame.push(try context.behavior(frame, 1).isEnabled)
        return 1
      },
      Binding(
        owner: .behavior, name: "enable",
        summary: "Lets forward be called, from the next iteration."
      ) { context, frame throws(LuaRaise) in
        try context.behavior(frame, 1).isEnabled = true
        return 0
      },
      Binding(
        owner: .behavior, name: "disable",
        summary: "Keeps forward from being called, from the next iteration."
      ) { context, frame throws(LuaRaise) in
        try context.behavior(frame, 1).isEnabled = false
        return 0
      },
    ]
  }
}
