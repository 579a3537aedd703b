import Testing

@testable import snn_lua

/// The options of Lua's own program have the same effects.
@Suite struct LuaOptionTests {
  /// Command lines, each with what LUA_INIT, LUA_INIT_5_4 and LUA_PATH are.
  static let cases: [(arguments: [String], environment: [String: String])] = [
    (["-e", "x = 1", "-l", "mod", "-e", "print(x, mod)"], [:]),
    (["-l", "mod", "-e", "print(mod)", "-lother"], [:]),
    (["-ex = 1", "-eprint(x)"], [:]),
    (["-ex=1", "-e", "print(x)"], [:]),
    (["-l", "g=mod", "-e", "print(g, mod)"], [:]),
    (["-lg=mod", "-eprint(g, mod)"], [:]),
    (["-e", "print('-e')", "-e", "print '-l'"], [:]),
    (["-l", "mod", "model.lua", "-l", "x"], [:]),
    (["-e", "print(1)"], [:]),
    (["-l", "mod"], [:]),
    (["-W", "-e", "warn 'told'"], [:]),
    (["-e", "warn 'told'"], [:]),
    (["-E", "model.lua", "-W"], ["LUA_INIT": "print(0)"]),
    (["model.lua", "a"], ["LUA_INIT": "print(arg[0], arg[1], ...)"]),
    (["-e", "print(1)"], ["LUA_INIT": "@init.lua"]),
    (["-e", "print(1)"], ["LUA_INIT": "print(0)", "LUA_INIT_5_4": "x = 1"]),
    (["-e", "print(1)"], ["LUA_INIT": "error()"]),
    (["-e", "print(1)"], ["LUA_INIT": ""]),
    (["-e", "print(require 'away')"], ["LUA_PATH": "elsewhere/?.lua"]),
    (["-E", "-e", "print(require 'away')"], ["LUA_PATH": "elsewhere/?.lua"]),
    (["-e", "print(require 'away')"], ["LUA_PATH_5_4": "elsewhere/?.lua"]),
    (["-", "a", "b"], [:]),
    (["-e", "print(1)", "-"], [:]),
    (["--", "model.lua", "-x"], [:]),
    (["--"], [:]),
    (["model.lua", "--", "-v"], [:]),
    (["-e", "os.exit(7)"], [:]),
    (["-e", "os.exit(true)"], [:]),
    (["-e", "os.exit(false, true)"], [:]),
    (["-e", "error 'boom'"], [:]),
    (["-l", "nothing"], [:]),
  ]

  @Test(arguments: cases)
  func outputAndStatusAreThoseOfLua(
    arguments: [String], environment: [String: String]
  ) throws {
    let place = try Workplace([
      "model.lua": "print('model', ...)",
      "init.lua": "print('init')",
      "mod.lua": "print('mod') return 'the module'",
      "other.lua": "print('other')",
      "elsewhere/away.lua": "return 'away'",
    ])
    let input = "print('input', ...)"
    let ours = try place.snnLua(
      arguments, input: input, environment: environment)
    let theirs = try place.lua(
      arguments, input: input, environment: environment)
    #expect(ours.output == theirs.output)
    #expect(ours.status == theirs.status)
    #expect(ours.error.isEmpty == theirs.error.isEmpty)
  }

  @Test func warningsAreThoseOfLua() throws {
    let place = try Workplace()
    let arguments = ["-W", "-e", "warn('a', 'b')"]
    #expect(
      try place.snnLua(arguments) == Transcript(error: "Lua warning: ab\n"))
    #expect(try place.lua(arguments) == place.snnLua(arguments))
  }

  @Test func releasesAreShownBeforeAnythingRuns() throws {
    let place = try Workplace(["model.lua": "print(...)"])
    let version = Invocation.version + "\n"
    #expect(try place.snnLua("-v", input: "x x") == Transcript(output: version))
    #expect(
      try place.snnLua(
        "-v", "-e", "print(1)", "model.lua", "a",
        environment: ["LUA_INIT": "print(0)"])
        == Transcript(output: version + "0\n1\na\n"))
  }

  @Test func aModuleThatIsMissingIsAnError() throws {
    let transcript = try Workplace().snnLua("-l", "nothing")
    #expect(
      transcript.error.hasPrefix("snn-lua: module 'nothing' not found:\n"))
    #expect(transcript.output == "" && transcript.status == 1)
  }

  @Test func anErrorInLUA_INITEndsTheProgram() throws {
    #expect(
      try Workplace().snnLua(
        "-e", "print(1)", environment: ["LUA_INIT_5_4": "x x"])
        == Transcript(
          error: "snn-lua: LUA_INIT_5_4:1: syntax error near 'x'\n", status: 1))
  }

  @Test func anInteractiveRunDoesNotTakeTheInputForAScript() throws {
    let invocation = try Invocation.reading(["-i", "-e", "x = 1"])
    #expect(invocation.isInteractive)
    #expect(try !Invocation.reading(["-e", "x = 1"]).isInteractive)
  }

  @Test func valuesOfOtherOptionsAreNoStatements() throws {
    let invocation = try Invocation.reading([
      "--seed", "3", "-e", "a", "--set", "x=-e", "-lb", "-ec", "model", "-ed",
    ])
    #expect(
      invocation.preludes == [.statement("a"), .module("b"), .statement("c")])
    #expect(invocation.scriptAndArguments == ["model", "-ed"])
  }
}
