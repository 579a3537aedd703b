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

  private static let example = "examples/cortex.lua"

  @Test("D13: the script of the page is among the examples")
  func theScriptIsAmongTheExamples() {
    let lines = markdownLines(Self.example)
    let code = lines.drop { $0.hasPrefix("--") }.dropFirst()
    let steps = Self.steps.map(\.code)
    #expect(code.joined(separator: "\n") == steps.joined(separator: "\n"))
  }

  @Test("D13: the session at the prompt of the page is true")
  func theSessionAtThePromptIsTrue() throws {
    let block = try #require(Self.blocks.first { $0.language == "console" })
    try block.checkSession("$ snn-lua -i \(Self.example)", Self.example) {
      // What the script prints is shown below its steps.
      Self.steps.map(\.output).joined() + $0
    }
  }

  @Test("D13: the links between pages lead to files")
  func theLinksLeadToFiles() throws {
    let folder = "Sources/LuaBindings/LuaBindings.docc"
    let pages = try FileManager.default.contentsOfDirectory(
      atPath: repository.appending(path: folder).path)
    var count = 0
    for page in pages where page.hasSuffix(".md") && page != "LuaBindings.md" {
      let text = markdownLines("\(folder)/\(page)").joined(separator: "\n")
      #expect(!text.contains("<doc:"), "\(page)")
      for link in text.matches(of: /\]\(([A-Za-z\/]+\.md)\)/) {
        count += 1
        let path = repository.appending(path: "\(folder)/\(link.1)").path
        #expect(FileManager.default.fileExists(atPath: path), "\(link.1)")
      }
    }
    #expect(count >= 10)
  }

  @Test func thereAreStepsToRun() {
    #expect(Self.steps.count >= 10)
    #expect(Self.steps.filter { !$0.output.isEmpty }.count >= 5)
  }
}
