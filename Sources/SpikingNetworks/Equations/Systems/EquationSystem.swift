import Tensors

/// Equations that belong together, with what happens to their variables at spikes.
struct EquationSystem {
  /// The time, the step and whether a neuron may fire are local values of these
  /// numbers.
  static let (time, step) = (0, 1)

  /// What the names stand for, by the number of the local value.
  var locals: [SystemLocal] = []

  /// The variables that change by themselves, and how, per second, in their own
  /// units.
  var changes: [(local: Int, rate: SystemExpression)] = []

  /// How their steps are taken.
  var method = IntegrationMethod.euler

  /// What a step of all of them at once needs; nil unless it is exact.
  var linear: LinearSystem?

  /// What they are multiplied with, for steps one by one.
  var coefficients: [ExpressionNode] = []

  /// Where neurons fire, and what happens then; nil if nobody has said it.
  var firing: Firing?

  /// What happens at spikes of the source and of the destination.
  var events: [SynapticEvent] = []

  /// The numbers of the local values that are worked with.
  var used: Set<Int> = []

  /// The numbers of the state variables that change.
  var written: Set<Int> = []

  /// The numbers of the state variables of the object itself.
  var ownStates: [Int] {
    locals.indices.filter { isState($0) && locals[$0].owner == nil }
  }

  /// The numbers of the subexpressions.
  var subexpressions: [Int] {
    locals.indices.filter {
      if case .subexpression = locals[$0].kind { return true }
      return false
    }
  }

  func isState(_ number: Int) -> Bool {
    if case .state = locals[number].kind { return true }
    return false
  }
}

/// How a step of equations is taken.
enum IntegrationMethod: String, CaseIterable {
  case exact, euler, heun, rk4, exponential_euler
}

/// When neurons fire, and what happens then.
struct Firing {
  /// The state variable that gets the spikes.
  let spike: String

  let threshold: SystemExpression
  let reset: [Statement]
  let refractory: Refractoriness?

  /// How long neurons don't fire again.
  enum Refractoriness {
    /// So long, in seconds.
    case time(SystemExpression)
    /// As long as this holds.
    case condition(SystemExpression)
  }

  /// The variable that says which neurons may fire.
  static let mayFire = "not_refractory"

  /// The variable with the number of iterations until then.
  static let left = "refractory_left"

  /// The variable with the time of the last spike.
  static let lastSpike = "lastspike"
}

/// `v = -65 mV`, or `I_syn *= 0.5`: what happens to a variable at a spike.
struct Statement {
  /// The number of the variable's local value.
  let target: Int

  /// The operation of `+=` and the like; nil for `=`.
  let operation: BinaryOperation?

  /// What stands behind the equals sign, in the units of equations.
  let amount: SystemExpression

  /// What the variable becomes, in its own unit.
  let value: SystemExpression
}

/// What happens to variables at spikes of one end of a synapse group.
struct SynapticEvent {
  /// Which end fires.
  let trigger: Location

  /// The object and the variable that have its spikes.
  let spikes: StateVariable

  let statements: [Statement]
}
