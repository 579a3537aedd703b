import LuaRuntime
import Testing

@Suite struct LuaStackTests {
  let lua: LuaState

  init() throws { lua = try LuaState() }

  @Test func valuesAreMoved() throws {
    try lua.define("shuffle") { frame throws(LuaRaise) in
      frame.pushValue(at: 1)  // a b c a
      frame.insert(at: 2)  // a a b c
      frame.remove(at: 1)  // a b c
      frame.push(9)
      frame.replace(at: 2)  // a 9 c
      #expect(frame.absolute(-1) == 3)
      #expect(frame.isEqual(at: 1, and: 1))
      #expect(!frame.isEqual(at: 1, and: 2))
      return 3
    }
    try lua.run(
      "assert(table.concat({ shuffle('a', 'b', 'c') }) == 'a9c')",
      name: "=test")
  }

  @Test func manyResultsFitAfterAReservation() throws {
    try lua.define("many") { frame throws(LuaRaise) in
      try frame.reserve(1_000)
      for i in 1...1_000 { frame.push(i) }
      return 1_000
    }
    try lua.run(
      "assert(select('#', many()) == 1000 and select(1000, many()) == 1000)",
      name: "=test")
  }

  @Test func reservationBeyondReasonIsAnError() throws {
    try lua.define("many") { frame throws(LuaRaise) in
      try frame.reserve(try frame.integer(at: 1))
      return 0
    }
    #expect(lua.message(of: "many(1e7)") == "model.lua:1: stack overflow")
    #expect(lua.message(of: "many(2^40)") == "model.lua:1: stack overflow")
    #expect(lua.message(of: "many(-1)") == "model.lua:1: stack overflow")
  }

  @Test func frameKnowsItsState() throws {
    let lua = lua
    try lua.define("same") { [unowned lua] frame in
      frame.push(frame.state === lua)
      return 1
    }
    try lua.run("assert(same())", name: "=test")
    try lua.run("assert(coroutine.wrap(same)())", name: "=test")
  }

  @Test func valuesAreDescribedAsLuaDoes() throws {
    try lua.define("describe") { frame throws(LuaRaise) in
      try frame.pushDescription(of: 1)
      return 1
    }
    try lua.run(
      """
      assert(describe(1) == "1" and describe(1.0) == "1.0")
      assert(describe(nil) == "nil" and describe("a\\0") == "a\\0")
      local mt = { __tostring = function() error("no", 0) end }
      local ok, e = pcall(describe, setmetatable({}, mt))
      assert(not ok and e == "no")
      """, name: "=test")
  }
}
