/// An equation as it was written: `v = 1 mV`, or `dv/dt = (0 - v) / tau`.
struct EquationText {
  let source: ExpressionText

  /// The variable that it is of.
  let variable: String

  /// What is right of the equals sign.
  let right: Syntax

  /// Reads the value of a variable: `v = 1 mV`.
  ///
  /// - Throws: `NetworkError.syntax`.
  init(value text: String) throws(NetworkError) {
    source = ExpressionText(subject: "equation", text: text, hasUnits: true)
    let tokens = try Lexer.tokens(of: source)
    guard tokens.count > 2, tokens[0].kind == .name, tokens[1].text == "="
    else { throw source.error(at: 1, "expected 'v = ' and a value") }
    variable = tokens[0].text
    right = try SyntaxParser.parse(source, tokens, from: 2)
  }

  /// Reads the change of a variable: `dv/dt = (0 - v) / tau`.
  ///
  /// - Throws: `NetworkError.syntax`.
  init(change text: String) throws(NetworkError) {
    source = ExpressionText(subject: "equation", text: text, hasUnits: true)
    let tokens = try Lexer.tokens(of: source)
    guard tokens.count > 4, tokens[0].kind == .name,
      tokens[0].text.hasPrefix("d"), tokens[0].text.count > 1,
      tokens[1...3].map(\.text) == ["/", "dt", "="]
    else { throw source.error(at: 1, "expected 'dv/dt = ' and its value") }
    variable = String(tokens[0].text.dropFirst())
    right = try SyntaxParser.parse(source, tokens, from: 4)
  }
}
