import Tensors

/// A state variable that equations change.
///
/// An `Equation` works out the value of the next iteration from the values of
/// this one; the variable applies it. So equations see each other's old values,
/// whatever their order. What is assigned to the variable in between counts too:
/// of both the later one.
public class VariableBehavior: EquationBehavior, AlgebraicBehavior {
  public override class var parameterDescriptions: [ParameterDescription] {
    [equation]
  }

  /// What the names of values to come end with.
  static let next = "_new"

  /// What the names of the values that an equation has read end with.
  static let basis = "_at_equation"

  private var variable = ""

  /// The shape and the type of the variable.
  private var layout: (shape: Shape, type: ElementType) = ([], .float32)

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
    layout = (tensor.shape, tensor.type)
    if let other = others(in: object).first(where: {
      ($0.behavior.libraryBehavior as? VariableBehavior)?.variable == variable
    }) {
      throw duplicate(of: other, variable, in: object)
    }
    let (next, basis) = (variable + Self.next, variable + Self.basis)
    object.state.addSuccession(of: variable, next: next, basis: basis)
    if object.state.hasVariable(basis) { object.state[basis] = nil }
    object.state[variable] = .tensor(tensor)
    object.state[next] = .tensor(tensor)
  }

  func step<A: Algebra>(_ object: NetworkObject, in algebra: A) throws {
    let name = variable + Self.next
    let next = try algebra.tensor(named: name, of: object)
    let found = algebra.layout(of: next)
    guard found.shape == layout.shape, found.type == layout.type else {
      throw mistake(name, text(found), in: object)
    }
    let value = try successor(of: object, next, in: algebra)
    try algebra.set(variable, of: object, to: value)
    if !algebra.isSameView(value, next) {
      try algebra.set(name, of: object, to: value)
    }
  }

  /// What the variable becomes: `next`, or what was assigned to it later.
  private func successor<A: Algebra>(
    of object: NetworkObject, _ next: A.Value, in algebra: A
  ) throws -> A.Value {
    let content = try algebra.content(of: variable, in: object)
    let relation = try algebra.relation(of: variable, in: object)
    guard case .value(let value) = content else {
      throw mistake(variable, text(content), in: object)
    }
    guard let shape = algebra.layout(of: value).shape else {
      guard relation.contains(.isLater) else { return next }
      return try algebra.full(layout.shape, value, type: layout.type)
    }
    if relation.contains(.isNext) { return next }
    if relation.contains(.nextFollows) {
      guard relation.contains(.basisFollows),
        case .value(let basis) = try algebra.content(
          of: variable + Self.basis, in: object)
      else { return next }
      if try algebra.isUnchanged(variable, of: object, since: basis) {
        return next
      }
      return try changes(of: value, since: basis, over: next, in: algebra)
    }
    guard relation.contains(.isLater) else { return next }
    if algebra.layout(of: value).type == layout.type, shape == layout.shape {
      return value
    }
    let fit = try algebra.full(
      layout.shape, try algebra.value(0.0), type: layout.type)
    do { try algebra.update(fit, .add, value) } catch let error as TensorError {
      guard case .shapeMismatch = error else { throw error }
      throw mistake(variable, text(algebra.layout(of: value)), in: object)
    }
    return fit
  }

  /// The error for a variable that is something else than it has to be.
  private func mistake(
    _ name: String, _ found: String, in object: NetworkObject
  ) -> NetworkError {
    .wrongKind(
      what: "'\(name)' of \(object.label)",
      expected: (name == variable ? "a number or " : "")
        + text((layout.type, layout.shape)), found: found)
  }

  private func text(_ layout: (type: ElementType, shape: Shape?)) -> String {
    "a tensor of shape \(layout.shape ?? Shape()) and type"
      + " \(layout.type.rawValue)"
  }

  private func text<Value>(_ content: AlgebraContent<Value>) -> String {
    switch content {
    case .value: "a tensor"
    case .sparse(let matrix, _): StateValue.sparse(matrix).kind
    case .other(.opaque?): "a table or the like"
    case .other(let value): value?.kind ?? "nil"
    }
  }

  /// `next` with the elements of `value` that aren't what they were.
  private func changes<A: Algebra>(
    of value: A.Value, since basis: A.Value, over next: A.Value, in algebra: A
  ) throws -> A.Value {
    let isOther = try algebra.compare(.notEqual, value, basis)
    // NaN is unlike itself, and was it before.
    let isNumber = try algebra.combine(
      .or, try algebra.compare(.equal, value, value),
      try algebra.compare(.equal, basis, basis))
    return try algebra.choose(
      try algebra.combine(.and, isOther, isNumber), value, else: next)
  }
}
