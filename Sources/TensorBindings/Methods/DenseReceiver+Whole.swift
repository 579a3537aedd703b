import LuaRuntime
import Tensors

/// Functions of whole tensors, which are called at once.
extension DenseReceiver {
  package func layout(
    at index: Int
  ) throws(LuaRaise) -> (shape: Shape, type: ElementType) {
    let tensor = try context.tensor(frame, index)
    return (tensor.shape, tensor.type)
  }

  package func other(_ value: Tensor) -> Operand { .tensor(value) }

  package func isUnknownNumber(at index: Int) -> Bool { false }

  package func pushMade(
    _ name: String, of places: [Int], _ shape: Shape, _ type: ElementType,
    _ body: @escaping ([Operand]) throws(TensorError) -> Tensor
  ) throws(LuaRaise) {
    let operands = try operands(at: places)
    try context.pushNew(
      frame,
      try raising { () throws(TensorError) in try body(operands) })
  }

  package func pushMade(
    _ name: String, of places: [Int], drawing distribution: Distribution,
    _ drawn: Shape, _ shape: Shape, _ type: ElementType,
    _ body: @escaping ([Operand]) throws(TensorError) -> Tensor
  ) throws(LuaRaise) {
    let operands = try operands(at: places)
    try context.pushNew(
      frame,
      try raising { () throws(TensorError) in
        let draws = try Tensor(
          uninitialized: drawn, type: .float64, in: context.pool)
        try context.currentRandom.fill(
          draws, distribution, distribution.standard.map { .scalar($0 ?? 0) })
        return try body(operands + [.tensor(draws)])
      })
  }

  package func pushParts(
    _ name: String, of places: [Int],
    _ parts: [(shape: Shape, type: ElementType)],
    _ body: @escaping ([Operand]) throws(TensorError) -> [Tensor]
  ) throws(LuaRaise) {
    let operands = try operands(at: places)
    let tensors = try raising { () throws(TensorError) in try body(operands) }
    for tensor in tensors { try context.pushNew(frame, tensor) }
  }

  package func change(
    _ name: String, isAssignment: Bool, with places: [Int],
    _ body: @escaping (Tensor, [Operand]) throws(TensorError) -> Void
  ) throws(LuaRaise) {
    guard case .tensor(let target) = try target() else {
      throw .selectionNotChanged(name)
    }
    let operands = try operands(at: places)
    try raising { () throws(TensorError) in try body(target, operands) }
  }

  private func operands(at places: [Int]) throws(LuaRaise) -> [Operand] {
    var operands: [Operand] = []
    for index in places { operands.append(try context.operand(frame, index)) }
    return operands
  }
}
