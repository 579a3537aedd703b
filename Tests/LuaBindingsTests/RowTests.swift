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
  static let tests = RowTest.all(inFolder: "Rows")

  @Test(arguments: tests)
  func aRow(_ test: RowTest) throws {
    try test.run()
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

  /// Runs the test in a host of its own, after what all row tests share.
  func run() throws {
    let host = try makeHost()
    let support = packageFolder.appending(
      path: "Tests/LuaBindingsTests/Rows/\(RowTest.support)")
    try host.runFile(support.path, arguments: [.integer(number)])
    try host.runFile(file.path)
  }

  private static let support = "support.lua"

  /// The tests of the files in a folder beside this file.
  static func all(inFolder name: String) -> [RowTest] {
    let folder = packageFolder.appending(path: "Tests/LuaBindingsTests/\(name)")
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (files ?? [])
      .filter { $0.pathExtension == "lua" && $0.lastPathComponent != support }
      .sorted { $0.path < $1.path }
      .flatMap(all(in:))
  }

  /// The tests of a file.
  private static func all(in file: URL) -> [RowTest] {
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.matches(of: /(?m)^row\(\s*"([^"]+)",\s*"([^"]+)"/)
      .enumerated().map { index, match in
        RowTest(
          file: file, number: index + 1,
          testDescription: "\(match.1): \(match.2)")
      }
  }
}
