import LuaRuntime

/// An argument of a script, as `--set` takes it: `tau=20`.
///
/// The words `true` and `false` are booleans, decimal numbers such as `3` and
/// `-1.5e3` are numbers, and everything else is a string. A text in double
/// quotes is the string between them: `name="10"`.
struct Setting: Equatable {
  let key: String
  let value: LuaValue

  init(key: String, value: LuaValue) {
    self.key = key
    self.value = value
  }

  /// Reads `key=value`; nil if the key is no identifier.
  init?(_ text: String) {
    guard let equals = text.firstIndex(of: "="),
      Setting.isIdentifier(text[..<equals])
    else { return nil }
    self.init(
      key: String(text[..<equals]),
      value: Setting.value(of: String(text[text.index(after: equals)...])))
  }

  /// The text that reads as this setting, to the last bit of its number.
  var text: String { "\(key)=\(valueText)" }

  /// The part of the text behind the equals sign.
  var valueText: String {
    switch value {
    case .nil: ""
    case .boolean(let value): "\(value)"
    case .integer(let value): "\(value)"
    // A number that is too large reads as infinity.
    case .number(let value) where value.isInfinite:
      value > 0 ? "1e999" : "-1e999"
    case .number(let value): "\(value)"
    case .string(let value):
      Setting.value(of: value) == .string(value) ? value : "\"\(value)\""
    }
  }

  /// Whether a text is what Lua takes for the name of a field.
  static func isIdentifier(_ text: some StringProtocol) -> Bool {
    let isLetter = { (c: Character) in c.isASCII && c.isLetter || c == "_" }
    guard let first = text.first, isLetter(first) else { return false }
    return text.allSatisfy { isLetter($0) || $0.isASCII && $0.isNumber }
  }

  private static func value(of text: String) -> LuaValue {
    if text == "true" || text == "false" { return .boolean(text == "true") }
    if text.allSatisfy({ "0123456789+-.eE".contains($0) }) {
      if let number = Int(text) { return .integer(number) }
      if let number = Double(text) { return .number(number) }
    }
    if text.count >= 2, text.first == "\"", text.last == "\"" {
      return .string(String(text.dropFirst().dropLast()))
    }
    return .string(text)
  }
}
