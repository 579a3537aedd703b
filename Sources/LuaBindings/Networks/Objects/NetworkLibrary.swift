import TensorBindings

/// What networks are made of.
extension Binding {
  static var networkLibrary: [Binding] {
    [
      Binding(
        owner: .library, name: "Behavior",
        parameters: [
          Parameter("name", "string", "its name, and a tag"),
          Parameter(
            "options", "snn.BehaviorOptions", isOptional: true,
            options: [
              Parameter(
                "compiled", "boolean|\"auto\"",
                "true runs forward as a native plan, and what can't be compiled"
                  + " is an error; \"auto\" leaves that to Lua",
                isOptional: true),
              Parameter(
                "key", "number",
                "where its behaviors stand in a list that by_key orders; that of"
                  + " the class that it extends if not given", isOptional: true),
              Parameter(
                "extends", "snn.Behavior",
                "a class, of a script or of the library, whose methods and"
                  + " parameters it has too; a method that it defines itself"
                  + " calls the other as LIF.forward(self, object)",
                isOptional: true),
              Parameter(
                "about", "string", "what the class is, for help",
                isOptional: true),
              Parameter(
                "source", "string", "where it is from: author, year, DOI",
                isOptional: true),
              Parameter(
                "parameters", "table[]",
                "its parameters, each a table such as { \"tau\", default = \"20"
                  + " ms\", above = 0, \"membrane time constant\" }, which"
                  + " self:parameter \"tau\" reads as a number in this unit",
                isOptional: true),
              Parameter(
                "variables", "table[]",
                "the state variables that it makes, for help: { \"voltage\","
                  + " \"mV\" }",
                isOptional: true),
            ]),
        ],
        result: "snn.Behavior",
        summary: "The class of behaviors of this name: a table that takes the"
          + " methods initialize(self, object) and forward(self, object)."
          + " Calling it makes a behavior: LIF { tau = 20 }; of the parameters,"
          + " tag, behavior_enabled, run_every, run_from and run_until are the"
          + " library's: from iteration run_from (run_every, if not given) on"
          + " forward is called in every run_every-th one, up to run_until; each"
          + " a number of iterations or a time such as \"10 ms\". A name that is"
          + " known gives the same class again."),
      Binding(
        owner: .library, name: "declared",
        parameters: [
          Parameter("class", "snn.Behavior", "such as snn.models.LIF")
        ],
        result: "table?",
        summary: "What a class of behaviors declares, for programs that show"
          + " it: name, about, source, lists parameters (name, summary, default,"
          + " unit, range, required) and variables (name, text), all texts but"
          + " required; nil if it declares nothing. help(class) prints it."),
      Binding(
        owner: .library, name: "is_a",
        parameters: [
          Parameter("value", "any"),
          Parameter(
            "class", "snn.Behavior|snn.Recorder|snn.AnalysisModule",
            "such as LIF or snn.Recorder"),
        ],
        result: "boolean",
        summary: "Whether a behavior, a recorder or an analysis module is of a"
          + " class, or of one that extends it."),
      Binding(
        owner: .library, name: "Network",
        parameters: [
          Parameter(
            "options", "snn.NetworkOptions", isOptional: true,
            options: networkOptions)
        ],
        result: "snn.Network", summary: "A new network without groups."),
      Binding(
        owner: .library, name: "NeuronGroup",
        parameters: [
          Parameter(
            "options", "snn.NeuronGroupOptions",
            options: [
              net,
              Parameter(
                "size", "integer|snn.NeuronDimension",
                "the number of neurons, or their grid"),
              tag("unique; several with commas"), firstBehaviors,
            ])
        ],
        result: "snn.NeuronGroup", summary: "A new group of neurons."),
      Binding(
        owner: .library, name: "SynapseGroup",
        parameters: [
          Parameter(
            "options", "snn.SynapseGroupOptions",
            options: [
              net,
              Parameter(
                "src", "snn.NeuronGroup|string",
                "where the synapses start, or"
                  + " its tag; connect_src may follow", isOptional: true),
              Parameter(
                "dst", "snn.NeuronGroup|string",
                "where they end, or its tag;"
                  + " connect_dst may follow", isOptional: true),
              tag("several with commas"), weights, firstBehaviors,
            ])
        ],
        result: "snn.SynapseGroup",
        summary: "The synapses from one neuron group to another."),
      Binding(
        owner: .library, name: "Recorder",
        parameters: [recorderOptions], result: "snn.Recorder",
        summary: "A behavior that keeps the values of expressions, such as"
          + " \"voltage\" or \"mean(voltage)\": net(\"voltage\", 1) is then a"
          + " tensor [rows, neurons]."),
      Binding(
        owner: .library, name: "EventRecorder",
        parameters: [recorderOptions], result: "snn.Recorder",
        summary: "A behavior that keeps which elements are not zero, and when:"
          + " net(\"spike\", 1) has rows [t, i], net(\"spike.t\", 1) and"
          + " net(\"spike.i\", 1) their columns. Neurons count from 1."),
      Binding(
        owner: .library, name: "sorted_pairs",
        parameters: [Parameter("t", "table<K, V>")], generics: "K, V",
        result: "fun(): K, V",
        summary: "What pairs visits, in ascending order of keys: pairs has"
          + " another order in each run. Keys are numbers and texts."),
    ]
  }

  static let net = Parameter("net", "snn.Network")

  static func tag(_ summary: String) -> Parameter {
    Parameter("tag", "string", summary, isOptional: true)
  }

  static let weights = Parameter(
    "W", "snn.Mode|string|number|snn.Tensor|snn.SparseMatrix",
    "its weights: W = { \"uniform\", density = 0.1 } is synapse.W ="
      + " synapse:matrix { \"uniform\", density = 0.1 }, and is in the structure"
      + " of the network; or the matrix itself, a tensor or a list of rows, of"
      + " which it gets a copy",
    isOptional: true)

  static let firstBehaviors = Parameter(
    "behavior", "table<number, snn.Behavior|snn.Recorder>", "by key",
    isOptional: true)

  private static var networkOptions: [Parameter] {
    plainNetworkOptions + [firstBehaviors]
  }

  /// The options of a network but for its behaviors.
  static var plainNetworkOptions: [Parameter] {
    [
      Parameter(
        "seed", "integer", "from 0 to 2^53 - 1; drawn if not given",
        isOptional: true),
      Parameter(
        "dtype", "\"float32\"|\"float64\"",
        "of all tensors; float32 if not given", isOptional: true),
      Parameter(
        "synapse_mode", "\"SxD\"|\"DxS\"",
        "the axes of matrices: source, destination if not given",
        isOptional: true),
      Parameter(
        "dt", "number|string",
        "the length of an iteration in ms, or a time such"
          + " as \"0.1 ms\"; the state variable dt", isOptional: true),
      Parameter(
        "check_finite", "boolean|\"nan\"", "as the method", isOptional: true),
      Parameter(
        "device", "string|table",
        "where it runs: \"cpu\", the processor; \"gpu\", \"opencl\" or an id from"
          + " snn.devices(); \"auto\", a gpu if there is one and the network has"
          + " over a million synapses. Or a table such as { \"gpu\", host ="
          + " \"error\" }: then what has no form there is an error, and doesn't run"
          + " on the processor. What --device says if not given",
        isOptional: true),
      tag("several with commas"),
    ]
  }

  private static var recorderOptions: Parameter {
    Parameter(
      "options", "snn.RecorderOptions|string", "one expression, or a table",
      options: [
        Parameter("[integer]", "string", "the expressions"),
        Parameter(
          "variables", "string|string[]", "or else the expressions",
          isOptional: true),
        Parameter(
          "gap_width", "integer|string",
          "k records every k-th iteration; a time such as \"1 ms\", one in each",
          isOptional: true),
        Parameter(
          "gapwidth", "integer|string", "PymoNNtorch's name of gap_width",
          isOptional: true),
        Parameter(
          "max_length", "integer",
          "how many of the newest rows are kept in memory; all if not given, or"
            + " none with a file", isOptional: true),
        Parameter(
          "file", "string",
          "where all rows are written, for load_recording; initialize begins it"
            + " anew, load goes on in it", isOptional: true),
        tag("several with commas"),
      ] + Switch.allCases.map(\.parameter))
  }
}
