import LuaRuntime
import SpikingNetworks
import TensorBindings
import Tensors

/// New tensors in the shape of an object, filled as a mode says.
extension Binding {
  static var groups: [Binding] { [vector, vectorBuffer, synapses, matrix] }

  /// What the prelude makes the others of.
  static var groupSupport: [Binding] { [isAfferent] }

  static let modeOptions = [
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

  private static let dtype = Parameter(
    "dtype", "snn.ElementType", "the network's if not given", isOptional: true)

  private static let matrixOptions =
    modeOptions + [
      Parameter(
        "layout", "\"dense\"|\"sparse\"",
        "sparse stores the entries alone; which there are says one of density,"
          + " distance, in_degree, out_degree and total", isOptional: true),
      Parameter(
        "only_enabled", "boolean",
        "false: also where enabled is false, which is 0 otherwise",
        isOptional: true),
      Parameter(
        "clone_along_first_axis", "boolean", "true: all rows are the first",
        isOptional: true),
    ] + sparseMatrixOptions

  private static var vector: Binding {
    Binding(
      owner: .neuronGroup, name: "vector", parameters: [mode, dtype],
      result: "snn.Tensor", summary: "A new vector [size].", product: .tensor
    ) { context, frame throws(LuaRaise) in
      let group = try context.neurons(frame, 1)
      let request = try TensorRequest(context, frame, 2, type: 3, "vector")
      return try context.give(
        frame,
        try raisingAny {
          try group.vector(
            request.mode, scale: request.scale, density: request.density,
            type: request.type)
        })
    }
  }

  private static var vectorBuffer: Binding {
    Binding(
      owner: .neuronGroup, name: "vector_buffer",
      parameters: [
        Parameter(
          "length", "integer|string",
          "a number of iterations, or a time such as \"10 ms\""), dtype,
      ],
      result: "snn.Tensor",
      summary: "Zeros [length, size], for the last states of a vector.",
      product: .tensor
    ) { context, frame throws(LuaRaise) in
      let group = try context.neurons(frame, 1)
      let count =
        frame.kind(at: 2) == .string
        ? try context.iterations(
          frame, 2, in: group.network?.step, "vector_buffer: length")
        : try frame.integer(at: 2)
      let type = try context.elementType(frame, 3, "vector_buffer: dtype")
      return try context.give(
        frame,
        try raisingAny { try group.vectorBuffer(count, type: type) })
    }
  }

  private static var synapses: Binding {
    Binding(
      owner: .neuronGroup, name: "synapses",
      parameters: [
        Parameter("direction", "string", "\"afferent\" or \"efferent\""),
        Parameter("tag", "string", "\"All\" if not given", isOptional: true),
      ],
      result: "snn.SynapseGroup[]",
      summary: "The synapse groups that end or start here;"
        + " afferent_synapses[tag] and efferent_synapses[tag] are the same.")
  }

  private static var matrix: Binding {
    Binding(
      owner: .synapseGroup, name: "matrix",
      parameters: [
        Parameter(
          "mode", "snn.MatrixMode|string|number", "as for vector",
          isOptional: true, options: matrixOptions), dtype,
      ],
      result: "snn.Tensor|snn.SparseMatrix",
      summary: "A new matrix [source, destination], or [destination, source]"
        + " in a network of mode DxS; 0 where enabled is false.",
      product: .tensor
    ) { context, frame throws(LuaRaise) in
      let group = try context.synapses(frame, 1)
      let request = try TensorRequest(
        context, frame, 2, type: 3, "matrix", matrixOptions)
      let isOnlyEnabled = try request.options?.flag("only_enabled")
      let isCloned = try request.options?.flag("clone_along_first_axis")
      if try request.options?.isSparse() == true {
        return try context.giveSparse(
          frame, try request.sparseMatrix(of: group, isOnlyEnabled, isCloned))
      }
      try request.options?.refuseSparseOptions()
      let matrix = try raisingAny {
        try group.matrix(
          request.mode, scale: request.scale, density: request.density,
          type: request.type, isOnlyEnabled: isOnlyEnabled ?? true)
      }
      if isCloned == true, matrix.shape[0] > 0 {
        try raising { () throws(TensorError) in
          try matrix.copy(from: try matrix.selected(axis: 0, index: 0))
        }
      }
      return try context.give(frame, matrix)
    }
  }

  static var tensor: Binding {
    Binding(
      owner: .object, name: "tensor",
      parameters: [
        Parameter(
          "mode", "snn.Mode|string|number", "as for vector",
          options: modeOptions), .shape,
      ],
      result: "snn.Tensor", summary: "A new tensor, filled as a mode says.",
      product: .tensor
    ) { context, frame throws(LuaRaise) in
      let object = try context.object(frame, 1)
      let shape = try context.listedShape(frame, 3)
      let request = try TensorRequest(context, frame, 2, type: nil, "tensor")
      return try context.give(
        frame,
        try raisingAny {
          try object.tensor(
            request.mode, shape: shape, scale: request.scale,
            density: request.density, type: request.type)
        })
    }
  }

  private static var isAfferent: Binding {
    native("is_afferent") { _, frame throws(LuaRaise) in
      guard frame.kind(at: 1) == .string else {
        throw .message(
          "synapses: expected \"afferent\" or \"efferent\", got"
            + " \(frame.typeName(at: 1))")
      }
      let word = try frame.string(at: 1)
      let direction = try raisingAny { try SynapseDirection(named: word) }
      frame.push(direction == .afferent)
      return 1
    }
  }
}
