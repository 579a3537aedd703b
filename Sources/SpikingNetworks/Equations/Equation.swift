import Tensors

/// A differential equation of a variable.
public final class Equation: EquationBehavior, AlgebraicBehavior {
  public override class var summary: String {
    "A differential equation, \"dv/dt = (0 - v) / tau\", of a variable that a"
      + " Variable or a SynapseVariable has made. A Clock of the object or of"
      + " the network says how long an iteration is. Leaves the value after the"
      + " iteration in v_new, and what it is worked out from in v_at_equation."
      + " The Variable makes v of v_new: give it a higher key than the equation,"
      + " or record v_new. Dimensions are not checked: 1 mV + 1 ms is a number."
  }

  public override class var parameterDescriptions: [ParameterDescription] {
    [
      equation,
      ParameterDescription(
        "method", default: "euler",
        "euler, or exponential_euler, which is exact if nothing else changes"
          + " and needs an equation that is linear in its variable"),
    ]
  }

  /// How a step is taken.
  enum Method: String, CaseIterable {
    case euler, exponential_euler
  }

  /// True: the variables and the clock exist by then.
  public override var initializesLast: Bool { true }

  private var compiled: Compiled?

  /// The equation, with names that have a meaning.
  private struct Compiled {
    let variable: StateVariable
    /// The time of an iteration in seconds; nil for the network's `dt`.
    let step: StateVariable?
    let right: ExpressionNode
    /// What the variable is multiplied with, for exponential steps.
    let coefficient: ExpressionNode?
  }

  /// Creates an equation from its parameters; `EquationModule` is one of its
  /// tags, behind its name.
  public required init(_ parameters: Parameters, tag: String = "") {
    super.init(parameters, tag: "\(tag), \(Self.name), EquationModule")
  }

  public override func initialize(_ object: NetworkObject) throws {
    let text = try expressionText("eq", for: object)
    let equation = try EquationText(change: text)
    guard object.state[equation.variable + VariableBehavior.next] != nil else {
      throw invalid(
        "eq", .text(text),
        "'\(equation.variable)' needs a Variable or SynapseVariable, which"
          + " applies what the equation gives")
    }
    let variable = StateVariable(equation.variable, of: object)
    try checkIsOnly(equation.variable, in: object)
    let right = try node(of: equation, for: object)
    var coefficient: ExpressionNode?
    if try method(for: object) == .exponential_euler {
      do {
        coefficient = try right.coefficient(of: variable) ?? .number(0)
      } catch {
        throw invalid(
          "eq", .text(text),
          "exponential_euler needs an equation that is linear in"
            + " '\(equation.variable)'")
      }
    }
    compiled = Compiled(
      variable: variable, step: try clockStep(for: object, text),
      right: right, coefficient: coefficient)
  }

  func step<A: Algebra>(_ object: NetworkObject, in algebra: A) throws {
    guard let compiled else { return }
    let evaluator = ExpressionEvaluator(algebra: algebra)
    let step = try seconds(compiled.step, of: object, in: algebra)
    let name = compiled.variable.name
    let old = try algebra.tensor(named: name, of: object)
    let shape = algebra.layout(of: old).shape
    let right = try evaluator.operand(compiled.right)
    let change: A.Value
    if let coefficient = compiled.coefficient {
      let factor = try ExponentialStep(algebra: algebra, seconds: step)
        .factor(of: try evaluator.operand(coefficient))
      change = try ExponentialStep(algebra: algebra, seconds: step)
        .change(right, factor)
    } else {
      change = try algebra.combine(.multiply, right, step)
    }
    let next = try algebra.combine(.add, old, change)
    guard let found = algebra.layout(of: next).shape, found == shape else {
      throw NetworkError.wrongKind(
        what: "the change of '\(name)'",
        expected: "a number or of shape \(shape ?? Shape())",
        found: "of another shape")
    }
    try algebra.set(
      name + VariableBehavior.basis, of: object, to: try algebra.copied(old))
    try algebra.set(
      name + VariableBehavior.next, of: object,
      to: try algebra.convert(next, to: algebra.layout(of: old).type))
  }

  /// Throws if another equation of the variable runs in the same iterations,
  /// one of which would be lost.
  ///
  /// Those that are switched off, or run in some iterations only, may take
  /// turns.
  private func checkIsOnly(
    _ variable: String, in object: NetworkObject
  ) throws(NetworkError) {
    guard isEnabled, timing == nil else { return }
    for entry in others(in: object) {
      guard let other = entry.behavior.libraryBehavior as? Equation,
        other.isEnabled, other.timing == nil,
        other.compiled?.variable.name == variable
      else { continue }
      throw duplicate(of: entry, variable, in: object)
    }
  }

  private func method(for object: NetworkObject) throws -> Method {
    let name = try text("method", for: object) ?? ""
    guard let method = Method(rawValue: name) else {
      throw NetworkError.unknownWord(
        kind: "method", word: name, known: Method.allCases.map(\.rawValue))
    }
    return method
  }

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
