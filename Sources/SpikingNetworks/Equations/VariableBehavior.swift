import Tensors

/// A state variable that equations change.
///
/// An `Equation` works out the value of the next iteration from the values of
/// this one; `forward` applies it. So equations see each other's old values,
/// whatever their order.
public class VariableBehavior: EquationBehavior {
  public override class var parameterDescriptions: [ParameterDescription] {
    [equation]
  }

  /// What the names of values to come end with.
  static let next = "_new"

  private var variable = ""

  /// Zeros for the elements of the variable.
  func zeros(for object: NetworkObject) throws -> Tensor {
    preconditionFailure("a subclass says what the variable is like")
  }

  public override func initialize(_ object: NetworkObject) throws {
    let equation = try EquationText(
      value: try expressionText("eq", for: object))
    let tensor = try zeros(for: object)
    let root = try node(of: equation, for: object) {
      (function, arguments) throws(NetworkError) in
      .draw(function, arguments, like: tensor, from: object.currentRandom)
    }
    let value = try ExpressionEvaluator(pool: object.pool).value(of: root)
    try tensor.apply(.add, value)
    variable = equation.variable
    object.state[variable] = .tensor(tensor)
    object.state[variable + Self.next] = .tensor(tensor)
  }

  public override func forward(_ object: NetworkObject) throws {
    object.state[variable] = .tensor(
      try object.tensor(named: variable + Self.next))
  }
}
