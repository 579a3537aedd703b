import Foundation
import LuaBindings
import TestSupport
import Testing

/// What a model that is ported relies on, row by row of the inventory of the
/// reference systems.
///
/// The folder Rows has a file for each section. A test there is a call of
/// `row(id, claim, test)`; here it is one argument, so a row is found from its
/// test and the tests of a row by its id.
@Suite struct RowTests {
  static let tests = sections.flatMap(RowTest.all(in:))

  private static let sections: [URL] = {
    let folder = packageFolder.appending(path: "Tests/LuaBindingsTests/Rows")
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (files ?? [])
      .filter { $0.pathExtension == "lua" && $0.lastPathComponent != support }
      .sorted { $0.path < $1.path }
  }()

  private static let support = "support.lua"

  @Test(arguments: tests)
  func aRow(_ test: RowTest) throws {
    let host = try makeHost()
    let folder = test.file.deletingLastPathComponent()
    try host.runFile(
      folder.appending(path: RowTests.support).path,
      arguments: [.integer(test.number)])
    try host.runFile(test.file.path)
  }

  @Test func thereAreRows() {
    #expect(!RowTests.tests.isEmpty)
  }
}

/// One call of `row` in a file.
struct RowTest: CustomTestStringConvertible, Sendable {
  let file: URL

  /// Which call of its file it is, from 1.
  let number: Int

  /// The row and the claim.
  let testDescription: String

  /// The tests of a file.
  static func all(in file: URL) -> [RowTest] {
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.matches(of: /(?m)^row\(\s*"([^"]+)",\s*"([^"]+)"/)
      .enumerated().map { index, match in
        RowTest(
          file: file, number: index + 1,
          testDescription: "\(match.1): \(match.2)")
      }
  }
}
