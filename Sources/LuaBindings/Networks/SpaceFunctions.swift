/// The functions on sub-groups, space, connections and buffers that the prelude
/// makes methods of, as users know them.
extension Binding {
  static var preludeSpace: [Binding] {
    spaceLibrary + spaceOfNeurons + spaceOfSynapses + spaceOfGrids + buffers
  }

  private static let axis3 = Parameter(
    "axis", "number[]", "the direction of the axis")
  private static let angle = Parameter("angle", "number", "in radians")

  private static var spaceLibrary: [Binding] {
    [
      Binding(
        owner: .library, name: "get_squared_dim",
        parameters: [
          Parameter("count", "integer"),
          Parameter("depth", "integer", "1 if not given", isOptional: true),
        ],
        result: "snn.NeuronDimension",
        summary: "A grid of count neurons in each layer whose width is the"
          + " largest divisor of count up to its square root."),
      Binding(
        owner: .library, name: "vec_to_mat",
        parameters: [
          Parameter("vector", "snn.Tensor"), Parameter("count", "integer"),
        ],
        result: "snn.Tensor", summary: "A matrix with count rows, all vector."),
      Binding(
        owner: .library, name: "vec_to_mat_transposed",
        parameters: [
          Parameter("vector", "snn.Tensor"), Parameter("count", "integer"),
        ],
        result: "snn.Tensor",
        summary: "A matrix with count columns, all vector."),
      Binding(
        owner: .library, name: "rotation_matrix", parameters: [axis3, angle],
        result: "snn.Tensor",
        summary: "The matrix [3, 3] that turns points about an axis,"
          + " counterclockwise for whom it points at."),
    ]
  }

  private static var spaceOfNeurons: [Binding] {
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
          + " slowest. A neuron between two blocks belongs to the first."),
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
          + " enlarged on every side."),
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
            "options", "table",
            "syn_tag; afferent_NGs, efferent_NGs and same_NG, which groups to"
              + " look at; search_behaviors", isOptional: true),
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

  private static var spaceOfSynapses: [Binding] {
    [
      Binding(
        owner: .synapseGroup, name: "matrix_dim", result: "integer, integer",
        summary: "The sizes of the axes of its matrices."),
      Binding(
        owner: .synapseGroup, name: "connect_src",
        parameters: [Parameter("group", "snn.NeuronGroup|string")],
        summary: "Connects the source of a group that was created without."),
      Binding(
        owner: .synapseGroup, name: "connect_dst",
        parameters: [Parameter("group", "snn.NeuronGroup|string")],
        summary: "Connects the destination of a group that was created"
          + " without."),
      Binding(
        owner: .synapseGroup, name: "connect",
        parameters: [
          Parameter(
            "rule", "snn.ConnectionRule", "one of these, and autapses",
            options: connectionRules)
        ],
        result: "snn.Tensor",
        summary: "A bool matrix of the synapses that a rule makes:"
          + " synapse.enabled = synapse:connect { in_degree = 10 }."),
      Binding(
        owner: .synapseGroup, name: "distances", result: "snn.Tensor",
        summary: "A matrix of the distances of sources and destinations."),
      Binding(
        owner: .synapseGroup, name: "get_distance_mat",
        parameters: [Parameter("radius", "number")], result: "snn.Tensor",
        summary: "A matrix of how near sources and destinations are in x and y:"
          + " radius less distance, at least 0, over the largest value of each"
          + " destination."),
      Binding(
        owner: .synapseGroup, name: "get_ring_mat",
        parameters: [
          Parameter("radius", "number"), Parameter("inner_exp", "number"),
        ],
        result: "snn.Tensor",
        summary:
          "A matrix of rings around destinations: p - 1.5 p^inner_exp, at"
          + " least 0, over its largest value, where p is get_distance_mat."),
      Binding(
        owner: .synapseGroup, name: "get_max_receptive_field_size",
        result: "number, number, number",
        summary: "The largest distances along x, y and z of synapses that are"
          + " enabled, each at least 1."),
      Binding(
        owner: .synapseGroup, name: "get_random_synapse_mat_fixed",
        parameters: [Parameter("count", "integer")], result: "snn.Tensor",
        summary: "A matrix with count weights for each destination, drawn from"
          + " 0 to 1; the others are 0. What is not enabled stays 0."),
      Binding(
        owner: .synapseGroup, name: "get_sub_synapse_group",
        parameters: [
          Parameter("src_mask", "snn.Tensor"),
          Parameter("dst_mask", "snn.Tensor"),
        ],
        result: "snn.SynapseGroup",
        summary: "A new group of the synapses between some of the sources and"
          + " some of the destinations, with this group's tags and copies of"
          + " its variables, without behaviors."),
      Binding(
        owner: .synapseGroup, name: "get_synapse_group_size_factor",
        parameters: [
          Parameter("synapse", "snn.SynapseGroup"), Parameter("tag", "string"),
        ],
        result: "number",
        summary: "The factor that balances the synapse groups with a tag of one"
          + " destination, by their size and their group_weighting."),
      Binding(
        owner: .synapseGroup, name: "ignore_transpose_mode",
        parameters: [Parameter("matrix", "snn.Tensor")], result: "snn.Tensor",
        summary: "A view [destination, source] of a matrix, in any mode."),
    ]
  }

  private static var connectionRules: [Parameter] {
    [
      Parameter(
        "in_degree", "integer",
        "sources of each destination, drawn without repetition",
        isOptional: true),
      Parameter(
        "out_degree", "integer",
        "destinations of each source, drawn without repetition",
        isOptional: true),
      Parameter(
        "density", "number|snn.Tensor", "a probability, or a matrix of them",
        isOptional: true),
      Parameter(
        "distance", "string|fun(distances: snn.Tensor): snn.Tensor",
        "what makes probabilities, or a bool matrix, of the distances: a"
          + " function, or a text such as \"exp(-distance / 5)\"",
        isOptional: true),
      Parameter(
        "rule", "\"all\"|\"one_to_one\"",
        "all synapses, or those of neurons with the same number",
        isOptional: true),
      Parameter(
        "autapses", "boolean",
        "false leaves out synapses of neurons with themselves",
        isOptional: true),
    ]
  }

  private static var spaceOfGrids: [Binding] {
    func values(_ standard: Int) -> [Parameter] {
      ["x", "y", "z"].map {
        Parameter(
          $0, "number", "\(standard) if not given", isOptional: true)
      }
    }
    return [
      Binding(
        owner: .dimension, name: "move", parameters: values(0), result: "self",
        summary: "Moves all neurons by as much."),
      Binding(
        owner: .dimension, name: "scale", parameters: values(1),
        result: "self", summary: "Multiplies the coordinates."),
      Binding(
        owner: .dimension, name: "noise", parameters: values(1),
        result: "self",
        summary: "Moves each neuron by distances of its own, drawn evenly"
          + " between minus and plus these values."),
      Binding(
        owner: .dimension, name: "rotate", parameters: [axis3, angle],
        result: "self",
        summary: "Turns the neurons about an axis through 0, counterclockwise"
          + " for whom it points at."),
      Binding(
        owner: .dimension, name: "stretch_to_equal_size",
        parameters: [Parameter("group", "snn.NeuronGroup", "with a grid")],
        result: "self",
        summary: "Scales the coordinates so that both grids cover the same"
          + " space."),
      Binding(
        owner: .dimension, name: "get_area_mask",
        parameters: [
          Parameter(
            "box", "table",
            "xmin, xmax, ymin, ymax, zmin, zmax: places in the grid from 0, the"
              + " last not included; a negative end counts from the end of the"
              + " grid, which is -1", isOptional: true)
        ],
        result: "snn.Tensor",
        summary: "A mask of the neurons in a box of the grid."),
      Binding(
        owner: .dimension, name: "apply_pattern_transformation_function",
        parameters: [
          Parameter("places", "snn.Tensor", "an int64 index for each neuron"),
          Parameter("height", "integer"), Parameter("width", "integer"),
        ],
        result: "self",
        summary:
          "Puts the neurons, in x and y, at places of another grid, which"
          + " are counted from 1 row by row."),
    ]
  }

  private static var buffers: [Binding] {
    [
      Binding(
        owner: .object, name: "buffer_roll",
        parameters: [
          Parameter("buffer", "snn.Tensor"),
          Parameter(
            "new", "snn.Tensor|number", "overwrites the first row",
            isOptional: true),
          Parameter(
            "counter", "boolean",
            "whether to go the other way: row 2 becomes"
              + " row 1, and new the last", isOptional: true),
        ],
        result: "snn.Tensor",
        summary: "The buffer with row 1 moved to row 2 and so on, and the last"
          + " row to row 1: neurons.hist = neurons:buffer_roll(neurons.hist,"
          + " spike). It doesn't roll in place: a call that drops the result is"
          + " an error. The old buffer keeps its elements, but shares rows with"
          + " the new one: what is written into one of these is in both."),
      Binding(
        owner: .object, name: "get_buffer_mat",
        parameters: [
          Parameter("shape", "integer[]"), Parameter("count", "integer"),
        ],
        result: "snn.Tensor",
        summary: "Zeros of a shape with count in front, for the last states of"
          + " a tensor."),
    ]
  }
}
