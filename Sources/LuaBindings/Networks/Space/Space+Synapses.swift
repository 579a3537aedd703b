import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// Synapse groups in space.
extension Binding {
  static var spaceOfSynapses: [Binding] {
    [
      Binding(
        owner: .synapseGroup, name: "matrix_dim", result: "integer, integer",
        summary: "The sizes of the axes of its matrices."
      ) { context, frame throws(LuaRaise) in
        let group = try context.synapses(frame, 1)
        try raisingAny { try group.checkConnected() }
        frame.push(group.matrixShape[0])
        frame.push(group.matrixShape[1])
        return 2
      },
      Binding(
        owner: .synapseGroup, name: "connect_src",
        parameters: [Parameter("group", "snn.NeuronGroup|string")],
        summary: "Connects the source of a group that was created without."),
      Binding(
        owner: .synapseGroup, name: "connect_dst",
        parameters: [Parameter("group", "snn.NeuronGroup|string")],
        summary: "Connects the destination of a group that was created"
          + " without."),
      .connect,
      Binding(
        owner: .synapseGroup, name: "distances", result: "snn.Tensor",
        summary: "A matrix of the distances of sources and destinations.",
        product: .tensor
      ) { context, frame throws(LuaRaise) in
        let group = try context.synapses(frame, 1)
        return try context.give(frame, try raisingAny { try group.distances() })
      },
      Binding(
        owner: .synapseGroup, name: "get_distance_mat",
        parameters: [Parameter("radius", "number")], result: "snn.Tensor",
        summary: "A matrix of how near sources and destinations are in x and y:"
          + " radius less distance, at least 0, over the largest value of each"
          + " destination.", product: .tensor
      ) { context, frame throws(LuaRaise) in
        let group = try context.synapses(frame, 1)
        let radius = try frame.number(at: 2)
        return try context.give(
          frame, try raisingAny { try group.proximity(radius: radius) })
      },
      Binding(
        owner: .synapseGroup, name: "get_ring_mat",
        parameters: [
          Parameter("radius", "number"), Parameter("inner_exp", "number"),
        ],
        result: "snn.Tensor",
        summary:
          "A matrix of rings around destinations: p - 1.5 p^inner_exp, at"
          + " least 0, over its largest value, where p is get_distance_mat.",
        product: .tensor
      ) { context, frame throws(LuaRaise) in
        let group = try context.synapses(frame, 1)
        let radius = try frame.number(at: 2)
        let exponent = try frame.number(at: 3)
        return try context.give(
          frame,
          try raisingAny {
            try group.ring(radius: radius, exponent: exponent)
          })
      },
      Binding(
        owner: .synapseGroup, name: "get_max_receptive_field_size",
        result: "number, number, number",
        summary: "The largest distances along x, y and z of synapses that are"
          + " enabled, each at least 1."
      ) { context, frame throws(LuaRaise) in
        let group = try context.synapses(frame, 1)
        let sizes = try raisingAny { try group.maximumReceptiveField() }
        for size in sizes { frame.push(size) }
        return sizes.count
      },
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
          + " destination, by their size and their group_weighting."
      ) { context, frame throws(LuaRaise) in
        let group = try context.synapses(
          frame, frame.isNoneOrNil(at: 2) ? 1 : 2)
        let tag = try context.isTrue(frame, 3) ? try frame.string(at: 3) : "All"
        frame.push(group.sizeFactor(among: tag))
        return 1
      },
      Binding(
        owner: .synapseGroup, name: "ignore_transpose_mode",
        parameters: [Parameter("matrix", "snn.Tensor")], result: "snn.Tensor",
        summary: "A view [destination, source] of a matrix, in any mode."),
    ]
  }
}
