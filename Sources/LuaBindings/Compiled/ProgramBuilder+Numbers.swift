import LuaRuntime
import Programs
import TensorBindings
import Tensors

/// Arithmetic on numbers as Lua does it: whole numbers stay whole and wrap
/// around, but for `/` and `^`.
extension ProgramBuilder {
  /// `operation` of two numbers, of which at least one isn't known yet.
  func combining(
    _ operation: BinaryOperation, _ a: ProgramOperand, _ b: ProgramOperand
  ) throws(LuaRaise) -> ProgramNumber {
    let kinds = [a, b].map(\.kind)
    guard !kinds.contains(.bool) else {
      throw .message("attempt to perform arithmetic on a boolean value")
    }
    let isReal = kinds.contains(.float)
    guard !isReal || !operation.isBitwise else {
      throw .message("number has no integer representation")
    }
    let kind = operation.kind(isReal: isReal)
    return number(.arithmetic(operation, kind), of: [a, b], kind)
  }
}

extension ProgramOperand {
  /// What kind of number the operand is.
  fileprivate var kind: Scalar.Kind {
    switch self {
    case .number(let number): number.kind
    case .scalar(let scalar): scalar.kind
    case .tensor: .float
    }
  }
}
