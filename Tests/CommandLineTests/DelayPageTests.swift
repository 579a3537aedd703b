import Foundation
import Testing

/// What the page on delays says.
@Suite struct DelayPageTests {
  private static let blocks = MarkdownBlock.all(
    in: markdownLines("Sources/LuaBindings/LuaBindings.docc/Delays.md"))

  @Test func theExampleIsTrue() throws {
    let block = try #require(Self.blocks.first { $0.language == "lua" })
    let place = try Workplace(["delays.lua": block.text])
    let transcript = try place.snnLua("delays.lua")
    #expect(transcript.error == "" && transcript.status == 0)
  }
}
