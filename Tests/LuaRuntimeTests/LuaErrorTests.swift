import LuaRuntime
import TestSupport
import Testing

@Suite struct LuaErrorTests {
  let lua: LuaState

  init() throws {
    lua = try LuaState()
    try lua.define("call") { frame throws(LuaRaise) in
      frame.pushValue(at: 1)
      try frame.call(argumentCount: 0, resultCount: 0)
      return 0
    }
    try lua.define("fail") { frame throws(LuaRaise) in
      throw .message(try frame.string(at: 1))
    }
  }

  @Test(arguments: [1, 2, 10, 50])
  func errorAtAnyDepthReleasesEverything(depth: Int) throws {
    var live = 0
    try lua.define("enter") { frame throws(LuaRaise) in
      live += 1
      let witness = Witness { live -= 1 }
      defer { withExtendedLifetime(witness) {} }
      frame.pushValue(at: 1)
      frame.push(try frame.integer(at: 2))
      try frame.call(argumentCount: 1, resultCount: 0)
      return 0
    }
    let error = lua.error(
      of: """
        local function down(n)
          if n == 0 then fail("boom") end
          enter(down, n - 1)
        end
        down(\(depth))
        """)
    #expect(error?.message == "model.lua:2: boom")
    #expect(live == 0)
    #expect(lua.stackDepth == 0)
  }

  @Test func errorValuesTravelUnchanged() throws {
    try lua.run(
      """
      local object = setmetatable({}, { __tostring = function() return "o" end })
      for _, value in ipairs { 5, 0.5, true, object, io.stdout, print, "s" } do
        local ok, e = pcall(call, function()
          call(function() error(value, 0) end)
        end)
        assert(not ok and rawequal(e, value))
      end
      local ok, e = pcall(call, function() error(nil) end)
      assert(not ok and e == nil)
      """, name: "=test")
  }

  @Test(arguments: [
    ("error()", "nil"),
    ("error({})", "(error object is a table value)"),
    ("error(print)", "(error object is a function value)"),
    ("error(12)", "12"),
    (
      "error(setmetatable({}, {__tostring = function() return 'mine' end}))",
      "mine"
    ),
    (
      "error(setmetatable({}, {__tostring = function() error('again') end}))",
      "(error object is a table value whose __tostring failed)"
    ),
    (
      "error(setmetatable({}, {__tostring = function() return {} end}))",
      "(error object is a table value whose __tostring failed)"
    ),
    (
      "error(setmetatable({}, {__tostring = 1, __name = 'LIF'}))",
      "(error object is a LIF value whose __tostring failed)"
    ),
    ("error('a\\0b', 0)", "a\0b"),
  ])
  func everyErrorValueHasAMessage(source: String, message: String) {
    let error = lua.error(of: source)
    #expect(error?.message == message)
    #expect(error?.kind == .runtime)
    #expect(lua.stackDepth == 0)
  }

  // MARK: Positions

  @Test func positionIsThatOfTheScript() throws {
    #expect(lua.message(of: "\nfail('boom')") == "model.lua:2: boom")
    #expect(lua.message(of: "\npcall(fail) fail('x')") == "model.lua:2: x")
  }

  @Test func positionPassesOverTheLibrary() throws {
    let fail = try lua.makeFunction(name: "native") { _ throws(LuaRaise) in
      throw .message("boom")
    }
    try lua.preload(
      "snn",
      source: """
        local natives = ...
        local function inner() natives.fail() end
        return {
          fail = function() inner() end,
          check = function(x) natives.raise("check: " .. x) end,
          raw = function(x) natives.raise(x) end,
        }
        """, chunkName: "=[snn]", natives: [("fail", fail)])
    #expect(
      lua.message(of: "local snn = require 'snn'\nsnn.fail()")
        == "model.lua:2: boom")
    #expect(
      lua.message(of: "local snn = require 'snn'\nsnn.check('no')")
        == "model.lua:2: check: no")
    try lua.run(
      """
      local t = {}
      local ok, e = pcall(require("snn").raw, t)
      assert(e == t)
      """, name: "=test")
    let error = lua.error(
      of: "local function f() require('snn').fail() end f() return 1")
    #expect(error?.traceback?.contains("[snn") == false)
    #expect(error?.traceback?.contains("model.lua:1: in ") == true)
  }

  // MARK: Tracebacks

  @Test func tracebackShowsTheWayThroughSwift() {
    let error = lua.error(
      of: """
        local function inner()
          fail("boom")
        end
        call(function()
          pcall(print and call, function() end)
          call(inner)
        end)
        """)
    let traceback = error?.traceback ?? ""
    #expect(error?.message == "model.lua:2: boom")
    #expect(traceback.hasPrefix("stack traceback:\n"))
    #expect(traceback.contains("model.lua:2: in "))
    #expect(traceback.contains("model.lua:6: in "))
    #expect(traceback.contains("model.lua:4: in "))
    #expect(
      error?.description == "model.lua:2: boom\n" + traceback)
  }

  @Test func errorThatWasCaughtLeavesNoTraceback() {
    let error = lua.error(
      of: """
        pcall(call, function() error("boom", 0) end)
        call(function() end)
        local function later() error("boom", 0) end
        later()
        """)
    #expect(error?.traceback?.contains("model.lua:4: in ") == true)
    #expect(error?.traceback?.contains("model.lua:1: in ") == false)
    #expect(lua.error(of: "x = = 1")?.traceback == nil)
  }

  // MARK: Context

  /// Calls its argument and adds to its errors where that was.
  private func defineForward() throws {
    try lua.define("forward") { frame throws(LuaRaise) in
      do throws(LuaRaise) {
        frame.pushValue(at: 1)
        try frame.call(argumentCount: 0, resultCount: 0)
        return 0
      } catch {
        if error == .errorOnTop { frame.addErrorContext("in LIF:forward") }
        throw error
      }
    }
  }

  @Test(arguments: [
    ("error('boom')", "model.lua:1: in LIF:forward: boom"),
    ("error('boom', 0)", "in LIF:forward: boom"),
    ("error('a: 5: b', 0)", "in LIF:forward: a: 5: b"),
    ("error('x:12: y', 0)", "x:12: in LIF:forward: y"),
    ("error('x:12', 0)", "in LIF:forward: x:12"),
    ("error('', 0)", "in LIF:forward: "),
    ("error('a\\0b', 0)", "in LIF:forward: a\0b"),
    ("error({})", "(error object is a table value)"),
    ("error(5)", "5"),
    (
      "load('\\nerror(1 .. \"boom\")', ':3: x')()",
      "[string \":3: x\"]:2: in LIF:forward: 1boom"
    ),
    (
      "forward(function() error('boom') end)",
      "model.lua:1: in LIF:forward: in LIF:forward: boom"
    ),
  ])
  func contextStandsAfterThePosition(source: String, message: String) throws {
    try defineForward()
    #expect(
      lua.message(of: "forward(function() \(source) end)") == message)
    #expect(lua.stackDepth == 0)
  }

  @Test("E7: context never goes into a traceback within a message")
  func contextNeverGoesIntoATraceback() throws {
    try defineForward()
    let traceback = "boom\nstack traceback:\n\tmodel.lua:3: in f"
    #expect(
      lua.message(
        of: "forward(function() error([[\(traceback)]], 0) end)")
        == "in LIF:forward: \(traceback)")
    #expect(
      lua.message(of: "forward(function() error([[\(traceback)]]) end)")
        == "model.lua:1: in LIF:forward: \(traceback)")
  }

  @Test func contextKeepsTheTraceback() throws {
    try defineForward()
    let error = lua.error(
      of: "local function f()\nerror('boom')\nend\nforward(f)")
    #expect(error?.message == "model.lua:2: in LIF:forward: boom")
    #expect(error?.traceback?.contains("model.lua:2: in ") == true)
  }

  // MARK: Finalizers

  @Test func errorInAFinalizerIsNoError() throws {
    try lua.run(
      """
      setmetatable({}, { __gc = function() fail("boom") end })
      collectgarbage()
      """, name: "=test")
  }

  @Test func tooDeepARecursionIsAnError() {
    let error = lua.error(of: "local function f() return f() + 1 end f()")
    #expect(error?.message.contains("stack overflow") == true)
    #expect(lua.stackDepth == 0)
  }
}
