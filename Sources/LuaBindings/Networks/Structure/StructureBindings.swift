import TensorBindings

/// What larger networks are built with. All of it is written in the prelude.
extension Binding {
  static var structures: [Binding] {
    [
      newNetworkObject, synapseGroups, byKey, clone, cloneGroups, structure,
      build, saveStructure, loadStructure, testNetwork,
    ]
  }

  private static var newNetworkObject: Binding {
    Binding(
      owner: .library, name: "NetworkObject",
      parameters: [
        Parameter(
          "options", "snn.NetworkObjectOptions",
          options: [net, tag("unique; several with commas"), firstBehaviors])
      ],
      result: "snn.NetworkObject",
      summary: "A new object of a network without neurons: behaviors and state"
        + " variables that others read, such as a data set, or a whole that"
        + " groups are parts of.")
  }

  private static var synapseGroups: Binding {
    Binding(
      owner: .library, name: "SynapseGroups",
      parameters: [
        Parameter(
          "options", "snn.SynapseGroupsOptions",
          options: [
            net,
            Parameter(
              "src", "(snn.NeuronGroup|string)[]|snn.NeuronGroup|string",
              "the groups where synapses start: a group, a tag that several may"
                + " have, or a list of these"),
            Parameter(
              "dst", "(snn.NeuronGroup|string)[]|snn.NeuronGroup|string",
              "where they end"),
            Parameter(
              "rule", "function|table",
              "which pairs are connected: rule(src, dst) gives a table of tag,"
                + " W and behavior, or true for those given here, or nil for none;"
                + " or the same in a table, as rule[src_tag][dst_tag]. All pairs,"
                + " if not given", isOptional: true),
            tag(
              "of all; several with commas; the first %s in it is the tag of the"
                + " source, the second that of the destination"), weights,
            Parameter(
              "behavior", "table<number, snn.Behavior|snn.Recorder>",
              "by key; each synapse group gets its own, made alike",
              isOptional: true),
          ])
      ],
      result: "snn.SynapseGroup[]",
      summary: "A synapse group for each pair of two lists of neuron groups, or"
        + " for those that a rule picks: the pairs of the first source, then"
        + " those of the second.")
  }

  private static var byKey: Binding {
    let table = "table<number, snn.Behavior|snn.Recorder>"
    return Binding(
      owner: .library, name: "by_key",
      parameters: [
        Parameter(
          "behaviors", "snn.Behavior[]",
          "in any order; their classes have a key"),
        Parameter("others", table, "more, with keys", isOptional: true),
      ],
      result: table,
      summary: "The table of behaviors in which each has the key of its class,"
        + " as snn.Behavior(\"LIF\", { key = 1 }) or LIF.key = 1 says. Two with"
        + " one key are an error.")
  }

  private static let cloneChanges = [
    tag("its first tag, instead of one with the next free number"),
    Parameter(
      "size", "integer|snn.NeuronDimension",
      "of a neuron group, if it is to be another", isOptional: true),
    Parameter(
      "behavior", "table<number, snn.Behavior|snn.Recorder|false>",
      "other behaviors by key, or false for none", isOptional: true),
    Parameter(
      "src", "snn.NeuronGroup|string", "of a synapse group", isOptional: true),
    Parameter(
      "dst", "snn.NeuronGroup|string", "of a synapse group", isOptional: true),
  ]

  private static let otherNet = Parameter(
    "net", "snn.Network", "where to; the same network if not given",
    isOptional: true)

  private static var clone: Binding {
    Binding(
      owner: .object, name: "clone",
      parameters: [
        Parameter(
          "options", "snn.CloneOptions", isOptional: true,
          options: [otherNet] + cloneChanges)
      ],
      result: "snn.NetworkObject",
      summary: "Another object like this one: of the same size, with behaviors"
        + " of the same classes and parameters under the same keys, its parts,"
        + " and the synapses between them. State isn't copied: initialize makes"
        + " it.")
  }

  private static var cloneGroups: Binding {
    Binding(
      owner: .network, name: "clone_groups",
      parameters: [
        Parameter("objects", "snn.NetworkObject[]"),
        Parameter(
          "options", "snn.CloneGroupsOptions", isOptional: true,
          options: [
            otherNet,
            Parameter(
              "tag", "string",
              "first tags of the clones, in which %s is that of the original",
              isOptional: true),
            Parameter(
              "changes", "table<string, snn.CloneOptions>",
              "options of clone by the first tag of an original",
              isOptional: true),
          ]),
      ],
      result: "snn.NetworkObject",
      summary: "Clones objects, their parts, and the synapse groups between"
        + " them, which then connect the clones. Returns the clones of the"
        + " objects in their order.")
  }

  private static var structure: Binding {
    Binding(
      owner: .network, name: "structure", result: "table",
      summary: "How the network is built: a plain table with its options and"
        + " behaviors, and its groups with sizes, tags, ends, and behaviors by"
        + " key, as { \"LIF\", tau = 20 }. State isn't in it.")
  }

  private static var build: Binding {
    Binding(
      owner: .library, name: "build",
      parameters: [
        Parameter("structure", "table", "as net:structure() gives it"),
        Parameter(
          "options", "snn.BuildOptions", "instead of those of the structure",
          isOptional: true, options: plainNetworkOptions),
      ],
      result: "snn.Network",
      summary: "A new network with this structure. Classes of behaviors are"
        + " found by name, so the script that defines them runs first.")
  }

  private static var saveStructure: Binding {
    Binding(
      owner: .library, name: "save_structure",
      parameters: [
        Parameter("structure", "table"), Parameter("path", "string"),
      ],
      summary:
        "Writes a structure, or any table of plain data and tensors, to a"
        + " file of readable Lua text.")
  }

  private static var loadStructure: Binding {
    Binding(
      owner: .library, name: "load_structure",
      parameters: [Parameter("path", "string")], result: "table",
      summary: "The table in a file that save_structure has written, or that is"
        + " written like it. Nothing in the file is run.")
  }

  private static var testNetwork: Binding {
    let behaviors =
      "snn.Behavior|table<number, snn.Behavior|snn.Recorder>"
    return Binding(
      owner: .library, name: "test_network",
      parameters: [
        Parameter("behavior", behaviors, "at key 1, or several by key"),
        Parameter(
          "options", "snn.TestNetworkOptions", isOptional: true,
          options: [
            Parameter(
              "size", "integer|snn.NeuronDimension",
              "the number of neurons; 1 if not given", isOptional: true),
            Parameter(
              "iterations", "integer|string",
              "how long it runs, or a time; 1 if not given", isOptional: true),
            Parameter(
              "synapses", behaviors,
              "of a synapse group from the neurons to themselves, at key 2 or by"
                + " key; none if not given", isOptional: true),
            weights,
          ] + plainNetworkOptions),
      ],
      result: "snn.NeuronGroup",
      summary:
        "Tries a behavior in a network of its own: gives its neurons after"
        + " some iterations, then the network, and the synapse group if there is"
        + " one. The seed is 1 if not given.")
  }
}
