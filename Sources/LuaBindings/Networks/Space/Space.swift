import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// Sub-groups, space, connections and buffers.
extension Binding {
  static var space: [Binding] {
    spaceLibrary + spaceOfNeurons + spaceOfSynapses + grids + buffers
  }

  /// What the prelude makes the others of.
  static var spaceSupport: [Binding] { [gridSize] }

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
          + " counterclockwise for whom it points at.", product: .tensor
      ) { context, frame throws(LuaRaise) in
        let axis = try context.numbers(frame, 1, "rotation_matrix")
        let angle = try frame.number(at: 2)
        return try context.give(
          frame,
          try raisingAny {
            let values = try NeuronDimension.rotationMatrix(about: axis, angle)
            return try Tensor(values.map(Float.init), in: context.pool)
              .reshaped([3, 3])
          })
      },
    ]
  }
}
