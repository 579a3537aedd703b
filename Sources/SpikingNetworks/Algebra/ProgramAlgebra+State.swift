import Tensors

/// State variables while a program is made.
extension ProgramAlgebra {
  func variable(_ variable: StateVariable) throws -> Value {
    let index = try tracer.variable(variable)
    switch try content(index, variable.state) {
    case .value(let value): return value
    case .sparse(let matrix, _): throw variable.mistake(.sparse(matrix))
    case .other(let found): throw variable.mistake(found)
    }
  }

  func tensor(named name: String, of object: NetworkObject) throws -> Value {
    // Of a sub-group it is a part of the base group's, and may be a copy.
    if object is NeuronSubGroup { throw NotTraceable() }
    switch try content(of: name, in: object) {
    case .value(.tensor(let tensor)): return .tensor(tensor)
    case .value:
      throw NetworkError.wrongKind(
        what: "'\(name)' of \(object.label)", expected: "a tensor",
        found: "a number")
    case .sparse:
      throw NetworkError.wrongKind(
        what: "'\(name)' of \(object.label)", expected: "a tensor",
        found: "a sparse matrix")
    case .other:
      // It is no tensor, and says what it is.
      return try value(.tensor(try object.tensor(named: name)))
    }
  }

  func content(
    of name: String, in object: NetworkObject
  ) throws -> AlgebraContent<Value> {
    try content(tracer.variable(name, of: object), object.state)
  }

  private func content(
    _ index: Int, _ state: StateVariables
  ) throws -> AlgebraContent<Value> {
    let slot = tracer.variables[index].slot
    if tracer.variables[index].current == nil,
      case .number(let number)? = state.peek(at: slot)
    {
      // Whoever uses it decides whether it must be known.
      return .value(.state(index, number))
    }
    switch try tracer.read(index) {
    case .tensor(let tensor)?: return .value(.tensor(tensor))
    case .number(let number)?: return .value(.number(number))
    case .constant(let scalar)?: return .value(.known(scalar))
    case .sparse(let matrix)?:
      return .sparse(matrix.matrix, entries: .tensor(matrix.values))
    case nil: return .other(state.peek(at: slot))
    }
  }

  func settle(_ name: String, of object: NetworkObject) throws {
    // What parts before set isn't there yet.
    let index = tracer.variable(name, of: object)
    guard tracer.variables[index].settings.isEmpty else { throw NotTogether() }
    tracer.watch(name, of: object)
  }

  func set(
    _ name: String, of object: NetworkObject, to value: Value
  ) throws {
    let index = tracer.variable(name, of: object)
    let content: ProgramValue
    switch value {
    case .known(let scalar): content = .constant(scalar)
    default:
      switch try operand(value) {
      case .tensor(let tensor): content = .tensor(tensor)
      case .number(let number): content = .number(number)
      case .scalar(let scalar): content = .constant(scalar)
      }
    }
    guard try tracer.write(index, content) else { throw NotTogether() }
  }

  func relation(
    of name: String, in object: NetworkObject
  ) throws -> SuccessionRelation {
    let index = tracer.variable(name, of: object)
    if try tracer.isFollowedByOthers(index) { throw NotTogether() }
    return try tracer.relation(ofVariable: index)?.parts ?? []
  }

  func isUnchanged(
    _ name: String, of object: NetworkObject, since basis: Value
  ) throws -> Bool {
    let index = tracer.variable(name, of: object)
    if let known = try tracer.isUnchanged(index) { return known }
    guard let value = tracer.variables[index].currentTensor,
      case .tensor(let basis) = basis
    else { return false }
    return tracer.copies.contains {
      $0.copy.isSameView(as: basis) && $0.of.isSameView(as: value)
        && builder.isCurrent($0.copy) && builder.isCurrent($0.of)
    }
  }

  func followers(of value: Value) throws -> [Value] {
    for index in tracer.variables.indices
    where tracer.variables[index].currentTensor?.isPart(of: tensor(value))
      == true
    {
      if try tracer.isFollowedByOthers(index) { throw NotTogether() }
    }
    return try tracer.followers(of: tensor(value)).map { .tensor($0) }
  }
}
