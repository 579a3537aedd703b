import LuaRuntime

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
  private(set) var lines: [String]

  init(_ line: String) { lines = [line] }

  mutating func append(_ line: String) { lines.append(line) }

  /// The text as it was entered.
  var text: String { lines.joined(separator: "\n") }

  var kind: Kind {
    let trimmed = text.trimmed
    if trimmed.isEmpty { return .empty }
    if trimmed.hasPrefix(":"), !trimmed.hasPrefix("::") {
      let words = trimmed.dropFirst().split(
        separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
      return .command(
        words.first.map(String.init) ?? "",
        words.count > 1 ? String(words[1]).trimmed : "")
    }
    // Lua has a question mark in texts and in comments only.
    if trimmed.hasSuffix("?"), lines.count == 1, !trimmed.contains("--") {
      return .help(String(trimmed.dropLast()).trimmed)
    }
    let isHidden = trimmed.hasSuffix(";")
    return .lua(
      trimmed.hasPrefix("=") ? String(trimmed.dropFirst()) : text,
      isHidden: isHidden)
  }
}

/// Lua that was entered, compiled.
enum CompiledEntry {
  /// The function is on top of the stack.
  case ready
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
      return .ready
    }
    guard let problem = try load(source, frame) else { return .ready }
    if problem.hasSuffix("<eof>") { return .incomplete(problem) }
    // What begins as no statement does was meant as an expression.
    let isAtStart = problem.split(separator: " near ").last.map {
      expression.hasPrefix($0.dropFirst().dropLast())
    }
    return .wrong(isAtStart == true ? inExpression : problem)
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

extension String {
  /// The text without space at either end.
  var trimmed: String {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
