import LuaRuntime
import SpikingNetworks

/// What somebody enters at the prompt, of one line or several.
struct Entry {
  /// What an entry is.
  enum Kind: Equatable {
    /// Nothing but space.
    case empty
    /// A line such as `:run 100`: the command and what follows it.
    case command(String, String)
    /// A line such as `net?`: what help is wanted about.
    case help(String)
    /// Lua, with what is left of `=` at the start and `;` at the end taken
    /// away.
    case lua(String, isHidden: Bool)
  }

  /// The lines so far.
  private(set) var lines: [String] = []

  /// What is open in them.
  private var nesting = Nesting()

  init(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      append(String(line))
    }
  }

  mutating func append(_ line: String) {
    lines.append(line)
    nesting.read(line)
  }

  /// Whether more lines must follow, seen without compiling; of a few lines only
  /// compiling tells, so that what is wrong is told early.
  var isSurelyUnfinished: Bool {
    nesting.isOpen && lines.count > Nesting.limit
  }

  /// The text as it was entered.
  var text: String { lines.joined(separator: "\n") }

  var kind: Kind {
    let trimmed = text.trimmed
    if trimmed.isEmpty { return .empty }
    if lines.count == 1, let kind = Entry.request(trimmed) { return kind }
    return .lua(
      trimmed.hasPrefix("=") ? String(trimmed.dropFirst()) : text,
      isHidden: trimmed.hasSuffix(";"))
  }
}

extension Entry {
  /// What a line is that isn't Lua; nil if it is.
  private static func request(_ line: String) -> Kind? {
    if line.hasPrefix(":"), !line.hasPrefix("::") {
      let words = line.dropFirst().split(
        separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
      return .command(
        words.first.map(String.init) ?? "",
        words.count > 1 ? words[1].trimmed : "")
    }
    // Lua has a question mark in texts and in comments only.
    if line.hasSuffix("?"), !line.contains("--") {
      return .help(line.dropLast().trimmed)
    }
    // Nor has it two names in a row.
    let words = line.split(whereSeparator: \.isWhitespace)
    if words[0] == "help", words.dropFirst().allSatisfy(\.isNameOrPath) {
      return .help(words.dropFirst().joined(separator: " "))
    }
    return nil
  }
}

/// Lua that was entered, compiled.
enum CompiledEntry {
  /// The function is on top of the stack. If it has local variables, it calls
  /// its argument at its end.
  case ready(hasLocals: Bool)
  /// More lines are needed; what is wrong if there are none.
  case incomplete(String)
  /// What is wrong.
  case wrong(String)

  /// Compiles Lua as an expression, and as statements if it is none; pushes the
  /// function.
  static func compile(
    _ source: String, _ frame: LuaFrame
  ) throws(LuaRaise) -> CompiledEntry {
    var expression = source.trimmed
    while expression.hasSuffix(";") { expression.removeLast() }
    guard let inExpression = try load("return \(expression)", frame) else {
      return .ready(hasLocals: false)
    }
    guard let problem = try load(source, frame) else {
      return .ready(hasLocals: try makeLocalsSeen(source, frame))
    }
    if problem.hasSuffix("<eof>") { return .incomplete(problem) }
    // What begins as no statement does was meant as an expression.
    let isAtStart = problem.split(separator: " near ").last.map {
      expression.hasPrefix($0.dropFirst().dropLast())
    }
    return .wrong(isAtStart == true ? inExpression : problem)
  }

  /// Puts statements that call their argument at the end, where their local
  /// variables are seen, in the place of the function on top. There is no room
  /// for the call behind `return`.
  private static func makeLocalsSeen(
    _ source: String, _ frame: LuaFrame
  ) throws(LuaRaise) -> Bool {
    guard source.contains("local"),
      try load("\(source)\n;(...)()", frame) == nil
    else { return false }
    frame.remove(at: -2)
    return true
  }

  /// Pushes the function, or returns what is wrong.
  private static func load(
    _ source: String, _ frame: LuaFrame
  ) throws(LuaRaise) -> String? {
    do throws(LuaRaise) {
      try frame.load(source, name: "=stdin")
      return nil
    } catch {
      guard error == .errorOnTop, frame.kind(at: -1) == .string else {
        throw error
      }
      defer { frame.pop() }
      return try frame.string(at: -1, maximumLength: .max)
    }
  }
}

extension Substring {
  /// Whether it may be what help is wanted about, such as `net.exc`.
  fileprivate var isNameOrPath: Bool {
    first?.isLetter == true
      && allSatisfy { $0.isLetter || $0.isNumber || "_.:".contains($0) }
  }
}
