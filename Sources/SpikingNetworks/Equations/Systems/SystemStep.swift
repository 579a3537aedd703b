import Tensors

/// An iteration of a system of equations, with tensors or as a part of a program.
final class SystemStep<A: PickingAlgebra> {
  let system: EquationSystem
  let object: NetworkObject
  let algebra: A

  /// What the names stand for, by number.
  var values: [A.Value]

  /// Of state variables that are sparse matrices, these.
  private(set) var matrices: [Int: SparseMatrix] = [:]

  /// The subexpressions whose values hold.
  private var fresh: Set<Int> = []

  /// The state variables whose values are not yet written to them.
  private var unwritten: Set<Int> = []

  /// The tensors that state variables are.
  private var states: [Int: A.Value] = [:]

  /// Reads the variables, for an iteration of so many seconds; noise is drawn from
  /// `random`.
  init(
    _ system: EquationSystem, of object: NetworkObject, in algebra: A,
    seconds: A.Value, random: RandomSource
  ) throws {
    self.system = system
    self.object = object
    self.algebra = algebra
    values = try system.locals.map { _ in try algebra.value(0.0) }
    values[EquationSystem.step] = seconds
    for number in system.used.sorted() {
      switch system.locals[number].kind {
      case .state: try read(number)
      case .noise: try drawNoise(number, from: random)
      case .time:
        values[number] = try algebra.compute(
          "time", [try algebra.iteration(of: object.context), seconds]
        ) { .float(Double($0[0].integer - 1) * $0[1].double) }
      case .step, .subexpression: break
      }
    }
  }

  // MARK: Values

  /// Reads a state variable. One that changes is a tensor: it becomes one, if it
  /// is a number.
  private func read(_ number: Int) throws {
    let local = system.locals[number]
    let owner = local.owner ?? object
    switch try algebra.content(of: local.name, in: owner) {
    case .value(let value):
      values[number] = try changeable(value, number)
      if !algebra.isSameView(values[number], value), isChanging(number) {
        try algebra.set(local.name, of: owner, to: values[number])
      }
    case .sparse(let matrix, let entries):
      values[number] = entries
      matrices[number] = matrix
    case .other:
      values[number] = try algebra.tensor(named: local.name, of: owner)
    }
    states[number] = values[number]
  }

  /// Whether a variable is one whose real numbers change.
  private func isChanging(_ number: Int) -> Bool {
    system.written.contains(number)
      && system.locals[number].name != Firing.mayFire
  }

  /// A variable as a tensor of real numbers, if it changes.
  private func changeable(_ value: A.Value, _ number: Int) throws -> A.Value {
    guard isChanging(number) else { return value }
    let (type, shape) = algebra.layout(of: value)
    if shape == nil {
      return try algebra.full(
        try system.shape(of: number, for: object), value,
        type: object.elementType.computed)
    }
    return type.isFloat
      ? value : try algebra.convert(value, to: object.elementType.computed)
  }

  /// White noise for the step: with a variance of 1 over the time that it takes.
  private func drawNoise(_ number: Int, from random: RandomSource) throws {
    let drawn = try algebra.drawn(
      .normal, [0, 1], try system.shape(of: number, for: object),
      object.elementType.computed, from: random)
    values[number] = try algebra.combine(
      .multiply, drawn,
      try algebra.compute("noise", [values[EquationSystem.step]]) {
        .float(1 / $0[0].double.squareRoot())
      })
  }

  /// The value of an expression.
  func value(of expression: SystemExpression) throws -> A.Value {
    for number in expression.needs where !fresh.contains(number) {
      guard case .subexpression(let inner) = system.locals[number].kind else {
        continue
      }
      values[number] = try evaluate(inner.node, over: inner.location)
      fresh.insert(number)
    }
    return try evaluate(expression.node, over: expression.location)
  }

  /// The value of an expression in which no subexpression has still to be
  /// worked out.
  func evaluate(
    _ node: ExpressionNode, over location: Location
  ) throws -> A.Value {
    var evaluator = ExpressionEvaluator(algebra: algebra)
    evaluator.locals = try spread(over: location)
    return try evaluator.operand(node)
  }

  /// All values so that those of sources, of destinations and of synapses fit
  /// together.
  func spread(over location: Location) throws -> [A.Value] {
    guard location == .each, let synapses = object as? SynapseGroup else {
      return values
    }
    return try values.indices.map { number in
      let local = system.locals[number].location
      guard local == .source || local == .destination,
        algebra.layout(of: values[number]).shape?.rank == 1
      else { return values[number] }
      let axis = synapses.sourceAxis
      return try algebra.unsqueezed(
        values[number], axis: local == .source ? 1 - axis : axis)
    }
  }

  /// Gives a state variable a value, which `flush` writes to it.
  func put(_ value: A.Value, into number: Int) throws {
    guard let state = states[number] else { return }
    let (found, wanted) = (algebra.layout(of: value), algebra.layout(of: state))
    if let shape = found.shape, shape != wanted.shape {
      throw NetworkError.wrongKind(
        what: "what '\(system.locals[number].name)' of \(object.label) becomes",
        expected: "a number or of shape \(wanted.shape ?? Shape())",
        found: "of shape \(shape)")
    }
    values[number] =
      found.shape == nil ? value : try algebra.convert(value, to: wanted.type)
    unwritten.insert(number)
    fresh = []
  }

  /// Writes the values that state variables were given.
  func flush() throws {
    for number in unwritten.sorted() {
      guard let state = states[number] else { continue }
      try algebra.assign(values[number], to: state)
      values[number] = state
    }
    unwritten = []
  }

  /// Has later expressions see `value` as that of a local value.
  private func suppose(_ value: A.Value, for number: Int) {
    values[number] = value
    fresh = []
  }

  // MARK: Integration

  /// Takes a step of all variables that change; those that refractory neurons keep
  /// do where `mayFire` is true, or everywhere, if it is nil.
  func integrate(mayFire: A.Value?) throws {
    try publish()
    if system.changes.isEmpty { return }
    let next: [A.Value]
    switch system.method {
    case .euler: next = try moved(by: try rates(mayFire), 1)
    case .heun: next = try heun(mayFire)
    case .rk4: next = try rk4(mayFire)
    case .exponential_euler: next = try exponential(mayFire)
    case .exact: next = try exact(mayFire)
    }
    for (change, value) in zip(system.changes, next) {
      try put(value, into: change.local)
    }
  }

  /// Makes state variables of the subexpressions of neurons. Those of synapses
  /// would be whole matrices, which nobody may ask for.
  private func publish() throws {
    guard object is NeuronGroup else { return }
    for number in system.subexpressions {
      let local = system.locals[number]
      guard case .subexpression(let inner) = local.kind else { continue }
      if !fresh.contains(number) {
        values[number] = try value(of: inner)
        fresh.insert(number)
      }
      try algebra.set(local.name, of: object, to: values[number])
    }
  }

  /// The changes per second.
  private func rates(_ mayFire: A.Value?) throws -> [A.Value] {
    try system.changes.map { change in
      var rate = try value(of: change.rate)
      guard let mayFire, system.locals[change.local].isHeld else { return rate }
      if algebra.layout(of: rate).shape == nil {
        // Of two numbers a mask would choose one in float32.
        rate = try algebra.full(
          try system.shape(of: change.local, for: object), rate,
          type: object.elementType.computed)
      }
      return try algebra.choose(mayFire, rate, else: try algebra.value(0.0))
    }
  }

  /// The variables after a part of a step.
  private func moved(
    by rates: [A.Value], _ part: Double
  ) throws -> [A.Value] {
    let time = try length(of: part)
    return try zip(system.changes, rates).map { change, rate in
      try algebra.combine(
        .add, values[change.local],
        try algebra.combine(.multiply, rate, time))
    }
  }

  /// How long a part of a step is.
  private func length(of part: Double) throws -> A.Value {
    let step = values[EquationSystem.step]
    return part == 1
      ? step
      : try algebra.compute("part", [step]) { .float($0[0].double * part) }
  }

  /// The rates where variables are `supposed`, a part of a step later.
  private func rates(
    at supposed: [A.Value], _ part: Double, _ mayFire: A.Value?
  ) throws -> [A.Value] {
    let before = values
    for (change, value) in zip(system.changes, supposed) {
      suppose(value, for: change.local)
    }
    let time = values[EquationSystem.time]
    if system.used.contains(EquationSystem.time) {
      suppose(
        try algebra.combine(.add, time, try length(of: part)),
        for: EquationSystem.time)
    }
    let result = try rates(mayFire)
    values = before
    fresh = []
    return result
  }

  /// The weighted sum of rates.
  private func sum(_ all: [(Double, [A.Value])]) throws -> [A.Value] {
    try system.changes.indices.map { place in
      var total: A.Value?
      for (weight, rates) in all {
        let term =
          weight == 1
          ? rates[place]
          : try algebra.combine(
            .multiply, rates[place], try algebra.value(weight))
        total = try total.map { try algebra.combine(.add, $0, term) } ?? term
      }
      return try total ?? algebra.value(0.0)
    }
  }

  /// Heun's method, of order 2; with noise, Stratonovich's integral.
  private func heun(_ mayFire: A.Value?) throws -> [A.Value] {
    let first = try rates(mayFire)
    let second = try rates(at: try moved(by: first, 1), 1, mayFire)
    return try moved(by: try sum([(1, first), (1, second)]), 0.5)
  }

  /// The classical method of Runge and Kutta, of order 4.
  private func rk4(_ mayFire: A.Value?) throws -> [A.Value] {
    let first = try rates(mayFire)
    let second = try rates(at: try moved(by: first, 0.5), 0.5, mayFire)
    let third = try rates(at: try moved(by: second, 0.5), 0.5, mayFire)
    let fourth = try rates(at: try moved(by: third, 1), 1, mayFire)
    return try moved(
      by: try sum([(1, first), (2, second), (2, third), (1, fourth)]), 1.0 / 6)
  }

  /// Each variable's exact step, as if the others stayed.
  private func exponential(_ mayFire: A.Value?) throws -> [A.Value] {
    let rates = try rates(mayFire)
    let step = ExponentialStep(
      algebra: algebra, seconds: values[EquationSystem.step])
    return try system.changes.indices.map { place in
      let location = system.changes[place].rate.location
      let factor = try step.factor(
        of: try evaluate(system.coefficients[place], over: location))
      return try algebra.combine(
        .add, values[system.changes[place].local],
        try algebra.combine(.multiply, rates[place], factor))
    }
  }

  /// The exact step of all variables together.
  private func exact(_ mayFire: A.Value?) throws -> [A.Value] {
    guard let linear = system.linear else { return [] }
    let rates = try rates(mayFire)
    let factors = try factors(linear)
    return try system.changes.indices.map { place in
      let own = system.changes[place].local
      var next = values[own]
      for (other, rate) in rates.enumerated() {
        guard let free = factors.free[place][other] else { continue }
        let (rate, before) = (rate, next)
        func after(_ factor: Operand) throws -> A.Value {
          try algebra.combine(
            .add, before,
            try algebra.combine(
              .multiply, rate, try algebra.value(factor, named: "exact")))
        }
        next = try after(free)
        if let mayFire, linear.isOther(whereHeld: place) {
          next = try algebra.choose(
            mayFire, next,
            else: try after(factors.held[place][other] ?? .scalar(0)))
        }
      }
      return next
    }
  }

  private func factors(_ linear: LinearSystem) throws -> LinearSystem.Factors {
    var revisions: [Int] = []
    var known = [Operand](repeating: 0, count: values.count)
    guard let seconds = try algebra.number(values[EquationSystem.step]) else {
      return LinearSystem.Factors(free: [], held: [])
    }
    known[EquationSystem.step] = .scalar(seconds)
    for number in linear.constants {
      let name = system.locals[number].name
      try algebra.settle(name, of: object)
      revisions.append(
        object.state.revision(at: object.state.slot(of: name)))
      known[number] = try StateVariable(name, of: object).value()
    }
    let first = system.changes[0].local
    return try linear.factors(
      seconds: seconds.double, revisions: revisions, locals: known,
      layout: (
        object.elementType.computed, try system.shape(of: first, for: object)
      ), in: object.pool)
  }
}

extension EquationSystem {
  /// The shape of what has a value for each neuron, each source and so on.
  func shape(of number: Int, for object: NetworkObject) throws -> Shape {
    guard let synapses = object as? SynapseGroup else {
      return try Shape([(object as? NeuronGroup)?.size ?? 1])
    }
    switch locals[number].location {
    case .source: return try Shape([synapses.source.size])
    case .destination: return try Shape([synapses.destination.size])
    default: return try Shape(synapses.matrixShape.list)
    }
  }
}
