import LuaRuntime
import Tensors

/// Arithmetic on numbers as Lua does it: whole numbers stay whole and wrap
/// around, but for `/` and `^`.
extension PlanBuilder {
  /// `operation` of two numbers, of which at least one isn't known yet.
  func combining(
    _ operation: BinaryOperation, _ a: PlanOperand, _ b: PlanOperand
  ) throws(LuaRaise) -> PlanNumber {
    let kinds = [a, b].map(\.kind)
    guard !kinds.contains(.bool) else {
      throw .message("attempt to perform arithmetic on a boolean value")
    }
    let isWhole = !kinds.contains(.float)
    let kind: PlanNumber.Kind
    switch operation {
    case .divide, .power: kind = .float
    case .add, .subtract, .multiply, .floorDivide, .modulo, .minimum,
      .maximum:
      kind = isWhole ? .integer : .float
    case .and, .or, .exclusiveOr:
      guard isWhole else {
        throw .message("number has no integer representation")
      }
      kind = .integer
    }
    return number(host: operation.rawValue, kind, of: [a, b]) {
      operands throws(TensorError) in
      guard case .scalar(let x) = operands[0], case .scalar(let y) = operands[1]
      else { preconditionFailure("numbers stay numbers") }
      guard kind == .integer else {
        return .float(operation.float(x.double, y.double))
      }
      if y.integer == 0, operation == .floorDivide || operation == .modulo {
        let sign = operation == .modulo ? "n%%0" : "n//0"
        throw .invalidArgument(
          operation: operation.rawValue, reason: "attempt to perform '\(sign)'")
      }
      return .integer(operation.integer(x.integer, y.integer))
    }
  }
}

extension PlanOperand {
  /// What kind of number the operand is.
  fileprivate var kind: PlanNumber.Kind {
    switch self {
    case .number(let number): number.kind
    case .scalar(let scalar): scalar.kind
    case .tensor: .float
    }
  }
}

extension BinaryOperation {
  fileprivate func float(_ x: Double, _ y: Double) -> Double {
    switch self {
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: x / y
    case .power: y == 2 ? x * x : LuaArithmetic.power(x, y)
    case .floorDivide: (x / y).rounded(.down)
    case .modulo: LuaArithmetic.modulo(x, y)
    case .minimum: x < y || x.isNaN ? x : y
    case .maximum: x > y || x.isNaN ? x : y
    case .and, .or, .exclusiveOr: .nan
    }
  }

  fileprivate func integer(_ x: Int, _ y: Int) -> Int {
    switch self {
    case .add: x &+ y
    case .subtract: x &- y
    case .multiply: x &* y
    case .floorDivide: LuaArithmetic.floorQuotient(x, y)
    case .modulo: LuaArithmetic.modulo(x, y)
    case .minimum: min(x, y)
    case .maximum: max(x, y)
    case .and: x & y
    case .or: x | y
    case .exclusiveOr: x ^ y
    case .divide, .power: 0
    }
  }
}
