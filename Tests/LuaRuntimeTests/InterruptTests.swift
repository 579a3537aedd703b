import LuaRuntime
import Testing

/// A request to break off, made by the script itself where a signal might.
@Suite struct InterruptTests {
  let lua: LuaState

  init() throws {
    lua = try LuaState()
    try lua.define("interrupt") { frame throws(LuaRaise) in
      frame.state.interrupt()
      return 0
    }
  }

  /// Scripts that would run for ever.
  static let endless = [
    "interrupt() while true do end",
    "interrupt() local function f() return f() end f()",
    "while true do pcall(function() interrupt() while true do end end) end",
    "xpcall(function() interrupt() while true do end end,"
      + " function() while true do end end)",
    "coroutine.wrap(function() interrupt() while true do end end)()",
    "while true do coroutine.resume(coroutine.create(function()"
      + " interrupt() while true do end end)) end",
    "coroutine.wrap(function() coroutine.wrap(function() interrupt()"
      + " while true do end end)() while true do end end)()",
    "local t = setmetatable({}, { __close = function() interrupt()"
      + " while true do end end })\n"
      + "local c = coroutine.create(function() local x <close> = t"
      + " coroutine.yield() end)\n"
      + "coroutine.resume(c) coroutine.close(c) while true do end",
    "local t = setmetatable({}, { __close = function()"
      + " while true do end end })\n"
      + "coroutine.wrap(function() local x <close> = t interrupt()"
      + " error 'x' end)()",
    "interrupt() load(function() return ' ' end)",
    "interrupt() table.sort({ 3, 2, 1 }, function() while true do end end)",
    "interrupt() string.gsub('a', 'a', function() while true do end end)",
  ]

  @Test(arguments: endless)
  func noScriptGoesOn(_ source: String) throws {
    let error = lua.error(of: source)
    #expect(error?.kind == .interrupted)
    #expect(error?.message.hasSuffix("interrupted!") == true)
    #expect(lua.stackDepth == 0)
    try lua.run("local n = 0 for i = 1, 10 do n = n + i end", name: "=after")
  }

  @Test func theErrorNamesTheLine() {
    let error = lua.error(of: "local n = 0\ninterrupt()\nn = n + 1")
    #expect(error?.message == "model.lua:3: interrupted!")
    #expect(error?.traceback?.hasPrefix("stack traceback:\n") == true)
  }

  @Test func aRequestThatIsTakenBackIsForgotten() throws {
    lua.interrupt()
    #expect(lua.isInterrupted)
    lua.forgetInterrupt()
    #expect(!lua.isInterrupted)
    try lua.run("local n = 0 for i = 1, 10 do n = n + i end", name: "=after")
  }

  @Test func aThreadThatWasBrokenOffIsNotBrokenOffAgain() throws {
    let error = lua.error(
      of: """
        waiting = coroutine.create(function()
          coroutine.yield()
          for i = 1, 100 do result = i end
        end)
        coroutine.resume(waiting)
        interrupt()
        """)
    #expect(error?.kind == .interrupted)
    try lua.run(
      "coroutine.resume(waiting) assert(result == 100)", name: "=after")
  }
}

/// The functions of Lua that this host has in a version of its own do what
/// Lua's do.
@Suite struct ReplacedFunctionTests {
  static let claims = [
    "local co = coroutine.create(function(a, b) local c = coroutine.yield(a + b)"
      + " return c * 2 end)\n"
      + "local ok, x = coroutine.resume(co, 1, 2) assert(ok and x == 3)\n"
      + "ok, x = coroutine.resume(co, 5) assert(ok and x == 10)\n"
      + "ok, x = coroutine.resume(co)\n"
      + "assert(not ok and x == 'cannot resume dead coroutine')",
    "local co = coroutine.create(function() error({ code = 7 }) end)\n"
      + "local ok, e = coroutine.resume(co) assert(not ok and e.code == 7)\n"
      + "assert(coroutine.status(co) == 'dead')",
    "local next = coroutine.wrap(function() for i = 1, 3 do"
      + " coroutine.yield(i) end end)\n"
      + "assert(next() == 1 and next() == 2 and next() == 3)\n"
      + "assert(next() == nil)",
    "local ok, e = pcall(coroutine.wrap(function() error 'boom' end))\n"
      + "assert(e:find 'boom', e)",
    "local closed = false\n"
      + "local f = coroutine.wrap(function()\n"
      + "local x <close> = setmetatable({}, { __close = function()"
      + " closed = true end })\n"
      + "error 'boom' end)\n"
      + "assert(not pcall(f) and closed)",
    "local ok, a, b = xpcall(function(...) return ... end, print, 1, 2)\n"
      + "assert(ok and a == 1 and b == 2)",
    "local ok, e = xpcall(error, function(m) return m .. '!' end, 'boom')\n"
      + "assert(not ok and e == 'boom!')",
    "local co = coroutine.wrap(function() return xpcall(function()"
      + " return coroutine.yield(1) end, print) end)\n"
      + "assert(co() == 1) local ok, x = co(7) assert(ok and x == 7)",
    "local ok, e = pcall(xpcall, print)\n"
      + "assert(e:find \"bad argument #2 to 'xpcall'\", e)",
    "local ok, e = pcall(coroutine.resume, 1)\n"
      + "assert(e:find 'coroutine expected', e)",
    "local function deep() return coroutine.wrap(deep)() end\n"
      + "local ok, e = pcall(deep) assert(e:find 'C stack overflow', e)",
  ]

  @Test(arguments: claims)
  func claimHolds(_ source: String) throws {
    try LuaState().run(source, name: "=claim")
  }
}
