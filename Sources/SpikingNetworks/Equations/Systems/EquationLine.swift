import Tensors

/// A line of a system of equations: `dv/dt = (E_L - v) / tau : mV (unless
/// refractory)`, `I = I_0 * sin(2 * pi * f * t) : nA`, or `w : nA`.
struct EquationLine {
  /// What the line says of its variable.
  enum Kind {
    /// How it changes per second.
    case change(Syntax)
    /// What it is.
    case value(Syntax)
    /// That it is there, and something else sets it.
    case declared
  }

  /// What may stand in brackets behind the unit.
  enum Flag: String, CaseIterable {
    case source, destination, constant
    case unlessRefractory = "unless refractory"
  }

  let kind: Kind
  let name: String
  let unit: DeclaredUnit
  let flags: Set<Flag>

  /// The line, for messages.
  let source: ExpressionText

  /// The lines of a text; nil if it is one equation without a unit, which a
  /// Variable belongs to.
  ///
  /// - Throws: `NetworkError.syntax`, `.unknownWord`.
  static func lines(of text: String) throws(NetworkError) -> [EquationLine]? {
    var lines: [EquationLine] = []
    let sources = EquationLine.sources(of: text)
    for source in sources {
      let tokens = try Lexer.tokens(of: source)
      guard let colon = unitColon(in: tokens) else {
        if sources.count == 1 { return nil }
        throw source.error(
          at: tokens[tokens.count - 1].column,
          "the unit is missing, such as ': mV', or ': 1' for a plain number")
      }
      lines.append(try EquationLine(source, tokens, colon: colon))
    }
    return lines.isEmpty ? nil : lines
  }

  private init(
    _ source: ExpressionText, _ tokens: [Token], colon: Int
  ) throws(NetworkError) {
    self.source = source
    let end = Token(kind: .end, text: "", column: tokens[colon].column)
    let left = Array(tokens[..<colon]) + [end]
    let name = left[0]
    guard name.kind == .name else {
      throw source.error(at: name.column, "expected the name of a variable")
    }
    if left.count == 2 {
      (kind, self.name) = (.declared, name.text)
    } else if left.count > 5, name.text.hasPrefix("d"), name.text.count > 1,
      left[1...3].map(\.text) == ["/", "dt", "="]
    {
      kind = .change(try SyntaxParser.parse(source, left, from: 4))
      self.name = String(name.text.dropFirst())
    } else if left.count > 3, left[1].text == "=" {
      kind = .value(try SyntaxParser.parse(source, left, from: 2))
      self.name = name.text
    } else {
      throw source.error(
        at: name.column,
        "expected 'dv/dt = … : mV', 'I = … : nA' or 'w : nA'")
    }
    let bracket =
      tokens.indices.first {
        $0 > colon + 1 && tokens[$0].text == "("
          && Flag.begins(tokens[$0 + 1])
      } ?? tokens.count - 1
    unit = try DeclaredUnit(
      try SyntaxParser.parse(
        source, Array(tokens[(colon + 1)..<bracket]) + [tokens.last ?? end],
        from: 0), of: source)
    flags = try EquationLine.flags(tokens[bracket...], of: source)
  }

  /// The flags in brackets: words with commas between.
  private static func flags(
    _ tokens: ArraySlice<Token>, of source: ExpressionText
  ) throws(NetworkError) -> Set<Flag> {
    var flags: Set<Flag> = []
    guard tokens.count > 1 else { return flags }
    let words = tokens.dropFirst().prefix { $0.text != ")" }
    guard tokens.count == words.count + 3 else {
      throw source.error(
        at: tokens.last?.column ?? 1, "expected ')' and the end of the line")
    }
    for part in words.split(whereSeparator: { $0.text == "," }) {
      let text = part.map(\.text).joined(separator: " ")
      guard let flag = Flag(rawValue: text) else {
        throw source.error(
          at: part.first?.column ?? 1,
          "'(\(text))' says nothing of an equation"
            + Suggestion.ending(
              for: text, in: Flag.allCases.map(\.rawValue), called: "words"))
      }
      flags.insert(flag)
    }
    return flags
  }

  /// The colon before the unit: the last one outside of brackets that no method
  /// follows, as in `v:mean()`.
  private static func unitColon(in tokens: [Token]) -> Int? {
    var depth = 0
    var found: Int?
    for (place, token) in tokens.enumerated() where token.kind == .symbol {
      switch token.text {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      case ":" where depth == 0:
        let isMethod =
          tokens[place + 1].kind == .name
          && tokens[min(place + 2, tokens.count - 1)].text == "("
          && Unit(named: tokens[place + 1].text) == nil
        if !isMethod { found = place }
      default: break
      }
    }
    return found
  }

  /// The lines without comments and empty ones; brackets that are open join a
  /// line with the next.
  private static func sources(of text: String) -> [ExpressionText] {
    var result: [String] = []
    var depth = 0
    for line in text.split(whereSeparator: \.isNewline) {
      let body = line.prefix { $0 != "#" }.trimmed
      if body.isEmpty { continue }
      if depth > 0, let last = result.popLast() {
        result.append("\(last) \(body)")
      } else {
        result.append(body)
      }
      for character in body {
        if "([{".contains(character) { depth += 1 }
        if ")]}".contains(character) { depth -= 1 }
      }
    }
    return result.map {
      ExpressionText(subject: "equation", text: $0, hasUnits: true)
    }
  }
}

extension EquationLine.Flag {
  /// Whether a token may be the first word of a flag: no unit is.
  fileprivate static func begins(_ token: Token) -> Bool {
    token.kind == .name && Unit(named: token.text) == nil
  }
}
