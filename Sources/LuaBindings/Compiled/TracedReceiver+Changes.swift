import LuaRuntime
import Programs
import TensorBindings
import Tensors

/// Changes in place of what isn't known yet.
extension TracedReceiver {
  func apply(
    _ operation: BinaryOperation, to target: Traced,
    _ other: ProgramElementsOperand
  ) throws(LuaRaise) {
    switch (target, other) {
    case (.selection(let selection), .elements(let elements)):
      try raising { () throws(TensorError) in
        try builder.apply(operation, to: selection, elements)
      }
    case (.sparseSelection(let selection), .elements(let elements)):
      try raising { () throws(TensorError) in
        try builder.apply(operation, to: selection, elements)
      }
    case (_, .elements): throw .unknownSize
    case (_, .operand(let operand)):
      try raising { () throws(TensorError) in
        switch target {
        case .selection(let selection):
          try builder.apply(operation, to: selection, operand)
        case .tensor(let tensor):
          try builder.apply(operation, to: tensor, operand)
        case .sparse(let matrix):
          try builder.apply(operation, to: matrix.values, operand)
        case .sparseSelection(let selection):
          try builder.apply(operation, to: selection, operand)
        case .number, .constant, .elements, .places: break
        }
      }
    }
  }

  func apply(
    _ operation: UnaryOperation, to target: Traced
  ) throws(LuaRaise) {
    try raising { () throws(TensorError) in
      switch target {
      case .selection(let selection):
        try builder.apply(operation, to: selection)
      case .tensor(let tensor): try builder.apply(operation, to: tensor)
      case .sparse(let matrix):
        try builder.apply(operation, to: matrix.values)
      case .sparseSelection(let selection):
        try builder.apply(operation, to: selection)
      case .number, .constant, .elements, .places: break
      }
    }
  }

  func clamp(
    _ target: Traced, _ low: Scalar?, _ high: Scalar?
  ) throws(LuaRaise) {
    try raising { () throws(TensorError) in
      switch target {
      case .selection(let selection):
        try builder.clamp(selection, minimum: low, maximum: high)
      case .tensor(let tensor):
        try builder.clamp(tensor, minimum: low, maximum: high)
      case .sparse(let matrix):
        try builder.clamp(matrix.values, minimum: low, maximum: high)
      case .sparseSelection(let selection):
        try builder.clamp(selection, minimum: low, maximum: high)
      case .number, .constant, .elements, .places: break
      }
    }
  }

  func assign(
    _ other: ProgramElementsOperand, to target: Traced
  ) throws(LuaRaise) {
    try context.assign(frame, builder, target, other)
  }

  func draw(_ distribution: Distribution) throws(LuaRaise) {
    let name = distribution.rawValue
    guard case .tensor(let target) = try target() else {
      throw .message(
        "\(name): random numbers for selected elements can't be compiled; draw"
          + " for all of them")
    }
    var operands: [ProgramOperand] = []
    for (index, value) in distribution.standard.enumerated() {
      if let value, frame.isNoneOrNil(at: index + 2) {
        operands.append(.scalar(value))
      } else {
        let operand = try operand(
          at: index + 2, isNumber: !distribution.takesTensors)
        try check(operand, of: distribution, at: index + 2)
        operands.append(operand)
      }
    }
    try raising { () throws(TensorError) in
      try builder.draw(distribution, operands, into: target)
    }
  }

  /// Throws unless an argument of a draw is of the kind that it takes.
  private func check(
    _ operand: ProgramOperand, of distribution: Distribution, at index: Int
  ) throws(LuaRaise) {
    let kind: Scalar.Kind
    switch operand {
    case .tensor: return
    case .scalar(let scalar): kind = scalar.kind
    case .number(let number): kind = number.kind
    }
    if !distribution.takesTensors, kind == .bool {
      throw frame.typeError(at: index, expected: "number")
    }
    if distribution.isOfWholeNumbers, kind != .integer {
      throw frame.typeError(at: index, expected: "whole number")
    }
  }
}
