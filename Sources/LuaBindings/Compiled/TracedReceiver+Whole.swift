import LuaRuntime
import Programs
import TensorBindings
import Tensors

/// Functions of whole tensors: each is a step of the program that calls what Lua
/// would have called.
extension TracedReceiver {
  func layout(
    at index: Int
  ) throws(LuaRaise) -> (shape: Shape, type: ElementType) {
    let tensor = try context.tracedTensor(frame, index)
    return (tensor.shape, tensor.type)
  }

  func other(_ value: ProgramElementsOperand) -> ProgramElementsOperand {
    value
  }

  func isUnknownNumber(at index: Int) -> Bool {
    frame.payload(at: index, of: context.tracedType)
      .map { if case .number = $0.pointee.content { true } else { false } }
      ?? false
  }

  func pushMade(
    _ name: String, of places: [Int], _ shape: Shape, _ type: ElementType,
    _ body: @escaping ([Operand]) throws(TensorError) -> Tensor
  ) throws(LuaRaise) {
    _ = try context.push(
      frame,
      .tensor(try made(name, try operands(at: places), shape, type, body)))
  }

  func pushMade(
    _ name: String, of places: [Int], drawing distribution: Distribution,
    _ drawn: Shape, _ shape: Shape, _ type: ElementType,
    _ body: @escaping ([Operand]) throws(TensorError) -> Tensor
  ) throws(LuaRaise) {
    let operands = try operands(at: places)
    let draws = try raising { () throws(TensorError) in
      try builder.drawn(
        distribution, distribution.standard.map { .scalar($0 ?? 0) }, drawn,
        .float64)
    }
    _ = try context.push(
      frame,
      .tensor(try made(name, operands + [.tensor(draws)], shape, type, body)))
  }

  func change(
    _ name: String, isAssignment: Bool, with places: [Int],
    _ body: @escaping (Tensor, [Operand]) throws(TensorError) -> Void
  ) throws(LuaRaise) {
    let target = try target()
    guard case .tensor = target else { throw .selectionNotChanged(name) }
    let operands = try operands(at: places)
    let followers = isAssignment ? try context.followers(of: target) : []
    for case .tensor(let tensor) in [target] + followers {
      let changed = try made(
        name, [.tensor(tensor)] + operands, tensor.shape, tensor.type
      ) { operands throws(TensorError) in
        let copy = try operands[0].tensor.copied()
        try body(copy, Array(operands.dropFirst()))
        return copy
      }
      try raising { () throws(TensorError) in
        try builder.assign(.tensor(changed), to: tensor)
      }
    }
  }

  func give(
    _ operation: ReductionOperation, axes: [Int], keepsAxes: Bool
  ) throws(LuaRaise) -> Int {
    let (shape, type) = try layout(at: 1)
    let (reduced, kept) = shape.reducing(axes)
    try pushMade(
      operation.rawValue, of: [1], keepsAxes ? kept : reduced,
      operation.resultType(type)
    ) { operands throws(TensorError) in
      try operands[0].tensor.reducing(
        operation, axes: axes, keepsAxes: keepsAxes)
    }
    return 1
  }

  private func made(
    _ name: String, _ operands: [ProgramOperand], _ shape: Shape,
    _ type: ElementType,
    _ body: @escaping ([Operand]) throws(TensorError) -> Tensor
  ) throws(LuaRaise) -> ProgramTensor {
    try raising { () throws(TensorError) in
      try builder.tensor(
        .hostTensor(name, body, isRandom: false), of: operands, shape, type)
    }
  }

  private func operands(
    at places: [Int]
  ) throws(LuaRaise) -> [ProgramOperand] {
    var operands: [ProgramOperand] = []
    for index in places {
      operands.append(try context.tracedOperand(frame, index))
    }
    return operands
  }
}
