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
    /// A key, in brackets, of what the path leads to.
    case key(of: [Step])
    /// A file in a folder that ends with a slash or is empty.
    case file(folder: String)
    /// A module of Lua in a folder that ends with a slash or is empty.
    case module(folder: String)
    /// What help is given about.
    case topic
    /// A tag of behaviors.
    case behavior
    /// A command of the prompt.
    case command
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

  private init(_ kind: Kind, _ word: some Sequence<Character>) {
    self.kind = kind
    self.word = String(word)
  }

  /// Reads the end of a line at a prompt.
  init(_ line: String) {
    let line = line.drop { $0 == " " }
    let name = line.prefix { $0 != " " }
    let rest = line.dropFirst(name.count).drop { $0 == " " }
    if name.hasPrefix(":"), !name.hasPrefix("::") {
      self =
        name.count == line.count
        ? CompletionRequest(.command, name.dropFirst())
        : CompletionRequest(argument: rest, of: name.dropFirst())
    } else if name == "help", rest.allSatisfy(\.isOfPath), line != name {
      self = CompletionRequest(.topic, rest)
    } else {
      self.init(lua: String(line))
    }
  }

  /// Reads what follows a command such as `:load`.
  private init(argument: Substring, of command: Substring) {
    switch command {
    case "load", "reload", "save", "watch":
      let folder = argument.upToLast("/")
      self.init(.file(folder: folder), argument.dropFirst(folder.count))
    case "help": self.init(.topic, argument)
    case "reinit": self.init(.behavior, argument)
    case "plot", "time": self.init(lua: String(argument))
    default: self.init(.nothing, "")
    }
  }

  /// Reads the end of a line of Lua.
  private init(lua line: String) {
    let characters = Array(line)
    if let quote = Self.openQuote(in: characters) {
      self.init(
        text: String(characters[(quote + 1)...]),
        behind: BackwardReader(characters[..<quote]))
      return
    }
    var reader = BackwardReader(characters[...])
    let word = reader.name()
    let separator = reader.separator()
    let kind: Kind?
    switch separator {
    case .none: kind = word.first?.isNumber == true ? nil : .global
    case .other: kind = nil
    case .point, .colon:
      kind = reader.path().map {
        .field(of: $0, isMethod: separator == .colon)
      }
    }
    self.init(kind ?? .nothing, word)
  }

  /// Reads a text, by what stands before it.
  private init(text: String, behind reader: BackwardReader) {
    var reader = reader
    if reader.bracket() {
      self.init(reader.path().map { .key(of: $0) } ?? .nothing, text)
      return
    }
    let receiver = reader.receiver()
    switch receiver {
    case [.name("require")]:
      let folder = text.upToLast(".")
      self.init(
        .module(folder: folder.replacing(".", with: "/")),
        text.dropFirst(folder.count))
    case [.name("help")], [.name("snn"), .name("help")]:
      self.init(.topic, text)
    default:
      let folder = text.upToLast("/")
      self.init(
        .text(receiver: folder.isEmpty ? receiver : nil, folder: folder),
        text.dropFirst(folder.count))
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

  /// Takes an open bracket.
  mutating func bracket() -> Bool {
    skipSpaces()
    guard rest.last == "[" else { return false }
    rest = rest.dropLast()
    return true
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

extension StringProtocol {
  /// The part up to the last of these characters, with it; empty if there is
  /// none.
  fileprivate func upToLast(_ character: Character) -> String {
    lastIndex(of: character).map { String(self[...$0]) } ?? ""
  }
}

extension Character {
  /// Whether it may be in the name of something with its class.
  fileprivate var isOfPath: Bool {
    isLetter || isNumber || self == "_" || self == "." || self == ":"
  }
}
