import Foundation

/// Lua's own tests, as a tester has them, without what can't hold here.
struct LuaSuite {
  /// The folder that the tester names: the `testes` of Lua's sources, or the
  /// tests of https://www.lua.org/tests, of the release that is installed.
  static let folder =
    ProcessInfo.processInfo.environment["SNN_LUA_SUITE"].map {
      URL(fileURLWithPath: $0)
    }

  /// Lines that are left out, from one on to another.
  struct Exception {
    let file: String
    let first: String
    let last: String?
  }

  /// Why the tests can't be had.
  enum Failure: Error {
    /// The list names a line that isn't there.
    case noSuchLine(String, file: String)
  }

  let exceptions: [Exception]

  /// Reads the list of exceptions.
  init() throws {
    let list = repository.appending(
      path: "Tests/CommandLineTests/LuaSuite/exceptions.txt")
    var file = ""
    var exceptions: [Exception] = []
    for line in try String(contentsOf: list, encoding: .utf8)
      .split(separator: "\n") where !line.hasPrefix("#")
    {
      let text = line.trimmingCharacters(in: .whitespaces)
      switch line.prefix(while: { $0 == " " }).count {
      case 0: file = text
      case 2:
        let ends = text.components(separatedBy: " ... ")
        exceptions.append(
          Exception(
            file: file, first: ends[0], last: ends.count > 1 ? ends[1] : nil))
      default: break  // the reason
      }
    }
    self.exceptions = exceptions
  }

  /// Writes the tests to `target`; what is left out are empty lines there.
  func copy(from source: URL, to target: URL) throws {
    try FileManager.default.copyItem(at: source, to: target)
    for (name, exceptions) in Dictionary(grouping: exceptions, by: \.file) {
      let file = target.appending(path: name)
      // Some hold bytes that are no UTF-8.
      let text = try String(contentsOf: file, encoding: .isoLatin1)
      var lines = text.components(separatedBy: "\n")
      for exception in exceptions { try exception.blank(&lines) }
      try lines.joined(separator: "\n")
        .write(to: file, atomically: false, encoding: .isoLatin1)
    }
  }
}

extension LuaSuite.Exception {
  /// Makes its lines empty.
  func blank(_ lines: inout [String]) throws {
    func missing(_ text: String) -> LuaSuite.Failure {
      .noSuchLine(text, file: file)
    }
    guard
      let start = lines.firstIndex(where: {
        $0.trimmingCharacters(in: .whitespaces) == first
      })
    else { throw missing(first) }
    var end = start
    if let last {
      guard let found = lines[start...].firstIndex(of: last) else {
        throw missing(last)
      }
      end = found
    }
    for index in start...end { lines[index] = "" }
  }
}
