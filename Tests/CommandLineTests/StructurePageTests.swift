import Foundation
import Testing

/// What the page on larger networks says: its blocks are one script.
@Suite struct StructurePageTests {
  private static let blocks = MarkdownBlock.all(
    in: markdownLines("Sources/LuaBindings/LuaBindings.docc/Structure.md"))

  @Test func theBlocksAreAScriptThatRuns() throws {
    let script = Self.blocks.filter { $0.language == "lua" }.map(\.text)
    #expect(script.count > 8)
    let place = try Workplace(["page.lua": script.joined(separator: "\n")])
    let transcript = try place.snnLua("page.lua")
    #expect(transcript.error == "" && transcript.status == 0)
  }
}
