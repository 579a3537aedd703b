import Glibc
import Tensors

/// A differential equation of a variable.
public final class Equation: EquationBehavior {
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

  public override func forward(_ object: NetworkObject) throws {
    guard let compiled else { return }
    let evaluator = ExpressionEvaluator(pool: object.pool)
    let step = try seconds(compiled.step, in: object)
    let name = compiled.variable.name
    let old = try object.tensor(named: name)
    var change = ExpressionNode.arithmetic(
      .multiply, compiled.right, .number(.float(step)))
    if let coefficient = compiled.coefficient {
      change = exponentialChange(
        try evaluator.value(of: compiled.right),
        try exponentialStep(try evaluator.value(of: coefficient), step))
    }
    let next = try evaluator.value(
      of: .arithmetic(.add, .constant(.tensor(old)), change))
    guard case .tensor(let tensor) = next, tensor.shape == old.shape else {
      throw NetworkError.wrongKind(
        what: "the change of '\(name)'",
        expected: "a number or of shape \(old.shape)",
        found: "of another shape")
    }
    object.state[name + VariableBehavior.basis] = .tensor(try old.copied())
    object.state[name + VariableBehavior.next] = .tensor(
      try tensor.converted(to: old.type))
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
      guard let other = entry.behavior as? Equation, other.isEnabled,
        other.timing == nil, other.compiled?.variable.name == variable
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

  private func seconds(
    _ step: StateVariable?, in object: NetworkObject
  ) throws -> Double {
    guard let step else {
      let milliseconds = try object.requiredNetwork().timeStep
      guard let milliseconds else { throw NetworkError.noTimeStep(time: "dt") }
      return milliseconds / 1000
    }
    guard case .scalar(let seconds) = try step.value() else {
      throw NetworkError.wrongKind(
        what: "'\(Clock.stepName)'", expected: "a number", found: "a tensor")
    }
    return seconds.double
  }
}

/// The change in a step: `right`, the change per second, times `factor`. What
/// doesn't change stays as it is, also where `factor` is beyond all numbers.
private func exponentialChange(
  _ right: Operand, _ factor: Operand
) -> ExpressionNode {
  let product = ExpressionNode.arithmetic(
    .multiply, .constant(right), .constant(factor))
  switch factor {
  case .scalar(let number) where Float(number.double).isFinite: return product
  case .tensor(let tensor) where tensor.firstNonFinite() == nil: return product
  default: break
  }
  switch right {
  case .scalar(let number): return number.double == 0 ? .number(0.0) : product
  case .tensor:
    let isStill = ExpressionNode.comparison(
      .equal, .constant(right), .number(0))
    return .call(.choose, [isStill, .number(0.0), product])
  }
}

/// What the change per second is multiplied with in a step of `step` seconds,
/// if the change is `a * v` and what doesn't depend on `v`.
///
/// With both constant, `v(t + dt) = v(t) + (a v(t) + b) (exp(a dt) - 1) / a`
/// exactly. That is `dt` to the last digit where `a * dt` is tiny, and neither it
/// nor `a` need have all its digits there. Up to 1, `exp(x) - 1` is worked out as
/// `2 tanh(x / 2) / (1 - tanh(x / 2))`, which loses no digits for small `x`.
private func exponentialStep(_ a: Operand, _ step: Double) throws -> Operand {
  let tiny = 1e-30
  switch a {
  case .scalar(let scalar):
    let a = scalar.double
    let x = a * step
    return .scalar(.float(x.magnitude < tiny ? step : expm1(x) / a))
  case .tensor(let a):
    let x = try a.applying(.multiply, .scalar(.float(step)))
    let half = try x.applying(.multiply, 0.5).applying(.hyperbolicTangent)
    let small = try half.applying(.multiply, 2.0).applying(
      .divide, .tensor(try half.applying(.subtract, 1.0, isReversed: true)))
    let large = try x.applying(.exponential).applying(.subtract, 1.0)
    let change = try x.comparing(.greater, 1.0)
      .choosing(.tensor(large), else: .tensor(small))
    let isTiny = try x.applying(.absoluteValue)
      .comparing(.less, .scalar(.float(tiny)))
    return .tensor(
      try isTiny.choosing(
        .scalar(.float(step)),
        else: .tensor(try change.applying(.divide, .tensor(a)))))
  }
}
