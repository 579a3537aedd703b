/// The methods of objects and behaviors that the prelude writes in Lua, as users
/// know them.
extension Binding {
  static var preludeObjects: [Binding] {
    [
      Binding(
        owner: .object, name: "set_var",
        parameters: [Parameter("name", "string"), Parameter("value", "any")],
        result: "self", summary: "Sets a state variable."),
      Binding(
        owner: .object, name: "tags", result: "string[]",
        summary: "All tags, the first one first."),
      Binding(
        owner: .object, name: "add_tag",
        parameters: [Parameter("tag", "string", "several with commas")],
        summary: "Adds a tag, by which the object is found from then on."),
      Binding(
        owner: .object, name: "set_behaviors",
        parameters: [
          Parameter("tag", "string"), Parameter("enabled", "boolean"),
        ],
        summary: "Switches the behaviors with this tag on or off; of a network,"
          + " those of all its objects."),
      Binding(
        owner: .object, name: "activate_behaviors",
        parameters: [Parameter("tag", "string")],
        summary: "Switches the behaviors with this tag on."),
      Binding(
        owner: .object, name: "deactivate_behaviors",
        parameters: [Parameter("tag", "string")],
        summary: "Switches the behaviors with this tag off."),
      Binding(
        owner: .object, name: "tensor",
        parameters: [
          Parameter(
            "mode", "snn.Mode|string|number", "as for vector",
            options: modeOptions), .shape,
        ],
        result: "snn.Tensor", summary: "A new tensor, filled as a mode says."),
    ]
  }

  private static let modeOptions = [
    Parameter("[integer]", "number|string", "the mode"),
    Parameter(
      "scale", "number|snn.Tensor", "what it is multiplied by",
      isOptional: true),
    Parameter(
      "density", "number|snn.Tensor",
      "the probability of an element not to be 0", isOptional: true),
    Parameter(
      "dtype", "snn.ElementType", "the network's if not given",
      isOptional: true),
  ]

  private static let mode = Parameter(
    "mode", "snn.Mode|string|number",
    "a number, \"zeros\", \"uniform\", \"normal(0.5, 0.1)\", arithmetic with"
      + " these; or a table of this and more",
    isOptional: true, options: modeOptions)

  private static let matrixMode = Parameter(
    "mode", "snn.MatrixMode|string|number", "as for vector", isOptional: true,
    options: modeOptions + [
      Parameter(
        "layout", "\"dense\"|\"sparse\"",
        "sparse stores the entries alone; each element is one with probability"
          + " density", isOptional: true),
      Parameter(
        "only_enabled", "boolean",
        "false: also where enabled is false, which is 0 otherwise",
        isOptional: true),
      Parameter(
        "clone_along_first_axis", "boolean", "true: all rows are the first",
        isOptional: true),
    ])

  private static let dtype = Parameter(
    "dtype", "snn.ElementType", "the network's if not given", isOptional: true)

  static var preludeGroups: [Binding] {
    [
      Binding(
        owner: .neuronGroup, name: "vector", parameters: [mode, dtype],
        result: "snn.Tensor", summary: "A new vector [size]."),
      Binding(
        owner: .neuronGroup, name: "vector_buffer",
        parameters: [
          Parameter(
            "length", "integer|string",
            "a number of iterations, or a time such as \"10 ms\""), dtype,
        ],
        result: "snn.Tensor",
        summary: "Zeros [length, size], for the last states of a vector."),
      Binding(
        owner: .neuronGroup, name: "synapses",
        parameters: [
          Parameter("direction", "string", "\"afferent\" or \"efferent\""),
          Parameter("tag", "string", "\"All\" if not given", isOptional: true),
        ],
        result: "snn.SynapseGroup[]",
        summary: "The synapse groups that end or start here;"
          + " afferent_synapses[tag] and efferent_synapses[tag] are the same."),
      Binding(
        owner: .synapseGroup, name: "matrix", parameters: [matrixMode, dtype],
        result: "snn.Tensor|snn.SparseMatrix",
        summary: "A new matrix [source, destination], or [destination, source]"
          + " in a network of mode DxS; 0 where enabled is false."),
    ]
  }

  private static let parameterOptions = [
    Parameter("[integer]", "any", "the name, then the default"),
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

  static var preludeBehaviors: [Binding] {
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
        owner: .behavior, name: "reinitialize",
        summary: "Calls initialize again with each object of the behavior, as"
          + " the fields of behavior.parameters are by then."),
      Binding(
        owner: .behavior, name: "is_enabled", result: "boolean",
        summary: "Whether forward is called; behavior_enabled is the same."),
      Binding(
        owner: .behavior, name: "enable",
        summary: "Lets forward be called, from the next iteration."),
      Binding(
        owner: .behavior, name: "disable",
        summary: "Keeps forward from being called, from the next iteration."),
    ]
  }
}
