/// A piece of an expression's text.
struct Token: Equatable {
  enum Kind: Equatable {
    case number(Double, isWhole: Bool)
    case name
    case symbol
    case end
  }

  let kind: Kind

  /// The text of the token; empty at the end.
  let text: String

  /// Where the token begins, counted from 1.
  let column: Int

  /// The token as error messages name it.
  var shown: String { kind == .end ? "the end" : "'\(text)'" }
}

/// Cuts the text of an expression into tokens.
struct Lexer {
  private let bytes: [UInt8]
  private let source: ExpressionText
  private var place = 0

  init(_ source: ExpressionText) {
    self.source = source
    bytes = Array(source.text.utf8)
  }

  /// All tokens of `source`, the end included.
  static func tokens(
    of source: ExpressionText
  ) throws(NetworkError) -> [Token] {
    var lexer = Lexer(source)
    var result: [Token] = []
    repeat { result.append(try lexer.next()) } while result.last?.kind != .end
    return result
  }

  private mutating func next() throws(NetworkError) -> Token {
    while let byte = peek(), byte == 0x20 || (0x09...0x0D).contains(byte) {
      place += 1
    }
    guard let byte = peek() else {
      return Token(kind: .end, text: "", column: place + 1)
    }
    if isDigit(byte) || (byte == 0x2E && peek(1).map(isDigit) == true) {
      return try number()
    }
    if isLetter(byte) {
      let start = place
      while let byte = peek(), isLetter(byte) || isDigit(byte) { place += 1 }
      return token(.name, from: start)
    }
    return try symbol()
  }

  private mutating func number() throws(NetworkError) -> Token {
    let start = place
    var isWhole = true
    skipDigits()
    if peek() == 0x2E {
      isWhole = false
      place += 1
      skipDigits()
    }
    if let byte = peek(), byte | 0x20 == 0x65 {
      let sign = peek(1)
      let hasSign = sign == 0x2B || sign == 0x2D
      if peek(hasSign ? 2 : 1).map(isDigit) == true {
        isWhole = false
        place += hasSign ? 2 : 1
        skipDigits()
      }
    }
    let text = text(from: start)
    if !source.hasUnits, let byte = peek(), isLetter(byte) {
      throw source.error(at: start + 1, "'\(text)' runs into a name")
    }
    guard let value = Double(text) else {
      throw source.error(at: start + 1, "'\(text)' is not a number")
    }
    return token(.number(value, isWhole: isWhole), from: start)
  }

  private mutating func symbol() throws(NetworkError) -> Token {
    let start = place
    let pairs = ["**", "//", ">=", "<=", "==", "~=", "!="]
    if start + 1 < bytes.count {
      let pair = String(decoding: bytes[start...(start + 1)], as: UTF8.self)
      if pairs.contains(pair) {
        place += 2
        return token(.symbol, from: start)
      }
    }
    place += 1
    guard "()[]{},.:;+-*/%^&|~<>=".utf8.contains(bytes[start]) else {
      let rest = String(decoding: bytes[start...], as: UTF8.self)
      throw source.error(
        at: start + 1, "'\(rest.first.map(String.init) ?? "")' has no meaning")
    }
    return token(.symbol, from: start)
  }

  private func token(_ kind: Token.Kind, from start: Int) -> Token {
    Token(kind: kind, text: text(from: start), column: start + 1)
  }

  private func text(from start: Int) -> String {
    String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private func peek(_ ahead: Int = 0) -> UInt8? {
    place + ahead < bytes.count ? bytes[place + ahead] : nil
  }

  private mutating func skipDigits() {
    while let byte = peek(), isDigit(byte) { place += 1 }
  }
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

private func isLetter(_ byte: UInt8) -> Bool {
  byte == 0x5F || (0x61...0x7A).contains(byte | 0x20) && byte < 0x80
}

/// The text of an expression and what it is for, for error messages.
struct ExpressionText {
  /// What the text is, such as `mode` or `recorder expression`.
  let subject: String

  /// The text as it was written.
  let text: String

  /// Whether a unit may follow a number, as in `10 ms`.
  var hasUnits = false

  /// Whether numbers count iterations: those with units, which must be times,
  /// become as many as they take, whole or not.
  var countsIterations = false

  /// The length of an iteration, if numbers count them and it is known.
  var timeStep: TimeStep?

  /// What numbers with units are converted to, which must measure the same;
  /// nil for the units of equations.
  var unit: Unit?

  /// The error of a text that can't be read, at a column counted from 1.
  func error(at column: Int, _ problem: String) -> NetworkError {
    .syntax(subject: subject, text: text, column: column, problem: problem)
  }
}
