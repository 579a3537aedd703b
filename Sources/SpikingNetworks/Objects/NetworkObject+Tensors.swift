import Tensors

/// New tensors as a mode says.
extension NetworkObject {
  /// A new tensor of any shape.
  ///
  /// - Parameters:
  ///   - mode: What it is filled with.
  ///   - shape: Its shape.
  ///   - scale: What it is multiplied with.
  ///   - density: The probability that an element stays; it is 0 otherwise. A
  ///     number, or a tensor of one for each element.
  ///   - type: The type of its elements; the network's, if nil.
  /// - Returns: A tensor that shares no memory with others.
  /// - Throws: `NetworkError.syntax` or `.unknownWord` for a mode that means
  ///   nothing, `TensorError.invalidArgument` for arguments out of range,
  ///   `.shapeMismatch`, `.outOfMemory`.
  public func tensor(
    _ mode: TensorMode, shape: Shape, scale: Operand? = nil,
    density: Operand? = nil, type: ElementType? = nil
  ) throws -> Tensor {
    let type = type ?? elementType
    let random = currentRandom
    let result: Tensor
    switch mode {
    case .number(let number):
      result = try Tensor.full(shape, number, type: type, in: pool)
    case .text(let text):
      result = try expression(of: text)
        .tensor(shape, type: type, from: random, in: pool)
    }
    if let scale { try result.apply(.multiply, scale) }
    if let density {
      let kept = try Tensor.zeros(shape, type: .bool, in: pool)
      try random.fillBernoulli(kept, probability: density)
      try result.apply(type == .bool ? .and : .multiply, .tensor(kept))
    }
    return result
  }

  /// The mode with this text; each text is read once for a network.
  func expression(
    of text: String
  ) throws(NetworkError) -> ModeExpression {
    if let known = context.modes[text] { return known }
    let expression = try ModeExpression(text)
    // A script that makes up its modes must not fill the memory with them.
    if context.modes.count >= 1_000 { context.modes.removeAll() }
    context.modes[text] = expression
    return expression
  }
}
