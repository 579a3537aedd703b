import LuaRuntime
import SpikingNetworks
import Tensors

/// New tensors in the shape of an object, filled as a mode says.
extension Binding {
  static var modes: [Binding] {
    [vector, vectorBuffer, matrix, sparseMatrix, newTensor, isAfferent]
  }

  /// `vector(neurons, mode, scale, density, dtype)`
  private static var vector: Binding {
    produced("vector") { engine, frame throws(LuaRaise) in
      let group = try engine.neurons(frame, 1)
      let request = try engine.request(frame, 2, "vector")
      return try raisingAny {
        try group.vector(
          request.mode, scale: request.scale, density: request.density,
          type: request.type)
      }
    }
  }

  private static var vectorBuffer: Binding {
    produced("vector_buffer") { engine, frame throws(LuaRaise) in
      let group = try engine.neurons(frame, 1)
      let count =
        frame.kind(at: 2) == .string
        ? try engine.iterations(
          frame, 2, in: group.network?.step, "vector_buffer: length")
        : try frame.integer(at: 2)
      let type = try engine.elementType(frame, 3, "vector_buffer: dtype")
      return try raisingAny { try group.vectorBuffer(count, type: type) }
    }
  }

  /// `matrix(synapse, only_enabled, mode, scale, density, dtype)`
  private static var matrix: Binding {
    produced("matrix") { engine, frame throws(LuaRaise) in
      let group = try engine.synapses(frame, 1)
      let isOnlyEnabled =
        frame.isNoneOrNil(at: 2) ? true : try frame.boolean(at: 2)
      let request = try engine.request(frame, 3, "matrix")
      return try raisingAny {
        try group.matrix(
          request.mode, scale: request.scale, density: request.density,
          type: request.type, isOnlyEnabled: isOnlyEnabled)
      }
    }
  }

  /// `sparse_matrix(synapse, mode, scale, density, dtype)`
  private static var sparseMatrix: Binding {
    native("sparse_matrix") { engine, frame throws(LuaRaise) in
      let group = try engine.synapses(frame, 1)
      let request = try engine.request(frame, 2, "matrix")
      let scale = try request.scale?.number("scale")
      let density = try request.density?.number("density")
      return try engine.giveSparse(
        frame,
        try raisingAny {
          try group.sparseMatrix(
            request.mode, scale: scale, density: density?.double ?? 1,
            type: request.type)
        })
    }
  }

  /// `tensor(object, sizes, mode, scale, density, dtype)`
  private static var newTensor: Binding {
    produced("tensor") { engine, frame throws(LuaRaise) in
      let object = try engine.object(frame, 1)
      let (shape, _) = try engine.shape(frame, 2)
      let request = try engine.request(frame, 3, "tensor")
      return try raisingAny {
        try object.tensor(
          request.mode, shape: shape, scale: request.scale,
          density: request.density, type: request.type)
      }
    }
  }

  /// A function of the prelude that gives a new tensor.
  static func produced(
    _ name: String,
    _ body: @escaping (Engine, LuaFrame) throws(LuaRaise) -> Tensor
  ) -> Binding {
    Binding(owner: .prelude, name: name, summary: "", product: .tensor) {
      engine in
      { frame throws(LuaRaise) in
        try engine.give(frame, try body(engine, frame))
      }
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

extension Operand {
  /// The number that an option of a sparse matrix must be.
  fileprivate func number(_ name: String) throws(LuaRaise) -> Scalar {
    guard case .scalar(let number) = self else {
      throw .message(
        "matrix: \(name) must be a number with layout = \"sparse\", got a"
          + " tensor")
    }
    return number
  }
}

/// What a new tensor is to be.
struct TensorRequest {
  let mode: TensorMode
  let scale: Operand?
  let density: Operand?
  let type: ElementType?
}

extension Engine {
  /// The mode at `index`, and its scale, density and type after it.
  func request(
    _ frame: LuaFrame, _ index: Int, _ what: String
  ) throws(LuaRaise) -> TensorRequest {
    TensorRequest(
      mode: try mode(frame, index, what),
      scale: try option(frame, index + 1, "\(what): scale"),
      density: try option(frame, index + 2, "\(what): density"),
      type: try elementType(frame, index + 3, "\(what): dtype"))
  }

  /// The mode at `index`.
  func mode(
    _ frame: LuaFrame, _ index: Int, _ what: String
  ) throws(LuaRaise) -> TensorMode {
    switch frame.kind(at: index) {
    case .nil, .none: return .number(0)
    case .number: return .number(try scalar(frame, index))
    case .string: return .text(try frame.string(at: index))
    default:
      throw .message(
        "\(what): a mode is a number or a text such as \"uniform\", not a"
          + " \(frame.typeName(at: index))")
    }
  }

  /// The tensor or number at `index`, or nil if there is none.
  private func option(
    _ frame: LuaFrame, _ index: Int, _ what: @autoclosure () -> String
  ) throws(LuaRaise) -> Operand? {
    if frame.isNoneOrNil(at: index) { return nil }
    guard isOperand(frame, index) else {
      throw .message(
        "\(what()) must be a number or a tensor, got"
          + " \(frame.typeName(at: index))")
    }
    return try operand(frame, index)
  }
}
