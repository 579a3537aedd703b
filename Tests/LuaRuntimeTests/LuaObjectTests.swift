import LuaRuntime
import TestSupport
import Testing

@Suite struct LuaObjectTests {
  let lua: LuaState
  let live = Counter()
  let type: LuaObjectType<Witness>

  init() throws {
    lua = try LuaState()
    type = try lua.makeObjectType(
      name: "thing", payload: Witness.self, reservedUserValues: 1)
    let other = try lua.makeObjectType(name: "other", payload: Int.self)
    let (lua, live, type) = (lua, live, type)
    let thing = try lua.makeFunction(name: "thing", producing: type) { frame in
      live.value += 1
      frame.fill(type, Witness { live.value -= 1 })
      return 1
    }
    let stranger = try lua.makeFunction(name: "other", producing: other) {
      frame in
      frame.fill(other, 1)
      return 1
    }
    let empty = try lua.makeFunction(name: "empty", producing: type) { _ in 1 }
    let isThing = try lua.makeFunction(name: "isThing") { frame in
      frame.push(frame.payload(at: 1, of: type) != nil)
      return 1
    }
    let free = try lua.makeFunction(name: "free") { frame throws(LuaRaise) in
      try frame.release(at: 1, of: type)
      return 0
    }
    let pushed = try lua.makeFunction(name: "push") { frame throws(LuaRaise) in
      live.value += 1
      try frame.pushNewObject(type, Witness { live.value -= 1 })
      return 1
    }
    let hold = try lua.makeFunction(name: "hold") { frame throws(LuaRaise) in
      _ = try frame.object(at: 1, of: type)
      if frame.count == 1 {
        frame.pushUserValue(1, of: 1)
        return 1
      }
      frame.setUserValue(1, of: 1)
      return 0
    }
    let index = try lua.makeFunction(name: "index") { frame throws(LuaRaise) in
      if frame.isInteger(at: 2) {
        frame.push(try frame.integer(at: 2) * 10)
      } else {
        try frame.push("no " + (try frame.string(at: 2)))
      }
      return 1
    }
    let length = try lua.makeFunction(name: "#") { frame in
      frame.push(42)
      return 1
    }
    try lua.setMethods(
      of: type, methods: [("free", free), ("hold", hold)],
      metamethods: [("__len", length)], index: index)
    try lua.setGlobal("thing", thing)
    try lua.setGlobal("other", stranger)
    try lua.setGlobal("empty", empty)
    try lua.setGlobal("isThing", isThing)
    try lua.setGlobal("free", free)
    try lua.setGlobal("push", pushed)
  }

  @Test func payloadEndsWithTheCollection() throws {
    try lua.run("thing() push()", name: "=test")
    #expect(live.value == 2)
    lua.collectGarbage()
    #expect(live.value == 0)
  }

  @Test func payloadEndsWithTheState() throws {
    let live = live
    do {
      let lua = try LuaState()
      let type = try lua.makeObjectType(name: "t", payload: Witness.self)
      try lua.define("make") { frame throws(LuaRaise) in
        live.value += 1
        try frame.pushNewObject(type, Witness { live.value -= 1 })
        return 1
      }
      try lua.run("kept = make()", name: "=test")
      #expect(live.value == 1)
    }
    #expect(live.value == 0)
  }

  @Test func payloadEndsWithTheScopeOfAClosedVariable() throws {
    try lua.run(
      "do local t <close> = thing() end assert(not pcall(free, 1))",
      name: "=test")
    #expect(live.value == 0)
  }

  @Test func releaseIsHarmlessTwice() throws {
    try lua.run("local t = thing() t:free() t:free()", name: "=test")
    #expect(live.value == 0)
    lua.collectGarbage()
    #expect(live.value == 0)
  }

  @Test func finalizerByHandIsHarmless() throws {
    let type = type
    try lua.define("finalizer") { frame throws(LuaRaise) in
      frame.pushMetatable(of: type)
      try frame.rawGet(at: -1, key: "__gc")
      return 1
    }
    try lua.run(
      """
      local gc, t = finalizer(), thing()
      gc(other()) gc(io.stdout) gc(nil) gc()
      assert(isThing(t))
      gc(t) gc(t)
      assert(not isThing(t))
      """, name: "=test")
    lua.collectGarbage()
    #expect(live.value == 0)
  }

  @Test func otherTypesAreRefused() throws {
    try lua.run(
      """
      assert(isThing(thing()))
      for _, v in ipairs { 1, "x", {}, print, io.stdout, other(), empty() } do
        assert(not isThing(v))
      end
      assert(not isThing(debug.upvalueid(function() return isThing end, 1)))
      assert(not isThing())
      """, name: "=test")
  }

  @Test func metatableIsOutOfReach() throws {
    try lua.run(
      """
      local t = thing()
      assert(getmetatable(t) == false and debug.getmetatable(t) == false)
      assert(not pcall(setmetatable, t, {}))
      assert(not pcall(debug.setmetatable, t, nil))
      assert(not pcall(debug.setmetatable, other(), nil))
      """, name: "=test")
  }

  @Test func indexAnswersForWhatIsNoMethod() throws {
    try lua.run(
      """
      local t = thing()
      assert(t.free == free and t.missing == "no missing" and t[4] == 40)
      assert(#t == 42)
      """, name: "=test")
    #expect(
      lua.message(of: "local t = thing()\nlocal x = t[{}]")
        == "model.lua:2: bad argument #2 to 'index' "
        + "(string expected, got table)")
  }

  @Test func objectWithoutIndexHasNilFields() throws {
    let type = try lua.makeObjectType(name: "plain", payload: Int.self)
    try lua.setMethods(of: type, methods: [])
    try lua.define("plain") { frame throws(LuaRaise) in
      try frame.pushNewObject(type, 1)
      return 1
    }
    try lua.run(
      "assert(plain().x == nil and plain()[1] == nil)", name: "=test")
  }

  @Test func userValueLivesAsLongAsItsObject() throws {
    try lua.run(
      """
      local t = thing()
      t:hold({ 7 })
      collectgarbage()
      assert(t:hold()[1] == 7)
      """, name: "=test")
  }

  @Test func wideAlignmentIsKept() throws {
    for count in 0...1 {
      let type = try lua.makeObjectType(
        name: "wide", payload: SIMD4<Float>.self, reservedUserValues: count)
      let make = try lua.makeFunction(name: "wide", producing: type) {
        frame throws(LuaRaise) in
        frame.fill(type, SIMD4(1, 2, 3, 4))
        guard let wide = frame.payload(at: -1, of: type) else {
          throw .message("not filled")
        }
        #expect(UInt(bitPattern: wide) % 16 == 0)
        #expect(wide.pointee.sum() == 10)
        return 1
      }
      try lua.setGlobal("wide", make)
      try lua.run("wide()", name: "=test")
    }
  }

  @Test func fillingTwiceEndsTheFirstPayload() throws {
    let (type, live) = (type, live)
    let make = try lua.makeFunction(name: "make", producing: type) { frame in
      for _ in 0..<2 {
        live.value += 1
        frame.fill(type, Witness { live.value -= 1 })
      }
      return 1
    }
    try lua.setGlobal("make", make)
    try lua.run("make()", name: "=test")
    #expect(live.value == 1)
  }

  @Test func nothingIsMadeAtTheEnd() throws {
    let refusals = Counter()
    try lua.setGlobal(
      "refused",
      try lua.makeFunction(name: "refused") { frame throws(LuaRaise) in
        #expect(
          try frame.string(at: 1)
            == "test:4: no object can be made at the end")
        refusals.value += 1
        return 0
      })
    try lua.run(
      """
      kept = thing()
      setmetatable({}, { __gc = function()
        for _, make in ipairs { thing, push } do
          refused(select(2, pcall(function() return make(), 1 end)))
        end
      end })
      """, name: "=test")
    lua.close()
    #expect(refusals.value == 2)
    #expect(live.value == 0)
  }
}
