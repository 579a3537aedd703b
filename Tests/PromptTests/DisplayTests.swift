import Testing

@testable import Prompt

/// A text is drawn on a screen, of which only what has changed is written.
@Suite final class DisplayTests {
  /// A terminal that knows what the display needs.
  final class Screen {
    var columns: Int
    var height: Int
    private(set) var rows: [[Character]] = [[]]
    private(set) var row = 0
    private(set) var column = 0
    private(set) var written = 0

    init(columns: Int, height: Int) {
      (self.columns, self.height) = (columns, height)
    }

    /// The rows without the space at their end, and a mark for the cursor.
    var text: String {
      var rows = rows
      pad(&rows[row], to: column)
      rows[row].insert("|", at: column)
      var text = rows.map { row in
        var text = String(row)
        while text.last == " " { text.removeLast() }
        return text
      }.joined(separator: "\n")
      while text.last == "\n" { text.removeLast() }
      return text
    }

    private func pad(_ row: inout [Character], to count: Int) {
      while row.count < count { row.append(" ") }
    }

    func write(_ text: String) {
      written += text.count
      var rest = Array(text.unicodeScalars)[...]
      while let scalar = rest.popFirst() {
        switch scalar {
        case "\r": column = 0
        case "\n": goDown()
        case "\u{1B}":
          rest.removeFirst()
          let digits = rest.prefix { ("0"..."9").contains($0) }
          rest = rest.dropFirst(digits.count)
          let number = Int(String(String.UnicodeScalarView(digits))) ?? 1
          control(rest.removeFirst(), number)
        default: put(Character(scalar))
        }
      }
    }

    private func goDown() {
      row += 1
      if row == rows.count { rows.append([]) }
    }

    private func put(_ character: Character) {
      if column == columns {
        column = 0
        goDown()
      }
      pad(&rows[row], to: column + 1)
      rows[row][column] = character
      column += 1
    }

    private func control(_ letter: Unicode.Scalar, _ number: Int) {
      switch letter {
      case "A": row = max(0, row - number)
      case "B": row = min(rows.count - 1, row + number)
      case "C": column = min(columns - 1, column + number)
      case "K": rows[row] = Array(rows[row].prefix(column))
      case "J" where number == 2: rows = [[]]
      case "J":
        rows[row] = Array(rows[row].prefix(column))
        rows.removeSubrange((row + 1)...)
      case "H": (row, column) = (0, 0)
      default: Issue.record("unknown sequence \(letter)")
      }
    }

    /// Gives the screen another width, as terminals that lay rows out anew do.
    func resize(columns: Int) {
      var laidOut: [[Character]] = []
      var place = (0, 0)
      for (index, row) in rows.enumerated() {
        if index == self.row {
          place = (laidOut.count + column / columns, column % columns)
        }
        var rest = row[...]
        repeat {
          laidOut.append(Array(rest.prefix(columns)))
          rest = rest.dropFirst(columns)
        } while !rest.isEmpty
      }
      rows = laidOut
      (row, column) = place
      self.columns = columns
    }
  }

  private let screen: Screen
  private var display: Display

  init() {
    let screen = Screen(columns: 12, height: 5)
    self.screen = screen
    display = Display(
      columns: { screen.columns }, rows: { screen.height },
      write: screen.write)
  }

  private func draw(_ text: String, cursor: Int? = nil) -> String {
    var edited = EditedText()
    edited.insert(text)
    _ = edited.move(to: cursor ?? text.count)
    display.draw(edited, prompt: "> ", nextPrompt: ">> ")
    return screen.text
  }

  @Test func itBeginsBelowWhatHasNoEndOfLine() {
    screen.write("left")
    display.begin()
    #expect(draw("x") == "left\n> x|")
  }

  @Test func itBeginsWhereARowBegins() {
    screen.write("done\r\n")
    display.begin()
    #expect(draw("x") == "done\n> x|")
  }

  @Test func whatChangesIsDrawn() {
    display.begin()
    #expect(draw("") == "> |")
    #expect(draw("ab\ncd") == "> ab\n>> cd|")
    #expect(draw("ab\ncd\ne") == "> ab\n>> cd\n>> e|")
    #expect(draw("ab\nxd\ne", cursor: 4) == "> ab\n>> x|d\n>> e")
    #expect(draw("ab", cursor: 0) == "> |ab")
    #expect(draw("abcdefghij") == "> abcdefghij\n|")
    #expect(draw("abcdefghijk") == "> abcdefghij\nk|")
    display.end()
    #expect(screen.text == "> abcdefghij\nk\n|")
  }

  @Test func aCharacterAtTheEndDrawsItsRowAlone() {
    display.begin()
    _ = draw("a\nb\nc")
    let before = screen.written
    #expect(draw("a\nb\ncd") == "> a\n>> b\n>> cd|")
    #expect(screen.written - before < 20)
  }

  @Test func ofALongTextTheRowsAroundTheCursorAreShown() {
    display.begin()
    let lines = (1...9).map(String.init).joined(separator: "\n")
    #expect(draw(lines) == ">> 5\n>> 6\n>> 7\n>> 8\n>> 9|")
    #expect(draw(lines, cursor: 0) == "> |1\n>> 2\n>> 3\n>> 4\n>> 5")
    #expect(draw(lines, cursor: 12) == ">> 3\n>> 4\n>> 5\n>> 6\n>> |7")
    #expect(draw("1") == "> 1|")
  }

  @Test("D9: a wrapped line is drawn anew after a resize", arguments: 4...40)
  func aWrappedLineIsDrawnAnew(columns: Int) {
    screen.height = 20
    screen.write("above\r\n")
    display.begin()
    _ = draw("abcdefghijklmnopqrs\nuv", cursor: 21)
    screen.resize(columns: columns)
    display.erase()
    _ = draw("abcdefghijklmnopqrs\nuv", cursor: 21)
    let text = screen.text.replacing("\n", with: "")
    #expect(text == "above> abcdefghijklmnopqrs>> u|v", "\(screen.text)")
  }
}
