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

  /// All functions by name.
  static let named: [String: ExpressionFunction] = {
    var result: [String: ExpressionFunction] = [
      "clamp": .clamp, "clip": .clamp, "where": .choose, "stack": .stack,
      "cat": .concatenate, "concat": .concatenate, "concatenate": .concatenate,
      "tensor": .same, "float": .convert(.float64), "int": .convert(.int64),
      "bool": .convert(.bool), "long": .convert(.int64),
      "double": .convert(.float64),
    ]
    for type in ElementType.allCases { result[type.rawValue] = .convert(type) }
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
    case .unary, .same, .convert: 1...1
    case .binary, .comparison: 2...2
    case .reduction: 1...2
    case .clamp, .choose: 3...3
    case .stack, .concatenate: 1...Int.max
    }
  }
}
