import Tensors

/// Works with tensors and numbers as they are.
struct TensorAlgebra: Algebra {
  let pool: MemoryPool

  // MARK: Values

  func value(_ operand: Operand, named name: String?) -> Operand { operand }

  func iteration(of context: NetworkContext) -> Operand {
    .scalar(.integer(context.iteration))
  }

  func drawn(
    _ function: ModeFunction, _ arguments: [Double], like sample: Tensor,
    from random: RandomSource
  ) throws -> Operand {
    let tensor = try Tensor.zeros(sample.shape, type: sample.type, in: pool)
    try function.fill(tensor, arguments, from: random)
    return .tensor(tensor)
  }

  func full(
    _ shape: Shape, _ number: Operand, type: ElementType
  ) throws -> Operand {
    .tensor(try Tensor.full(shape, number.scalar, type: type, in: pool))
  }

  func layout(of value: Operand) -> (type: ElementType, shape: Shape?) {
    switch value {
    case .tensor(let tensor): (tensor.type, tensor.shape)
    case .scalar(let scalar): (scalar.type, nil)
    }
  }

  func number(_ value: Operand) -> Scalar? {
    if case .scalar(let scalar) = value { return scalar }
    return nil
  }

  func element(of value: Operand) throws -> Operand { try value.collapsed }

  func isSameView(_ a: Operand, _ b: Operand) -> Bool {
    guard case (.tensor(let a), .tensor(let b)) = (a, b) else { return false }
    return a.isSameView(as: b)
  }

  // MARK: Operations

  func combine(
    _ operation: BinaryOperation, _ left: Operand, _ right: Operand
  ) throws -> Operand {
    switch (left, right) {
    case (.tensor(let tensor), let other):
      return .tensor(try tensor.applying(operation, other))
    case (.scalar, .tensor(let tensor)):
      return .tensor(
        try tensor.applying(operation, left, isReversed: true))
    case (.scalar(let a), .scalar(let b)):
      return .scalar(try a.applying(operation, b))
    }
  }

  func compare(
    _ comparison: ComparisonOperation, _ left: Operand, _ right: Operand
  ) throws -> Operand {
    switch (left, right) {
    case (.tensor(let tensor), let other):
      return .tensor(try tensor.comparing(comparison, other))
    case (.scalar, .tensor(let tensor)):
      return .tensor(try tensor.comparing(comparison.flipped, left))
    case (.scalar(let a), .scalar(let b)):
      return .scalar(.bool(a.comparing(comparison, b)))
    }
  }

  func apply(_ operation: UnaryOperation, _ value: Operand) throws -> Operand {
    switch value {
    case .tensor(let tensor): .tensor(try tensor.applying(operation))
    case .scalar(let scalar): .scalar(scalar.applying(operation))
    }
  }

  func complement(of value: Operand) throws -> Operand {
    switch value {
    case .tensor(let tensor): .tensor(try tensor.complemented())
    case .scalar(let scalar): .scalar(try scalar.complemented())
    }
  }

  func convert(_ value: Operand, to type: ElementType) throws -> Operand {
    switch value {
    case .tensor(let tensor): .tensor(try tensor.converted(to: type))
    case .scalar(let scalar): .scalar(scalar.converted(to: type))
    }
  }

  func truth(of value: Operand) throws -> Operand {
    switch value {
    case .scalar(let scalar): .scalar(.bool(scalar.isTrue))
    case .tensor(let tensor): .tensor(try tensor.converted(to: .bool))
    }
  }

  func clamp(
    _ value: Operand, minimum: Scalar, maximum: Scalar
  ) throws -> Operand {
    try value.clamping(minimum: minimum, maximum: maximum, in: pool)
  }

  func choose(
    _ mask: Operand, _ first: Operand, else second: Operand
  ) throws -> Operand {
    switch (mask, first, second) {
    case (.scalar(let choice), .scalar(let a), .scalar(let b)):
      .scalar(choice.choosing(a, else: b))
    case (.scalar(let choice), _, _):
      .tensor(
        try Tensor.full(Shape(), choice, type: .bool, in: pool)
          .choosing(first, else: second))
    case (.tensor(let mask), _, _):
      .tensor(try mask.choosing(first, else: second))
    }
  }

  func reduce(
    _ operation: ReductionOperation, _ value: Operand, axis: Int?
  ) throws -> Operand {
    let tensor = try tensor(value)
    guard let axis else {
      let result = try tensor.reduced(operation)
      return .scalar(
        operation.givesIndex ? .integer(result.integer + 1) : result)
    }
    let result = try tensor.reducing(operation, axis: axis)
    return .tensor(operation.givesIndex ? try result.applying(.add, 1) : result)
  }

  func join(_ values: [Operand], onNewAxis isNew: Bool) throws -> Operand {
    let tensors = try values.map(tensor)
    return .tensor(
      isNew
        ? try Tensor.stacked(tensors) : try Tensor.concatenated(tensors))
  }

  func select(
    _ selectors: [AlgebraSelector<Operand>], from base: Operand
  ) throws -> Operand {
    let list = selectors.map { selector -> Selector in
      switch selector {
      case .index(let index): .index(index)
      case .range(let start, let count): .range(start: start, count: count)
      case .tensor(let value):
        value.required.type == .bool
          ? .mask(value.required) : .indices(value.required, base: 1)
      }
    }
    switch try base.required.subscripting(list) {
    case .view(let view): return .tensor(view)
    case .selection(let selection): return .tensor(try selection.gathered())
    }
  }

  func compute(
    _ name: String, _ numbers: [Operand],
    _ body: @escaping ([Scalar]) throws -> Scalar
  ) throws -> Operand {
    .scalar(try body(numbers.map(\.scalar)))
  }

  func make(
    _ name: String, _ values: [Operand], _ shape: Shape, _ type: ElementType,
    _ body: @escaping ([Tensor]) throws -> Tensor
  ) throws -> Operand {
    .tensor(try body(values.map(\.required)))
  }

  func hasNonFinite(_ value: Operand) -> Operand? {
    let isFinite =
      switch value {
      case .scalar(let number): Float(number.double).isFinite
      case .tensor(let tensor): tensor.firstNonFinite() == nil
      }
    return isFinite ? nil : .scalar(true)
  }

  // MARK: In place

  func copied(_ value: Operand) throws -> Operand {
    .tensor(try value.required.copied())
  }

  func update(
    _ target: Operand, _ operation: BinaryOperation, _ operand: Operand
  ) throws {
    try target.required.apply(operation, operand)
  }

  func clamp(_ target: Operand, minimum: Scalar?, maximum: Scalar?) throws {
    try target.required.clamp(minimum: minimum, maximum: maximum)
  }

  func assign(_ value: Operand, to target: Operand) throws {
    switch value {
    case .tensor(let tensor): try target.required.copy(from: tensor)
    case .scalar(let scalar): try target.required.fill(scalar)
    }
  }

  // MARK: Support

  private func tensor(_ operand: Operand) throws -> Tensor {
    switch operand {
    case .tensor(let tensor): return tensor
    case .scalar(let scalar):
      return try Tensor.full(Shape(), scalar, type: scalar.type, in: pool)
    }
  }
}

/// State variables as they are.
extension TensorAlgebra {
  func variable(_ variable: StateVariable) throws -> Operand {
    try variable.value()
  }

  func tensor(named name: String, of object: NetworkObject) throws -> Operand {
    .tensor(try object.tensor(named: name))
  }

  func content(
    of name: String, in object: NetworkObject
  ) -> AlgebraContent<Operand> {
    switch object.state.peek(at: object.state.slot(of: name)) {
    case .tensor(let tensor): .value(.tensor(tensor))
    case .number(let number): .value(.scalar(number))
    case .sparse(let matrix): .sparse(matrix, entries: .tensor(matrix.values))
    case let value: .other(value)
    }
  }

  func settle(_ name: String, of object: NetworkObject) {}

  func set(
    _ name: String, of object: NetworkObject, to value: Operand
  ) throws {
    switch value {
    case .tensor(let tensor): object.state[name] = .tensor(tensor)
    case .scalar(let number): object.state[name] = .number(number)
    }
  }

  func relation(
    of name: String, in object: NetworkObject
  ) -> SuccessionRelation {
    let slot = object.state.slot(of: name)
    let number = object.state.successions.firstIndex { $0.value == slot }
    return number.map { object.state.relation($0) } ?? []
  }

  func isUnchanged(
    _ name: String, of object: NetworkObject, since basis: Operand
  ) -> Bool {
    object.state.tensor(at: object.state.slot(of: name))?
      .pointee.hasSameBytes(as: basis.required) ?? false
  }

  func followers(of value: Operand) -> [Operand] {
    value.required.followers.map { .tensor($0) }
  }
}

extension Operand {
  /// The tensor.
  ///
  /// - Precondition: It is one.
  fileprivate var required: Tensor {
    guard case .tensor(let tensor) = self else {
      preconditionFailure("what is changed or selected from is a tensor")
    }
    return tensor
  }

  /// The number.
  ///
  /// - Precondition: It is one.
  fileprivate var scalar: Scalar {
    guard case .scalar(let scalar) = self else {
      preconditionFailure("what is computed is made of numbers")
    }
    return scalar
  }
}
