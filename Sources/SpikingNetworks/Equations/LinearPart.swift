import Tensors

/// The expression is not linear in a variable.
struct NotLinear: Error {}

extension ExpressionNode {
  /// What the variable is multiplied with in this expression, or nil if the
  /// variable is not in it.
  ///
  /// - Throws: `NotLinear` unless the expression is that times the variable,
  ///   plus what doesn't depend on it.
  func coefficient(
    of variable: ExpressionNode
  ) throws(NotLinear) -> ExpressionNode? {
    switch self {
    case .variable, .local: return isSame(as: variable) ? .number(1) : nil
    case .negative(let inner):
      return try inner.coefficient(of: variable).map { .negative($0) }
    case .arithmetic(let operation, let left, let right):
      let a = try left.coefficient(of: variable)
      let b = try right.coefficient(of: variable)
      switch (operation, a, b) {
      case (_, nil, nil): return nil
      case (.add, let a?, let b?), (.subtract, let a?, let b?):
        return .arithmetic(operation, a, b)
      case (.add, let a?, nil), (.add, nil, let a?), (.subtract, let a?, nil):
        return a
      case (.subtract, nil, let b?): return .negative(b)
      case (.multiply, let a?, nil): return .arithmetic(.multiply, a, right)
      case (.multiply, nil, let b?): return .arithmetic(.multiply, left, b)
      case (.divide, let a?, nil): return .arithmetic(.divide, a, right)
      default: throw NotLinear()
      }
    default:
      for part in parts where try part.coefficient(of: variable) != nil {
        throw NotLinear()
      }
      return nil
    }
  }

  /// The expressions that this one is made of.
  var parts: [ExpressionNode] {
    switch self {
    case .number, .constant, .variable, .iteration, .local, .draw: []
    case .negative(let inner), .complement(let inner), .not(let inner): [inner]
    case .both(let left, let right), .either(let left, let right),
      .comparison(_, let left, let right), .arithmetic(_, let left, let right):
      [left, right]
    case .call(_, let arguments): arguments
    case .index(let base, let selectors):
      [base]
        + selectors.flatMap { selector in
          switch selector {
          case .single(let index): [index]
          case .range(let start, let end): [start, end].compactMap { $0 }
          }
        }
    }
  }
}

extension ExpressionNode {
  /// Whether both are one variable of one object, or the same local value.
  private func isSame(as other: ExpressionNode) -> Bool {
    switch (self, other) {
    case (.variable(let a), .variable(let b)):
      a.state === b.state && a.slot == b.slot
    case (.local(let a), .local(let b)): a == b
    default: false
    }
  }
}
