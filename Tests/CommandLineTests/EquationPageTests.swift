import Foundation
import Testing

/// What the page on equations says.
@Suite struct EquationPageTests {
  private static let blocks = MarkdownBlock.all(
    in: markdownLines("Sources/LuaBindings/LuaBindings.docc/Equations.md")
  ).filter { $0.language == "lua" }

  @Test func thereAreExamples() { #expect(Self.blocks.count >= 4) }

  @Test(arguments: blocks.indices)
  func anExampleIsTrue(index: Int) throws {
    let place = try Workplace(["equations.lua": Self.blocks[index].text])
    let transcript = try place.snnLua("equations.lua")
    #expect(transcript.error == "" && transcript.status == 0)
  }
}
