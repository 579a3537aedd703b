import Tensors

/// What happens at spikes of the ends of a synapse group. Only the synapses of
/// neurons that fire are touched, as far as that is possible.
extension SystemStep {
  /// Does what `on_pre` or `on_post` says.
  func run(_ event: SynapticEvent, of synapses: SynapseGroup) throws {
    let spikes = try algebra.truth(
      of: try algebra.tensor(
        named: event.spikes.name, of: event.spikes.state.owner ?? object))
    // Rows and columns are changed in place.
    try flush()
    let source = synapses.sourceAxis
    let fired = Fired(
      mask: spikes, trigger: event.trigger,
      axis: event.trigger == .source ? source : 1 - source)
    for statement in event.statements {
      let location = system.locals[statement.target].location
      if location == .each {
        try change(statement, fired)
      } else if location == event.trigger {
        try put(
          try algebra.choose(
            spikes, try value(of: statement.value),
            else: values[statement.target]), into: statement.target)
      } else {
        try accumulate(statement, fired)
      }
    }
  }

  /// Whose spikes they are, and along which axis of matrices these lie.
  struct Fired {
    let mask: A.Value
    let trigger: Location
    let axis: Int
  }

  // MARK: Variables of synapses

  private func change(_ statement: Statement, _ fired: Fired) throws {
    let node = system.inlined(statement.value.node)
    if let matrix = matrices[statement.target] {
      return try algebra.change(
        matrix, entries: values[statement.target], where: fired.mask,
        along: fired.axis, try changes(node, of: statement.target))
    }
    let all = try spread(over: .each)
    let used = node.locals.sorted()
    try algebra.change(
      values[statement.target], where: fired.mask, along: fired.axis,
      of: used.map { all[$0] }
    ) { picked in
      var evaluator = ExpressionEvaluator(algebra: algebra)
      evaluator.locals = all
      for (number, value) in zip(used, picked) {
        evaluator.locals[number] = value
      }
      return try evaluator.operand(node)
    }
  }

  /// The changes in place that make an expression of a sparse variable: one after
  /// the other, from the variable outwards.
  private func changes(
    _ node: ExpressionNode, of target: Int
  ) throws -> [EntryChange<A.Value>] {
    if case .local(target) = node { return [] }
    guard node.locals.contains(target) else {
      return [.assign(try operand(node, besideEntriesOf: target))]
    }
    switch node {
    case .negative(let inner):
      return try changes(inner, of: target)
        + [.operation(.multiply, try algebra.value(-1.0))]
    case .call(.clamp, let arguments):
      let limits = try arguments.dropFirst().map {
        try algebra.number(try operand($0, besideEntriesOf: target))
      }
      guard let low = limits[0], let high = limits[1] else { break }
      return try changes(arguments[0], of: target)
        + [.clamp(minimum: low, maximum: high)]
    default:
      guard let (operation, left, right) = node.binary else { break }
      if !right.locals.contains(target) {
        return try changes(left, of: target)
          + [.operation(operation, try operand(right, besideEntriesOf: target))]
      }
      let isSame = [.add, .multiply, .minimum, .maximum].contains(operation)
      if isSame, !left.locals.contains(target) {
        return try changes(right, of: target)
          + [.operation(operation, try operand(left, besideEntriesOf: target))]
      }
    }
    throw sparseMistake(target)
  }

  /// The value of an expression without variables of single synapses.
  private func operand(
    _ node: ExpressionNode, besideEntriesOf target: Int
  ) throws -> A.Value {
    let isOfEach = node.locals.contains {
      system.isState($0) && system.locals[$0].location == .each
    }
    if isOfEach { throw sparseMistake(target) }
    return try evaluate(node, over: .each)
  }

  private func sparseMistake(_ target: Int) -> NetworkError {
    .wrongKind(
      what: "'\(system.locals[target].name)' of \(object.label)",
      expected:
        "a dense matrix: of a sparse one, on_pre and on_post can only add"
        + " it up, times what each target has, as in g_post += w, and change it"
        + " step by step, as in w = clip(w + apost, 0, w_max); weights times"
        + " what each source has, as in g_post += w * u * x, are"
        + " snn.models.TsodyksMarkram {}",
      found: "a sparse one")
  }

  // MARK: Variables of the other end

  /// Adds up what the synapses of neurons that fire give each target.
  private func accumulate(_ statement: Statement, _ fired: Fired) throws {
    let local = system.locals[statement.target]
    let node = system.inlined(statement.amount.node)
    var total = try total(of: node, statement.target, fired)
    if local.unit.modelValue != 1 {
      total = try algebra.combine(
        .divide, total, try algebra.value(local.unit.modelValue))
    }
    let before = values[statement.target]
    var after = try algebra.combine(statement.operation ?? .add, before, total)
    if local.isHeld, let owner = local.owner,
      case .value(let mayFire) = try algebra.content(
        of: Firing.mayFire, in: owner)
    {
      after = try algebra.choose(mayFire, after, else: before)
    }
    try put(after, into: statement.target)
  }

  /// The sum of an expression over the neurons that fire, for each target.
  private func total(
    of node: ExpressionNode, _ target: Int, _ fired: Fired
  ) throws -> A.Value {
    if let sum = try sum(of: node, target, fired) { return sum }
    if !matrices.isEmpty { throw sparseMistake(matrices.keys.sorted()[0]) }
    let location = node.location(ofLocals: system)
    let zero = try algebra.value(0.0)
    if location.isSubset(of: system.locals[target].location) {
      return try algebra.combine(
        .multiply, try evaluate(node, over: location),
        try algebra.reduce(.sum, fired.mask, axis: nil))
    }
    if location == fired.trigger {
      return try algebra.reduce(
        .sum,
        try algebra.choose(
          fired.mask, try evaluate(node, over: location), else: zero), axis: nil
      )
    }
    // Of other expressions there is no sum of rows alone.
    let mask = try algebra.unsqueezed(fired.mask, axis: 1 - fired.axis)
    return try algebra.reduce(
      .sum,
      try algebra.choose(mask, try evaluate(node, over: .each), else: zero),
      axis: fired.axis)
  }

  /// The sum of a variable of synapses, times what each target has: only its rows,
  /// or columns, of neurons that fire are read. Nil for other expressions.
  private func sum(
    of node: ExpressionNode, _ target: Int, _ fired: Fired
  ) throws -> A.Value? {
    switch node {
    case .local(let number)
    where system.isState(number) && system.locals[number].location == .each:
      if let matrix = matrices[number] {
        return try algebra.sum(
          of: matrix, entries: values[number], where: fired.mask,
          along: fired.axis)
      }
      return try algebra.sum(
        of: values[number], where: fired.mask, along: fired.axis)
    case .negative(let inner):
      return try sum(of: inner, target, fired).map {
        try algebra.apply(.negative, $0)
      }
    case .arithmetic(.multiply, let left, let right):
      if let sum = try product(.multiply, left, right, target, fired) {
        return sum
      }
      return try product(.multiply, right, left, target, fired)
    case .arithmetic(.divide, let left, let right):
      return try product(.divide, left, right, target, fired)
    default: return nil
    }
  }

  /// The sum of `left`, times or over what each target has.
  private func product(
    _ operation: BinaryOperation, _ left: ExpressionNode,
    _ right: ExpressionNode, _ target: Int, _ fired: Fired
  ) throws -> A.Value? {
    let location = right.location(ofLocals: system)
    guard location.isSubset(of: system.locals[target].location),
      let sum = try sum(of: left, target, fired)
    else { return nil }
    return try algebra.combine(
      operation, sum, try evaluate(right, over: location))
  }
}

extension ExpressionNode {
  /// The operation and its operands, if the expression is one of two.
  fileprivate var binary:
    (BinaryOperation, left: ExpressionNode, right: ExpressionNode)?
  {
    switch self {
    case .arithmetic(let operation, let left, let right):
      (operation, left, right)
    case .call(.binary(let operation), let arguments):
      (operation, arguments[0], arguments[1])
    default: nil
    }
  }
}
