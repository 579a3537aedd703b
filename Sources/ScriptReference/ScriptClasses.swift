import TensorBindings

extension ScriptClass {
  private typealias Field = Binding.Parameter

  /// All of them, in the order in which they are shown.
  package static var all: [ScriptClass] {
    [
      library, models, statistics, plot, figure, object, network, neuronGroup,
      neuronSubGroup, synapseGroup, behavior, recorder, clock, dimension,
      analysisModule, tensor, sparse, delayLine, prompt,
    ]
  }

  private static var library: ScriptClass {
    ScriptClass(
      .library, title: "The library",
      summary: "The functions that make networks, groups, behaviors, tensors."
        + " It is what require \"snn\" gives. A method of tensors that doesn't"
        + " work in place is a function here too: snn.exp(v) is v:exp().",
      isModule: true,
      fields: [
        Field("version", "string", "the release of the program"),
        Field("prompt", "snn.prompt", "what the prompt can do"),
        Field(
          "models", "snn.models", "neurons, synapses, rules and inputs"),
        Field("stats", "snn.stats", "statistics of recorded spikes"),
        Field("plot", "snn.plot", "pictures of what was recorded"),
        Field(
          "args", "table<string, any>",
          "the arguments that snn-lua --set name=value gives; nil if not given"),
      ])
  }

  private static var models: ScriptClass {
    ScriptClass(
      .models, title: "Models",
      summary: "Classes of neurons, synapses, rules of plasticity and inputs,"
        + " with their sources. Each is a file of Lua that is read when a script"
        + " first asks for the class; it can be extended like a class of one's"
        + " own.",
      isModule: true)
  }

  private static var prompt: ScriptClass {
    ScriptClass(
      .prompt, title: "The prompt",
      summary: "The commands of the prompt as functions: \":run 100\" is"
        + " snn.prompt.run(100).",
      isModule: true)
  }

  private static var statistics: ScriptClass {
    ScriptClass(
      .statistics, title: "Statistics of spikes",
      summary: "Functions of recorded spikes: rates, intervals, synchrony."
        + " They take the rows [t, i] that an EventRecorder gives.",
      isModule: true)
  }

  private static var plot: ScriptClass {
    ScriptClass(
      .plot, title: "Pictures",
      summary: "Figures of spikes, voltages, rates and weights."
        + " What a recorder gives names the axes by itself.",
      isModule: true)
  }

  private static var figure: ScriptClass {
    ScriptClass(
      .figure, title: "Figures",
      summary: "A picture that a function of snn.plot has made.")
  }

  private static var object: ScriptClass {
    ScriptClass(
      .object, title: "Network objects",
      summary: "What networks, neuron groups and synapse groups share, and all"
        + " that an object of snn.NetworkObject has."
        + " They have tags, behaviors, and state variables, which are fields of"
        + " any other name.",
      fields: [
        Field("tag", "string", "the first tag"),
        Field(
          "iteration", "integer",
          "how many iterations have begun; can be written in a network"),
        Field("network", "snn.Network", "of a network, itself"),
        Field("sub_structures", "snn.NetworkObject[]", "its parts"),
        Field(
          "parent_structure", "snn.NetworkObject", "what it is a part of",
          isOptional: true),
        Field(
          "[string]", "any", "a state variable, or the behavior with this tag"),
      ])
  }

  private static var network: ScriptClass {
    ScriptClass(
      .network, title: "Networks",
      summary: "Groups of neurons and synapses, and the order of behaviors."
        + " net(tag) finds what has a tag.",
      parent: .object,
      fields: [
        Field("seed", "integer", "what its random numbers follow from"),
        Field("dtype", "snn.ElementType", "the type of its tensors"),
        Field("synapse_mode", "\"SxD\"|\"DxS\"", "the axes of its matrices"),
        Field(
          "dt", "number", "the length of an iteration in ms, if it was given",
          isOptional: true),
        Field("NeuronGroups", "snn.NeuronGroup[]", "in the order of creation"),
        Field(
          "SynapseGroups", "snn.SynapseGroup[]", "in the order of creation"),
        Field("Structures", "snn.NetworkObject[]", "all groups"),
      ], call: "fun(tag: string|number, index?: integer): any")
  }

  private static var neuronGroup: ScriptClass {
    let synapses = "table<string, snn.SynapseGroup[]>"
    return ScriptClass(
      .neuronGroup, title: "Neuron groups",
      summary: "A population of neurons, described by state variables."
        + " Most of these are vectors with an element for each neuron.",
      parent: .object,
      fields: [
        Field("size", "integer", "the number of neurons"),
        Field("id", "snn.Tensor", "the numbers of the neurons, from 1"),
        Field(
          "afferent_synapses", synapses,
          "the synapse groups that end here, by"
            + " tag; a tag that nothing has gives an empty list"),
        Field(
          "efferent_synapses", synapses,
          "those that start here, by tag"),
      ], call: "fun(tag: string|number, index?: integer): any")
  }

  private static var neuronSubGroup: ScriptClass {
    ScriptClass(
      .neuronSubGroup, title: "Sub-groups",
      summary: "Some of the neurons of a group, seen as a group. What is"
        + " written into its variables changes those of the group.",
      parent: .neuronGroup,
      fields: [
        Field("base", "snn.NeuronGroup", "the group"),
        Field("mask", "snn.Tensor", "which neurons of the group, as bool"),
        Field("id_mask", "snn.Tensor", "the numbers of these neurons"),
      ])
  }

  private static var synapseGroup: ScriptClass {
    ScriptClass(
      .synapseGroup, title: "Synapse groups",
      summary: "All synapses from one neuron group to another. Its matrices"
        + " have the axes [source, destination].",
      parent: .object,
      fields: [
        Field("src", "snn.NeuronGroup", "where they start; false if nowhere"),
        Field("dst", "snn.NeuronGroup", "where they end; false if nowhere"),
        Field(
          "enabled", "snn.Tensor|boolean",
          "which synapses there are, if you set it: matrices that are drawn are"
            + " 0 elsewhere, and behaviors of the library leave the others"
            + " alone", isOptional: true),
        Field(
          "group_weighting", "number",
          "for get_synapse_group_size_factor; 1"
            + " if not set"),
      ], call: "fun(tag: string|number, index?: integer): any")
  }

  /// What the engine keeps of every behavior.
  private static var switches: [Field] {
    [
      Field("behavior_enabled", "boolean", "whether forward is called"),
      Field(
        "run_every", "integer|string",
        "the number of iterations from one call to the next, or a time such as"
          + " \"10 ms\"",
        isOptional: true),
      Field(
        "run_from", "integer|string", "the first iteration in which it runs",
        isOptional: true),
      Field(
        "run_until", "integer|string", "the last iteration in which it may run",
        isOptional: true),
    ]
  }

  private static var behavior: ScriptClass {
    ScriptClass(
      .behavior, title: "Behaviors",
      summary: "What happens to an object in each iteration."
        + " initialize prepares it, forward does the work. snn.Behavior \"LIF\" makes a class,"
        + " LIF { tau = 20 } a behavior of it, whose fields are yours.",
      fields: [
        Field(
          "parameters", "table<string, any>", "what the behavior was given")
      ] + switches + [
        Field(
          "initialize", "fun(self, object: any)", "yours", isOptional: true),
        Field("forward", "fun(self, object: any)", "yours", isOptional: true),
        Field(
          "initialize_last", "boolean",
          "true in a class whose behaviors initialize after all others",
          isOptional: true),
        Field(
          "initialize_on_init", "boolean",
          "true in a class whose behaviors"
            + " initialize as soon as they are in an object",
          isOptional: true),
        Field("[string]", "any", "what the model keeps in it"),
      ], call: "fun(parameters?: table): snn.Behavior", typeNames: [])
  }

  private static var recorder: ScriptClass {
    ScriptClass(
      .recorder, title: "Recorders",
      summary: "A behavior that keeps what variables were, or who spiked when."
        + " net(\"voltage\", 1) finds what was"
        + " recorded.",
      fields: [
        Field(
          "variables", "table<string, snn.Tensor>",
          "what was recorded of each expression")
      ] + switches)
  }

  private static var clock: ScriptClass {
    ScriptClass(
      .clock, title: "Clocks",
      summary: "The behavior that says how long an iteration is.",
      parent: .behavior, typeNames: [])
  }

  private static var dimension: ScriptClass {
    ScriptClass(
      .dimension, title: "Grids of neurons",
      summary: "The behavior that gives neurons places x, y and z in a grid.",
      parent: .behavior, typeNames: [])
  }

  private static var analysisModule: ScriptClass {
    ScriptClass(
      .analysisModule, title: "Analysis modules",
      summary: "A function of an object that keeps its results."
        + " It runs when it is called. snn.AnalysisModule \"Rates\" makes a class, Rates"
        + " { bins = 10 } a module, which add_analysis_module gives to an"
        + " object.",
      fields: [
        Field("parameters", "table<string, any>", "what the module was given"),
        Field(
          "execution_arguments", "table<string, any>",
          "in a class: the options of a call, and their defaults",
          isOptional: true),
        Field(
          "initialize", "fun(self, owner: any)", "yours", isOptional: true),
        Field(
          "execute", "fun(self, owner: any, options: table): any", "yours",
          isOptional: true),
        Field("[string]", "any", "what the module keeps"),
      ], call: "fun(options?: table): any", typeNames: [])
  }

  private static func operators(
    _ names: [String], with operand: String, gives result: String
  ) -> [Operator] {
    names.map { Operator(name: $0, operand: operand, result: result) }
      + [Operator(name: "unm", operand: nil, result: result)]
      + [Operator(name: "len", operand: nil, result: "integer")]
  }

  private static var tensor: ScriptClass {
    ScriptClass(
      .tensor, title: "Tensors",
      summary: "Numbers or truth values along any number of axes. Indices and"
        + " axes count from 1. A name that ends with _ changes the tensor and"
        + " returns it; others make another one. v[mask] and W[{ rows,"
        + " columns }] are selections, which have the same methods and write"
        + " through.",
      fields: [
        Field("shape", "integer[]", "the size of each axis"),
        Field("dtype", "snn.ElementType", "the type of the elements"),
        Field("ndim", "integer", "the number of axes"),
        Field("T", "snn.Tensor", "a view with the last two axes exchanged"),
        Field(
          "[integer|snn.Tensor|table]", "any",
          "an element, a row or a selection"),
      ],
      operators: operators(
        [
          "add", "sub", "mul", "div", "idiv", "mod", "pow", "band", "bor",
          "bxor",
        ], with: "snn.Tensor|number|boolean", gives: "snn.Tensor")
        + [Operator(name: "bnot", operand: nil, result: "snn.Tensor")],
      typeNames: ["Tensor", "Selection"])
  }

  private static var sparse: ScriptClass {
    ScriptClass(
      .sparse, title: "Sparse matrices",
      summary: "A matrix of which only some elements are stored."
        + " These are its entries, which never come or go; an element without"
        + " one counts as 0.",
      fields: [
        Field("shape", "integer[]", "rows and columns"),
        Field("dtype", "snn.ElementType", "the type of the entries"),
        Field("ndim", "integer", "2"),
        Field(
          "[snn.Tensor|table]", "any", "a selection, or an element"),
      ],
      operators: operators(
        ["add", "sub", "mul", "div", "idiv", "mod", "pow"],
        with: "snn.SparseMatrix|snn.Tensor|number", gives: "snn.SparseMatrix"),
      typeNames: ["SparseMatrix", "SparseSelection"])
  }

  private static var delayLine: ScriptClass {
    ScriptClass(
      .delayLine, title: "Delay lines",
      summary: "Spikes or currents that arrive some iterations later.")
  }
}
