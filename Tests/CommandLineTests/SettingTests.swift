import LuaRuntime
import Testing

@testable import snn_lua

@Suite struct SettingTests {
  @Test(arguments: [
    ("a=3", LuaValue.integer(3)), ("a=-07", .integer(-7)),
    ("a=1.5", .number(1.5)), ("a=1e3", .number(1000)),
    ("a=100.0", .number(100)), ("a=.5", .number(0.5)),
    ("a=9223372036854775808", .number(9_223_372_036_854_775_808)),
    ("a=true", .boolean(true)), ("a=false", .boolean(false)),
    ("a=", .string("")), ("a=b=c", .string("b=c")),
    ("a=nan", .string("nan")), ("a=0x10", .string("0x10")),
    ("a=1e", .string("1e")), ("a=True", .string("True")),
    ("a=\"10\"", .string("10")), ("a=\"\"", .string("")),
    ("a=\"", .string("\"")),
  ])
  func theTextSaysWhatKindOfValueItIs(text: String, value: LuaValue) {
    #expect(Setting(text) == Setting(key: "a", value: value))
  }

  @Test(arguments: [
    LuaValue.integer(.min), .integer(.max), .number(0.1), .number(100),
    .number(1e-320), .number(5e-324), .number(1e300), .number(-0.0),
    .number(.infinity), .number(-.infinity), .number(1 / 3), .boolean(true),
    .string(""), .string("x"), .string("10"), .string("true"),
    .string("\"10\""), .string("\""), .string("1e5"), .string("a\n=b 'c'"),
  ])
  func aSettingIsReadBackToTheLastBit(value: LuaValue) {
    let setting = Setting(key: "a", value: value)
    #expect(Setting(setting.text) == setting)
  }

  @Test func scriptsFindSettingsInArgs() throws {
    let place = try Workplace([
      "model.lua": """
      local snn = require "snn"
      local names = {}
      for name in pairs(snn.args) do names[#names + 1] = name end
      table.sort(names)
      for _, name in ipairs(names) do print(name, snn.args[name]) end
      for name, value in pairs(snn.args) do assert(snn.args[name] == value) end
      print(snn.args.none or 20, math.type(snn.args.n))
      """
    ])
    #expect(
      try place.snnLua(
        "--set", "n=3", "--set=x=0.5", "--set", "on=true", "--set", "s=a b",
        "model.lua")
        == Transcript(
          output: "n\t3\non\ttrue\ns\ta b\nx\t0.5\n20\tinteger\n"))
  }

  @Test func anArgumentThatWasNotReadIsToldAtTheEnd() throws {
    let place = try Workplace([
      "model.lua": """
      print(snn.args.tau or 20, snn.args.g)
      """
    ])
    #expect(
      try place.snnLua(
        "--set", "taau=3", "--set", "g=2", "--set", "other=\"1\"", "model.lua")
        == Transcript(
          output: "20\t2\n",
          error: """
            snn-lua: --set other="1" was not used by model.lua
            snn-lua: --set taau=3 was not used by model.lua; did you mean 'tau'?

            """))
  }

  @Test func withoutAScriptNoStatementUsedIt() throws {
    #expect(
      try Workplace().snnLua("--set", "a=3", "-e", "x = 1")
        == Transcript(
          error: "snn-lua: --set a=3 was not used by any statement\n"))
  }

  @Test func quietLeavesRemarksOut() throws {
    #expect(
      try Workplace().snnLua("--quiet", "--set", "a=3", "-e", "x = 1")
        == Transcript())
  }

  @Test func afterAnErrorOnlyTheErrorIsTold() throws {
    #expect(
      try Workplace().snnLua("--quiet", "--set", "a=3", "-e", "x x")
        == Transcript(
          error: "snn-lua: (command line):1: syntax error near 'x'\n",
          status: 1))
  }
}
