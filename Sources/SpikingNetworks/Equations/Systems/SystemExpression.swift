import Tensors

/// An expression of a system of equations.
struct SystemExpression {
  /// The expression, in which the system's names are local values.
  let node: ExpressionNode

  /// The expression as it was written.
  let syntax: Syntax

  /// Which neurons it has a value for.
  let location: Location

  /// The subexpressions that must have their values first, in order.
  let needs: [Int]

  /// The local values that it is worked out from, also in subexpressions.
  let locals: Set<Int>
}

/// What a variable, or an expression, has a value for: of a synapse group each
/// source, each destination, both, or neither; of a neuron group each neuron, which
/// counts as both.
struct Location: OptionSet {
  let rawValue: Int

  static let source = Location(rawValue: 1)
  static let destination = Location(rawValue: 2)
  static let each: Location = [.source, .destination]

  /// As part of a sentence.
  var phrase: String {
    switch self {
    case .source: "of each source"
    case .destination: "of each destination"
    case .each: "of each synapse"
    default: "one for all"
    }
  }
}

/// What a name of a system stands for.
struct SystemLocal {
  enum Kind {
    /// When the iteration begins, in seconds.
    case time
    /// How long it is, in seconds.
    case step
    /// White noise.
    case noise
    /// A state variable.
    case state
    /// What an expression gives.
    case subexpression(SystemExpression)
  }

  let name: String
  let kind: Kind
  let location: Location
  let unit: DeclaredUnit

  /// The object and the variable that it is, of a state variable.
  let owner: NetworkObject?

  /// Whether nothing changes it but who sets it to another tensor or number.
  var isConstant = false

  /// Whether neurons that are refractory keep it.
  var isHeld = false
}

extension ExpressionNode {
  /// The numbers of the local values in the expression.
  var locals: Set<Int> {
    if case .local(let number) = self { return [number] }
    return parts.reduce(into: []) { $0.formUnion($1.locals) }
  }

  /// What the expression has a value for.
  func location(ofLocals system: EquationSystem) -> Location {
    switch self {
    case .number, .iteration: return []
    case .local(let number): return system.locals[number].location
    case .constant(.scalar, _): return []
    case .constant, .variable, .draw: return .each
    case .call(.reduction, let arguments) where arguments.count == 1: return []
    default:
      return parts.reduce(into: []) {
        $0.formUnion($1.location(ofLocals: system))
      }
    }
  }
}
