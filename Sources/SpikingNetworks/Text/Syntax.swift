import Tensors

/// An expression as it was written, before its names have a meaning.
///
/// Modes and recorder expressions share one grammar; what they allow of it
/// differs. Columns count from 1.
indirect enum Syntax {
  case number(Scalar)
  case quantity(Double, Unit, name: String, column: Int)
  case name(path: [String], column: Int)
  case call(path: [String], [SyntaxArgument], column: Int)
  case method(Syntax, String, [SyntaxArgument], column: Int)
  case prefix(PrefixOperator, Syntax, column: Int)
  case infix(InfixOperator, Syntax, Syntax, column: Int)
  case index(Syntax, [SyntaxSelector], column: Int)
  case list([Syntax], column: Int)
}

/// An argument of a call, with its name if it was given by name.
struct SyntaxArgument {
  let label: String?
  let value: Syntax
  let column: Int
}

/// What stands between the brackets of an index.
enum SyntaxSelector {
  case single(Syntax)
  case range(Syntax?, Syntax?)
}

/// An operator before its operand.
enum PrefixOperator {
  case negative, complement, not
}

/// An operator between its operands.
enum InfixOperator {
  case or, and
  case comparison(ComparisonOperation)
  case arithmetic(BinaryOperation)

  /// How strongly the operator binds on its left and on its right, as in Lua.
  var binding: (left: Int, right: Int) {
    switch self {
    case .or: (1, 2)
    case .and: (3, 4)
    case .comparison: (5, 6)
    case .arithmetic(let operation):
      switch operation {
      case .or: (7, 8)
      case .exclusiveOr: (9, 10)
      case .and: (11, 12)
      case .add, .subtract: (13, 14)
      case .power: (18, 17)
      default: (15, 16)
      }
    }
  }

  /// How strongly the operators before an operand bind: less than a power,
  /// more than a product.
  static let prefixBinding = 17

  init?(_ token: Token) {
    switch (token.kind, token.text) {
    case (.name, "or"): self = .or
    case (.name, "and"): self = .and
    case (.symbol, "<"): self = .comparison(.less)
    case (.symbol, "<="): self = .comparison(.lessOrEqual)
    case (.symbol, ">"): self = .comparison(.greater)
    case (.symbol, ">="): self = .comparison(.greaterOrEqual)
    case (.symbol, "=="): self = .comparison(.equal)
    case (.symbol, "~="), (.symbol, "!="): self = .comparison(.notEqual)
    case (.symbol, "|"): self = .arithmetic(.or)
    case (.symbol, "~"): self = .arithmetic(.exclusiveOr)
    case (.symbol, "&"): self = .arithmetic(.and)
    case (.symbol, "+"): self = .arithmetic(.add)
    case (.symbol, "-"): self = .arithmetic(.subtract)
    case (.symbol, "*"): self = .arithmetic(.multiply)
    case (.symbol, "/"): self = .arithmetic(.divide)
    case (.symbol, "//"): self = .arithmetic(.floorDivide)
    case (.symbol, "%"): self = .arithmetic(.modulo)
    case (.symbol, "^"), (.symbol, "**"): self = .arithmetic(.power)
    default: return nil
    }
  }
}
