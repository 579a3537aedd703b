import Tensors

/// A mode whose text has been read.
struct ModeExpression {
  indirect enum Node {
    case number(Scalar)
    case call(ModeFunction, [Double])
    case negative(Node)
    case infix(BinaryOperation, Node, Node)
  }

  let root: Node

  /// Reads a mode.
  ///
  /// - Throws: `NetworkError.syntax`, `.unknownWord`.
  init(_ text: String) throws(NetworkError) {
    let compiler = ModeCompiler(
      source: ExpressionText(subject: "mode", text: text))
    root = try compiler.compile()
  }

  /// Reads a mode that counts iterations, in which times such as `1.5 ms` may
  /// stand for numbers.
  ///
  /// - Throws: `NetworkError.syntax`, `.unknownWord`, `.noTimeStep`.
  init(
    _ text: String, countingIterationsOf network: Network?
  ) throws(NetworkError) {
    var source = ExpressionText(subject: "mode", text: text, hasUnits: true)
    source.countsIterations = true
    source.timeStep = network?.timeStep.map { TimeStep(milliseconds: $0) }
    root = try ModeCompiler(source: source).compile()
  }

  /// Reads a mode whose numbers are in a unit, those with another one too.
  ///
  /// - Throws: `NetworkError.syntax`, `.unknownWord`.
  init(_ text: String, in unit: Unit) throws(NetworkError) {
    var source = ExpressionText(subject: "mode", text: text, hasUnits: true)
    source.unit = unit
    root = try ModeCompiler(source: source).compile()
  }

  /// Whether the mode is a number and nothing else.
  var isConstant: Bool {
    if case .number = root { return true }
    return false
  }

  /// A new tensor as the mode says.
  ///
  /// Numbers are drawn in the order in which the functions are written.
  func tensor(
    _ shape: Shape, type: ElementType, from random: RandomSource,
    in pool: MemoryPool
  ) throws(TensorError) -> Tensor {
    switch root {
    case .number(let number):
      return try Tensor.full(shape, number, type: type, in: pool)
    case .call(.zeros, _):
      return try Tensor.zeros(shape, type: type, in: pool)
    default: break
    }
    // Other types would lose what happens between the first and last step.
    let working = type.isFloat ? type.computed : .float64
    let evaluation = ModeEvaluation(
      shape: shape, type: working, random: random, pool: pool)
    return try evaluation.tensor(root).converted(to: type)
  }
}

/// Works out the tensor of a mode.
private struct ModeEvaluation {
  let shape: Shape
  let type: ElementType
  let random: RandomSource
  let pool: MemoryPool

  /// The tensor that `node` stands for: a new one, which the caller may change.
  func tensor(_ node: ModeExpression.Node) throws(TensorError) -> Tensor {
    switch node {
    case .number(let number):
      return try Tensor.full(shape, number, type: type, in: pool)
    case .call(let function, let arguments):
      let result = try Tensor.zeros(shape, type: type, in: pool)
      try function.fill(result, arguments, from: random)
      return result
    case .negative(let inner):
      let result = try tensor(inner)
      try result.apply(.negative)
      return result
    case .infix(let operation, .number(let left), let right):
      return try tensor(right)
        .applying(operation, .scalar(left), isReversed: true)
    case .infix(let operation, let left, .number(let right)):
      let result = try tensor(left)
      try result.apply(operation, .scalar(right))
      return result
    case .infix(let operation, let left, let right):
      let result = try tensor(left)
      try result.apply(operation, .tensor(try tensor(right)))
      return result
    }
  }
}
