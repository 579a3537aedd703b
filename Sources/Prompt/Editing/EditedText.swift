/// Text that is edited, of one line or several, with a cursor.
struct EditedText {
  private(set) var characters: [Character] = []

  /// Before which character the cursor stands.
  private(set) var cursor = 0

  /// How many characters at the start have not changed since this was set.
  var unchangedCount = 0

  /// What was cut out last.
  private var cut: [Character] = []

  /// What the text was before each change; what is typed is one change.
  private var earlier: [(characters: [Character], cursor: Int)] = []
  private var isTyping = false

  /// The text.
  var text: String {
    get { String(characters) }
    set { replace(0..<characters.count, by: Array(newValue)) }
  }

  /// The line with the cursor, as far as it goes before the cursor.
  var lineBeforeCursor: String { String(characters[lineStart..<cursor]) }

  var isEmpty: Bool { characters.isEmpty }
  var isAtEnd: Bool { cursor == characters.count }

  // MARK: Changing

  /// Puts text at the cursor.
  mutating func insert(_ text: some Collection<Character>) {
    if !isTyping { keep() }
    change(cursor..<cursor, by: text)
    isTyping = true
  }

  private mutating func replace(_ range: Range<Int>, by text: [Character]) {
    keep()
    change(range, by: text)
    isTyping = false
  }

  private mutating func change(
    _ range: Range<Int>, by text: some Collection<Character>
  ) {
    characters.replaceSubrange(range, with: text)
    cursor = range.lowerBound + text.count
    unchangedCount = min(unchangedCount, range.lowerBound)
  }

  private mutating func keep() {
    earlier.append((characters, cursor))
    if earlier.count > 200 { earlier.removeFirst() }
  }

  /// Takes the last change back; returns false if there is none.
  mutating func undo() -> Bool {
    guard let last = earlier.popLast() else { return false }
    change(0..<characters.count, by: last.characters)
    cursor = last.cursor
    isTyping = false
    return true
  }

  /// Takes out what lies between the cursor and another place; returns false
  /// if that is nothing.
  private mutating func remove(to place: Int, isCut: Bool) -> Bool {
    let range = min(place, cursor)..<max(place, cursor)
    if range.isEmpty { return false }
    if isCut { cut = Array(characters[range]) }
    replace(range, by: [])
    return true
  }

  mutating func removeBefore() -> Bool {
    remove(to: max(0, cursor - 1), isCut: false)
  }

  mutating func removeAfter() -> Bool {
    remove(to: min(characters.count, cursor + 1), isCut: false)
  }

  /// Cuts to the end of the line, or the end itself.
  mutating func cutLineEnd() -> Bool {
    remove(
      to: lineEnd > cursor ? lineEnd : min(characters.count, cursor + 1),
      isCut: true)
  }

  mutating func cutLineStart() -> Bool { remove(to: lineStart, isCut: true) }

  mutating func cutWordBefore() -> Bool { remove(to: wordStart, isCut: true) }

  mutating func cutWordAfter() -> Bool { remove(to: wordEnd, isCut: true) }

  /// Cuts back to a space.
  mutating func cutBeforeToSpace() -> Bool {
    var place = cursor
    while place > 0, characters[place - 1].isWhitespace { place -= 1 }
    while place > 0, !characters[place - 1].isWhitespace { place -= 1 }
    return remove(to: place, isCut: true)
  }

  /// Puts what was cut out last at the cursor.
  mutating func paste() -> Bool {
    if cut.isEmpty { return false }
    replace(cursor..<cursor, by: cut)
    return true
  }

  /// Swaps the two characters before the cursor, or those around it.
  mutating func swap() -> Bool {
    let second = min(cursor, characters.count - 1)
    guard second > lineStart, characters.count > 1 else { return false }
    let pair = [characters[second], characters[second - 1]]
    replace((second - 1)..<(second + 1), by: pair)
    return true
  }

  // MARK: Moving

  /// Moves the cursor; returns false if it is there.
  mutating func move(to place: Int) -> Bool {
    let place = min(max(0, place), characters.count)
    if place == cursor { return false }
    cursor = place
    isTyping = false
    return true
  }

  /// Moves the cursor to the line above or below, to the same column; returns
  /// false if there is none.
  mutating func moveLine(up: Bool) -> Bool {
    let column = cursor - lineStart
    if up {
      guard lineStart > 0 else { return false }
      let end = lineStart - 1
      return move(to: min(end, start(ofLineBefore: end) + column))
    }
    guard lineEnd < characters.count else { return false }
    let start = lineEnd + 1
    return move(to: min(end(ofLineAfter: start), start + column))
  }

  var lineStart: Int { start(ofLineBefore: cursor) }
  var lineEnd: Int { end(ofLineAfter: cursor) }

  private func start(ofLineBefore place: Int) -> Int {
    characters[..<place].lastIndex(of: "\n").map { $0 + 1 } ?? 0
  }

  private func end(ofLineAfter place: Int) -> Int {
    characters[place...].firstIndex(of: "\n") ?? characters.count
  }

  /// Where the word before the cursor begins.
  var wordStart: Int {
    var place = cursor
    while place > 0, !characters[place - 1].isOfWord { place -= 1 }
    while place > 0, characters[place - 1].isOfWord { place -= 1 }
    return place
  }

  /// Where the word after the cursor ends.
  var wordEnd: Int {
    var place = cursor
    let count = characters.count
    while place < count, !characters[place].isOfWord { place += 1 }
    while place < count, characters[place].isOfWord { place += 1 }
    return place
  }
}

extension Character {
  fileprivate var isOfWord: Bool { isLetter || isNumber || self == "_" }
}
