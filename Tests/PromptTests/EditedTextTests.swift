import Testing

@testable import Prompt

/// Text that is edited; `|` stands for the cursor.
@Suite struct EditedTextTests {
  /// Checks what becomes of a text; ` -` behind it says that nothing was done.
  private func check(
    _ start: String, _ change: (inout EditedText) -> Bool,
    gives expected: String
  ) {
    var text = EditedText()
    let parts = start.split(
      separator: "|", omittingEmptySubsequences: false
    ).map(String.init)
    text.insert(parts.joined())
    _ = text.move(to: parts[0].count)
    let isDone = change(&text)
    let all = Array(text.text)
    let shown = String(all[..<text.cursor]) + "|" + String(all[text.cursor...])
    #expect(shown + (isDone ? "" : " -") == expected)
  }

  @Test func charactersAreTakenOut() {
    check("ab|c", { $0.removeBefore() }, gives: "a|c")
    check("|c", { $0.removeBefore() }, gives: "|c -")
    check("ab|c\nd", { $0.removeAfter() }, gives: "ab|\nd")
    check("c|", { $0.removeAfter() }, gives: "c| -")
  }

  @Test func partsOfALineAreCut() {
    check("a\nb|cd\ne", { $0.cutLineEnd() }, gives: "a\nb|\ne")
    check("a\nb|\ne", { $0.cutLineEnd() }, gives: "a\nb|e")
    check("a\nbc|d", { $0.cutLineStart() }, gives: "a\n|d")
    check("net.exc  |x", { $0.cutWordBefore() }, gives: "net.|x")
    check("a net.exc  |x", { $0.cutBeforeToSpace() }, gives: "a |x")
    check("a| (bc) d", { $0.cutWordAfter() }, gives: "a|) d")
  }

  @Test func whatWasCutIsPutElsewhere() {
    check(
      "ab|cd", { $0.cutLineEnd() && $0.move(to: 0) && $0.paste() },
      gives: "cd|ab")
    check("a|", { $0.paste() }, gives: "a| -")
  }

  @Test func twoCharactersAreSwapped() {
    check("a|bc", { $0.swap() }, gives: "ba|c")
    check("abc|", { $0.swap() }, gives: "acb|")
    check("|ab", { $0.swap() }, gives: "|ab -")
    check("a|", { $0.swap() }, gives: "a| -")
  }

  @Test func theCursorGoesFromLineToLine() {
    check("abc\nd|\nefg", { $0.moveLine(up: true) }, gives: "a|bc\nd\nefg")
    check("abc\nd|\nefg", { $0.moveLine(up: false) }, gives: "abc\nd\ne|fg")
    check("abc|\nd", { $0.moveLine(up: false) }, gives: "abc\nd|")
    check("abc|\nd", { $0.moveLine(up: true) }, gives: "abc|\nd -")
    check("abc\n|d", { $0.moveLine(up: false) }, gives: "abc\n|d -")
  }

  @Test func changesAreTakenBack() {
    var text = EditedText()
    for character in "ab" { text.insert(CollectionOfOne(character)) }
    _ = text.removeBefore()
    text.text = "other"
    var texts: [String] = []
    while text.undo() { texts.append(text.text) }
    #expect(texts == ["a", "ab", ""])
  }

  @Test func itKnowsWhatHasNotChanged() {
    var text = EditedText()
    text.insert("abc")
    text.unchangedCount = 3
    text.insert("d")
    #expect(text.unchangedCount == 3)
    _ = text.move(to: 2)
    _ = text.removeBefore()
    #expect(text.unchangedCount == 1)
  }
}
