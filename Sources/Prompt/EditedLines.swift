import CEdit
import Glibc
import LuaBindings
import Terminal

/// The lines of somebody at a terminal, edited by libedit: with the keys of
/// Emacs, a history that Ctrl-R searches, and completion.
public final class EditedLines: LineReader {
  /// What the word before the end of a line may be completed to.
  var complete: ((String) -> Completion)?

  /// Called while the prompt waits, twice a second; true if something was
  /// printed.
  var onTick: (() -> Bool)?

  private let history: History
  private var editor: OpaquePointer?
  private var lines: OpaquePointer?
  private var prompt: UnsafeMutablePointer<CChar>?

  /// Why the last line ended before its end, if it did.
  private var ending: ReadLine?

  /// Told of what a user should know: a history that can't be written.
  private let note: (String) -> Void

  /// Creates an editor, with the history of earlier sessions; nil if the
  /// terminal can't be used.
  init?(history: History, note: @escaping (String) -> Void) {
    self.history = history
    self.note = note
    useUnicode()
    let context = Unmanaged.passUnretained(self).toOpaque()
    guard let editor = cedit_open("snn-lua", context) else { return nil }
    self.editor = editor
    lines = cedit_openhistory(editor, Int32(History.limit))
    history.trim()
    for entry in history.entries() { cedit_addhistory(lines, entry) }
    cedit_setprompt(editor) { EditedLines.of($0)?.prompt }
    cedit_setread(editor) { editor, character in
      guard let character else { return -1 }
      return EditedLines.of(editor)?.read(into: character) ?? -1
    }
    cedit_addcommand(editor, "complete", "complete a name") { editor, _ in
      EditedLines.of(editor)?.completeWord() ?? UInt8(CC_ERROR)
    }
    for (key, command) in EditedLines.keys { cedit_bind(editor, key, command) }
  }

  deinit {
    if let editor { el_end(editor) }
    if let lines { history_end(lines) }
    free(prompt)
  }

  /// Keys that libedit has no command for by itself.
  private static let keys = [
    ("^I", "complete"), ("^R", "em-inc-search-prev"),
    ("\\e[3~", "ed-delete-next-char"), ("\\e[H", "ed-move-to-beg"),
    ("\\e[F", "ed-move-to-end"), ("\\e[1~", "ed-move-to-beg"),
    ("\\e[4~", "ed-move-to-end"), ("\\e[1;5C", "em-next-word"),
    ("\\e[1;5D", "ed-prev-word"),
  ]

  private static func of(_ editor: OpaquePointer?) -> EditedLines? {
    cedit_context(editor).map {
      Unmanaged<EditedLines>.fromOpaque($0).takeUnretainedValue()
    }
  }

  // MARK: Reading

  /// Reads a line; the terminal is as it was when it returns.
  public func readLine(prompt: String) -> ReadLine {
    free(self.prompt)
    self.prompt = strdup(prompt)
    ending = nil
    fflush(nil)
    var count: Int32 = 0
    guard let line = el_gets(editor, &count), count > 0 else {
      write("\n", to: .output)
      return ending ?? .end
    }
    var text = String(cString: line)
    if text.last?.isNewline == true { text.removeLast() }
    return .line(text)
  }

  /// Remembers an entry for this session and, in the file, for later ones.
  public func remember(_ entry: String) {
    cedit_addhistory(lines, entry)
    if let problem = history.append(entry) {
      note("the history can't be written: \(problem)")
    }
  }

  /// Waits for a character; -1 if there will be none, so that the line ends.
  private func read(into character: UnsafeMutablePointer<wchar_t>) -> Int32 {
    while true {
      switch Signals.wait(milliseconds: onTick == nil ? -1 : 500) {
      case .input:
        guard let scalar = readScalar() else {
          ending = .end
          return 0
        }
        character.pointee = wchar_t(bitPattern: scalar.value)
        return 1
      case .interrupted:
        ending = .interrupted
        write("^C", to: .output)
        return -1
      case .ended:
        ending = .end
        return -1
      case .resized:
        el_resize(editor)
        cedit_refresh(editor)
      case .timeout:
        if onTick?() == true { cedit_refresh(editor) }
      }
    }
  }

  /// A character of UTF-8; what is none is U+FFFD.
  private func readScalar() -> Unicode.Scalar? {
    guard let first = readByte() else { return nil }
    let more = first < 0xC0 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3
    var bytes = [first]
    for _ in 0..<more {
      guard let byte = readByte() else { break }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.first
  }

  private func readByte() -> UInt8? {
    var byte: UInt8 = 0
    while true {
      let count = Glibc.read(STDIN_FILENO, &byte, 1)
      if count == 1 { return byte }
      if count == 0 || errno != EINTR { return nil }
    }
  }

  // MARK: Completing

  /// Completes the word before the cursor as far as its candidates agree, or
  /// lists them. In the indentation, and in what is pasted, a tab is space.
  private func completeWord() -> UInt8 {
    let before = textBeforeCursor()
    if before.allSatisfy(\.isWhitespace) || isPasting {
      return insert("  ")
    }
    guard let completion = complete?(before), !completion.candidates.isEmpty
    else { return UInt8(CC_REFRESH_BEEP) }
    if !completion.continuation.isEmpty {
      return insert(completion.continuation)
    }
    if completion.candidates.count == 1 { return UInt8(CC_NORM) }
    write(
      "\n"
        + columns(completion.candidates, width: StandardStream.output.columns),
      to: .output)
    return UInt8(CC_REDISPLAY)
  }

  private func textBeforeCursor() -> String {
    guard let line = el_line(editor)?.pointee, let start = line.buffer,
      let cursor = line.cursor
    else { return "" }
    let bytes = UnsafeRawBufferPointer(start: start, count: cursor - start)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func insert(_ text: String) -> UInt8 {
    el_insertstr(editor, text) == 0 ? UInt8(CC_REFRESH) : UInt8(CC_ERROR)
  }

  /// Whether more is waiting than somebody types ahead.
  private var isPasting: Bool {
    var count: Int32 = 0
    return ioctl(STDIN_FILENO, UInt(FIONREAD), &count) == 0 && count > 8
  }
}

/// Lets characters be UTF-8, whatever the environment says.
private func useUnicode() {
  setlocale(LC_CTYPE, "")
  let name = nl_langinfo(nl_item(CODESET)).map { String(cString: $0) }
  if name != "UTF-8" { setlocale(LC_CTYPE, "C.UTF-8") }
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
