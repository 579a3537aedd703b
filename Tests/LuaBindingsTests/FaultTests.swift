import Foundation
import TestSupport
import Testing

/// Faults that were found by trying what public bug reports describe, each by
/// its row in `Tests/faults.md`.
///
/// The folder Faults has a file for each subject; what a file is made of stands
/// at `RowTests`. Faults that a script can't show have a test in Swift, whose
/// name begins with the row, as in `@Test("C1: …")`.
@Suite struct FaultTests {
  static let tests = RowTest.all(inFolder: "Faults")

  @Test(arguments: tests)
  func aFault(_ test: RowTest) throws {
    try test.run()
  }

  /// The rows of the list, in its order.
  static let rows: [String] = {
    let list = packageFolder.appending(path: "Tests/faults.md")
    let text = (try? String(contentsOf: list, encoding: .utf8)) ?? ""
    return text.matches(of: /(?m)^\| ([A-Z]\d+) \|/).map { String($0.1) }
  }()

  @Test func theListIsInOrderAndHasNoRowTwice() {
    let order = FaultTests.rows.map { row in
      (row.prefix(1), Int(row.dropFirst()) ?? 0)
    }
    #expect(zip(order, order.dropFirst()).allSatisfy { $0 < $1 })
    #expect(!FaultTests.rows.isEmpty)
  }

  @Test func everyRowHasATestAndEveryTestARow() throws {
    var tested = Set(
      FaultTests.tests.map { String($0.testDescription.prefix { $0 != ":" }) })
    let files = FileManager.default.enumerator(
      at: packageFolder.appending(path: "Tests"),
      includingPropertiesForKeys: nil)
    for case let file as URL in files ?? .init()
    where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: #/@Test\(\s*"([A-Z]\d+): /#) {
        tested.insert(String(match.1))
      }
    }
    #expect(Set(FaultTests.rows).symmetricDifference(tested) == [])
  }
}
