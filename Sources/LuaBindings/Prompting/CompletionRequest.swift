/// What stands before the cursor, as far as completion needs to know.
struct CompletionRequest: Equatable {
  /// What the word may be.
  enum Kind: Equatable {
    /// A global variable or a word of the language.
    case global
    /// A field, or a method if there is a colon, of what the path leads to.
    case field(of: [Step], isMethod: Bool)
    /// A tag of the network that the path leads to; if there is none, a file in
    /// a folder that ends with a slash or is empty.
    case text(receiver: [Step]?, folder: String)
    /// Something that can't be completed.
    case nothing
  }

  /// A step on the way to a value: a field or an element of a list.
  enum Step: Equatable {
    case name(String)
    case index(Int)
  }

  let kind: Kind

  /// The word as far as it was typed.
  let word: String

  /// Reads the end of a line of Lua.
  init(_ line: String) {
    let characters = Array(line)
    if let quote = Self.openQuote(in: characters) {
      let text = characters[(quote + 1)...]
      let slash = text.lastIndex(of: "/")
      let folder = slash.map { text[...$0] } ?? []
      var reader = BackwardReader(characters[..<quote])
      kind = .text(
        receiver: folder.isEmpty ? reader.receiver() : nil,
        folder: String(folder))
      word = String(text.dropFirst(folder.count))
      return
    }
    var reader = BackwardReader(characters[...])
    word = reader.name()
    switch reader.separator() {
    case .none: kind = word.first?.isNumber == true ? .nothing : .global
    case .other: kind = .nothing
    case .point:
      kind = reader.path().map { .field(of: $0, isMethod: false) } ?? .nothing
    case .colon:
      kind = reader.path().map { .field(of: $0, isMethod: true) } ?? .nothing
    }
  }

  /// Where a text begins that is not closed.
  private static func openQuote(in characters: [Character]) -> Int? {
    var open: Int?
    var isEscaped = false
    for (index, character) in characters.enumerated() {
      if let start = open {
        if isEscaped {
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else if character == characters[start] {
          open = nil
        }
      } else if character == "\"" || character == "'" {
        open = index
      }
    }
    return open
  }
}

/// Reads an expression such as `net.exc("spike", 1)` from its end.
private struct BackwardReader {
  private var rest: ArraySlice<Character>

  init(_ characters: ArraySlice<Character>) { rest = characters }

  /// The name at the end, which may be empty.
  mutating func name() -> String {
    let name = rest.reversed().prefix {
      $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_"
    }
    rest = rest.dropLast(name.count)
    return String(name.reversed())
  }

  enum Separator { case none, point, colon, other }

  /// Takes what separates a name from what it is a field of.
  mutating func separator() -> Separator {
    let marks = rest.reversed().prefix { $0 == "." || $0 == ":" }
    rest = rest.dropLast(marks.count)
    switch String(marks) {
    case "": return .none
    case ".": return .point
    case ":": return .colon
    default: return .other  // two points join texts
    }
  }

  /// The path to the value at the end; nil for an expression that would have to
  /// run.
  mutating func path() -> [CompletionRequest.Step]? {
    var steps: [CompletionRequest.Step] = []
    while true {
      if rest.last == "]" {
        guard let step = bracketed() else { return nil }
        steps.append(step)
        continue
      }
      let name = name()
      guard !name.isEmpty, name.first?.isNumber != true else { return nil }
      steps.append(.name(name))
      switch separator() {
      case .none: return steps.reversed()
      case .point: continue
      case .colon, .other: return nil
      }
    }
  }

  /// The key in brackets at the end.
  private mutating func bracketed() -> CompletionRequest.Step? {
    guard let open = rest.lastIndex(of: "[") else { return nil }
    let key = String(rest[(open + 1)..<(rest.endIndex - 1)])
    rest = rest[..<open]
    if let index = Int(key) { return .index(index) }
    guard key.count >= 2, let quote = key.first, quote == key.last,
      quote == "\"" || quote == "'"
    else { return nil }
    return .name(String(key.dropFirst().dropLast()))
  }

  /// The path to the network whose tag is the argument that begins here:
  /// `net("`, `net "`, `net:find("`.
  mutating func receiver() -> [CompletionRequest.Step]? {
    skipSpaces()
    if rest.last == "(" { rest = rest.dropLast() }
    skipSpaces()
    let before = self
    guard name() == "find", separator() == .colon, let path = path() else {
      self = before
      return path()
    }
    return path
  }

  private mutating func skipSpaces() {
    while rest.last == " " { rest = rest.dropLast() }
  }
}
