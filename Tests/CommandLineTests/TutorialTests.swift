import Foundation
import Testing

/// The blocks of the tutorial are one script, which prints what it shows.
@Suite struct TutorialTests {
  private static let blocks = MarkdownBlock.all(
    in: markdownLines("Sources/LuaBindings/LuaBindings.docc/Tutorial.md"))

  /// A step: its code, and what it prints.
  private struct Step {
    var code: String
    var output: String
  }

  private static let steps = blocks.indices
    .filter { blocks[$0].language == "lua" }
    .map { index in
      let next = blocks.indices.contains(index + 1) ? blocks[index + 1] : nil
      return Step(
        code: blocks[index].text,
        output: next?.language == "text" ? next?.text ?? "" : "")
    }

  @Test func eachStepPrintsWhatTheTextShows() throws {
    let mark = "-- the next step --\n"
    let script = Self.steps.map(\.code)
      .joined(separator: "io.write \(String(reflecting: mark))\n")
    let place = try Workplace(["cortex.lua": script])
    let transcript = try place.snnLua("cortex.lua")
    #expect(transcript.error == "" && transcript.status == 0)
    let outputs = transcript.output.components(separatedBy: mark)
    #expect(outputs == Self.steps.map(\.output))
  }

  @Test func thereAreStepsToRun() {
    #expect(Self.steps.count >= 10)
    #expect(Self.steps.filter { !$0.output.isEmpty }.count >= 5)
  }
}
