import Glibc
import LuaBindings
import Terminal

/// What somebody at a terminal enters, edited on as many rows as it takes: with
/// the keys of Emacs, a history that is searched, and completion.
public final class EditedLines: LineReader {
  /// What the word before the end of a line may be completed to.
  var complete: ((String) -> Completion)?

  /// Whether Lua that was typed so far needs more lines.
  var isUnfinished: ((String) -> Bool)?

  /// Asked while the prompt waits, twice a second: whether there is something
  /// to do.
  var hasNews: (() -> Bool)?

  /// Called then, in the place of the prompt; it may print.
  var onNews: (() -> Void)?

  private let history: History
  private var browser: HistoryBrowser
  private var mode: TerminalMode
  private var display: Display
  private var text = EditedText()
  private var prompt = ""

  /// What is open in the characters of the text that were looked at so far.
  private var nesting = Nesting()
  private var nestingCount = 0

  /// The search that is going on, if one is, and the text before it.
  private var search: HistorySearch?
  private var textBeforeSearch = EditedText()

  /// Why the last line ended before its end, if it did.
  private var ending: ReadLine?

  /// Told of what a user should know: a history that can't be written. That is
  /// said once.
  private var note: ((String) -> Void)?

  /// Creates an editor, with the history of earlier sessions; nil if the
  /// terminal can't be used.
  init?(history: History, note: @escaping (String) -> Void) {
    guard let mode = TerminalMode(),
      !["", "dumb"].contains(environment("TERM") ?? "")
    else { return nil }
    self.mode = mode
    self.history = history
    self.note = note
    history.trim()
    browser = HistoryBrowser(history.entries())
    display = Display(
      columns: { StandardStream.output.columns },
      rows: { StandardStream.output.rows },
      write: { write($0, to: .output) })
  }

  // MARK: Reading

  /// Reads what is whole, of one line or several; the terminal is as it was when
  /// it returns.
  public func readLine(prompt: String) -> ReadLine {
    self.prompt = prompt
    text = EditedText()
    nestingCount = 0
    (ending, search) = (nil, nil)
    browser.stop()
    begin()
    while true {
      if !hasMoreInput { draw() }
      guard let key = keys.next() else {
        search = nil
        _ = text.move(to: text.characters.count)
        finish(with: ending == .interrupted ? "^C" : "")
        return ending ?? .end
      }
      if act(on: key) { break }
    }
    finish(with: "")
    return ending ?? .line(text.text)
  }

  private func begin() {
    mode.enter()
    display.begin()
    write(TerminalMode.pasteBegins, to: .output)
  }

  private func draw() {
    if let search {
      let start = search.isFound ? "(search" : "(not found:"
      display.draw(
        text, prompt: "\(start) '\(search.pattern)') ", nextPrompt: ">> ")
    } else {
      display.draw(text, prompt: prompt, nextPrompt: ">> ")
    }
  }

  private func finish(with sign: String) {
    draw()
    write(sign + TerminalMode.pasteEnds, to: .output)
    display.end()
    mode.leave()
  }

  /// Does what is to be done with the terminal as others know it, in the place
  /// of the prompt.
  private func pause(_ body: () -> Void) {
    display.erase()
    write(TerminalMode.pasteEnds, to: .output)
    mode.leave()
    body()
    begin()
    draw()
  }

  /// Remembers an entry for this session and, in the file, for later ones.
  public func remember(_ entry: String) {
    browser.add(entry)
    if let problem = history.append(entry), let note {
      note("the history can't be written: \(problem)")
      self.note = nil
    }
  }

  // MARK: Input

  private var keys: KeyReader {
    KeyReader(nextByte: nextByte) { self.hasMoreInput }
  }

  /// Waits for a byte; nil if there will be none, so that the line ends.
  private func nextByte() -> UInt8? {
    while true {
      switch Signals.wait(milliseconds: hasNews == nil ? -1 : 500) {
      case .input:
        if let byte = readByte() { return byte }
        ending = .end
        return nil
      case .interrupted:
        ending = .interrupted
        return nil
      case .ended:
        ending = .end
        return nil
      case .resized:
        display.erase()
        draw()
      case .timeout:
        if hasNews?() == true { pause { onNews?() } }
      }
    }
  }

  private func readByte() -> UInt8? {
    var byte: UInt8 = 0
    while true {
      let count = Glibc.read(STDIN_FILENO, &byte, 1)
      if count == 1 { return byte }
      if count == 0 || errno != EINTR { return nil }
    }
  }

  private var hasMoreInput: Bool { waitingCount > 0 }

  /// How many bytes are waiting to be read.
  private var waitingCount: Int {
    var count: Int32 = 0
    return ioctl(STDIN_FILENO, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
  }

  // MARK: Keys

  /// Does what a key asks for; returns whether the text is done.
  private func act(on key: Key) -> Bool {
    if search != nil {
      guard !actInSearch(on: key) else { return false }
      search = nil
      if key == .control("G") { text = textBeforeSearch }
      if key == .escape || key == .control("G") { return false }
    }
    switch key {
    case .up, .control("P"):
      up()
      return false
    case .down, .control("N"):
      down()
      return false
    default: browser.stop()
    }
    switch key {
    case .enter: return enter()
    case .pasted(let text): return paste(text)
    case .control("D") where text.isEmpty:
      ending = .end
      return true
    case .tab: completeWord()
    case .control("R"):
      search = HistorySearch(browser.entries)
      textBeforeSearch = text
    case .control("L"): display.clear()
    case .control("Z"): pause { kill(0, SIGTSTP) }
    default: if !edit(key) { beep() }
    }
    return false
  }

  /// Changes the text or moves the cursor; returns false if a key does not.
  private func edit(_ key: Key) -> Bool {
    switch key {
    case .character(let character): text.insert(CollectionOfOne(character))
    case .altEnter: text.insert("\n")
    case .left, .control("B"): return text.move(to: text.cursor - 1)
    case .right, .control("F"): return text.move(to: text.cursor + 1)
    case .home, .control("A"): _ = text.move(to: text.lineStart)
    case .end, .control("E"): _ = text.move(to: text.lineEnd)
    case .wordLeft, .alt("b"): return text.move(to: text.wordStart)
    case .wordRight, .alt("f"): return text.move(to: text.wordEnd)
    case .alt("<"): _ = text.move(to: 0)
    case .alt(">"): _ = text.move(to: text.characters.count)
    case .backspace: return text.removeBefore()
    case .delete, .control("D"): return text.removeAfter()
    case .control("K"): return text.cutLineEnd()
    case .control("U"): return text.cutLineStart()
    case .control("W"): return text.cutBeforeToSpace()
    case .altBackspace: return text.cutWordBefore()
    case .alt("d"): return text.cutWordAfter()
    case .control("Y"): return text.paste()
    case .control("T"): return text.swap()
    case .control("_"): return text.undo()
    default: return key == .escape
    }
    return true
  }

  private func beep() { write("\u{7}", to: .output) }

  /// Ends the text, or begins another line if it needs one.
  private func enter() -> Bool {
    guard needsMore() else { return true }
    text.insert("\n")
    return false
  }

  /// Puts what was pasted at the cursor, as it is. If that ends with the end of
  /// a line, it is as if Enter was pressed.
  private func paste(_ pasted: String) -> Bool {
    var lines = pasted[...]
    while lines.last == "\n" { lines.removeLast() }
    text.insert(lines)
    return lines.count < pasted.count && text.isAtEnd && enter()
  }

  private func needsMore() -> Bool {
    if text.isAtEnd {
      lookAtNesting()
      if nesting.isOpen && nesting.lineCount > Nesting.limit { return true }
    }
    return isUnfinished?(text.text) ?? false
  }

  /// Looks at what is open in the text: only at its last lines, if those before
  /// are what they were.
  private func lookAtNesting() {
    var rest = text.characters[min(nestingCount, text.unchangedCount)...]
    if rest.startIndex == nestingCount, rest.first == "\n" {
      rest = rest.dropFirst()
    } else {
      rest = text.characters[...]
      nesting = Nesting()
    }
    while !rest.isEmpty {
      let line = rest.prefix { $0 != "\n" }
      nesting.read(line)
      rest = rest.dropFirst(line.count + 1)
    }
    nestingCount = text.characters.count
    text.unchangedCount = nestingCount
  }

  // MARK: The history

  private func up() {
    if text.moveLine(up: true) { return }
    let start = String(text.characters[..<text.cursor])
    if let entry = browser.older(than: text.text, start: start) {
      text.text = entry
    } else {
      beep()
    }
  }

  private func down() {
    if text.moveLine(up: false) { return }
    if let entry = browser.newer(than: text.text) {
      text.text = entry
    } else {
      beep()
    }
  }

  /// Does what a key means while the history is searched; returns false if it
  /// ends the search.
  private func actInSearch(on key: Key) -> Bool {
    switch key {
    case .character(let character): search?.type(String(character))
    case .pasted(let text): search?.type(text)
    case .control("R"): search?.older()
    case .control("S"): search?.newer()
    case .backspace: search?.removeLast()
    default: return false
    }
    if search?.isFound == false { beep() }
    if let entry = search?.entry, entry != text.text { text.text = entry }
    return true
  }

  // MARK: Completing

  /// Completes the word before the cursor as far as its candidates agree, or
  /// lists them. In the indentation, a tab is two spaces; what is pasted keeps
  /// it.
  private func completeWord() {
    let before = text.lineBeforeCursor
    // More is waiting than somebody types ahead.
    if waitingCount > 8 { return text.insert("\t") }
    if before.allSatisfy(\.isWhitespace) { return text.insert("  ") }
    guard let completion = complete?(before), !completion.candidates.isEmpty
    else { return beep() }
    if !completion.continuation.isEmpty {
      return text.insert(completion.continuation)
    }
    if completion.candidates.count == 1 { return }
    draw()
    display.end()
    write(
      columns(completion.candidates, width: StandardStream.output.columns),
      to: .output)
  }
}

/// Words in columns, down and then across.
func columns(_ words: [String], width: Int) -> String {
  let column = (words.map(\.count).max() ?? 0) + 2
  let count = max(1, width / column)
  let rows = (words.count + count - 1) / count
  return (0..<rows).map { row in
    var line = ""
    for index in stride(from: row, to: words.count, by: rows) {
      if !line.isEmpty {
        let end = column * (index / rows)
        line += String(repeating: " ", count: max(2, end - line.count))
      }
      line += words[index]
    }
    return line + "\n"
  }.joined()
}
