import Tensors

/// A state variable that equations change.
///
/// An `Equation` works out the value of the next iteration from the values of
/// this one; `forward` applies it. So equations see each other's old values,
/// whatever their order. What is assigned to the variable in between counts too:
/// of both the later one.
public class VariableBehavior: EquationBehavior {
  public override class var parameterDescriptions: [ParameterDescription] {
    [equation]
  }

  /// What the names of values to come end with.
  static let next = "_new"

  /// What the names of the values that an equation has read end with.
  static let basis = "_at_equation"

  private var variable = ""

  /// Zeros for the elements of the variable.
  func zeros(for object: NetworkObject) throws -> Tensor {
    preconditionFailure("a subclass says what the variable is like")
  }

  public override func initialize(_ object: NetworkObject) throws {
    let equation = try EquationText(
      value: try expressionText("eq", for: object))
    try checkName(equation.variable, "eq", for: object)
    let tensor = try zeros(for: object)
    let root = try node(of: equation, for: object) {
      (function, arguments) throws(NetworkError) in
      .draw(function, arguments, like: tensor, from: object.currentRandom)
    }
    let value = try ExpressionEvaluator(pool: object.pool).value(of: root)
    try tensor.apply(.add, value)
    variable = equation.variable
    let (next, basis) = (variable + Self.next, variable + Self.basis)
    object.state.addSuccession(of: variable, next: next, basis: basis)
    if object.state.hasVariable(basis) { object.state[basis] = nil }
    object.state[variable] = .tensor(tensor)
    object.state[next] = .tensor(tensor)
  }

  public override func forward(_ object: NetworkObject) throws {
    let name = variable + Self.next
    let next = try object.tensor(named: name)
    let value = try successor(in: object, next)
    object.state[variable] = .tensor(value)
    if !value.isSameView(as: next) { object.state[name] = .tensor(value) }
  }

  /// What the variable becomes: `next`, or what was assigned to it later.
  private func successor(
    in object: NetworkObject, _ next: Tensor
  ) throws -> Tensor {
    let state = object.state
    let slot = state.slot(of: variable)
    let isLater =
      state.revision(at: slot)
      > state.revision(at: state.slot(of: variable + Self.next))
    switch state.peek(at: slot) {
    case .tensor(let value) where value.isSameView(as: next): return next
    case .tensor(let value) where value.isFollowed(by: next):
      let basis = state.peek(at: state.slot(of: variable + Self.basis))
      guard case .tensor(let basis)? = basis, value.isFollowed(by: basis)
      else { return next }
      return try changes(of: value, since: basis, over: next)
    case .tensor(let value) where isLater:
      if value.type == next.type, value.shape == next.shape { return value }
      let fit = try zeros(for: object)
      try fit.apply(.add, .tensor(value))
      return fit
    case .number(let number) where isLater:
      return try Tensor.full(
        next.shape, number, type: next.type, in: next.pool)
    default: return next
    }
  }

  /// `next` with the elements of `value` that aren't what they were.
  private func changes(
    of value: Tensor, since basis: Tensor, over next: Tensor
  ) throws -> Tensor {
    let isOther = try value.comparing(.notEqual, .tensor(basis))
    guard try isOther.reduced(.any).isTrue else { return next }
    // NaN is unlike itself, and was it before.
    let isNumber = try value.comparing(.equal, .tensor(value)).applying(
      .or, .tensor(try basis.comparing(.equal, .tensor(basis))))
    return try isOther.applying(.and, .tensor(isNumber)).choosing(
      .tensor(value), else: .tensor(next))
  }
}
