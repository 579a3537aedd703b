import LuaRuntime
import Tensors

/// Functions with several results.
extension DenseReceiver {
  package func pushParts(
    _ name: String, of places: [Int],
    _ parts: [(shape: Shape, type: ElementType)],
    _ body: @escaping ([Operand]) throws(TensorError) -> [Tensor]
  ) throws(LuaRaise) {
    var operands: [Operand] = []
    for index in places {
      operands.append(.tensor(try context.tensor(frame, index)))
    }
    let tensors = try raising { () throws(TensorError) in try body(operands) }
    for tensor in tensors { try context.pushNew(frame, tensor) }
  }
}
