import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// Neuron groups in space, their parts and their neighbors.
extension Binding {
  static var spaceOfNeurons: [Binding] {
    [
      Binding(
        owner: .neuronGroup, name: "sub_group", aliases: ["subGroup"],
        parameters: [
          Parameter(
            "mask", "snn.Tensor|integer[]",
            "a bool mask, int64 indices, or a range {first, last}"),
          Parameter(
            "tag", "string", "by which it is found, if given",
            isOptional: true),
        ],
        result: "snn.NeuronSubGroup",
        summary: "Some of the neurons, seen as a group, in ascending order."
          + " Reading a variable gives its elements for these neurons, along"
          + " the first axis or else the second; writing changes them in this"
          + " group. If this group lacks a variable, a tensor with an axis of"
          + " these neurons makes it, with zeros for the others; a number"
          + " doesn't."),
      Binding(
        owner: .neuronGroup, name: "group_without_subGroup",
        result: "snn.NeuronGroup",
        summary: "The group itself; of a sub-group its base."),
      Binding(
        owner: .neuronGroup, name: "mask_var",
        parameters: [Parameter("value", "any")], result: "any",
        summary: "The value itself; in a sub-group, the elements of a tensor"
          + " that belong to its neurons."),
      Binding(
        owner: .neuronGroup, name: "get_masked_dict",
        parameters: [Parameter("name", "string"), Parameter("key", "any")],
        result: "any",
        summary: "What is under key in the table of this name, as mask_var"
          + " gives it."),
      Binding(
        owner: .neuronGroup, name: "partition_masks",
        parameters: [
          Parameter("steps", "integer[]", "the number of blocks in x, y and z")
        ],
        result: "snn.Tensor[]",
        summary: "Masks that cut the box around all neurons into blocks, x"
          + " slowest. A neuron between two blocks belongs to the first."
      ) { context, frame throws(LuaRaise) in
        let group = try context.neurons(frame, 1)
        let steps = try context.integers(frame, 2, "partition_masks")
        let masks = try raisingAny { try group.partitionMasks(steps) }
        try frame.newTable(arrayCount: masks.count)
        for (index, mask) in masks.enumerated() {
          try context.pushNew(frame, mask)
          try frame.rawSet(at: -2, index: index + 1)
        }
        return 1
      },
      Binding(
        owner: .neuronGroup, name: "split_grid_into_sub_group_blocks",
        parameters: [
          Parameter("steps", "integer[]", "the number of blocks in x, y and z")
        ],
        result: "snn.NeuronSubGroup[]",
        summary: "A sub-group for each mask of partition_masks."),
      Binding(
        owner: .neuronGroup, name: "partition",
        parameters: [
          Parameter(
            "blocks", "integer", "along each axis; 7 if not given",
            isOptional: true)
        ],
        result: "snn.NeuronGroup[]",
        summary: "Sub-groups for the blocks in which there are neurons; the"
          + " group itself for less than 2 blocks along each axis."),
      Binding(
        owner: .neuronGroup, name: "get_subgroup_receptive_field_mask",
        parameters: [
          Parameter("group", "snn.NeuronGroup"),
          Parameter(
            "margins", "number[]", "along x, y and z; {1, 1, 1} if not given",
            isOptional: true),
        ],
        result: "snn.Tensor",
        summary: "Which neurons lie in the box around those of a group,"
          + " enlarged on every side.", product: .tensor
      ) { context, frame throws(LuaRaise) in
        let group = try context.neurons(frame, 1)
        let other = try context.neurons(frame, 2)
        let margins =
          try context.isTrue(frame, 3)
          ? try context.numbers(frame, 3, "get_subgroup_receptive_field_mask")
          : [1, 1, 1]
        return try context.give(
          frame,
          try raisingAny {
            try group.receptiveFieldMask(of: other, margins: margins)
          })
      },
      Binding(
        owner: .neuronGroup, name: "get_combined_synapse_shape",
        parameters: [Parameter("tag", "string")], result: "integer, integer",
        summary: "The size, and the sum of the sizes of all sources of the"
          + " synapse groups with this tag that end here."),
      Binding(
        owner: .neuronGroup, name: "connected_NG_param_list",
        parameters: [
          Parameter("name", "string"),
          Parameter(
            "options", "snn.ConnectedOptions", isOptional: true,
            options: connected),
        ],
        result: "any[]",
        summary: "What has this name in connected groups, and in their"
          + " behaviors if wanted; functions are called with the group."),
      Binding(
        owner: .neuronGroup, name: "require_synapses",
        parameters: [Parameter("tag", "string")],
        result: "snn.SynapseGroup[], snn.SynapseGroup[]",
        summary: "The synapse groups with this tag that end, and that start,"
          + " here; empty lists, if there are none."),
    ]
  }

  private static var connected: [Parameter] {
    [
      Parameter(
        "syn_tag", "string", "of the synapse groups; \"All\" if not given",
        isOptional: true),
      Parameter(
        "afferent_NGs", "boolean", "looks at the groups where these start",
        isOptional: true),
      Parameter(
        "efferent_NGs", "boolean", "looks at the groups where these end",
        isOptional: true),
      Parameter(
        "same_NG", "boolean", "looks at the group itself", isOptional: true),
      Parameter(
        "search_behaviors", "boolean", "looks at the groups' behaviors too",
        isOptional: true),
    ]
  }
}
