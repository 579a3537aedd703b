import Programs
import Tensors

/// What an operation of a loop is in kernels.
struct OperationText {
  /// The type of the result.
  let type: ElementType

  /// What is computed.
  let expression: String

  /// Whether it is computed in `float64`.
  let needsFloat64: Bool

  /// An operation on operands, and on what is there already; nil if it has no form
  /// with the processor's bits.
  init?(_ operation: LoopOperation, _ operands: [String], old: String) {
    let type = operation.type
    if type.isStorage { return nil }
    var (result, isWide) = (type, type == .float64)
    let text: String?
    switch operation {
    case .binary(let operation, _):
      text = operation.kernelText(type, operands[0], operands[1])
      isWide = isWide || operation == .power && type == .float32
    case .update(let operation, _):
      text = operation.kernelText(type, old, operands[0])
      isWide = isWide || operation == .power && type == .float32
    case .comparison(let comparison, _):
      result = .bool
      text = "(u8)(\(operands[0]) \(comparison.kernelSign) \(operands[1]))"
    case .unary(let operation, _):
      if operation.givesTruth { result = .bool }
      text = operation.kernelText(type, operands[0])
      isWide = isWide || operation.isComputedInFloat64
    case .clamp(let limits, _):
      let (low, high) = limits.kernelTexts(type)
      let raised = "(\(old) < \(low) ? \(low) : \(old))"
      text = "\(raised) > \(high) ? \(high) : \(raised)"
    case .choose, .assign:
      let other = operands.count > 2 ? operands[2] : old
      text = "\(operands[0]) ? \(operands[1]) : \(other)"
    case .copy: text = operands[0]
    case .convert(_, let target):
      if target.isStorage { return nil }
      result = target
      text = type.kernelConversion(of: operands[0], to: target)
      isWide =
        isWide || target == .float64
        || type != target && target == .int64
          && type.isFloat
        || type == .int64 && target == .float32
    }
    guard let text else { return nil }
    (self.type, expression, needsFloat64) = (result, text, isWide)
  }
}

extension LoopOperation {
  /// The type of the operand with this number.
  func operandType(_ index: Int) -> ElementType {
    switch self {
    case .choose, .assign: index == 0 ? .bool : type
    default: type
    }
  }

  /// Whether what was there before decides about the result.
  var readsTarget: Bool {
    switch self {
    case .update, .clamp, .assign: true
    default: false
    }
  }
}

extension BinaryOperation {
  /// The operation on two elements; nil for what only the processor does.
  fileprivate func kernelText(
    _ type: ElementType, _ a: String, _ b: String
  ) -> String? {
    let call = "\(rawValue)_\(type.kernelSuffix)(\(a), \(b))"
    switch (self, type.kernel) {
    case (.add, .float32), (.add, .float64): return "\(a) + \(b)"
    case (.subtract, .float32), (.subtract, .float64): return "\(a) - \(b)"
    case (.multiply, .float32), (.multiply, .float64): return "\(a) * \(b)"
    case (.divide, .float32), (.divide, .float64): return "\(a) / \(b)"
    case (.add, .int64), (.subtract, .int64), (.multiply, .int64),
      (.floorDivide, _), (.modulo, _), (.minimum, .int64), (.maximum, .int64),
      (.minimum, .float32), (.maximum, .float32), (.minimum, .float64),
      (.maximum, .float64), (.power, .float32), (.power, .int64):
      return call
    case (.and, .int64), (.and, .bool), (.minimum, .bool):
      return "(\(a) & \(b))"
    case (.or, .int64), (.or, .bool), (.maximum, .bool): return "(\(a) | \(b))"
    case (.exclusiveOr, .int64), (.exclusiveOr, .bool): return "(\(a) ^ \(b))"
    // The C library's, and what no such elements have.
    case (.power, _), (.angle, _), (.hypotenuse, _), (.add, .bool),
      (.subtract, .bool), (.multiply, .bool), (.divide, _), (.and, _), (.or, _),
      (.exclusiveOr, _):
      return nil
    }
  }
}

extension ComparisonOperation {
  fileprivate var kernelSign: String {
    switch self {
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }
}

extension UnaryOperation {
  /// Whether elements of `float32` are computed in `float64`.
  fileprivate var isComputedInFloat64: Bool {
    switch self {
    case .logarithm, .sine, .cosine, .hyperbolicTangent, .sigmoid: true
    default: false
    }
  }

  /// The operation on an element; nil for what only the processor does.
  fileprivate func kernelText(_ type: ElementType, _ x: String) -> String? {
    let call = "\(rawValue)_\(type.kernelSuffix)(\(x))"
    let isReal = type.isFloat
    switch self {
    case .logicalNot: return "(u8)(\(x) == 0)"
    case .isNaN: return "(u8)(\(x) != \(x))"
    case .isFinite: return isReal ? "(u8)(fabs(\(x)) < INFINITY)" : "(u8)1"
    default: break
    }
    if type == .bool { return nil }
    switch self {
    case .negative: return isReal ? "-\(x)" : "sub_i64(0, \(x))"
    case .absoluteValue: return isReal ? "fabs(\(x))" : "abs_i64(\(x))"
    case .sign, .rectified: return call
    case .floor: return isReal ? "floor(\(x))" : x
    case .ceiling: return isReal ? "ceil(\(x))" : x
    case .round: return isReal ? "rint(\(x))" : x
    case .truncate: return isReal ? "trunc(\(x))" : x
    case .square: return isReal ? "\(x) * \(x)" : "mul_i64(\(x), \(x))"
    case .squareRoot: return isReal ? "sqrt(\(x))" : nil
    case .reciprocal: return isReal ? "1 / \(x)" : nil
    case .exponential, .logarithm, .sine, .cosine, .hyperbolicTangent, .sigmoid:
      return type == .float32 ? call : nil
    default: return nil
    }
  }
}

extension ElementType {
  /// An element as one of another type.
  func kernelConversion(
    of x: String, to target: ElementType
  ) -> String {
    switch (self, target) {
    case (_, .bool): "(u8)(\(x) != 0)"
    case (.float32, .int64), (.float64, .int64): "whole_number((double)\(x))"
    case (_, .int64): "(i64)\(x)"
    // As a scalar, a whole number is a real number of 64 bits first.
    case (.int64, .float32): "(float)(double)\(x)"
    case (_, .float32): "(float)\(x)"
    default: "(double)\(x)"
    }
  }
}

extension ClampLimits {
  /// The limits as elements.
  fileprivate func kernelTexts(_ type: ElementType) -> (String, String) {
    func texts<T: Element>(_: T.Type) -> (String, String) {
      let (low, high) = values(T.self)
      return (type.kernelLiteral(low.scalar), type.kernelLiteral(high.scalar))
    }
    return switch type.kernel {
    case .float32: texts(Float.self)
    case .float64: texts(Double.self)
    case .int64: texts(Int.self)
    case .bool: texts(UInt8.self)
    }
  }
}
