@testable import Programs
@testable import Tensors

/// Elementwise operations.
extension ProgramInterpreter {
  /// Makes each element of `target`.
  func elementwise(
    _ operation: LoopOperation, _ operands: [ProgramOperand],
    into target: ProgramTensor
  ) throws {
    let shape = target.shape.list
    if let last = operands.last { try check(last, for: operation) }
    if case .assign(.int64) = operation, case .tensor(let value) = operands[1],
      value.type.isFloat
    {
      let mask = try values(operands[0], over: shape, as: .bool)
      for (isPicked, element) in zip(mask, try tensor(value).values())
      where isPicked.isTrue { try checkWhole(element) }
    }
    if case .binary(.power, let type) = operation,
      let exponent = try exponent(operands[1])
    {
      let base = try values(operands[0], over: shape, as: type)
      return try write(
        try base.map { try power($0, exponent, type) }, to: target)
    }
    let inputs = try operands.enumerated().map { index, operand in
      try values(operand, over: shape, as: operation.operandType(index))
    }
    let old =
      operation.isUpdate ? try tensor(before: target).values() : nil
    try write(
      (0..<target.shape.count).map { index in
        try result(operation, old?[index], inputs.map { $0[index] })
      }, to: target)
  }

  /// What an operation makes of an element that was `old` and its operands.
  func result(
    _ operation: LoopOperation, _ old: ElementValue?, _ x: [ElementValue]
  ) throws -> ElementValue {
    switch (operation, old) {
    case (.binary(let operation, _), _):
      return try rules.binary(operation, x[0], x[1])
    case (.comparison(let comparison, _), _):
      return .truth(rules.holds(comparison, x[0], x[1]))
    case (.unary(let operation, _), _):
      return try rules.unary(operation, x[0])
    case (.update(let operation, _), let old?):
      return try rules.binary(operation, old, x[0])
    case (.clamp(let limits, let type), let old?):
      return rules.clamp(old, limits, type)
    case (.choose, _): return x[0].isTrue ? x[1] : x[2]
    case (.copy, _): return x[0]
    case (.convert(_, let type), _): return x[0].converted(to: type)
    case (.assign, let old?): return x[0].isTrue ? x[1] : old
    case (.update, nil), (.clamp, nil), (.assign, nil):
      throw ProgramFault("an update of nothing")
    }
  }

  /// An exponent that is a number.
  private func exponent(_ operand: ProgramOperand) throws -> Scalar? {
    switch operand {
    case .number(let number): try self.number(number)
    case .scalar(let scalar): scalar
    case .tensor: nil
    }
  }

  /// An element to the power of a number: a square is a product, and a whole number
  /// to a negative power is a real one, which must be whole to be held.
  private func power(
    _ x: ElementValue, _ exponent: Scalar, _ type: ElementType
  ) throws -> ElementValue {
    if exponent.double == 2 { return try rules.binary(.multiply, x, x) }
    if type == .int64, case .integer(let number) = exponent, number < 0 {
      let result = try rules.binary(
        .power, x.converted(to: .float64), .double(exponent.double))
      try checkWhole(result)
      return result.converted(to: .int64)
    }
    return try rules.binary(.power, x, ElementValue(exponent, type))
  }

  /// Throws if elements of whole numbers would have to hold a fraction, or what is
  /// too large for them.
  func check(
    _ operand: ProgramOperand, for operation: LoopOperation
  ) throws {
    switch (operation, operand) {
    case (.copy(.int64), .tensor(let value)) where value.type.isFloat:
      for element in try tensor(value).values() { try checkWhole(element) }
    case (.copy(.int64), .number(let number)) where number.kind == .float:
      try checkWhole(ElementValue(try self.number(number), .float64))
    case (.update(.power, .int64), .number(let number)):
      guard case .integer(let exponent) = try self.number(number),
        exponent < 0
      else { return }
      throw TensorError.cannotHold(
        operation: "pow", destination: .int64, result: .float64)
    default: return
    }
  }

  private func checkWhole(_ number: ElementValue) throws {
    if Int(exactly: number.real) != nil { return }
    throw TensorError.invalidArgument(
      operation: "copy", reason: "\(number.real) is no whole number")
  }
}

extension LoopOperation {
  /// The type that an operand is computed with.
  func operandType(_ index: Int) -> ElementType {
    switch self {
    case .choose where index == 0, .assign where index == 0: .bool
    // A number is rounded once, to what is stored.
    case .copy(let type): type
    default: type.computed
    }
  }
}
