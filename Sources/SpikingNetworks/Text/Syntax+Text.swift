import Programs
import Tensors

/// Expressions as text, for messages about a part of one.
extension Syntax {
  /// The expression, with brackets where they are needed.
  var text: String { text(0) }

  /// Where the expression begins, counted from 1; nil where that isn't known, as
  /// of a number.
  var column: Int? {
    switch self {
    case .number: nil
    case .name(_, let column), .quantity(_, _, _, let column),
      .call(_, _, let column), .prefix(_, _, let column), .list(_, let column):
      column
    case .method(let base, _, _, let column), .index(let base, _, let column):
      base.column ?? column
    case .infix(_, let left, _, let column): left.column ?? column
    }
  }

  /// The number that the expression is, if it is made of numbers alone.
  var constant: Double? {
    switch self {
    case .number(let number): return number.double
    case .prefix(.negative, let inner, _): return inner.constant.map { -$0 }
    case .infix(.arithmetic(let operation), let left, let right, _):
      guard let a = left.constant, let b = right.constant else { return nil }
      return try? Scalar.float(a).applying(operation, .float(b)).double
    default: return nil
    }
  }

  private func text(_ minimum: Int) -> String {
    switch self {
    case .number(let number): return number.shortText
    case .quantity(let number, _, let unit, _):
      return "\(Scalar.float(number).shortText) \(unit)"
    case .name(let path, _): return path.joined(separator: ".")
    case .call(let path, let arguments, _):
      return path.joined(separator: ".") + list(arguments)
    case .method(let base, let name, let arguments, _):
      return "\(base.text(100)):\(name)\(list(arguments))"
    case .prefix(let prefix, let inner, _):
      let sign =
        switch prefix {
        case .negative: "-"
        case .complement: "~"
        case .not: "not "
        }
      return sign + inner.text(InfixOperator.prefixBinding)
    case .infix(let infix, let left, let right, _):
      let (before, after) = infix.binding
      let text =
        "\(left.text(before - 1)) \(infix.sign) \(right.text(after))"
      return before > minimum ? text : "(\(text))"
    case .list(let items, _):
      return "[" + items.map(\.text).joined(separator: ", ") + "]"
    case .index(let base, let selectors, _):
      let inner = selectors.map { selector in
        switch selector {
        case .single(let index): index.text
        case .range(let start, let end):
          "\(start?.text ?? ""):\(end?.text ?? "")"
        }
      }
      return "\(base.text(100))[\(inner.joined(separator: ", "))]"
    }
  }

  private func list(_ arguments: [SyntaxArgument]) -> String {
    let inner = arguments.map { argument in
      (argument.label.map { "\($0) = " } ?? "") + argument.value.text
    }
    return "(" + inner.joined(separator: ", ") + ")"
  }
}

extension Scalar {
  /// The number, a whole one without a point.
  fileprivate var shortText: String {
    if case .float(let value) = self, let whole = Int(exactly: value) {
      return "\(whole)"
    }
    return "\(self)"
  }
}

extension InfixOperator {
  /// The operator as it is written.
  fileprivate var sign: String {
    switch self {
    case .or: "or"
    case .and: "and"
    case .comparison(let comparison): comparison.symbol
    case .arithmetic(let operation): operation.symbol ?? operation.rawValue
    }
  }
}
