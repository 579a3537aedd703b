import Foundation
import Testing

/// The blocks of Lua in pages of the documentation run as they stand.
@Suite struct PageTests {
  @Test(arguments: [
    "ComingFromCoNeX", "Delays", "LearningByEProp", "ModelLibrary",
  ])
  func theExamplesAreTrue(page: String) throws {
    let lines = try markdownLines(
      "Sources/LuaBindings/LuaBindings.docc/\(page).md")
    let blocks = MarkdownBlock.all(in: lines).filter { $0.language == "lua" }
    #expect(!blocks.isEmpty)
    for block in blocks {
      let place = try Workplace(["page.lua": block.text])
      let transcript = try place.snnLua("page.lua")
      #expect(transcript.error == "" && transcript.status == 0)
    }
  }
}
