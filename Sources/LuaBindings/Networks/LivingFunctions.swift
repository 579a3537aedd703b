/// What scripts can do with a network that exists, as users know it.
extension Binding {
  private static let key = Parameter(
    "key", "number", "its place in the order")

  private static let tag = Parameter("tag", "string")

  private static let initialize = Parameter(
    "initialize", "boolean",
    "false: not before the next iteration", isOptional: true)

  static var livingObjects: [Binding] {
    [
      Binding(
        owner: .object, name: "find",
        parameters: [
          Parameter("tag", "string|number", "a number is a key of behaviors"),
          Parameter("index", "integer", "-1 is the last", isOptional: true),
        ],
        result: "any",
        summary: "What has this tag: a list of objects, behaviors, recorded"
          + " data and analysis modules, or one of them, nil if there is none."
          + " net(tag, index) is the same."),
      Binding(
        owner: .object, name: "has_module", parameters: [tag],
        result: "boolean", summary: "Whether find finds something."),
      Binding(
        owner: .object, name: "behavior", parameters: [key],
        result: "snn.Behavior|snn.Recorder",
        summary: "The object's behavior with this key, or nil."),
      Binding(
        owner: .object, name: "add_behavior",
        parameters: [
          key, Parameter("behavior", "snn.Behavior|snn.Recorder"), initialize,
        ],
        result: "snn.Behavior|snn.Recorder",
        summary: "Adds a behavior under a key that the object has free, and"
          + " initializes it if the network is. It runs from the next"
          + " iteration, after those of other objects with the same key."),
      Binding(
        owner: .object, name: "add_behaviors",
        parameters: [
          Parameter(
            "behaviors", "table<number, snn.Behavior|snn.Recorder>", "by key"),
          initialize,
        ],
        summary: "Adds behaviors, lowest key first; none, if one fails."),
      Binding(
        owner: .object, name: "remove_behavior",
        parameters: [
          Parameter(
            "what", "number|string|snn.Behavior|snn.Recorder",
            "a key, a tag, a behavior or a class")
        ],
        result: "snn.Behavior|snn.Recorder",
        summary:
          "Takes behaviors out and returns all of them. Those that run in"
          + " the iteration that is running still do."),
      Binding(
        owner: .object, name: "replace_behavior",
        parameters: [key, Parameter("behavior", "snn.Behavior|snn.Recorder")],
        result: "snn.Behavior|snn.Recorder",
        summary: "Puts a behavior at the place of the one with a key, which is"
          + " returned."),
      Binding(
        owner: .object, name: "set_tag_attrs",
        parameters: [
          tag, Parameter("name", "string"), Parameter("value", "any"),
        ],
        summary: "Sets a field of every object and behavior with a tag."),
      Binding(
        owner: .object, name: "call_tag_functions",
        parameters: [
          tag, Parameter("name", "string"),
          Parameter("...", "any", "what the method is given"),
        ],
        result: "any[]",
        summary: "Calls a method of every object and behavior with a tag, and"
          + " returns a list of what they return."),
      Binding(
        owner: .object, name: "add_sub_structure",
        parameters: [Parameter("object", "snn.NetworkObject")],
        summary: "Makes an object a part of this one: it is in sub_structures,"
          + " and this is its parent_structure. A new group is a part of its"
          + " network."),
      Binding(
        owner: .object, name: "all_sub_structures",
        result: "snn.NetworkObject[]",
        summary: "The parts of the object, each followed by its own parts."),
    ]
  }

  static var livingNetworks: [Binding] {
    [
      Binding(
        owner: .network, name: "remove",
        parameters: [
          Parameter("group", "snn.NeuronGroup|snn.SynapseGroup")
        ],
        result: "snn.NetworkObject",
        summary:
          "Removes a group, and of a neuron group the synapse groups that"
          + " start or end there. Returns all that was removed. What runs in the"
          + " iteration that is running still does; the variables of a removed"
          + " group stay readable."),
      Binding(
        owner: .network, name: "all_objects", result: "snn.NetworkObject[]",
        summary: "The network and its groups in the order of creation, which"
          + " are Structures without the network."),
      Binding(
        owner: .network, name: "all_behaviors",
        result: "(snn.Behavior|snn.Recorder)[]",
        summary: "The behaviors of all objects, of each by ascending key."),
    ]
  }

  static var analysisModules: [Binding] {
    [
      Binding(
        owner: .library, name: "AnalysisModule",
        parameters: [
          Parameter("name", "string", "its name, and a tag"),
          Parameter(
            "options", "snn.AnalysisModuleOptions", isOptional: true,
            options: [
              Parameter(
                "extends", "snn.AnalysisModule",
                "a class whose methods it has too", isOptional: true)
            ]),
        ],
        result: "snn.AnalysisModule",
        summary: "The class of analysis modules of this name, for the methods"
          + " initialize(self, owner) and execute(self, owner, options). Calling"
          + " it makes a module: Rates { bins = 10 }; calling the module runs"
          + " it. With a field execution_arguments, a table, only these options"
          + " are known, and its values are their defaults."),
      Binding(
        owner: .object, name: "add_analysis_module",
        parameters: [Parameter("module", "snn.AnalysisModule")],
        result: "snn.AnalysisModule",
        summary:
          "Gives the object a module, which is initialized at once and is"
          + " found under its tags."),
      Binding(
        owner: .object, name: "get_all_analysis_module_results",
        parameters: [tag], result: "table<string, any>",
        summary:
          "The results of the modules with a tag, by what was called; and"
          + " a table of the modules by the same keys."),
    ] + moduleMethods
  }

  private static var moduleMethods: [Binding] {
    let function = Parameter("listener", "function")
    return [
      Binding(
        owner: .analysisModule, name: "parameter",
        parameters: [
          Parameter("name", "string"),
          Parameter("default", "any", isOptional: true),
        ],
        result: "any", summary: "What the module was given under a name."),
      Binding(
        owner: .analysisModule, name: "extend",
        parameters: [
          Parameter("name", "string", "of the class that extends this one")
        ],
        result: "snn.AnalysisModule",
        summary: "Of a class, Rates:extend \"FastRates\" is"
          + " snn.AnalysisModule(\"FastRates\", { extends = Rates })."),
      Binding(
        owner: .analysisModule, name: "results", result: "table<string, any>",
        summary: "What was returned by each call, such as"
          + " \"Rates(bins = 10) {from = 5}\"."),
      Binding(
        owner: .analysisModule, name: "last_call_result", result: "any",
        summary: "What the last call returned."),
      Binding(
        owner: .analysisModule, name: "remove_result",
        parameters: [Parameter("key", "string")],
        summary: "Forgets the result of a call."),
      Binding(
        owner: .analysisModule, name: "clear_results",
        summary: "Forgets all results."),
      Binding(
        owner: .analysisModule, name: "add_progress_update_function",
        parameters: [function],
        summary: "Has a function called with the percentage and the module by"
          + " update_progress."),
      Binding(
        owner: .analysisModule, name: "remove_progress_update_function",
        parameters: [function],
        summary: "Has a function called no more."),
      Binding(
        owner: .analysisModule, name: "update_progress",
        parameters: [Parameter("percent", "number")],
        summary: "For execute: tells how far it is."),
      Binding(
        owner: .analysisModule, name: "set_update_notifier",
        parameters: [function],
        summary: "Has a function called with the module whenever its results"
          + " have changed."),
      Binding(
        owner: .analysisModule, name: "remove_update_notifier",
        summary: "Has it called no more."),
    ]
  }
}
