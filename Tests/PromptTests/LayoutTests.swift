import Testing

@testable import Prompt

/// How a text stands on a screen.
@Suite struct LayoutTests {
  private func layout(_ text: String, cursor: Int? = nil, columns: Int = 10)
    -> Layout
  {
    var edited = EditedText()
    edited.insert(text)
    _ = edited.move(to: cursor ?? text.count)
    return Layout(edited, prompt: "> ", nextPrompt: ">> ", columns: columns)
  }

  @Test func eachLineHasItsPrompt() {
    let layout = layout("ab\n\ncd", cursor: 3)
    #expect(layout.rows == ["> ab", ">> ", ">> cd"])
    #expect(layout.cursorRow == 1 && layout.cursorColumn == 3)
  }

  @Test func aLongLineTakesSeveralRows() {
    let layout = layout("abcdefghijklmnopqrst", cursor: 9)
    #expect(layout.rows == ["> abcdefgh", "ijklmnopqr", "st"])
    #expect(layout.cursorRow == 1 && layout.cursorColumn == 1)
  }

  @Test func theCursorBehindAFullRowIsInTheNext() {
    let full = layout("abcdefgh")
    #expect(full.rows == ["> abcdefgh", ""])
    #expect(full.cursorRow == 1 && full.cursorColumn == 0)
    let next = layout("abcdefghi", cursor: 8)
    #expect(next.rows == ["> abcdefgh", "i"])
    #expect(next.cursorRow == 1 && next.cursorColumn == 0)
    let line = layout("abcdefgh\nx", cursor: 8)
    #expect(line.rows == ["> abcdefgh", "", ">> x"])
  }

  @Test func wideCharactersAndSignsTakeTheirColumns() {
    #expect(layout("日本語a").widths == [9])
    #expect(layout("aaaaa日本").rows == ["> aaaaa日", "本"])
    #expect(layout("e\u{301}x").widths == [4])
    #expect(layout("\tx").rows == [">   x"])
    #expect(layout("\u{1}\u{7F}").rows == ["> ^A\u{FFFD}"])
    #expect(layout("😀").widths == [4])
  }
}
