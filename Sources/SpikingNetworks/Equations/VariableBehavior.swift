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
      ($0.behavior as? VariableBehavior)?.variable == variable
    }) {
      throw duplicate(of: other, variable, in: object)
    }
    let (next, basis) = (variable + Self.next, variable + Self.basis)
    object.state.addSuccession(of: variable, next: next, basis: basis)
    if object.state.hasVariable(basis) { object.state[basis] = nil }
    object.state[variable] = .tensor(tensor)
    object.state[next] = .tensor(tensor)
  }

  public override func forward(_ object: NetworkObject) throws {
    let name = variable + Self.next
    let next = try object.tensor(named: name)
    guard next.shape == layout.shape, next.type == layout.type else {
      throw mistake(name, .tensor(next), in: object)
    }
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
      do throws(TensorError) { try fit.apply(.add, .tensor(value)) } catch {
        guard case .shapeMismatch = error else { throw error }
        throw mistake(variable, .tensor(value), in: object)
      }
      return fit
    case .number(let number) where isLater:
      return try Tensor.full(
        next.shape, number, type: next.type, in: next.pool)
    case .tensor, .number: return next
    case let value: throw mistake(variable, value, in: object)
    }
  }

  /// The error for a variable that is something else than it has to be.
  private func mistake(
    _ name: String, _ value: StateValue?, in object: NetworkObject
  ) -> NetworkError {
    func text(_ shape: Shape, _ type: ElementType) -> String {
      "a tensor of shape \(shape) and type \(type.rawValue)"
    }
    let found =
      switch value {
      case .tensor(let tensor): text(tensor.shape, tensor.type)
      case .opaque: "a table or the like"
      case let value: value?.kind ?? "nil"
      }
    let expected = text(layout.shape, layout.type)
    return .wrongKind(
      what: "'\(name)' of \(object.label)",
      expected: (name == variable ? "a number or " : "") + expected,
      found: found)
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
