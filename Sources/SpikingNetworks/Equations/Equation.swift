import Tensors

/// Differential equations, and what happens to their variables at spikes.
public final class Equation: EquationBehavior, AlgebraicBehavior {
  public override class var summary: String {
    "Equations of neurons or synapses, in lines as \"dv/dt = (E_L - v) / tau : mV\":"
      + " of variables that change, of subexpressions, \"I = g * v : nA\", and of"
      + " variables that something else sets, \"w : nS\". A line says the unit of"
      + " its variable, in which its numbers are; all terms must fit. An iteration"
      + " takes a step of all of them, from values of one time; then neurons"
      + " fire by threshold and are reset. Of a synapse group on_pre and on_post"
      + " are what spikes do. One equation without a unit, \"dv/dt = (0 - v) /"
      + " tau\", changes a variable of a Variable or a SynapseVariable: it leaves"
      + " the value after the iteration in v_new, of which the Variable makes v"
      + " as it runs, and what it is worked out from in v_at_equation; its"
      + " dimensions are not checked. A Clock, or the network's dt, says how long"
      + " an iteration is."
  }

  public override class var parameterDescriptions: [ParameterDescription] {
    [
      equation,
      ParameterDescription(
        "method",
        "exact (linear equations with constant coefficients), euler, heun, rk4,"
          + " or exponential_euler (each linear in its own variable). If not given:"
          + " exact where it can be, else euler, and heun where the noise xi is"
          + " multiplied with what changes; euler for an equation without a"
          + " unit"),
      ParameterDescription(
        "threshold", "the condition in which a neuron fires: \"v > -50 mV\""),
      ParameterDescription(
        "reset",
        "what happens to a neuron that fires: \"v = -65 mV; w += 2 nA\""),
      ParameterDescription(
        "refractory",
        "how long it doesn't fire again, and keeps variables that are (unless"
          + " refractory): \"2 ms\", or a condition, \"v > 0 mV\""),
      ParameterDescription(
        "spike", default: "spike", "the state variable that gets the spikes"),
      ParameterDescription(
        "on_pre",
        "what happens to the synapses of a source that fires, their variables"
          + " and those of dst and src: \"g_post += w; apre += A_pre\""),
      ParameterDescription(
        "on_post", "the same for those of a destination that fires"),
      ParameterDescription(
        "pre_spike", default: "spike",
        "the state variable with the spikes for on_pre, of the synapse group if"
          + " it has one of this name (delayed_spike, of an AxonalDelay), or of"
          + " its source"),
      ParameterDescription(
        "post_spike", default: "spike",
        "the same for on_post, of its destination"),
    ]
  }

  /// True: the variables and the clock exist by then.
  public override var initializesLast: Bool { true }

  private var single: SingleEquation?
  private var system: EquationSystem?

  /// The time of an iteration in seconds; nil for the network's `dt`.
  private var clockStep: StateVariable?

  /// Creates an equation from its parameters; `EquationModule` is one of its
  /// tags, behind its name.
  public required init(_ parameters: Parameters, tag: String = "") {
    super.init(parameters, tag: "\(tag), \(Self.name), EquationModule")
  }

  /// The lines that declare a unit; nil if it is an equation without one.
  var lines: [EquationLine]? {
    guard case .text(let text)? = given["eq"] else { return nil }
    return (try? EquationLine.lines(of: text)).flatMap { $0 }
  }

  public override func initialize(_ object: NetworkObject) throws {
    let text = try expressionText("eq", for: object)
    (single, system) = (nil, nil)
    guard let lines = try EquationLine.lines(of: text) else {
      try checkIsPlain(text)
      single = try SingleEquation(
        text, of: self, for: object, try method(for: object) ?? .euler)
      clockStep = try clockStep(for: object, text)
      return
    }
    try checkPlace(object)
    clockStep = try clockStep(for: object, text)
    let compiler = try SystemCompiler(lines, of: self, for: object)
    try compiler.compileFiring(
      spike: try self.text("spike", for: object) ?? "",
      threshold: try statement("threshold", for: object),
      reset: try statement("reset", for: object),
      refractory: try statement("refractory", for: object))
    try compiler.compileEquations()
    if let synapses = object as? SynapseGroup {
      try compiler.compileEvents(
        of: synapses,
        [
          (
            .source, try statement("on_pre", for: object),
            try self.text("pre_spike", for: object) ?? ""
          ),
          (
            .destination, try statement("on_post", for: object),
            try self.text("post_spike", for: object) ?? ""
          ),
        ])
    }
    try compiler.compileMethod(try method(for: object))
    compiler.finish()
    try compiler.makeVariables()
    system = compiler.system
  }

  func step<A: PickingAlgebra>(
    _ object: NetworkObject, in algebra: A
  ) throws {
    if let single {
      let step = try seconds(clockStep, of: object, in: algebra)
      return try single.step(object, seconds: step, in: algebra)
    }
    guard let system else { return }
    let step = try SystemStep(
      system, of: object, in: algebra,
      seconds: try seconds(clockStep, of: object, in: algebra),
      random: object.currentRandom)
    try step.run()
    if let synapses = object as? SynapseGroup {
      for event in system.events { try step.run(event, of: synapses) }
    }
    try step.flush()
  }

  /// Throws what an iteration would, once all behaviors are initialized, as far
  /// as it can be known before.
  func checkStep(of object: NetworkObject) throws {
    guard let system else { return }
    try checkEnds(of: system)
    do {
      // Put down, and thrown away.
      try step(
        object, in: ProgramAlgebra(tracer: ProgramTracer(pool: object.pool)))
    } catch let error as NetworkError {
      // A script may make the variable before it is read, as spikes of its own.
      if case .unknownVariable = error { return }
      throw error
    } catch let error as TensorError {
      guard case .shapeMismatch = error else { return }
      throw error
    } catch {}
  }

  /// Throws if a variable of an end isn't there.
  private func checkEnds(of system: EquationSystem) throws {
    for number in system.used.sorted() where system.isState(number) {
      let local = system.locals[number]
      guard let owner = local.owner else { continue }
      let root = (owner as? NeuronGroup)?.root ?? owner
      if root.state.hasVariable(local.name) { continue }
      let isSource = local.location == .source
      let short = local.name + (isSource ? "_pre" : "_post")
      let long = (isSource ? "src." : "dst.") + local.name
      let place = ["on_pre", "on_post"].first {
        given[$0]?.shown.contains(short) == true
          || given[$0]?.shown.contains(long) == true
      }
      throw invalid(
        place ?? "eq", given[place ?? "eq"] ?? .text(""),
        "'\(short)', or \(long), is neither a parameter nor a variable of"
          + " \(owner.label)"
          + Suggestion.ending(for: local.name, in: root.state.names))
    }
  }

  /// The variable whose change it is, without a unit.
  var changedVariable: String? { single?.variable.name }

  // MARK: Parameters

  /// A parameter that holds expressions; nil if it isn't given.
  private func statement(
    _ name: String, for object: NetworkObject
  ) throws -> String? {
    given[name] == nil ? nil : try expressionText(name, for: object)
  }

  /// Throws if a parameter was given that only equations with units take.
  private func checkIsPlain(_ text: String) throws {
    for name in ["threshold", "reset", "refractory", "on_pre", "on_post"] {
      guard let value = given[name] else { continue }
      let tokens = try Lexer.tokens(
        of: ExpressionText(subject: "equation", text: text, hasUnits: true))
      if tokens.contains(where: { $0.text == name }) { continue }
      throw invalid(
        name, value,
        "it needs equations that say their units, as in '\(text) : mV'")
    }
  }

  /// Throws if the object can't have equations, or a parameter was given that
  /// belongs to another kind of object.
  private func checkPlace(_ object: NetworkObject) throws(NetworkError) {
    try (object as? SynapseGroup)?.checkConnected()
    guard object is NeuronGroup || object is SynapseGroup else {
      throw .wrongKind(
        what: "the object of \(name)",
        expected: "a neuron group or a synapse group", found: object.label)
    }
    let ofNeurons = ["threshold", "reset", "refractory"]
    let ofSynapses = ["on_pre", "on_post"]
    let (names, kind) =
      object is SynapseGroup
      ? (ofNeurons, "a neuron group") : (ofSynapses, "a synapse group")
    for name in names {
      guard let value = given[name] else { continue }
      throw invalid(name, value, "it is for \(kind), not \(object.label)")
    }
  }

  private func method(
    for object: NetworkObject
  ) throws -> IntegrationMethod? {
    guard let name = try text("method", for: object) else { return nil }
    guard let method = IntegrationMethod(rawValue: name) else {
      throw NetworkError.unknownWord(
        kind: "method", word: name,
        known: IntegrationMethod.allCases.map(\.rawValue))
    }
    return method
  }

  // MARK: Time

  /// The variable with the time of an iteration; nil if only the network's
  /// `dt` says it.
  private func clockStep(
    for object: NetworkObject, _ text: String
  ) throws -> StateVariable? {
    let network = try object.requiredNetwork()
    for owner in [object, network] where owner.state[Clock.stepName] != nil {
      return StateVariable(Clock.stepName, of: owner)
    }
    guard network.timeStep != nil else {
      throw invalid(
        "eq", .text(text),
        "it needs a Clock of \(object.label) or of the network, or the"
          + " network's dt")
    }
    return nil
  }

  private func seconds<A: Algebra>(
    _ step: StateVariable?, of object: NetworkObject, in algebra: A
  ) throws -> A.Value {
    guard let step else {
      let network = try object.requiredNetwork()
      try algebra.settle("dt", of: network)
      guard let milliseconds = network.timeStep else {
        throw NetworkError.noTimeStep(time: "dt")
      }
      return try algebra.value(milliseconds / 1000)
    }
    let seconds = try algebra.variable(step)
    guard algebra.layout(of: seconds).shape == nil else {
      throw NetworkError.wrongKind(
        what: "'\(Clock.stepName)'", expected: "a number", found: "a tensor")
    }
    // Whatever it is, a real number.
    return try algebra.value(try algebra.number(seconds)?.double ?? 0)
  }
}
