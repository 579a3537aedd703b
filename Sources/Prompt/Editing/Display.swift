import Terminal

/// The part of a screen on which a text is edited: draws what has changed.
struct Display {
  private let columns: () -> Int
  private let rows: () -> Int
  private let write: (String) -> Void

  /// What is drawn, from the top: as much as fits the screen.
  private var drawn: [String] = []
  private var widths: [Int] = []
  private var cursorRow = 0
  private var cursorColumn = 0

  /// The first row of the text that is drawn.
  private var top = 0

  init(
    columns: @escaping () -> Int, rows: @escaping () -> Int,
    write: @escaping (String) -> Void
  ) {
    self.columns = columns
    self.rows = rows
    self.write = write
  }

  /// Begins at the start of a row, below what a program has left without an end
  /// of line: as many spaces as a row has go on in the next one, unless they
  /// begin at its start.
  mutating func begin() {
    write(String(repeating: " ", count: columns()) + "\r\u{1B}[K")
    forget()
  }

  private mutating func forget() {
    (drawn, widths, cursorRow, cursorColumn, top) = ([], [], 0, 0, 0)
  }

  /// Draws a text with its cursor.
  mutating func draw(
    _ text: EditedText, prompt: String, nextPrompt: String
  ) {
    let layout = Layout(
      text, prompt: prompt, nextPrompt: nextPrompt, columns: columns())
    let height = max(1, rows())
    top = min(top, layout.cursorRow, max(0, layout.rows.count - height))
    top = max(top, layout.cursorRow - height + 1)
    let visible = top..<min(layout.rows.count, top + height)
    let shown = Array(layout.rows[visible])
    var change = ""
    let same = zip(drawn, shown).prefix { $0 == $1 }.count
    var row = cursorRow
    if same < max(drawn.count, shown.count) {
      row = shown.count - 1
      if same == shown.count {
        change = moved(from: cursorRow, to: row) + "\r\n\u{1B}[J\u{1B}[A"
      } else if same == drawn.count, same > 0 {
        change = moved(from: cursorRow, to: same - 1) + "\r\n"
      } else {
        change = moved(from: cursorRow, to: same) + "\r\u{1B}[J"
      }
      change += shown[same...].joined(separator: "\r\n")
    }
    drawn = shown
    widths = Array(layout.widths[visible])
    cursorColumn = layout.cursorColumn
    change += moved(from: row, to: layout.cursorRow - top) + "\r"
    if cursorColumn > 0 { change += "\u{1B}[\(cursorColumn)C" }
    cursorRow = layout.cursorRow - top
    write(change)
  }

  private func moved(from row: Int, to other: Int) -> String {
    if other == row { return "" }
    return other < row ? "\u{1B}[\(row - other)A" : "\u{1B}[\(other - row)B"
  }

  /// Goes below what is drawn, and leaves it.
  mutating func end() {
    write(moved(from: cursorRow, to: max(0, drawn.count - 1)) + "\r\n")
    forget()
  }

  /// Takes away what is drawn. A terminal that has got another size since then
  /// has laid each row out anew.
  mutating func erase() {
    let columns = max(1, columns())
    var above = cursorColumn / columns
    for width in widths.prefix(cursorRow) {
      above += max(1, (width + columns - 1) / columns)
    }
    write(moved(from: above, to: 0) + "\r\u{1B}[J")
    forget()
  }

  /// Empties the screen.
  mutating func clear() {
    write("\u{1B}[H\u{1B}[2J")
    forget()
  }
}
