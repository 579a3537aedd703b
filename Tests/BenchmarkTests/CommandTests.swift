import Foundation
import Testing

@testable import snn_bench

@Suite struct CommandTests {
  private func run(
    _ script: String, limit: Double = 60
  ) throws -> (Command.Outcome, errors: String) {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let errors = folder.appendingPathComponent("errors.txt").path
    let outcome = try Command(
      program: "/bin/sh", arguments: ["-c", script],
      environment: ["PEER": "a b"]
    ).run(errors: errors, limit: limit)
    return (outcome, try String(contentsOfFile: errors, encoding: .utf8))
  }

  @Test func aProgramsOutputAndStatusAreKept() throws {
    let (outcome, errors) = try run(
      "echo one; echo first step; echo \"$PEER\"; echo no >&2; exit 3")
    #expect(outcome.lines == ["one", "first step", "a b"])
    #expect(outcome.status == 3 && errors == "no\n")
    #expect(outcome.firstStep != nil && !outcome.isLate)
  }

  @Test func aProgramEndedByASignalHasNoStatus() throws {
    let (outcome, _) = try run("kill -9 $$")
    #expect(outcome.status == nil && outcome.firstStep == nil)
  }

  @Test func aProgramPastItsLimitIsEnded() throws {
    let (outcome, _) = try run("cat", limit: 0)
    #expect(outcome.isLate)
  }

  @Test func aProgramThatIsNotThereIsAnError() {
    #expect(throws: CheckFailure.self) {
      try Command(program: "/no/such", arguments: [])
        .run(errors: "/dev/null", limit: 1)
    }
  }
}
