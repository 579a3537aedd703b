import LuaRuntime
import Programs
import TensorBindings
import Tensors

/// Functions with several results.
extension TracedReceiver {
  /// One step makes them, side by side in one tensor, of which each is a view. If
  /// they are of several types, whole numbers beside real ones are indices, which
  /// float64 holds.
  func pushParts(
    _ name: String, of places: [Int],
    _ parts: [(shape: Shape, type: ElementType)],
    _ body: @escaping ([Operand]) throws(TensorError) -> [Tensor]
  ) throws(LuaRaise) {
    var operands: [ProgramOperand] = []
    for index in places {
      operands.append(.tensor(try context.tracedTensor(frame, index)))
    }
    let types = Set(parts.map(\.type))
    let type: ElementType =
      types.count == 1
      ? parts[0].type : types.contains(where: \.isFloat) ? .float64 : .int64
    let counts = parts.map(\.shape.count)
    let packed = try raising { () throws(TensorError) in
      let shape = try Shape([counts.reduce(0, +)])
      return try builder.tensor(
        .hostTensor(
          name,
          { operands throws(TensorError) in
            var flat: [Tensor] = []
            for part in try body(operands) {
              flat.append(try part.converted(to: type).flattened())
            }
            return try Tensor.concatenated(flat)
          }, isRandom: false), of: operands, shape, type)
    }
    var start = 0
    for (part, count) in zip(parts, counts) {
      let tensor = try raising { () throws(TensorError) in
        let view = try builder.viewed(packed) { packed throws(TensorError) in
          try packed.narrowed(axis: 0, start: start, count: count)
            .reshaped(part.shape.list)
        }
        return part.type == type
          ? view : try builder.converted(view, to: part.type)
      }
      _ = try context.push(frame, .tensor(tensor))
      start += count
    }
  }
}
