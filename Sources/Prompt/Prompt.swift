import Glibc
import LuaBindings
import LuaRuntime
import SpikingNetworks
import Terminal

/// A prompt on the live networks of a host.
///
/// ```swift
/// let host = try LuaHost()
/// let prompt = try Prompt(host)
/// prompt.runScript("model.lua", arguments: [])
/// prompt.run()
/// ```
///
/// It reads Lua and commands, prints values, and goes on after errors. It belongs
/// on the main thread: Ctrl-C is a signal to that.
public final class Prompt {
  private let host: LuaHost
  private let reader: any LineReader
  private let diagnostics: Diagnostics

  /// The notes on networks that stood below the last error.
  private var lastNotes: [String] = []

  /// Creates a prompt on the standard streams.
  ///
  /// - Throws: `LuaError` if there is not enough memory.
  public convenience init(_ host: LuaHost) throws(LuaError) {
    let diagnostics = Diagnostics()
    let isTerminal =
      StandardStream.input.isTerminal
      && StandardStream.output.isTerminal
    let editor =
      isTerminal
      ? EditedLines(history: History(environment: environment)) {
        diagnostics.note($0)
      } : nil
    try self.init(
      host, reader: editor ?? PlainLines(showsPrompt: isTerminal),
      diagnostics: diagnostics)
    editor?.complete = { [unowned host] in host.completion(of: $0) }
    editor?.isUnfinished = { [unowned self] in isIncomplete(Entry($0)) }
    editor?.hasNews = { [unowned self] in hasNews }
    editor?.onNews = { [unowned self] in poll() }
  }

  /// Creates a prompt that gets its lines from somewhere else.
  public convenience init(
    _ host: LuaHost, reader: any LineReader
  ) throws(LuaError) {
    try self.init(host, reader: reader, diagnostics: Diagnostics())
  }

  private init(
    _ host: LuaHost, reader: any LineReader, diagnostics: Diagnostics
  ) throws(LuaError) {
    self.host = host
    self.reader = reader
    self.diagnostics = diagnostics
    try host.openPrompt()
  }

  // MARK: Running

  /// Runs a script; an error is told, and the networks stay as they are then.
  public func runScript(_ path: String, arguments: [String]) {
    attempt { frame throws(LuaRaise) in
      try host.pushPromptFunction("load", frame)
      try frame.push(path)
      try frame.reserve(arguments.count)
      for argument in arguments { try frame.push(argument) }
      try frame.call(argumentCount: arguments.count + 1, resultCount: 0)
    }
  }

  /// Runs the user's file `~/.config/snn-lua/init.lua`, or that in
  /// `$XDG_CONFIG_HOME`, if it is there. An error is told.
  public func runUserFile() {
    let folder =
      environment("XDG_CONFIG_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? environment("HOME").map { "\($0)/.config" }
    guard let folder else { return }
    let path = "\(folder)/snn-lua/init.lua"
    guard access(path, F_OK) == 0 else { return }
    do throws(LuaError) { try host.runFile(path) } catch { tell(error) }
  }

  /// Reads and runs entries until there are no more, or one asks for the end.
  public func run() {
    Signals.begin()
    while !host.isQuitting, Signals.ending == nil, let entry = readEntry() {
      Signals.begin()
      for part in parts(of: entry)
      where host.isQuitting || Signals.ending != nil || !run(part) { break }
      Signals.begin()
    }
  }

  /// Reads lines until they are whole; nil at the end.
  private func readEntry() -> Entry? {
    var entry: Entry?
    while true {
      switch reader.readLine(prompt: entry == nil ? "> " : ">> ") {
      case .end: return entry
      case .interrupted: entry = nil
      case .line(let line):
        var next = entry ?? Entry(line)
        if entry != nil { next.append(line) }
        guard isIncomplete(next) else {
          if next.kind != .empty { reader.remember(next.text) }
          return next
        }
        entry = next
      }
    }
  }

  /// Whether more lines must follow.
  private func isIncomplete(_ entry: Entry) -> Bool {
    if entry.isSurelyUnfinished { return true }
    guard case .incomplete = compiled(entry) else { return false }
    return lines(of: entry) == nil
  }

  /// What becomes of an entry that is Lua; nil if it isn't.
  private func compiled(_ entry: Entry) -> CompiledEntry? {
    guard case .lua(let source, _) = entry.kind else { return nil }
    return try? host.lua.perform { frame throws(LuaRaise) in
      try CompiledEntry.compile(source, frame)
    }
  }

  /// An entry of several lines is a chunk; if it is none, but each of its lines
  /// is an entry or belongs to one, it is these: lines that were copied from
  /// another prompt.
  private func parts(of entry: Entry) -> [Entry] {
    switch compiled(entry) {
    case .wrong, .incomplete: lines(of: entry) ?? [entry]
    default: [entry]
    }
  }

  /// The entries of which each of several lines is one or belongs to one; nil if
  /// one is wrong or unfinished.
  private func lines(of entry: Entry) -> [Entry]? {
    if entry.lines.count == 1 { return nil }
    var parts: [Entry] = []
    var rest: Entry?
    for line in entry.lines {
      var part = rest ?? Entry(line)
      if rest != nil { part.append(line) }
      rest = nil
      switch part.isSurelyUnfinished ? .incomplete("") : compiled(part) {
      case .incomplete: rest = part
      case .wrong: return nil
      default: parts.append(part)
      }
    }
    return rest == nil ? parts : nil
  }

  /// Runs an entry; returns whether nothing went wrong.
  private func run(_ entry: Entry) -> Bool {
    switch entry.kind {
    case .empty: return true
    case .command(let name, let text):
      return attempt { frame throws(LuaRaise) in
        let top = frame.top
        try host.pushPromptFunction("command", frame)
        try frame.push(name)
        try frame.push(text)
        try frame.call(argumentCount: 2, resultCount: -1)
        if name == "time" { try show(from: top + 1, frame) }
      }
    case .help(let text):
      return attempt { frame throws(LuaRaise) in
        try host.pushPromptFunction("ask", frame)
        try frame.push(text)
        try frame.call(argumentCount: 1, resultCount: 0)
      }
    case .lua(let source, let isHidden):
      return attempt { frame throws(LuaRaise) in
        if try asksForEnd(source, frame) {
          try host.pushPromptFunction("command", frame)
          try frame.push("quit")
          try frame.push("")
          return try frame.call(argumentCount: 2, resultCount: 0)
        }
        try runLua(source, isHidden: isHidden, frame)
      }
    }
  }

  /// Whether somebody wants to leave as other prompts are left, and nothing has
  /// the name.
  private func asksForEnd(
    _ source: String, _ frame: LuaFrame
  ) throws(LuaRaise) -> Bool {
    let text = source.trimmed
    let name = text.hasSuffix("()") ? String(text.dropLast(2)) : text
    guard ["exit", "quit"].contains(name) else { return false }
    frame.pushGlobals()
    try frame.rawGet(at: -1, key: name)
    defer { frame.pop(2) }
    return frame.kind(at: -1) == .nil
  }

  private func runLua(
    _ source: String, isHidden: Bool, _ frame: LuaFrame
  ) throws(LuaRaise) {
    let top = frame.top
    switch try CompiledEntry.compile(source, frame) {
    case .wrong(let problem), .incomplete(let problem):
      throw .message(problem)
    case .ready(hasLocals: false):
      try frame.call(argumentCount: 0, resultCount: -1)
    case .ready(hasLocals: true):
      try host.pushPromptFunction("enter", frame)
      frame.insert(at: -2)
      try frame.call(argumentCount: 1, resultCount: -1)
    }
    if !isHidden { try show(from: top + 1, frame) }
    try keepLast(from: top + 1, frame)
  }

  // MARK: Showing

  /// Prints the values on the stack from an index on.
  private func show(from first: Int, _ frame: LuaFrame) throws(LuaRaise) {
    guard frame.top >= first else { return }
    try frame.reserve(20)
    var texts: [String] = []
    for index in first...frame.top {
      texts.append(try host.text(of: index, in: frame))
    }
    let separator = texts.contains { $0.contains("\n") } ? "\n" : "\t"
    write(texts.joined(separator: separator) + "\n", to: .output)
  }

  /// Makes the first value on the stack from an index on the global `_`.
  private func keepLast(from first: Int, _ frame: LuaFrame) throws(LuaRaise) {
    guard frame.top >= first else { return }
    frame.pushGlobals()
    frame.pushValue(at: first)
    try frame.rawSet(at: -2, key: "_")
  }

  /// Runs `body`, and tells what goes wrong; returns whether nothing does.
  @discardableResult
  private func attempt(_ body: (LuaFrame) throws(LuaRaise) -> Void) -> Bool {
    host.forgetInterrupt()
    do throws(LuaError) {
      try host.perform(body)
      return true
    } catch {
      tell(error)
      abandonReload()
      return false
    }
  }

  /// Gives classes back what a reload that was broken off has taken.
  private func abandonReload() {
    do throws(LuaError) {
      try host.perform { frame throws(LuaRaise) in
        try host.pushPromptFunction("abandon", frame)
        try frame.call(argumentCount: 0, resultCount: 0)
      }
    } catch { tell(error) }
  }

  private func tell(_ error: LuaError) {
    // What only says that the prompt called something helps nobody.
    let frames = error.traceback?.split(separator: "\n").dropFirst().filter {
      !$0.hasPrefix("\t[C]: in ") && !$0.hasPrefix("\tstdin:")
        && !$0.hasPrefix("\t(...")
    }
    diagnostics.error(
      frames?.isEmpty == false ? error.description : error.message)
    let notes = host.networks.compactMap(\.incompletenessNote)
    for note in notes where !lastNotes.contains(note) { diagnostics.note(note) }
    lastNotes = notes
  }

  /// Whether something that is watched has changed.
  private var hasNews: Bool {
    var hasNews = false
    attempt { frame throws(LuaRaise) in
      try host.pushPromptFunction("has_news", frame)
      try frame.call(argumentCount: 0, resultCount: 1)
      hasNews = try frame.boolean(at: -1)
    }
    return hasNews
  }

  /// Loads what is watched and has changed.
  private func poll() {
    attempt { frame throws(LuaRaise) in
      try host.pushPromptFunction("poll", frame)
      try frame.call(argumentCount: 0, resultCount: 0)
    }
  }
}
