import Foundation
import Testing

/// Lua stays Lua: its own tests run in the host.
///
/// `SNN_LUA_SUITE=lua-5.4.4-tests scripts/test.sh --filter LuaSuite` names their
/// folder.
@Suite struct LuaSuiteTests {
  @Test(.enabled(if: LuaSuite.folder != nil))
  func luasOwnTestsPass() throws {
    let place = try Workplace()
    let tests = place.folder.appending(path: "tests")
    try LuaSuite().copy(from: #require(LuaSuite.folder), to: tests)
    let transcript = try place.shell(
      "cd tests && sleep 0 | \"$1\" --binary-chunks --timeout 900 all.lua 2>&1")
    #expect(
      transcript.output.contains("final OK !!!"),
      Comment(rawValue: String(transcript.output.suffix(2000))))
    #expect(transcript.status == 0)
  }
}
