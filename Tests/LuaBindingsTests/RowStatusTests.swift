import Foundation
import TestSupport
import Testing

/// The table of rows in the documentation, the inventory that it answers, and
/// the row tests say the same.
@Suite struct RowStatusTests {
  /// A line of the table: `| NET-01 | done | how |`.
  struct Line {
    let id: String
    let status: String
    let text: String
  }

  static let statuses: Set = ["done", "differs", "left out"]

  static let lines: [Line] = {
    let page = packageFolder.appending(
      path: "Sources/LuaBindings/LuaBindings.docc/Rows.md")
    let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
    return text.matches(of: /(?m)^\| ([A-Z]+-\d+) \| ([a-z ]+) \| (.*) \|$/)
      .map { match in
        Line(
          id: String(match.1), status: String(match.2), text: String(match.3))
      }
  }()

  /// The rows of the inventory.
  static let inventory: [String] = {
    let file = packageFolder.appending(
      path: "Tests/LuaBindingsTests/Rows/inventory.md")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.matches(of: /(?m)^\| ([A-Z]+-\d+) \|/).map { String($0.1) }
  }()

  @Test func everyRowHasAStatus() {
    #expect(RowStatusTests.inventory.count > 100)
    let known = Set(RowStatusTests.lines.map(\.id))
    #expect(RowStatusTests.inventory.filter { !known.contains($0) } == [])
  }

  @Test func everyStatusIsOneOfThree() {
    for line in RowStatusTests.lines {
      #expect(RowStatusTests.statuses.contains(line.status), "\(line.id)")
      #expect(!line.text.isEmpty, "\(line.id)")
    }
  }

  @Test func noRowIsThereTwice() {
    let ids = RowStatusTests.lines.map(\.id)
    #expect(ids.count == Set(ids).count)
  }

  @Test func everyRowThatIsDoneHasATest() {
    let tested = Set(
      RowTests.tests.map { $0.testDescription.prefix { $0 != ":" } })
    let untested = RowStatusTests.lines
      .filter { $0.status != "left out" && !tested.contains($0.id[...]) }
      .map(\.id)
    #expect(untested == [])
  }
}
