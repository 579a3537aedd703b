import LuaBindings
import LuaRuntime
import TestSupport
import Testing

/// Random sequences of operations give the same bits in Lua and compiled, or the
/// same error.
@Suite struct RandomProgramTests {
  @Test(arguments: 1...4)
  func programsGiveTheSameBitsInLuaAndCompiled(seed: Int) throws {
    let file = packageFolder.appending(
      path: "Tests/LuaBindingsTests/Compiled/random_programs.lua")
    try makeHost().runFile(
      file.path, arguments: [.integer(seed), .integer(400)])
  }
}
