import Tensors

/// One equation without a unit, the change of a variable that a `Variable` or a
/// `SynapseVariable` has made.
struct SingleEquation {
  let variable: StateVariable
  private let right: ExpressionNode

  /// What the variable is multiplied with, for exponential steps.
  private let coefficient: ExpressionNode?

  /// Reads an equation of a behavior.
  ///
  /// - Throws: `NetworkError.syntax`, `.invalidParameter`.
  init(
    _ text: String, of behavior: Equation, for object: NetworkObject,
    _ method: IntegrationMethod
  ) throws {
    let equation = try EquationText(change: text)
    guard object.state[equation.variable + VariableBehavior.next] != nil else {
      throw behavior.invalid(
        "eq", .text(text),
        "'\(equation.variable)' needs a Variable or SynapseVariable, which"
          + " applies what the equation gives, or a unit, as in"
          + " '\(text) : mV'")
    }
    variable = StateVariable(equation.variable, of: object)
    try Self.checkIsOnly(equation.variable, behavior, in: object)
    right = try behavior.node(of: equation, for: object)
    switch method {
    case .euler: coefficient = nil
    case .exponential_euler:
      do {
        coefficient =
          try right.coefficient(of: .variable(variable)) ?? .number(0)
      } catch {
        throw behavior.invalid(
          "eq", .text(text),
          "exponential_euler needs an equation that is linear in"
            + " '\(equation.variable)'")
      }
    case .exact, .heun, .rk4:
      throw behavior.invalid(
        "method", .text(method.rawValue),
        "it needs equations that say their units, as in '\(text) : mV'; of"
          + " others a step is euler or exponential_euler")
    }
  }

  /// Works out the value after an iteration of so many seconds.
  func step<A: Algebra>(
    _ object: NetworkObject, seconds step: A.Value, in algebra: A
  ) throws {
    let evaluator = ExpressionEvaluator(algebra: algebra)
    let name = variable.name
    let old = try algebra.tensor(named: name, of: object)
    let shape = algebra.layout(of: old).shape
    let right = try evaluator.operand(right)
    let change: A.Value
    if let coefficient {
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
  private static func checkIsOnly(
    _ variable: String, _ behavior: Equation, in object: NetworkObject
  ) throws(NetworkError) {
    guard behavior.isEnabled, behavior.timing == nil else { return }
    for entry in behavior.others(in: object) {
      guard let other = entry.behavior.libraryBehavior as? Equation,
        other.isEnabled, other.timing == nil,
        other.changedVariable == variable
      else { continue }
      throw behavior.duplicate(of: entry, variable, in: object)
    }
  }
}
