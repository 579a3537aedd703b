import Tensors

/// Finds the dimensions of expressions, and the terms that don't fit together.
struct DimensionCheck {
  let source: ExpressionText

  /// The dimensions of what a name means; nil if nobody has said it.
  let meaning: ([String], _ column: Int) throws(NetworkError) -> Dimensions?

  /// Throws unless the dimensions of `syntax` are `wanted`; of a sum, of each
  /// term.
  ///
  /// - Parameters:
  ///   - syntax: The expression.
  ///   - wanted: What its dimensions must be.
  ///   - what: What must be of these, in messages.
  ///   - unit: How messages name the dimensions; their own name, if nil.
  ///   - column: Where the expression is, if it doesn't know itself.
  /// - Throws: `NetworkError.syntax`.
  func require(
    _ syntax: Syntax, _ wanted: Dimensions, for what: String,
    unit: String? = nil, near column: Int = 1
  ) throws(NetworkError) {
    switch syntax {
    case .infix(.arithmetic(.add), let left, let right, let column),
      .infix(.arithmetic(.subtract), let left, let right, let column):
      try require(left, wanted, for: what, unit: unit, near: column)
      try require(right, wanted, for: what, unit: unit, near: column)
    case .prefix(.negative, let inner, let column):
      try require(inner, wanted, for: what, unit: unit, near: column)
    default:
      guard let found = try dimensions(of: syntax), found != wanted else {
        return
      }
      let wish =
        wanted == .none ? wanted.phrase : "in \(unit ?? "\(wanted)")"
      throw source.error(
        at: syntax.column ?? column,
        "'\(syntax.text)' is \(found.phrase), and \(what) must be \(wish)")
    }
  }

  /// The dimensions of an expression; nil where they may be any: of 0, and of
  /// what has no declared unit.
  ///
  /// - Throws: `NetworkError.syntax`.
  func dimensions(of syntax: Syntax) throws(NetworkError) -> Dimensions? {
    switch syntax {
    case .number(let number): return number.double == 0 ? nil : Dimensions.none
    case .quantity(_, let unit, _, _): return Dimensions(unit.dimension)
    case .name(let path, let column): return try meaning(path, column)
    case .prefix(.negative, let inner, _): return try dimensions(of: inner)
    case .prefix(_, let inner, _):
      _ = try dimensions(of: inner)
      return Dimensions.none
    case .infix(let infix, let left, let right, let column):
      return try dimensions(infix, left, right, column)
    case .call(let path, let arguments, let column):
      return try dimensions(
        of: path[path.count - 1], arguments.map(\.value), column)
    case .method(let base, let name, let arguments, let column):
      return try dimensions(of: name, [base] + arguments.map(\.value), column)
    case .index(let base, _, _): return try dimensions(of: base)
    case .list(let items, _): return try common(items, "in one list")
    }
  }

  private func dimensions(
    _ infix: InfixOperator, _ left: Syntax, _ right: Syntax, _ column: Int
  ) throws(NetworkError) -> Dimensions? {
    switch infix {
    case .and, .or:
      _ = (try dimensions(of: left), try dimensions(of: right))
      return Dimensions.none
    case .comparison:
      _ = try common([left, right], "compared")
      return Dimensions.none
    case .arithmetic(let operation):
      return try dimensions(operation, left, right)
    }
  }

  private func dimensions(
    _ operation: BinaryOperation, _ left: Syntax, _ right: Syntax
  ) throws(NetworkError) -> Dimensions? {
    switch operation {
    case .add: return try common([left, right], "added")
    case .subtract: return try common([left, right], "subtracted")
    case .minimum, .maximum, .hypotenuse, .modulo:
      return try common([left, right], "compared")
    case .angle:
      _ = try common([left, right], "compared")
      return Dimensions.none
    case .multiply, .divide, .floorDivide:
      guard let a = try dimensions(of: left), let b = try dimensions(of: right)
      else { return nil }
      return operation == .multiply ? a * b : a / b
    case .power:
      try require(right, .none, for: "an exponent")
      guard let base = try dimensions(of: left), base != .none else {
        return Dimensions.none
      }
      guard let exponent = right.constant else {
        throw source.error(
          at: left.column ?? 1,
          "'\(left.text)' is \(base.phrase): its exponent must be a number, not"
            + " '\(right.text)'")
      }
      return base.power(exponent)
    case .and, .or, .exclusiveOr:
      _ = (try dimensions(of: left), try dimensions(of: right))
      return Dimensions.none
    }
  }

  private func dimensions(
    of name: String, _ arguments: [Syntax], _ column: Int
  ) throws(NetworkError) -> Dimensions? {
    guard let function = ExpressionFunction.named[name] else {
      // Draws are of what their parameters are of; plain ones of no unit.
      if arguments.isEmpty { return Dimensions.none }
      return try common(arguments, "parameters of one draw")
    }
    guard let first = arguments.first else { return nil }
    switch function {
    case .unary(let operation): return try dimensions(operation, name, first)
    case .binary(let operation):
      guard arguments.count == 2 else { return nil }
      return try dimensions(operation, first, arguments[1])
    case .comparison:
      _ = try common(arguments, "compared")
      return Dimensions.none
    case .reduction(let operation):
      let found = try dimensions(of: first)
      switch operation {
      case .variance, .sampleVariance: return found?.power(2)
      case .any, .all, .countNonzero, .argumentOfMinimum, .argumentOfMaximum:
        return Dimensions.none
      default: return found
      }
    case .clamp: return try common(arguments, "limits of each other")
    case .choose:
      _ = try dimensions(of: first)
      return try common(Array(arguments.dropFirst()), "alternatives")
    case .stack, .concatenate: return try common(arguments, "in one list")
    case .same, .convert, .real: return try dimensions(of: first)
    }
  }

  private func dimensions(
    _ operation: UnaryOperation, _ name: String, _ inner: Syntax
  ) throws(NetworkError) -> Dimensions? {
    switch operation {
    case .negative, .absoluteValue, .rectified: return try dimensions(of: inner)
    case .square: return try dimensions(of: inner)?.power(2)
    case .squareRoot: return try dimensions(of: inner)?.power(0.5)
    case .reciprocal: return try dimensions(of: inner)?.power(-1)
    case .sign, .logicalNot, .isNaN, .isFinite:
      _ = try dimensions(of: inner)
      return Dimensions.none
    default:
      try require(inner, .none, for: "what \(name) takes")
      return Dimensions.none
    }
  }

  /// What several terms have in common.
  private func common(
    _ terms: [Syntax], _ what: String
  ) throws(NetworkError) -> Dimensions? {
    var known: (syntax: Syntax, dimensions: Dimensions)?
    for term in terms {
      guard let found = try dimensions(of: term) else { continue }
      guard let other = known else {
        known = (term, found)
        continue
      }
      if other.dimensions == found { continue }
      throw source.error(
        at: term.column ?? other.syntax.column ?? 1,
        "'\(term.text)' is \(found.phrase) and '\(other.syntax.text)'"
          + " \(other.dimensions.phrase): they can't be \(what)")
    }
    return known?.dimensions
  }
}
