/// How a text stands on a screen: in which rows, and where the cursor is.
struct Layout: Equatable {
  private(set) var rows = [""]
  private(set) var cursorRow = 0
  private(set) var cursorColumn = 0

  /// How many columns each row takes.
  private(set) var widths = [0]

  /// Lays a text out, each of its lines behind a prompt, on a screen with this
  /// many columns.
  init(_ text: EditedText, prompt: String, nextPrompt: String, columns: Int) {
    let columns = max(columns, 4)
    add(prompt, columns)
    for (index, character) in text.characters.enumerated() {
      if index == text.cursor { placeCursor(columns) }
      if character == "\n" {
        beginRow()
        add(nextPrompt, columns)
      } else {
        add(character, columns)
      }
    }
    if text.isAtEnd { placeCursor(columns) }
  }

  private mutating func add(_ text: String, _ columns: Int) {
    for character in text { add(character, columns) }
  }

  private mutating func add(_ character: Character, _ columns: Int) {
    let shown = character.shown
    if widths[widths.count - 1] + shown.width > columns { beginRow() }
    rows[rows.count - 1] += shown.text
    widths[widths.count - 1] += shown.width
  }

  private mutating func beginRow() {
    rows.append("")
    widths.append(0)
  }

  /// Behind a full row, the cursor stands at the start of the next one.
  private mutating func placeCursor(_ columns: Int) {
    if widths[widths.count - 1] >= columns { beginRow() }
    cursorRow = rows.count - 1
    cursorColumn = widths[widths.count - 1]
  }
}

extension Character {
  /// How a character looks, and how many columns it takes: a tab is two
  /// spaces, wherever it stands.
  fileprivate var shown: (text: String, width: Int) {
    if let byte = asciiValue, byte >= 0x20, byte < 0x7F {
      return (String(self), 1)
    }
    if self == "\t" { return ("  ", 2) }
    guard let scalar = unicodeScalars.first else { return ("", 0) }
    switch scalar.properties.generalCategory {
    case .control where scalar.value < 0x20:
      return ("^" + String(Unicode.Scalar(UInt8(scalar.value + 0x40))), 2)
    case .control, .surrogate, .unassigned, .privateUse, .lineSeparator,
      .paragraphSeparator:
      return ("\u{FFFD}", 1)
    case .nonspacingMark, .enclosingMark, .format: return (String(self), 0)
    default: return (String(self), scalar.isWide ? 2 : 1)
    }
  }
}

extension Unicode.Scalar {
  /// Whether terminals give it two columns: the wide characters of Unicode's
  /// annex 11, but for a few.
  fileprivate var isWide: Bool {
    properties.isEmojiPresentation
      || Unicode.Scalar.wide.contains { $0.contains(value) }
  }

  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]
}
