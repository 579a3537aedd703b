import LuaRuntime
import TestSupport
import Testing

@Suite struct LuaStateTests {
  let lua: LuaState

  init() throws { lua = try LuaState() }

  @Test func scriptReceivesItsArguments() throws {
    try lua.run(
      """
      local a, b, c, d, e = ...
      assert(a == nil and b == true and math.type(c) == "integer" and c == 3)
      assert(math.type(d) == "float" and d == 0.5 and e == "a\\0b")
      """,
      name: "=test",
      arguments: [
        .nil, .boolean(true), .integer(3), .number(0.5), .string("a\0b"),
      ])
    #expect(lua.stackDepth == 0)
  }

  @Test func sourceMayHoldNULBytes() throws {
    try lua.run("assert(#'a\0b' == 3)", name: "=test")
  }

  @Test func syntaxErrorSaysWhere() {
    let error = lua.error(of: "local x = = 1")
    #expect(error?.kind == .syntax)
    #expect(error?.message == "model.lua:1: unexpected symbol near '='")
    #expect(error?.traceback == nil)
    #expect(lua.stackDepth == 0)
  }

  @Test func bytecodeIsRefused() throws {
    let error = lua.error(of: "\u{1B}Lua")
    #expect(error?.kind == .binaryChunk)
    #expect(
      error?.message
        == "attempt to load a binary chunk (mode is 't')")
    try lua.run(
      """
      local code = string.dump(function() end)
      local f, message = load(code)
      assert(not f and message:find("attempt to load a binary chunk", 1, true))
      assert(not load(code, "name", "bt"))
      assert(not pcall(load, code, "name", "b"))
      """, name: "=test")
    let asked = lua.error(of: "load('', 'name', 'b')")
    #expect(asked?.kind == .binaryChunk)
  }

  @Test func bytecodeIsLoadedIfAskedFor() throws {
    var options = LuaState.Options()
    options.allowsBinaryChunks = true
    try LuaState(options: options).run(
      """
      local code = string.dump(function(...) return ... end)
      assert(load(code)(5) == 5 and load(code, "name", "b")(6) == 6)
      assert(load("return 7", "name", "bt")() == 7)
      local f, message = load(code, "name", "t")
      assert(not f and message:find("mode is 't'", 1, true))
      f, message = load("return 7", "name", "b")
      assert(not f and message:find("mode is 'b'", 1, true))
      local path = os.tmpname()
      local file = io.open(path, "wb")
      file:write(code)
      file:close()
      assert(loadfile(path)(8) == 8 and not loadfile(path, "t"))
      dofile(path)
      package.path = path
      assert(require "anything" == "anything")
      os.remove(path)
      """, name: "=test")
    options.isSandboxed = true
    try LuaState(options: options).run(
      "assert(not load('\\27Lua')) assert(load 'return 1'() == 1)",
      name: "=test")
  }

  @Test func loadKeepsItsOtherArguments() throws {
    try lua.run(
      """
      local environment = { x = 5 }
      assert(load("return x", "name", "t", environment)() == 5)
      assert(load("return x")() == nil)
      local pieces = { "return ", "7" }
      assert(load(function() return table.remove(pieces, 1) end)() == 7)
      """, name: "=test")
  }

  @Test func missingFileIsAFileError() {
    do throws(LuaError) {
      try lua.runFile("/nonexistent/model.lua")
      Issue.record("the file exists")
    } catch {
      #expect(error.kind == .file)
      #expect(
        error.message
          == "cannot open /nonexistent/model.lua: No such file or directory")
    }
    #expect(throws: LuaError.self) { try lua.runFile("/tmp") }
    #expect(throws: LuaError.self) { try lua.runFile("a\0b") }
    #expect(lua.stackDepth == 0)
  }

  @Test func memoryLimitEndsTheScriptAndNotTheState() throws {
    var options = LuaState.Options()
    options.memoryLimit = 4 << 20
    let lua = try LuaState(options: options)
    let error = lua.error(of: "local t = {} for i = 1, 1e9 do t[i] = i end")
    #expect(error?.kind == .memory)
    #expect(error?.message == "not enough memory")
    #expect(lua.stackDepth == 0)
    try lua.run("assert(#string.rep('x', 1000) == 1000)", name: "=test")
    #expect(lua.heapBytes < 4 << 20)
  }

  @Test func tooSmallALimitIsAnError() {
    var options = LuaState.Options()
    options.memoryLimit = 10_000
    #expect(throws: LuaError.self) { try LuaState(options: options) }
  }

  @Test func nativeModulesAreOutOfReach() throws {
    try lua.run(
      """
      assert(package.loadlib == nil and package.cpath == "")
      assert(#package.searchers == 2)
      assert(not pcall(require, "nonexistent"))
      """, name: "=test")
  }

  @Test func debugLibraryIsSafe() throws {
    try lua.run(
      """
      assert(not debug.getregistry and not debug.setuservalue)
      assert(not pcall(debug.upvaluejoin, print, 1, function() return x end, 1))
      assert(not pcall(debug.setmetatable, io.stdout, {}))
      assert(not pcall(debug.setupvalue, string.gmatch("a", "a"), 1, 1))
      assert(debug.getupvalue(string.gmatch("a", "a"), 1) == nil)
      local x = 1
      assert(debug.setlocal(1, 1, 2) == "x" and x == 2)
      local name, value = debug.getlocal(1, 1)
      assert(name == "x" and value == 2)
      assert(debug.getlocal(function(first) end, 1) == "first")
      """, name: "=test")
  }

  @Test func closingCoroutinesInEachOtherEnds() throws {
    try lua.run(
      """
      local function nest(n)
        local inner = coroutine.create(function()
          local x <close> = setmetatable({}, { __close = function()
            if n > 0 then coroutine.close(nest(n - 1)) end
          end })
          coroutine.yield()
        end)
        coroutine.resume(inner)
        return inner
      end
      coroutine.close(nest(1000))
      assert(coroutine.close(nest(3)))
      """, name: "=test")
  }

  @Test func libraryIsRequired() throws {
    let half = try lua.makeFunction(name: "half") { frame throws(LuaRaise) in
      frame.push(try frame.number(at: 1) / 2)
      return 1
    }
    var kind = LuaKind.nil
    try lua.preload(
      "snn",
      source: "local natives = ... return { half = natives.half }",
      chunkName: "=[snn]", natives: [("half", half)]
    ) { frame in
      kind = frame.kind(at: -1)
    }
    #expect(kind == .table)
    try lua.run("assert(require('snn').half(3) == 1.5)", name: "=test")
    #expect(lua.stackDepth == 0)
  }

  @Test func failingLibraryIsAnError() {
    #expect(throws: LuaError.self) {
      try lua.preload(
        "snn", source: "error('no')", chunkName: "=[snn]", natives: [])
    }
    #expect(lua.stackDepth == 0)
  }
}
