import Tensors

/// Thresholds, resets, and what happens at spikes.
extension SystemCompiler {
  /// Compiles what the parameters of these names say of a neuron group's spikes;
  /// `spike` is the state variable that gets them.
  func compileFiring(
    spike: String, threshold: String?, reset: String?, refractory: String?
  ) throws {
    guard let threshold else {
      for (name, text) in [("reset", reset), ("refractory", refractory)] {
        guard let text else { continue }
        throw behavior.invalid(
          name, .text(text), "it needs a threshold, such as 'v > -50 mV'")
      }
      return
    }
    try behavior.checkName(spike, "spike", for: object)
    if refractory != nil {
      addState(Firing.mayFire)
    }
    if [threshold, reset ?? "", refractory ?? ""].contains(where: {
      $0.contains(Firing.lastSpike)
    }) || lines.contains(where: { $0.source.text.contains(Firing.lastSpike) }) {
      addState(Firing.lastSpike, unit: .second)
    }
    let condition = try self.condition(threshold, "threshold")
    system.firing = Firing(
      spike: spike, threshold: condition,
      reset: try statements(reset ?? "", "reset", trigger: .each),
      refractory: try refractory.map { try refractoriness($0) })
  }

  private func refractoriness(_ text: String) throws -> Firing.Refractoriness {
    let source = ExpressionText(
      subject: "refractory", text: text, hasUnits: true)
    let syntax = try SyntaxParser.parse(source)
    if syntax.isCondition {
      return .condition(try condition(text, "refractory"))
    }
    try check(syntax, source, is: .time, for: "a refractory time")
    addState(Firing.left)
    return .time(try expression(syntax, source, drawn: try drawn()))
  }

  /// Compiles a condition.
  private func condition(
    _ text: String, _ subject: String
  ) throws -> SystemExpression {
    let source = ExpressionText(subject: subject, text: text, hasUnits: true)
    let syntax = try SyntaxParser.parse(source)
    guard syntax.isCondition else {
      throw source.error(
        at: 1, "it must be a condition, such as 'v > -50 mV'")
    }
    _ = try dimensions(of: syntax, source)
    return try expression(syntax, source, drawn: try drawn())
  }

  /// Compiles statements that run at spikes of `trigger`.
  func statements(
    _ text: String, _ subject: String, trigger: Location
  ) throws -> [Statement] {
    try StatementText.statements(of: text, subject).map {
      try statement($0, trigger)
    }
  }

  private func statement(
    _ text: StatementText, _ trigger: Location
  ) throws -> Statement {
    let source = text.source
    let name = text.path.joined(separator: ".")
    let number = try local(named: text.path)
    guard let number, system.isState(number) else {
      let isWorkedOut = number.map { $0 > EquationSystem.step } ?? false
      throw source.error(
        at: 1,
        isWorkedOut
          ? "'\(name)' is worked out by its equation"
          : "no equation has '\(name)'; declare it, as in '\(name) : mV'"
            + Suggestion.ending(
              for: name, in: lines.map(\.name), called: "variables"))
    }
    let target = system.locals[number]
    if target.isConstant {
      throw source.error(at: 1, "'\(name)' is (constant)")
    }
    if target.owner is NeuronSubGroup {
      throw source.error(
        at: 1,
        "'\(name)' is of a sub-group, whose variables can't be changed here;"
          + " connect the whole group")
    }
    try checkDimensions(text, target)
    let isOther =
      object is SynapseGroup && target.location != .each
      && target.location != trigger
    let isSum = text.operation == .add || text.operation == .subtract
    if isOther, !isSum {
      throw source.error(
        at: 1,
        "'\(name)' is \(target.location.phrase), which has many synapses: they"
          + " can add to it, as in '\(name) += w'")
    }
    let amount = try expression(text.right, source, drawn: try drawn())
    let changed =
      text.operation.map {
        ExpressionNode.arithmetic(
          $0, target.unit.inModelUnits(.local(number)), amount.node)
      } ?? amount.node
    let value = expression(target.unit.stored(changed), text.right)
    if !isOther, object is SynapseGroup,
      !value.location.isSubset(of: target.location)
    {
      throw source.error(
        at: 1,
        "'\(name)' is \(target.location.phrase), and '\(text.right.text)'"
          + " \(value.location.phrase)")
    }
    return Statement(
      target: number, operation: text.operation, amount: amount, value: value)
  }

  private func checkDimensions(
    _ text: StatementText, _ target: SystemLocal
  ) throws {
    guard let own = target.unit.knownDimensions else {
      _ = try dimensions(of: text.right, text.source)
      return
    }
    let isFactor = text.operation == .multiply || text.operation == .divide
    try check(
      text.right, text.source, is: isFactor ? .none : own,
      for: isFactor
        ? "what '\(target.name)' is multiplied with" : "'\(target.name)'",
      unit: target.unit.text)
  }

  /// Compiles what happens at spikes of the ends of a synapse group.
  func compileEvents(
    of synapses: SynapseGroup, _ texts: [(trigger: Location, String?, String)]
  ) throws {
    for (trigger, text, spike) in texts {
      guard let text else { continue }
      let end =
        trigger == .source ? synapses.source : synapses.destination
      // Spikes on their way belong to the synapse group.
      let owner = object.state.hasVariable(spike) ? object : end
      system.events.append(
        SynapticEvent(
          trigger: trigger, spikes: StateVariable(spike, of: owner),
          statements: try statements(
            text, trigger == .source ? "on_pre" : "on_post", trigger: trigger)))
    }
  }

  // MARK: Methods

  /// Chooses how a step is taken, or checks what was asked for.
  func compileMethod(_ wanted: IntegrationMethod?) throws {
    let noises = system.locals.indices.filter {
      if case .noise = system.locals[$0].kind { return true }
      return false
    }
    if !noises.isEmpty {
      guard let wanted else {
        system.method = isMultiplicative(noises) ? .heun : .euler
        return
      }
      guard wanted == .euler || wanted == .heun else {
        throw behavior.invalid(
          "method", .text(wanted.rawValue),
          "equations with xi are taken by euler or heun")
      }
      system.method = wanted
      return
    }
    switch wanted {
    case .exact?: try compileExact()
    case .exponential_euler?: try compileExponential()
    case let method?: system.method = method
    case nil:
      if (try? compileExact()) == nil { system.method = .euler }
    }
  }

  /// Whether what noise is multiplied with changes.
  private func isMultiplicative(_ noises: [Int]) -> Bool {
    let changing = Set(system.changes.map(\.local))
    return system.changes.contains { change in
      let node = system.inlined(change.rate.node)
      return noises.contains { noise in
        guard let factor = try? node.coefficient(of: .local(noise)) else {
          return node.locals.contains(noise)
        }
        return !factor.locals.isDisjoint(with: changing)
      }
    }
  }

  private func compileExact() throws {
    do throws(LinearSystem.Obstacle) {
      system.linear = try LinearSystem(
        system, isOfNeurons: object is NeuronGroup)
      system.method = .exact
    } catch {
      throw behavior.invalid(
        "method", .text("exact"), problem(of: error))
    }
  }

  private func problem(of obstacle: LinearSystem.Obstacle) -> String {
    func name(_ change: Int) -> String {
      system.locals[system.changes[change].local].name
    }
    switch obstacle {
    case .tooMany:
      return "it takes at most \(LinearSystem.mostEquations) equations"
    case .notLinear(let change):
      return
        "d\(name(change))/dt is not linear in the variables of the equations"
    case .time(let change):
      return "d\(name(change))/dt depends on the time"
    case .changing(let change, let other):
      return
        "what '\(name(other))' is multiplied with in d\(name(change))/dt may"
        + " change; a variable that doesn't is declared with (constant)"
    case .differing(let change):
      return "what d\(name(change))/dt is multiplied with must be a number, at"
        + " synapses"
    }
  }

  private func compileExponential() throws {
    system.coefficients = try system.changes.map { change in
      do {
        return try system.inlined(change.rate.node)
          .coefficient(of: .local(change.local)) ?? .number(0)
      } catch {
        let name = system.locals[change.local].name
        throw behavior.invalid(
          "method", .text("exponential_euler"),
          "d\(name)/dt is not linear in '\(name)'")
      }
    }
    system.method = .exponential_euler
  }

  /// Notes which values are worked with, once everything is compiled.
  func finish() {
    var expressions = system.changes.map(\.rate)
    for number in system.subexpressions {
      if case .subexpression(let inner) = system.locals[number].kind {
        expressions.append(inner)
      }
    }
    var written = Set(system.changes.map(\.local))
    var statements = system.events.flatMap(\.statements)
    if let firing = system.firing {
      expressions.append(firing.threshold)
      switch firing.refractory {
      case .time(let inner)?, .condition(let inner)?: expressions.append(inner)
      case nil: break
      }
      statements += firing.reset
      for name in [Firing.mayFire, Firing.left, Firing.lastSpike] {
        let number = system.locals.firstIndex {
          $0.name == name && $0.owner == nil
        }
        if let number { written.insert(number) }
        if name == Firing.lastSpike, number != nil {
          system.used.insert(EquationSystem.time)
        }
      }
    }
    for statement in statements {
      expressions += [statement.amount, statement.value]
      written.insert(statement.target)
    }
    system.used.formUnion(written)
    for expression in expressions { system.used.formUnion(expression.locals) }
    system.written = written
  }
}

extension Syntax {
  /// Whether the expression says yes or no.
  fileprivate var isCondition: Bool {
    switch self {
    case .infix(.comparison, _, _, _), .infix(.and, _, _, _),
      .infix(.or, _, _, _), .prefix(.not, _, _), .number(.bool):
      return true
    case .infix(.arithmetic(let operation), let left, let right, _):
      return [.and, .or, .exclusiveOr].contains(operation) && left.isCondition
        && right.isCondition
    case .prefix(.complement, let inner, _): return inner.isCondition
    case .name(let path, _): return path.last == Firing.mayFire
    case .call(let path, _, _):
      switch ExpressionFunction.named[path[path.count - 1]] {
      case .comparison?: return true
      case .unary(let operation)?: return operation.givesTruth
      default: return false
      }
    default: return false
    }
  }
}
