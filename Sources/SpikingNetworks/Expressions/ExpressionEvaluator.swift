import Tensors

/// Works out the value of a recorder expression.
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
      return try apply(.unary(.negative), [try value(of: inner)])
    case .complement(let inner):
      return try complement(of: try value(of: inner))
    case .not(let inner):
      return try apply(.unary(.logicalNot), [try value(of: inner)])
    case .both(let left, let right):
      return try combine(
        .and, try truth(of: left), try truth(of: right))
    case .either(let left, let right):
      return try combine(.or, try truth(of: left), try truth(of: right))
    case .comparison(let comparison, let left, let right):
      return try compare(
        comparison, try value(of: left), try value(of: right))
    case .arithmetic(let operation, let left, let right):
      return try combine(operation, try value(of: left), try value(of: right))
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

  // MARK: Operators

  private func combine(
    _ operation: BinaryOperation, _ left: Operand, _ right: Operand
  ) throws -> Operand {
    switch (left, right) {
    case (.tensor(let tensor), let other):
      return .tensor(try tensor.applying(operation, other))
    case (.scalar, .tensor(let tensor)):
      return .tensor(
        try tensor.applying(operation, left, isReversed: true))
    case (.scalar(let a), .scalar(let b)):
      guard let result = a.applying(operation, b) else {
        throw TensorError.invalidArgument(
          operation: operation.rawValue,
          reason: "works on whole numbers and truth values")
      }
      return .scalar(result)
    }
  }

  private func compare(
    _ comparison: ComparisonOperation, _ left: Operand, _ right: Operand
  ) throws -> Operand {
    switch (left, right) {
    case (.tensor(let tensor), let other):
      return .tensor(try tensor.comparing(comparison, other))
    case (.scalar, .tensor(let tensor)):
      return .tensor(try tensor.comparing(comparison.mirrored, left))
    case (.scalar(let a), .scalar(let b)):
      return .scalar(.bool(a.comparing(comparison, b)))
    }
  }

  private func complement(of operand: Operand) throws -> Operand {
    switch operand {
    case .scalar(.bool(let value)): return .scalar(.bool(!value))
    case .tensor(let tensor) where tensor.type == .bool:
      return .tensor(try tensor.applying(.logicalNot))
    default: return try combine(.exclusiveOr, operand, -1)
    }
  }

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
    case .unary(let operation):
      return try onTensor(arguments[0]) { try $0.applying(operation) }
    case .convert(let type):
      return try onTensor(arguments[0]) { try $0.converted(to: type) }
    case .same: return arguments[0]
    case .binary(let operation):
      return try combine(operation, arguments[0], arguments[1])
    case .comparison(let comparison):
      return try compare(comparison, arguments[0], arguments[1])
    case .reduction(let operation):
      return try reduce(operation, arguments)
    case .clamp:
      let low = try limit(arguments[1])
      let high = try limit(arguments[2])
      return try onTensor(arguments[0]) {
        try $0.clamping(minimum: low, maximum: high)
      }
    case .choose:
      return .tensor(
        try tensor(arguments[0])
          .choosing(arguments[1], else: arguments[2]))
    case .stack:
      return .tensor(try Tensor.stacked(try arguments.map(tensor)))
    case .concatenate:
      return .tensor(try Tensor.concatenated(try arguments.map(tensor)))
    }
  }

  /// `body` of a tensor, or of a number as a tensor without axes, which gives
  /// a number.
  private func onTensor(
    _ operand: Operand, _ body: (Tensor) throws -> Tensor
  ) throws -> Operand {
    switch operand {
    case .tensor(let tensor): .tensor(try body(tensor))
    case .scalar: .scalar(try body(try tensor(operand)).element([]))
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
    let isPlace =
      operation == .argumentOfMinimum || operation == .argumentOfMaximum
    guard arguments.count == 2 else {
      let result = try tensor.reduced(operation)
      return .scalar(isPlace ? .integer(result.integer + 1) : result)
    }
    let axis = try index(arguments[1], "axis")
    let result = try tensor.reducing(operation, axis: axis)
    return .tensor(isPlace ? try result.applying(.add, 1) : result)
  }

  private func limit(_ operand: Operand) throws -> Scalar {
    guard case .scalar(let scalar) = operand else {
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
        switch try value(of: node) {
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
    guard case .scalar(let scalar) = operand,
      let exact = scalar.exactInteger, exact > Int.min
    else {
      throw NetworkError.wrongKind(
        what: "an \(what)", expected: "a whole number", found: "another value")
    }
    return exact - 1
  }
}

extension ComparisonOperation {
  /// The comparison with its sides exchanged.
  fileprivate var mirrored: ComparisonOperation {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}
