import Programs
import Tensors

/// New tensors as a mode says, in programs.
extension NetworkObject {
  /// What stands for the tensor that `tensor(_:shape:scale:density:type:)` gives,
  /// drawn anew in each run of the program that `builder` makes.
  ///
  /// - Throws: As that; what depends on the size, the plan throws.
  public func tensor(
    _ mode: TensorMode, shape: Shape, scale: ProgramOperand? = nil,
    density: ProgramOperand? = nil, type: ElementType? = nil,
    in builder: ProgramBuilder
  ) throws -> ProgramTensor {
    let type = type ?? elementType
    let result: ProgramTensor
    switch mode {
    case .number(let number):
      result = try builder.full(shape, .scalar(number), type: type)
    case .text(let text):
      result = try expression(of: text).tensor(shape, type, in: builder)
    }
    if let scale { try builder.apply(.multiply, to: result, scale) }
    if let density {
      let kept = try builder.drawn(.bernoulli, [density], shape, .bool)
      try builder.apply(
        type == .bool ? .and : .multiply, to: result, .tensor(kept))
    }
    return result
  }
}

extension ModeExpression {
  /// As `tensor(_:type:from:in:)`, in a program.
  func tensor(
    _ shape: Shape, _ type: ElementType, in builder: ProgramBuilder
  ) throws(TensorError) -> ProgramTensor {
    switch root {
    case .number(let number):
      return try builder.full(shape, .scalar(number), type: type)
    case .call(.zeros, _):
      return try builder.full(shape, .scalar(0), type: type)
    default: break
    }
    let working = type.isFloat ? type.computed : .float64
    return try builder.converted(
      try tensor(root, shape, working, builder), to: type)
  }

  private func tensor(
    _ node: Node, _ shape: Shape, _ type: ElementType,
    _ builder: ProgramBuilder
  ) throws(TensorError) -> ProgramTensor {
    switch node {
    case .number(let number):
      return try builder.full(shape, .scalar(number), type: type)
    case .call(let function, let arguments):
      return try function.tensor(shape, type, arguments, in: builder)
    case .negative(let inner):
      let result = try tensor(inner, shape, type, builder)
      try builder.apply(.negative, to: result)
      return result
    case .infix(let operation, .number(let left), let right):
      return try builder.applying(
        operation, try tensor(right, shape, type, builder), .scalar(left),
        isReversed: true)
    case .infix(let operation, let left, .number(let right)):
      let result = try tensor(left, shape, type, builder)
      try builder.apply(operation, to: result, .scalar(right))
      return result
    case .infix(let operation, let left, let right):
      let result = try tensor(left, shape, type, builder)
      try builder.apply(
        operation, to: result, .tensor(try tensor(right, shape, type, builder)))
      return result
    }
  }
}

extension ModeFunction {
  /// As `fill(_:_:from:)` of a new tensor, in a program.
  func tensor(
    _ shape: Shape, _ type: ElementType, _ arguments: [Double],
    in builder: ProgramBuilder
  ) throws(TensorError) -> ProgramTensor {
    let numbers = arguments.map { ProgramOperand.scalar(.float($0)) }
    switch self {
    case .zeros: return try builder.full(shape, .scalar(0), type: type)
    case .ones: return try builder.full(shape, .scalar(1), type: type)
    case .full:
      return try builder.full(shape, .scalar(.float(arguments[0])), type: type)
    case .uniform: return try builder.drawn(.uniform, numbers, shape, type)
    case .normal: return try builder.drawn(.normal, numbers, shape, type)
    case .integers:
      let limits = arguments.map {
        ProgramOperand.scalar(.integer(Scalar.float($0).integer))
      }
      return try builder.drawn(.integers, limits, shape, type)
    case .lognormal: return try builder.drawn(.lognormal, numbers, shape, type)
    case .exponential:
      let result = try builder.drawn(
        .exponential, [.scalar(.integer(1))], shape, type)
      try builder.apply(.multiply, to: result, numbers[0])
      return result
    case .gamma: return try builder.drawn(.gamma, numbers, shape, type)
    case .binomial: return try builder.drawn(.binomial, numbers, shape, type)
    case .poisson: return try builder.drawn(.poisson, numbers, shape, type)
    case .bernoulli: return try builder.drawn(.bernoulli, numbers, shape, type)
    }
  }
}
