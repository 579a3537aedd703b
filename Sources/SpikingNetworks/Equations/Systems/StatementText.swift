import Tensors

/// A statement as it was written: `v = -65 mV`, `g_post += w`.
struct StatementText {
  let source: ExpressionText

  /// The variable, with the path before it.
  let path: [String]

  /// The operation of `+=` and the like; nil for `=`.
  let operation: BinaryOperation?

  let right: Syntax

  /// The statements of a text, with semicolons or ends of lines between them.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - subject: What the text is, in messages.
  /// - Returns: The statements, in order.
  /// - Throws: `NetworkError.syntax`.
  static func statements(
    of text: String, _ subject: String
  ) throws(NetworkError) -> [StatementText] {
    var result: [StatementText] = []
    for line in text.split(whereSeparator: \.isNewline) {
      for part in line.prefix(while: { $0 != "#" }).split(separator: ";")
      where !part.trimmed.isEmpty {
        result.append(
          try StatementText(
            ExpressionText(
              subject: subject, text: part.trimmed, hasUnits: true)))
      }
    }
    return result
  }

  private init(_ source: ExpressionText) throws(NetworkError) {
    self.source = source
    let tokens = try Lexer.tokens(of: source)
    var place = 0
    var path: [String] = []
    while tokens[place].kind == .name {
      path.append(tokens[place].text)
      place += 1
      guard tokens[place].text == "." else { break }
      place += 1
    }
    let operations: [String: BinaryOperation] = [
      "+": .add, "-": .subtract, "*": .multiply, "/": .divide,
    ]
    let operation = operations[tokens[place].text]
    if operation != nil { place += 1 }
    guard !path.isEmpty, tokens[place].text == "=" else {
      throw source.error(
        at: tokens[place].column,
        "expected a variable and =, +=, -=, *= or /=, as in 'v = -65 mV'")
    }
    self.path = path
    self.operation = operation
    right = try SyntaxParser.parse(source, tokens, from: place + 1)
  }
}
