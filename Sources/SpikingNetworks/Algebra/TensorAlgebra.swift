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
    _ function: ModeFunction, _ arguments: [Double], _ shape: Shape,
    _ type: ElementType, from random: RandomSource
  ) throws -> Operand {
    let tensor = try Tensor.zeros(shape, type: type, in: pool)
    try function.fill(tensor, arguments, from: random)
    return .tensor(tensor)
  }

  func full(
    _ shape: Shape, _ number: Operand, type: ElementType
  ) throws -> Operand {
    .tensor(try Tensor.full(shape, number.number, type: type, in: pool))
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
    try left.applying(operation, right)
  }

  func compare(
    _ comparison: ComparisonOperation, _ left: Operand, _ right: Operand
  ) throws -> Operand {
    try left.comparing(comparison, right)
  }

  func apply(_ operation: UnaryOperation, _ value: Operand) throws -> Operand {
    try value.applying(operation)
  }

  func complement(of value: Operand) throws -> Operand {
    try value.complemented()
  }

  func convert(_ value: Operand, to type: ElementType) throws -> Operand {
    try value.converted(to: type)
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
    try mask.choosing(first, else: second, in: pool)
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
        value.tensor.type == .bool
          ? .mask(value.tensor) : .indices(value.tensor, base: 1)
      }
    }
    switch try base.tensor.subscripting(list) {
    case .view(let view): return .tensor(view)
    case .selection(let selection): return .tensor(try selection.gathered())
    }
  }

  func compute(
    _ name: String, _ numbers: [Operand],
    _ body: @escaping ([Scalar]) throws -> Scalar
  ) throws -> Operand {
    .scalar(try body(numbers.map(\.number)))
  }

  func make(
    _ name: String, _ values: [Operand], _ shape: Shape, _ type: ElementType,
    _ body: @escaping ([Tensor]) throws -> Tensor
  ) throws -> Operand {
    .tensor(try body(values.map(\.tensor)))
  }

  func delayed(
    _ spike: Operand, by line: DelayLine, weights: Operand?
  ) throws -> Operand {
    .tensor(try line.step(spike.tensor, weights?.tensor))
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
    .tensor(try value.tensor.copied())
  }

  func update(
    _ target: Operand, _ operation: BinaryOperation, _ operand: Operand
  ) throws {
    try target.tensor.apply(operation, operand)
  }

  func clamp(_ target: Operand, minimum: Scalar?, maximum: Scalar?) throws {
    try target.tensor.clamp(minimum: minimum, maximum: maximum)
  }

  func assign(_ value: Operand, to target: Operand) throws {
    switch value {
    case .tensor(let tensor): try target.tensor.copy(from: tensor)
    case .scalar(let scalar): try target.tensor.fill(scalar)
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
      .pointee.hasSameBytes(as: basis.tensor) ?? false
  }

  func followers(of value: Operand) -> [Operand] {
    value.tensor.followers.map { .tensor($0) }
  }
}
