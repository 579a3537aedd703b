import TensorBindings

/// Analysis modules.
extension Binding {
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
        parameters: [Parameter("tag", "string")], result: "table<string, any>",
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
