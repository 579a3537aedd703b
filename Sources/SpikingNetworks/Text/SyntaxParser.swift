import Tensors

/// Reads an expression: operators with Lua's precedence, calls, methods,
/// indexing.
struct SyntaxParser {
  /// The most parts of an expression, and so the deepest tree that functions
  /// walk by recursion.
  private static let maximumParts = 400

  /// The deepest nesting of brackets and operators.
  private static let maximumDepth = 60

  private let source: ExpressionText
  private let tokens: [Token]
  private var place = 0
  private var depth = 0
  private var parts = 0

  private init(_ source: ExpressionText, tokens: [Token], place: Int) {
    self.source = source
    self.tokens = tokens
    self.place = place
  }

  /// The expression that `source` holds.
  ///
  /// - Throws: `NetworkError.syntax`.
  static func parse(_ source: ExpressionText) throws(NetworkError) -> Syntax {
    try parse(source, try Lexer.tokens(of: source), from: 0)
  }

  /// The expression that the tokens of `source` from `place` to the end are.
  ///
  /// - Throws: `NetworkError.syntax`.
  static func parse(
    _ source: ExpressionText, _ tokens: [Token], from place: Int
  ) throws(NetworkError) -> Syntax {
    var parser = SyntaxParser(source, tokens: tokens, place: place)
    let result = try parser.expression(0)
    guard parser.token.kind == .end else {
      throw parser.unexpected("an operator or the end")
    }
    return result
  }

  private var token: Token { tokens[place] }

  private var following: Token { tokens[min(place + 1, tokens.count - 1)] }

  private mutating func advance() { if token.kind != .end { place += 1 } }

  private mutating func accept(_ symbol: String) -> Bool {
    guard token.kind == .symbol, token.text == symbol else { return false }
    advance()
    return true
  }

  private mutating func expect(_ symbol: String) throws(NetworkError) {
    if !accept(symbol) { throw unexpected("'\(symbol)'") }
  }

  private func unexpected(_ wanted: String) -> NetworkError {
    source.error(
      at: token.column, "expected \(wanted), found \(token.shown)")
  }

  /// Counts a part, so that no text makes a tree too deep to walk.
  private mutating func count() throws(NetworkError) {
    parts += 1
    guard parts <= SyntaxParser.maximumParts else {
      throw source.error(at: token.column, "the expression is too long")
    }
  }

  private mutating func expression(
    _ minimum: Int
  ) throws(NetworkError) -> Syntax {
    depth += 1
    guard depth <= SyntaxParser.maximumDepth else {
      throw source.error(
        at: token.column, "the expression is nested too deeply")
    }
    var left = try operand()
    while let infix = InfixOperator(token), infix.binding.left > minimum {
      let column = token.column
      advance()
      try count()
      left = .infix(
        infix, left, try expression(infix.binding.right), column: column)
    }
    depth -= 1
    return left
  }

  private mutating func operand() throws(NetworkError) -> Syntax {
    try count()
    let column = token.column
    if let prefix = acceptPrefix() {
      return .prefix(
        prefix, try expression(InfixOperator.prefixBinding), column: column)
    }
    return try suffixes(of: try primary())
  }

  private mutating func acceptPrefix() -> PrefixOperator? {
    if accept("-") { return .negative }
    if accept("~") { return .complement }
    if token.kind == .name, token.text == "not" {
      advance()
      return .not
    }
    return nil
  }

  private mutating func primary() throws(NetworkError) -> Syntax {
    let start = token
    switch start.kind {
    case .number(let value, let isWhole):
      advance()
      if let quantity = try acceptUnit(of: value, at: start.column) {
        return quantity
      }
      if isWhole, let whole = Int(start.text) {
        return .number(.integer(whole))
      }
      return .number(.float(value))
    case .name: return try named()
    case .symbol where start.text == "(":
      advance()
      let inner = try expression(0)
      try expect(")")
      return inner
    case .symbol where start.text == "[" || start.text == "{":
      advance()
      let end = start.text == "[" ? "]" : "}"
      return .list(try list(until: end), column: start.column)
    default: throw unexpected("a value")
    }
  }

  /// The quantity that `number` and the unit after it are, if there is one.
  private mutating func acceptUnit(
    of number: Double, at column: Int
  ) throws(NetworkError) -> Syntax? {
    guard source.hasUnits, token.kind == .name, InfixOperator(token) == nil
    else { return nil }
    let name = token.text
    guard let unit = Unit(named: name) else {
      throw source.error(
        at: token.column, Unit.unknown(name, among: Unit.common))
    }
    if source.countsIterations {
      guard unit.dimension == .time else {
        throw source.error(
          at: token.column,
          "\(name) is a unit of \(unit.dimension.rawValue), not of time")
      }
      guard let step = source.timeStep else {
        throw .noTimeStep(time: "\(number) \(name)")
      }
      advance()
      let ms = Quantity(number: number, unit: unit).value(inPowerOfTen: -3)
      return .number(.float(step.count(ofMilliseconds: ms)))
    }
    guard let wanted = source.unit else {
      advance()
      return .quantity(number, unit, name: name, column: column)
    }
    guard let value = Quantity(number: number, unit: unit).value(in: wanted)
    else {
      throw source.error(
        at: token.column,
        "\(name) is a unit of \(unit.dimension.rawValue), not of"
          + " \(wanted.dimension.rawValue)")
    }
    advance()
    return .number(.float(value))
  }

  private mutating func named() throws(NetworkError) -> Syntax {
    let column = token.column
    switch token.text {
    case "true", "True":
      advance()
      return .number(true)
    case "false", "False":
      advance()
      return .number(false)
    case "and", "or", "not": throw unexpected("a value")
    default: break
    }
    var path = [token.text]
    advance()
    while token.kind == .symbol, token.text == ".", following.kind == .name {
      advance()
      path.append(token.text)
      advance()
    }
    if accept("(") {
      return .call(path: path, try arguments(), column: column)
    }
    return .name(path: path, column: column)
  }

  private mutating func suffixes(
    of first: Syntax
  ) throws(NetworkError) -> Syntax {
    var result = first
    while token.kind == .symbol {
      let column = token.column
      if accept("[") {
        try count()
        result = .index(result, try selectors(), column: column)
      } else if isMethod {
        try count()
        advance()
        let name = token.text
        advance()
        try expect("(")
        result = .method(result, name, try arguments(), column: column)
      } else {
        return result
      }
    }
    return result
  }

  /// Whether `:name(` or `.name(` follows.
  private var isMethod: Bool {
    guard token.text == ":" || token.text == ".", following.kind == .name,
      place + 2 < tokens.count
    else { return false }
    return tokens[place + 2].text == "("
  }

  /// The arguments up to the closing parenthesis, which is taken too.
  private mutating func arguments() throws(NetworkError) -> [SyntaxArgument] {
    var result: [SyntaxArgument] = []
    if accept(")") { return result }
    repeat {
      let column = token.column
      var label: String?
      if token.kind == .name, following.text == "=" {
        label = token.text
        advance()
        advance()
      }
      result.append(
        SyntaxArgument(label: label, value: try expression(0), column: column))
    } while accept(",")
    try expect(")")
    return result
  }

  private mutating func list(
    until end: String
  ) throws(NetworkError) -> [Syntax] {
    var result: [Syntax] = []
    if accept(end) { return result }
    repeat { result.append(try expression(0)) } while accept(",")
    try expect(end)
    return result
  }

  private mutating func selectors() throws(NetworkError) -> [SyntaxSelector] {
    var result: [SyntaxSelector] = []
    repeat {
      let start: Syntax? =
        token.text == ":" && token.kind == .symbol ? nil : try expression(0)
      if accept(":") {
        let isOpen =
          token.kind == .symbol && (token.text == "," || token.text == "]")
        result.append(.range(start, isOpen ? nil : try expression(0)))
      } else if let start {
        result.append(.single(start))
      }
    } while accept(",")
    try expect("]")
    return result
  }
}
