import Tensors

/// A function that recorder expressions know: the operations on tensors under
/// their names, and a few more.
enum ExpressionFunction: Equatable {
  case unary(UnaryOperation)
  case binary(BinaryOperation)
  case comparison(ComparisonOperation)
  case reduction(ReductionOperation)
  case clamp, choose, stack, concatenate, same
  case convert(ElementType)
  /// `float`: the elements of a tensor as `float32`, as the method in Lua gives
  /// them; a number as the real number that it is.
  case real

  /// All functions by name.
  static let named: [String: ExpressionFunction] = {
    var result: [String: ExpressionFunction] = [
      "clamp": .clamp, "clip": .clamp, "where": .choose, "stack": .stack,
      "cat": .concatenate, "concat": .concatenate, "concatenate": .concatenate,
      "tensor": .same, "int": .convert(.int64),
    ]
    for type in ElementType.allCases {
      result[type.rawValue] = .convert(type)
      result[type.methodName] = type == .float32 ? .real : .convert(type)
    }
    for operation in UnaryOperation.allCases {
      result[operation.rawValue] = .unary(operation)
    }
    for operation in BinaryOperation.allCases {
      result[operation.rawValue] = .binary(operation)
    }
    for operation in ComparisonOperation.allCases {
      result[operation.rawValue] = .comparison(operation)
    }
    for operation in ReductionOperation.named {
      result[operation.rawValue] = .reduction(operation)
    }
    return result
  }()

  /// How many arguments the function takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .unary, .same, .convert, .real: 1...1
    case .binary, .comparison: 2...2
    case .reduction: 1...2
    case .clamp, .choose: 3...3
    case .stack, .concatenate: 1...Int.max
    }
  }
}
