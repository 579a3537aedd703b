import Tensors

/// Works out the value of a recorder expression.
///
/// What its operators and functions give is said by `Tensors`: numbers follow
/// Lua, tensors their own rules. Only what Lua has no operator for is said here.
struct ExpressionEvaluator {
  let pool: MemoryPool

  func value(of node: ExpressionNode) throws -> Operand {
    switch node {
    case .number(let number): return .scalar(number)
    case .constant(let operand): return operand
    case .variable(let variable): return try variable.value()
    case .iteration(let context):
      return .scalar(.integer(context.iteration))
    case .negative(let inner):
      return try value(of: inner).applying(.negative)
    case .complement(let inner): return try value(of: inner).complemented()
    case .not(let inner): return try value(of: inner).applying(.logicalNot)
    case .both(let left, let right):
      return try truth(of: left).applying(.and, try truth(of: right))
    case .either(let left, let right):
      return try truth(of: left).applying(.or, try truth(of: right))
    case .comparison(let comparison, let left, let right):
      return try value(of: left).comparing(comparison, try value(of: right))
    case .arithmetic(let operation, let left, let right):
      return try value(of: left).applying(operation, try value(of: right))
    case .call(let function, let arguments):
      return try apply(function, try arguments.map { try value(of: $0) })
    case .draw(let function, let arguments, let sample, let random):
      let tensor = try Tensor.zeros(sample.shape, type: sample.type, in: pool)
      try function.fill(tensor, arguments, from: random)
      return .tensor(tensor)
    case .index(let base, let selectors):
      guard case .tensor(let tensor) = try value(of: base) else {
        throw NetworkError.wrongKind(
          what: "what is indexed", expected: "a tensor", found: "a number")
      }
      return .tensor(try select(selectors, from: tensor))
    }
  }

  /// Where the value isn't 0, as `and` and `or` take it: Lua's have no meaning
  /// for tensors.
  private func truth(of node: ExpressionNode) throws -> Operand {
    switch try value(of: node) {
    case .scalar(let scalar): .scalar(.bool(scalar.isTrue))
    case .tensor(let tensor): .tensor(try tensor.converted(to: .bool))
    }
  }

  // MARK: Functions

  private func apply(
    _ function: ExpressionFunction, _ arguments: [Operand]
  ) throws -> Operand {
    switch function {
    case .unary(let operation): return try arguments[0].applying(operation)
    case .convert(let type): return try arguments[0].converted(to: type)
    case .real:
      guard case .scalar(let number) = try arguments[0].collapsed else {
        return try arguments[0].converted(to: .float32)
      }
      return .scalar(.float(number.double))
    case .same: return arguments[0]
    case .binary(let operation):
      return try arguments[0].applying(operation, arguments[1])
    case .comparison(let comparison):
      return try arguments[0].comparing(comparison, arguments[1])
    case .reduction(let operation):
      return try reduce(operation, arguments)
    case .clamp:
      let low = try limit(arguments[1])
      let high = try limit(arguments[2])
      return try arguments[0].clamping(minimum: low, maximum: high, in: pool)
    case .choose:
      return try arguments[0].choosing(
        arguments[1], else: arguments[2], in: pool)
    case .stack:
      return .tensor(try Tensor.stacked(try arguments.map(tensor)))
    case .concatenate:
      return .tensor(try Tensor.concatenated(try arguments.map(tensor)))
    }
  }

  private func tensor(_ operand: Operand) throws -> Tensor {
    switch operand {
    case .tensor(let tensor): return tensor
    case .scalar(let scalar):
      return try Tensor.full(Shape(), scalar, type: scalar.type, in: pool)
    }
  }

  private func reduce(
    _ operation: ReductionOperation, _ arguments: [Operand]
  ) throws -> Operand {
    let tensor = try tensor(arguments[0])
    guard arguments.count == 2 else {
      let result = try tensor.reduced(operation)
      return .scalar(
        operation.givesIndex ? .integer(result.integer + 1) : result)
    }
    let axis = try index(arguments[1], "axis")
    let result = try tensor.reducing(operation, axis: axis)
    return .tensor(operation.givesIndex ? try result.applying(.add, 1) : result)
  }

  private func limit(_ operand: Operand) throws -> Scalar {
    guard case .scalar(let scalar) = try operand.collapsed else {
      throw NetworkError.wrongKind(
        what: "a limit of clamp", expected: "a number", found: "a tensor")
    }
    return scalar
  }

  // MARK: Indexing

  private func select(
    _ selectors: [ExpressionSelector], from tensor: Tensor
  ) throws -> Tensor {
    var list: [Selector] = []
    var axis = 0
    for selector in selectors {
      switch selector {
      case .single(let node):
        switch try value(of: node).collapsed {
        case .tensor(let mask) where mask.type == .bool:
          list.append(.mask(mask))
          axis += mask.rank
          continue
        case .tensor(let indices): list.append(.indices(indices, base: 1))
        case .scalar(let scalar):
          list.append(.index(try index(.scalar(scalar), "index")))
        }
      case .range(let start, let end):
        let size = axis < tensor.rank ? tensor.shape[axis] : 0
        let first =
          try start.map { try index(try value(of: $0), "index") } ?? 0
        let last =
          try end.map { try index(try value(of: $0), "index") } ?? (size - 1)
        let (count, overflow) = last.subtractingReportingOverflow(first)
        list.append(.range(start: first, count: overflow ? -1 : count + 1))
      }
      axis += 1
    }
    switch try tensor.subscripting(list) {
    case .view(let view): return view
    case .selection(let selection): return try selection.gathered()
    }
  }

  /// A whole number that counts from 1, as one that counts from 0.
  private func index(_ operand: Operand, _ what: String) throws -> Int {
    guard case .scalar(let scalar) = try operand.collapsed,
      scalar.type != .bool, let exact = scalar.exactInteger, exact > Int.min
    else {
      throw NetworkError.wrongKind(
        what: "an \(what)", expected: "a whole number", found: "another value")
    }
    return exact - 1
  }
}
