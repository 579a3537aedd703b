import Tensors

/// What a recorder records: an expression over the variables of an object.
///
/// Operators have Lua's precedence and give what they give in Lua, to the bit:
/// of tensors what the tensor's function does, of numbers, also of elements
/// such as `v[1]`, what Lua does with numbers. Comparisons, `and`, `or` and
/// `not` work element by element, and truth values count as 0 or 1. Indices and
/// axes count from 1, and a range `v[2:5]` includes both ends.
///
/// ```
/// voltage                  mean(voltage)           voltage:mean()
/// voltage > 2 and spike    sum(W, 1)               v[1]
/// n.v[n.spike].sum()       torch.stack([v, u])     iteration * 0.1
/// ```
///
/// Names are the object's state variables, `iteration` and `size`; `n.`, `s.`,
/// `neurons.`, `synapse.` or `network.` may stand before them. In a synapse
/// group `src.` and `dst.` lead to its ends.
struct Expression {
  let text: String

  /// The memory for results.
  let pool: MemoryPool

  private let root: ExpressionNode

  /// Reads an expression.
  ///
  /// - Parameters:
  ///   - text: The expression.
  ///   - object: The object whose variables it reads.
  ///   - subject: What the text is, in messages.
  ///   - constants: Values for names that are no variables.
  /// - Throws: `NetworkError.syntax`, `.unknownWord`.
  init(
    _ text: String, of object: NetworkObject,
    subject: String = "recorder expression", constants: [String: Operand] = [:]
  ) throws(NetworkError) {
    self.text = text
    pool = object.pool
    let source = ExpressionText(subject: subject, text: text)
    let compiler = ExpressionCompiler(
      source: source, object: object, constants: constants)
    root = try compiler.node(try SyntaxParser.parse(source))
  }

  /// The variable, if the expression is nothing but one.
  var variable: StateVariable? {
    if case .variable(let variable) = root { return variable }
    return nil
  }

  /// The value at present.
  ///
  /// A tensor may be the variable itself: whoever keeps it copies it.
  ///
  /// - Throws: `NetworkError.unknownVariable`, `.wrongKind`, `TensorError`.
  func value() throws -> Operand { try value(in: TensorAlgebra(pool: pool)) }

  /// The same as what an algebra works with.
  func value<A: Algebra>(in algebra: A) throws -> A.Value {
    try ExpressionEvaluator(algebra: algebra).value(of: root)
  }
}

/// An expression whose names have a meaning.
indirect enum ExpressionNode {
  case number(Scalar)
  /// A number or a tensor, with the name of the parameter that it is.
  case constant(Operand, name: String? = nil)
  case variable(StateVariable)
  case iteration(NetworkContext)
  /// A value that whoever evaluates the expression has, by its number.
  case local(Int)
  case negative(ExpressionNode)
  case complement(ExpressionNode)
  case not(ExpressionNode)
  case both(ExpressionNode, ExpressionNode)
  case either(ExpressionNode, ExpressionNode)
  case comparison(ComparisonOperation, ExpressionNode, ExpressionNode)
  case arithmetic(BinaryOperation, ExpressionNode, ExpressionNode)
  case call(ExpressionFunction, [ExpressionNode])
  case index(ExpressionNode, [ExpressionSelector])
  /// Random numbers, as many as a tensor has elements.
  case draw(ModeFunction, [Double], like: Tensor, from: RandomSource)
}

/// A state variable of an object, found without its name.
struct StateVariable {
  let name: String
  let slot: Int
  let state: StateVariables
  let label: String

  init(_ name: String, of object: NetworkObject) {
    self.name = name
    slot = object.state.slot(of: name)
    state = object.state
    label = object.label
  }

  /// The tensor that the variable is, without a copy, good until it is set; nil if
  /// it is none, or if somebody wants to know who reads it.
  @inline(__always)
  var tensor: UnsafePointer<Tensor>? {
    state.isTraced ? nil : state.tensor(at: slot)
  }

  func value() throws(NetworkError) -> Operand {
    switch state.value(at: slot) {
    case .tensor(let tensor): return .tensor(tensor)
    case .number(let number): return .scalar(number)
    case let other: throw mistake(other)
    }
  }

  /// The error for a variable that is neither a tensor nor a number.
  func mistake(_ found: StateValue?) -> NetworkError {
    switch found {
    case nil:
      return .unknownVariable(name: name, object: label, known: state.names)
    case .sparse?:
      return .wrongKind(
        what: "'\(name)' of \(label)", expected: "a tensor or a number",
        found: "a sparse matrix; \(name):values() are its entries, a vector"
          + " that can be a variable of its own")
    case let found?:
      return .wrongKind(
        what: "'\(name)' of \(label)", expected: "a tensor or a number",
        found: found.kind)
    }
  }
}

/// What stands between the brackets of an index; counts from 1.
enum ExpressionSelector {
  case single(ExpressionNode)
  case range(ExpressionNode?, ExpressionNode?)
}
