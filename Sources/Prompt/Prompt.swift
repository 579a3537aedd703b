import Glibc
import LuaBindings
import LuaRuntime
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
      host, reader: editor ?? PlainLines(), diagnostics: diagnostics)
    editor?.complete = { [unowned host] in host.completion(of: $0) }
    editor?.onTick = { [unowned self] in poll() }
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
      run(entry)
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

  private func isIncomplete(_ entry: Entry) -> Bool {
    guard case .lua(let source, _) = entry.kind else { return false }
    let compiled = try? host.lua.perform { frame throws(LuaRaise) in
      try CompiledEntry.compile(source, frame)
    }
    if case .incomplete = compiled { return true }
    return false
  }

  private func run(_ entry: Entry) {
    switch entry.kind {
    case .empty: break
    case .command(let name, let text):
      attempt { frame throws(LuaRaise) in
        let top = frame.top
        try host.pushPromptFunction("command", frame)
        try frame.push(name)
        try frame.push(text)
        try frame.call(argumentCount: 2, resultCount: -1)
        if ["time"].contains(name) { try show(from: top + 1, frame) }
      }
    case .help(let text):
      attempt { frame throws(LuaRaise) in
        try host.pushPromptFunction("ask", frame)
        try frame.push(text)
        try frame.call(argumentCount: 1, resultCount: 0)
      }
    case .lua(let source, let isHidden): runLua(source, isHidden: isHidden)
    }
  }

  private func runLua(_ source: String, isHidden: Bool) {
    attempt { frame throws(LuaRaise) in
      let top = frame.top
      switch try CompiledEntry.compile(source, frame) {
      case .wrong(let problem), .incomplete(let problem):
        throw .message(problem)
      case .ready: break
      }
      try frame.call(argumentCount: 0, resultCount: -1)
      if !isHidden { try show(from: top + 1, frame) }
      try keepLast(from: top + 1, frame)
    }
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

  /// Runs `body`, and tells what goes wrong.
  private func attempt(_ body: (LuaFrame) throws(LuaRaise) -> Void) {
    host.forgetInterrupt()
    do throws(LuaError) { try host.perform(body) } catch {
      tell(error)
      abandonReload()
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
    for network in host.networks {
      network.incompletenessNote.map { diagnostics.note($0) }
    }
  }

  /// Loads what is watched and has changed; returns whether it was.
  private func poll() -> Bool {
    var hasChanged = false
    attempt { frame throws(LuaRaise) in
      try host.pushPromptFunction("poll", frame)
      try frame.call(argumentCount: 0, resultCount: 1)
      hasChanged = try frame.boolean(at: -1)
    }
    return hasChanged
  }
}
