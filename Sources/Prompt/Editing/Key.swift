/// What somebody at a terminal has pressed, or pasted.
enum Key: Equatable {
  /// A character that stands for itself.
  case character(Character)
  /// What the terminal says was pasted, with `\n` at the ends of lines.
  case pasted(String)
  /// Ctrl and a capital letter, or a sign such as `_`.
  case control(Character)
  /// Alt and a character.
  case alt(Character)
  case enter, altEnter, tab, backspace, altBackspace, delete, escape
  case up, down, left, right, wordLeft, wordRight, home, end
  /// A key that has no meaning here.
  case other
}

/// Reads keys from the bytes that a terminal sends.
struct KeyReader {
  /// Waits for a byte; nil if there will be none.
  let nextByte: () -> UInt8?

  /// Whether a byte follows at once, as in the sequence of a key.
  let hasMore: () -> Bool

  /// The next key; nil if there will be none.
  func next() -> Key? {
    guard let byte = nextByte() else { return nil }
    switch byte {
    case 0x1B: return hasMore() ? sequence() : .escape
    case 0x0A, 0x0D: return .enter
    case 0x09: return .tab
    case 0x08, 0x7F: return .backspace
    case 0..<0x20: return .control(letter(byte))
    default: return character(from: byte).map { .character($0) }
    }
  }

  private func letter(_ byte: UInt8) -> Character {
    Character(Unicode.Scalar(byte + 0x40))
  }

  /// A character of UTF-8; what is none is U+FFFD.
  private func character(from first: UInt8) -> Character? {
    let count = first < 0xC0 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3
    var bytes = [first]
    for _ in 0..<count {
      guard let byte = nextByte() else { return nil }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self).first
  }

  /// What follows the Escape with which a sequence or a key with Alt begins.
  private func sequence() -> Key? {
    guard let byte = nextByte() else { return nil }
    switch byte {
    case UInt8(ascii: "["): return controlSequence()
    case UInt8(ascii: "O"):
      return nextByte().map { Self.names[letterText($0)] ?? .other }
    case 0x0A, 0x0D: return .altEnter
    case 0x08, 0x7F: return .altBackspace
    case 0x1B: return .escape
    case 0..<0x20: return .other
    default: return character(from: byte).map { .alt($0) }
    }
  }

  private func letterText(_ byte: UInt8) -> String {
    String(Unicode.Scalar(byte))
  }

  /// What follows `ESC [`: numbers, and a letter or `~` at the end.
  private func controlSequence() -> Key? {
    var text = ""
    while let byte = nextByte() {
      text += letterText(byte)
      if byte >= 0x40 || byte < 0x20 {
        if text == "200~" { return pasted() }
        return Self.names[text] ?? .other
      }
    }
    return nil
  }

  /// The keys by the end of their sequence.
  private static let names: [String: Key] = [
    "A": .up, "B": .down, "C": .right, "D": .left, "H": .home, "F": .end,
    "1~": .home, "7~": .home, "4~": .end, "8~": .end, "3~": .delete,
    "1;5C": .wordRight, "1;5D": .wordLeft, "1;3C": .wordRight,
    "1;3D": .wordLeft, "5C": .wordRight, "5D": .wordLeft,
  ]

  /// What was pasted, up to the sequence `ESC [ 201 ~`.
  private func pasted() -> Key? {
    let end = Array("\u{1B}[201~".utf8)
    var bytes: [UInt8] = []
    while !(bytes.last == end.last && bytes.suffix(end.count) == end[...]) {
      guard let byte = nextByte() else { return nil }
      bytes.append(byte)
    }
    bytes.removeLast(end.count)
    return .pasted(plainText(String(decoding: bytes, as: UTF8.self)))
  }

  /// Text with `\n` at the ends of lines, and without other control characters
  /// than tabs.
  private func plainText(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var isBehindReturn = false
    for scalar in text.unicodeScalars {
      if scalar == "\r" || scalar == "\n" && !isBehindReturn {
        result.append("\n")
      } else if scalar.value >= 0x20 && scalar.value != 0x7F || scalar == "\t" {
        result.append(scalar)
      }
      isBehindReturn = scalar == "\r"
    }
    return String(result)
  }
}
