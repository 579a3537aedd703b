import LuaRuntime
import Testing

@Suite struct LuaTableTests {
  let lua: LuaState

  init() throws { lua = try LuaState() }

  @Test func tableIsWalked() throws {
    try lua.define("sum") { frame throws(LuaRaise) in
      var total = 0.0
      frame.pushNil()
      while try frame.next(at: 1) {
        total += try frame.number(at: -1)
        frame.pop()
      }
      #expect(frame.top == 1)
      frame.push(total)
      return 1
    }
    try lua.run(
      "assert(sum { 1, 2, x = 3 } == 6 and sum {} == 0)", name: "=test")
  }

  @Test func readingIgnoresMetamethods() throws {
    try lua.define("look") { frame throws(LuaRaise) in
      let field = try frame.rawGet(at: 1, key: "x")
      #expect(field == .nil)
      #expect(frame.rawGet(at: 1, index: 1) == .number)
      frame.push(frame.rawLength(at: 1))
      return 1
    }
    try lua.run(
      """
      local trap = function() error("metamethod") end
      local mt = { __index = trap, __len = trap, __newindex = trap }
      assert(look(setmetatable({ 5, 6 }, mt)) == 2)
      """, name: "=test")
  }

  @Test func whatIsNoTableReadsAsEmptyAndIsNotWrittenTo() throws {
    let key = UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1)
    defer { key.deallocate() }
    try lua.define("read") { frame throws(LuaRaise) in
      let field = try frame.rawGet(at: 1, key: "x")
      #expect(field == .nil)
      #expect(frame.rawGet(at: 1, index: 1) == .nil)
      #expect(frame.rawGet(at: 1, pointer: key) == .nil)
      frame.pushNil()
      let hasNext = try frame.next(at: 1)
      #expect(!hasNext)
      #expect(frame.top == 4)
      return 0
    }
    try lua.define("write") { frame throws(LuaRaise) in
      frame.push(1)
      try frame.rawSet(at: 1, key: "x")
      return 0
    }
    for value in ["nil", "5", "'abc'", "print", "io.stdout"] {
      try lua.run("read(\(value))", name: "=test")
      #expect(
        lua.message(of: "write(\(value))")?
          .contains("expected a table to write to") == true)
    }
  }

  @Test func tableIsBuilt() throws {
    let key = UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1)
    defer { key.deallocate() }
    try lua.define("build") { frame throws(LuaRaise) in
      try frame.newTable(arrayCount: 2, fieldCount: 1)
      frame.push(0.5)
      try frame.rawSet(at: -2, index: 1)
      frame.push(true)
      try frame.rawSet(at: -2, key: "a\0b")
      frame.push(2)
      frame.pushNil()
      try frame.rawSet(at: -3)
      frame.push(8)
      try frame.rawSet(at: -2, pointer: key)
      #expect(frame.rawGet(at: -1, pointer: key) == .number)
      frame.pop()
      return 1
    }
    try lua.run(
      """
      local t = build()
      assert(t[1] == 0.5 and t["a\\0b"] == true and t[2] == nil)
      """, name: "=test")
  }

  @Test func nilKeyIsAnError() throws {
    try lua.define("store") { frame throws(LuaRaise) in
      frame.pushNil()
      frame.push(1)
      try frame.rawSet(at: 1)
      return 0
    }
    #expect(lua.message(of: "store {}") == "table index is nil")
    #expect(lua.stackDepth == 0)
  }

  @Test func registryIsOutOfReachOfScripts() throws {
    try lua.perform { frame throws(LuaRaise) in
      frame.push(7)
      try frame.rawSet(at: frame.registry, key: "secret")
      try frame.rawGet(at: frame.registry, key: "secret")
      #expect(try frame.integer(at: -1) == 7)
    }
    #expect(lua.stackDepth == 0)
  }

  @Test func failureInSetUpLeavesTheStackBalanced() {
    #expect(throws: LuaError(kind: .runtime, message: "no")) {
      try lua.perform { frame throws(LuaRaise) in
        frame.push(1)
        throw .message("no")
      }
    }
    #expect(throws: LuaError.self) {
      try lua.perform { frame throws(LuaRaise) in
        try frame.load("x x", name: "=test")
      }
    }
    #expect(lua.stackDepth == 0)
  }
}
