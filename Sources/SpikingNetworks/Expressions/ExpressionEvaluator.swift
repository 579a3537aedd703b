import Tensors

/// Works out the value of an expression: that of a recorder, of an equation.
///
/// What its operators and functions give is said by `Tensors`: numbers follow
/// Lua, tensors their own rules, and a tensor without axes counts as a number.
/// Only what Lua has no operator for is said here.
struct ExpressionEvaluator<A: Algebra> {
  let algebra: A

  /// What the local names of the expression stand for.
  var locals: [A.Value] = []

  func value(of node: ExpressionNode) throws -> A.Value {
    switch node {
    case .number(let number): return try algebra.value(number)
    case .constant(let operand, let name):
      return try algebra.value(operand, named: name)
    case .variable(let variable): return try algebra.variable(variable)
    case .local(let number): return locals[number]
    case .iteration(let context): return try algebra.iteration(of: context)
    case .negative(let inner):
      return try algebra.apply(.negative, try operand(inner))
    case .complement(let inner):
      return try algebra.complement(of: try operand(inner))
    case .not(let inner):
      return try algebra.apply(.logicalNot, try operand(inner))
    case .both(let left, let right):
      return try algebra.combine(
        .and, try truth(of: left), try truth(of: right))
    case .either(let left, let right):
      return try algebra.combine(.or, try truth(of: left), try truth(of: right))
    case .comparison(let comparison, let left, let right):
      return try algebra.compare(
        comparison, try operand(left), try operand(right))
    case .arithmetic(let operation, let left, let right):
      return try algebra.combine(
        operation, try operand(left), try operand(right))
    case .call(let function, let arguments):
      return try apply(function, try arguments.map { try value(of: $0) })
    case .draw(let function, let arguments, let sample, let random):
      return try algebra.drawn(
        function, arguments, sample.shape, sample.type, from: random)
    case .index(let base, let selectors):
      let base = try value(of: base)
      guard let shape = algebra.layout(of: base).shape else {
        throw NetworkError.wrongKind(
          what: "what is indexed", expected: "a tensor", found: "a number")
      }
      return try algebra.select(try settled(selectors, in: shape), from: base)
    }
  }

  /// The value, a tensor without axes as its element.
  func operand(_ node: ExpressionNode) throws -> A.Value {
    try collapsed(try value(of: node))
  }

  private func collapsed(_ value: A.Value) throws -> A.Value {
    guard algebra.layout(of: value).shape?.rank == 0 else { return value }
    return try algebra.element(of: value)
  }

  /// Where the value isn't 0, as `and` and `or` take it: Lua's have no meaning
  /// for tensors.
  private func truth(of node: ExpressionNode) throws -> A.Value {
    try collapsed(try algebra.truth(of: try value(of: node)))
  }

  private func apply(
    _ function: ExpressionFunction, _ arguments: [A.Value]
  ) throws -> A.Value {
    switch function {
    case .unary(let operation):
      return try algebra.apply(operation, try collapsed(arguments[0]))
    case .convert(let type):
      return try algebra.convert(try collapsed(arguments[0]), to: type)
    case .real:
      let value = try collapsed(arguments[0])
      guard algebra.layout(of: value).shape == nil else {
        return try algebra.convert(value, to: .float32)
      }
      return try algebra.convert(value, to: .float64)
    case .same: return arguments[0]
    case .binary(let operation):
      return try algebra.combine(
        operation, try collapsed(arguments[0]), try collapsed(arguments[1]))
    case .comparison(let comparison):
      return try algebra.compare(
        comparison, try collapsed(arguments[0]), try collapsed(arguments[1]))
    case .reduction(let operation):
      return try algebra.reduce(
        operation, arguments[0],
        axis: arguments.count == 2 ? try index(arguments[1], "axis") : nil)
    case .clamp:
      let low = try limit(arguments[1])
      let high = try limit(arguments[2])
      return try algebra.clamp(arguments[0], minimum: low, maximum: high)
    case .choose:
      return try algebra.choose(
        try collapsed(arguments[0]), try collapsed(arguments[1]),
        else: try collapsed(arguments[2]))
    case .stack: return try algebra.join(arguments, onNewAxis: true)
    case .concatenate: return try algebra.join(arguments, onNewAxis: false)
    }
  }

  private func limit(_ value: A.Value) throws -> Scalar {
    guard let number = try algebra.number(try collapsed(value)) else {
      throw NetworkError.wrongKind(
        what: "a limit of clamp", expected: "a number", found: "a tensor")
    }
    return number
  }

  // MARK: Indexing

  /// What to take along each axis of a tensor of `shape`.
  private func settled(
    _ selectors: [ExpressionSelector], in shape: Shape
  ) throws -> [AlgebraSelector<A.Value>] {
    var list: [AlgebraSelector<A.Value>] = []
    var axis = 0
    for selector in selectors {
      switch selector {
      case .single(let node):
        let value = try operand(node)
        let layout = algebra.layout(of: value)
        if let size = layout.shape {
          list.append(.tensor(value))
          axis += layout.type == .bool ? size.rank : 1
          continue
        }
        list.append(.index(try index(value, "index")))
      case .range(let start, let end):
        let size = axis < shape.rank ? shape[axis] : 0
        let first =
          try start.map { try index(try value(of: $0), "index") } ?? 0
        let last =
          try end.map { try index(try value(of: $0), "index") } ?? (size - 1)
        let (count, overflow) = last.subtractingReportingOverflow(first)
        list.append(.range(start: first, count: overflow ? -1 : count + 1))
      }
      axis += 1
    }
    return list
  }

  /// A whole number that counts from 1, as one that counts from 0.
  private func index(_ value: A.Value, _ what: String) throws -> Int {
    guard let number = try algebra.number(try collapsed(value)),
      number.type != .bool, let exact = number.exactInteger, exact > Int.min
    else {
      throw NetworkError.wrongKind(
        what: "an \(what)", expected: "a whole number", found: "another value")
    }
    return exact - 1
  }
}

extension ExpressionEvaluator where A == TensorAlgebra {
  /// Works with tensors as they are.
  init(pool: MemoryPool) { algebra = TensorAlgebra(pool: pool) }
}
