import Foundation
import TestSupport
import Testing

@testable import Prompt

/// What is kept from one session to the next.
@Suite struct HistoryTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var history: History {
    History(path: folder.path("state/snn-lua/history"))
  }

  @Test func entriesComeBackInOrder() {
    let entries = ["a = 1", "for i = 1, 2 do\n  print(\"\\n\")\nend", "é \\ ü"]
    for entry in entries { #expect(history.append(entry) == nil) }
    #expect(history.entries() == entries)
  }

  @Test func thereIsNoHistoryWithoutAFile() {
    #expect(history.entries() == [])
    #expect(History(path: nil).append("x") == nil)
    #expect(History(path: nil).entries() == [])
  }

  @Test func onlyTheNewestEntriesAreKept() throws {
    let count = 2 * History.limit + 1
    let text = (1...count).map { "\($0)\n" }.joined()
    let file = folder.path("history")
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    let history = History(path: file)
    #expect(history.entries().first == "\(count - History.limit + 1)")
    history.trim()
    let lines = try String(contentsOfFile: file, encoding: .utf8)
      .split(separator: "\n")
    #expect(lines.count == History.limit)
    #expect(lines.last == "\(count)")
  }

  @Test func aFileThatCannotBeWrittenIsToldOf() throws {
    let file = folder.path("file")
    try "".write(toFile: file, atomically: true, encoding: .utf8)
    #expect(
      History(path: "\(file)/history").append("x")
        == "\(file)/history: Not a directory")
  }

  /// The system's own files can't be added to, by anybody.
  @Test("D3: the reason is that of the folder that can't be made")
  func theReasonIsThatOfTheFolder() throws {
    let problem = try #require(History(path: "/sys/snn/history").append("x"))
    #expect(problem.hasPrefix("/sys/snn: "))
    #expect(!problem.contains("No such file"), "\(problem)")
  }

  static let places: [([String: String], String?)] = [
    (["XDG_STATE_HOME": "/s", "HOME": "/h"], "/s/snn-lua/history"),
    (["XDG_STATE_HOME": "s", "HOME": "/h"], "/h/.local/state/snn-lua/history"),
    (["HOME": "/h"], "/h/.local/state/snn-lua/history"),
    ([:], nil),
  ]

  @Test(arguments: places)
  func theEnvironmentSaysWhere(_ variables: [String: String], _ path: String?) {
    #expect(History { variables[$0] }.path == path)
  }
}
