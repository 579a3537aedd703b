/// How much is open where Lua breaks off: blocks, brackets, and texts and
/// comments of several lines.
///
/// It is told of lines one after the other. What is open surely needs more
/// lines, unless it is wrong, which only compiling tells: but that takes the
/// whole text at each line.
struct Nesting {
  /// From how many lines on an entry isn't compiled while something is open.
  static let limit = 100

  /// How many lines there were.
  private(set) var lineCount = 0

  private var depth = 0

  /// The number of equal signs of the long bracket that is open.
  private var longBracket: Int?

  /// The mark of a text that goes on in the next line.
  private var quote: Character?

  /// Whether more lines must follow, as far as can be seen.
  var isOpen: Bool { depth > 0 || longBracket != nil || quote != nil }

  /// Takes note of a line, with or without its end.
  mutating func read(_ line: some Collection<Character>) {
    lineCount += 1
    var rest = line[...]
    while let character = rest.first {
      if let equals = longBracket {
        rest = rest.drop { $0 != "]" }
        if let behind = rest.afterLongBracket("]", equals: equals) {
          longBracket = nil
          rest = behind
        } else {
          rest = rest.dropFirst()
        }
      } else if let mark = quote {
        rest = afterText(rest, mark)
      } else {
        rest = afterToken(rest, character)
      }
    }
  }

  /// What follows a text, or as much of it as the line has.
  private mutating func afterText<S: Collection<Character>>(
    _ text: S, _ mark: Character
  ) -> S where S.SubSequence == S {
    let rest = text.drop { $0 != mark && $0 != "\\" && $0 != "\n" }
    guard rest.first == "\\" else {
      quote = nil
      return rest.dropFirst()
    }
    // A text goes on behind `\` at the end of a line, and behind `\z`.
    let escaped = rest.dropFirst()
    let behind = escaped.dropFirst()
    if escaped.first == "z", behind.allSatisfy(\.isWhitespace) {
      return behind.dropFirst(behind.count)
    }
    return behind
  }

  private mutating func afterToken<S: Collection<Character>>(
    _ text: S, _ first: Character
  ) -> S where S.SubSequence == S {
    let behind = text.dropFirst()
    switch first {
    case "{", "(": depth += 1
    case "}", ")", "]": depth -= 1
    case "\"", "'": quote = first
    case "[":
      if let (behind, equals) = text.openLongBracket {
        longBracket = equals
        return behind
      }
      depth += 1
    case "-" where behind.first == "-":
      if let (behind, equals) = behind.dropFirst().openLongBracket {
        longBracket = equals
        return behind
      }
      return behind.drop { $0 != "\n" }
    case _ where first.isOfName:
      let word = text.prefix(while: \.isOfName)
      switch String(word) {
      case "function", "do", "if", "repeat": depth += 1
      case "end", "until": depth -= 1
      default: break
      }
      return text.dropFirst(word.count)
    default: break
    }
    return behind
  }
}

extension Collection<Character> where SubSequence == Self {
  /// What follows a long bracket at the start, such as `[==[`, and how many
  /// equal signs it has; nil if there is none.
  fileprivate var openLongBracket: (Self, Int)? {
    guard first == "[" else { return nil }
    let equals = dropFirst().prefix { $0 == "=" }.count
    return afterLongBracket("[", equals: equals).map { ($0, equals) }
  }

  fileprivate func afterLongBracket(
    _ bracket: Character, equals: Int
  ) -> Self? {
    guard first == bracket else { return nil }
    let rest = dropFirst()
    guard rest.prefix(while: { $0 == "=" }).count == equals else { return nil }
    let behind = rest.dropFirst(equals)
    return behind.first == bracket ? behind.dropFirst() : nil
  }
}

extension Character {
  fileprivate var isOfName: Bool {
    isASCII && (isLetter || isNumber) || self == "_"
  }
}
