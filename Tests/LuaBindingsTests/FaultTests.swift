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
}
