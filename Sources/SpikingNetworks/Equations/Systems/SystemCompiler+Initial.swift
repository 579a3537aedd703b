import Tensors

/// The values that variables begin with.
extension SystemCompiler {
  /// Makes the state variables, as far as they aren't there.
  ///
  /// What a parameter of its name says is the value at the beginning: a text with
  /// units, or numbers in the variable's own unit. Without one a variable that is
  /// there keeps its value, and others are 0.
  func makeVariables() throws {
    if let firing = system.firing, let neurons = object as? NeuronGroup {
      // Who runs before the first step finds that nobody has fired.
      object.state[firing.spike] = .tensor(try neurons.vector(type: .bool))
    }
    for number in system.ownStates {
      let local = system.locals[number]
      let shape = try system.shape(of: number, for: object)
      if try makeOwn(local.name, shape) { continue }
      guard behavior.given.names.contains(local.name),
        !behavior.isDescribed(local.name)
      else {
        if !fits(object.state[local.name], shape) {
          object.state[local.name] = .tensor(try zeros(shape))
        }
        continue
      }
      let tensor = try zeros(shape)
      try tensor.apply(.add, try initialValue(of: local, like: tensor))
      object.state[local.name] = .tensor(tensor)
    }
  }

  /// Makes one of the variables that firing needs; false if it is none.
  private func makeOwn(_ name: String, _ shape: Shape) throws -> Bool {
    if system.firing == nil { return false }
    switch name {
    case Firing.mayFire:
      object.state[name] = .tensor(
        try Tensor.full(shape, true, type: .bool, in: object.pool))
    case Firing.left: object.state[name] = .tensor(try zeros(shape))
    case Firing.lastSpike:
      // As in Brian2: so long ago that it doesn't matter.
      object.state[name] = .tensor(
        try Tensor.full(
          shape, -1e4, type: object.elementType.computed, in: object.pool))
    default: return false
    }
    return true
  }

  private func zeros(_ shape: Shape) throws -> Tensor {
    try Tensor.zeros(
      shape, type: object.elementType.computed, in: object.pool)
  }

  /// Whether a variable can stay what it is.
  private func fits(_ value: StateValue?, _ shape: Shape) -> Bool {
    switch value {
    case .tensor(let tensor)?: tensor.shape == shape
    case .sparse(let matrix)?: matrix.shape == shape
    case .number?: true
    default: false
    }
  }

  private func initialValue(
    of local: SystemLocal, like sample: Tensor
  ) throws -> Operand {
    let name = local.name
    let given = try behavior.given.value(
      name, for: object, Parameters.Options(keepsText: true))
    switch given {
    case .number(let number)?: return .scalar(number)
    case .tensor(let tensor)?:
      guard sample.shape.broadcast(with: tensor.shape) == sample.shape else {
        throw behavior.invalid(
          name, .tensor(tensor), "its shape must be \(sample.shape)")
      }
      return .tensor(tensor)
    case .text(let text)? where text.hasPrefix("same("):
      switch try behavior.given.value(name, for: object) {
      case .number(let number)?: return .scalar(number)
      case .tensor(let tensor)?: return .tensor(tensor)
      default: break
      }
    case .text(let text)?: return try initialValue(text, local, like: sample)
    default: break
    }
    throw behavior.invalid(
      name, given ?? .text(""), "it must be a number, a tensor or a text")
  }

  private func initialValue(
    _ text: String, _ local: SystemLocal, like sample: Tensor
  ) throws -> Operand {
    let source = ExpressionText(
      subject: local.name, text: text, hasUnits: true)
    let syntax = try SyntaxParser.parse(source)
    let found = try dimensions(of: syntax, source)
    let hasUnit = found != nil && found != Dimensions.none
    if hasUnit {
      try check(
        syntax, source, is: local.unit.dimensions, for: "'\(local.name)'",
        unit: local.unit.text)
    }
    let random = object.currentRandom
    let value = try expression(
      syntax, source, drawn: { .draw($0, $1, like: sample, from: random) })
    guard value.locals.isSubset(of: []) else {
      throw source.error(
        at: 1, "the beginning of a variable can't be worked out from another")
    }
    return try ExpressionEvaluator(pool: object.pool).operand(
      hasUnit ? local.unit.stored(value.node) : value.node)
  }
}
