import Testing

@testable import Prompt

/// Keys, as terminals send them.
@Suite struct KeyReaderTests {
  private func keys(_ text: String) -> [Key] {
    var bytes = Array(text.utf8)[...]
    let reader = KeyReader(
      nextByte: { bytes.popFirst() }, hasMore: { !bytes.isEmpty })
    var keys: [Key] = []
    while let key = reader.next() { keys.append(key) }
    return keys
  }

  static let claims: [(String, [Key])] = [
    ("aé", [.character("a"), .character("é")]),
    ("日😀", [.character("日"), .character("😀")]),
    ("\r\n", [.enter, .enter]),
    ("\t\u{7F}\u{8}", [.tab, .backspace, .backspace]),
    ("\u{1}\u{12}\u{1F}", [.control("A"), .control("R"), .control("_")]),
    ("\u{1B}[A\u{1B}OB\u{1B}[1;5C", [.up, .down, .wordRight]),
    ("\u{1B}[3~\u{1B}[H\u{1B}[4~", [.delete, .home, .end]),
    ("\u{1B}b\u{1B}\u{7F}\u{1B}\r", [.alt("b"), .altBackspace, .altEnter]),
    ("\u{1B}[23;5~x", [.other, .character("x")]),
    ("\u{1B}", [.escape]),
    (
      "\u{1B}[200~a\r\n\tb\rc\u{1B}[A\u{1B}[201~d",
      [
        .pasted("a\n\tb\nc[A"), .character("d"),
      ]
    ),
    // What breaks off is nothing.
    ("\u{1B}[200~a", []), ("\u{1B}[1", []),
  ]

  @Test(arguments: claims)
  func bytesAreKeys(_ bytes: String, _ expected: [Key]) {
    #expect(keys(bytes) == expected)
  }
}
