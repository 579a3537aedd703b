import LuaRuntime
import TestSupport
import Testing

@Suite struct LuaFunctionTests {
  let lua: LuaState

  init() throws { lua = try LuaState() }

  @Test func closureIsReleasedWithTheState() throws {
    var isReleased = false
    do {
      let witness = Witness { isReleased = true }
      let lua = try LuaState()
      try lua.define("hold") { _ in
        _ = witness
        return 0
      }
      try lua.run("hold()", name: "=test")
      #expect(!isReleased)
    }
    #expect(isReleased)
  }

  @Test func everyFunctionHasASlotOfItsOwn() throws {
    for i in 0..<1_000 {
      try lua.define("f\(i)") { frame throws(LuaRaise) in
        frame.push(i)
        return 1
      }
    }
    try lua.run("for i = 0, 999 do assert(_G['f' .. i]() == i) end", name: "=t")
  }

  @Test func tooManyFunctionsAreAnError() {
    #expect(throws: LuaError.self) {
      for i in 0...1_024 {
        _ = try lua.makeFunction(name: "f\(i)") { _ in 0 }
      }
    }
  }

  @Test(arguments: [
    ("@model.lua", "function() end", "model.lua:2"),
    ("=stdin", "function() end", "stdin:2"),
    ("text", "function() end", "[string]:2"),
    ("@model.lua", "print", "nil"), ("@model.lua", "3", "nil"),
    ("=[snn]", "function() end", "nil"),
  ])
  func aFunctionOfAScriptTellsWhereItIsWritten(
    chunk: String, value: String, place: String
  ) throws {
    try lua.define("definition") { frame throws(LuaRaise) in
      try frame.push(frame.definition(at: 1) ?? "nil")
      return 1
    }
    try lua.run("\nplace = definition(\(value))", name: chunk)
    try lua.run("assert(place == '\(place)', place)", name: "=test")
  }

  @Test func functionRunsInACoroutine() throws {
    try lua.define("twice") { frame throws(LuaRaise) in
      frame.pushValue(at: 1)
      frame.push(2)
      try frame.call(argumentCount: 1, resultCount: 1)
      return 1
    }
    try lua.run(
      """
      local next = coroutine.wrap(function()
        coroutine.yield(twice(function(x) return x * 2 end))
        twice(coroutine.yield)
      end)
      assert(next() == 4)
      local ok, message = pcall(next)
      assert(message:find("attempt to yield across a C-call boundary", 1, true))
      """, name: "=test")
  }

  @Test func recursionThroughSwiftIsAnError() throws {
    try lua.define("again") { frame throws(LuaRaise) in
      frame.pushValue(at: 1)
      try frame.call(argumentCount: 0, resultCount: 0)
      return 0
    }
    let message = lua.message(of: "local function f() again(f) end f()")
    #expect(message?.contains("C stack overflow") == true, "\(message ?? "")")
    #expect(lua.stackDepth == 0)
  }

  @Test func collectionThatWasRequestedComesBeforeTheBody() throws {
    let type = try lua.makeObjectType(name: "thing", payload: Int.self)
    let collections = Counter()
    var seen = -1
    lua.didCollect = {
      collections.value += 1
      return true
    }
    let make = try lua.makeFunction(name: "make", producing: type) {
      frame throws(LuaRaise) in
      seen = collections.value
      frame.fill(type, 1)
      return 1
    }
    try lua.setGlobal("make", make)
    try lua.run("make()", name: "=test")
    #expect(seen == 0)
    lua.requestCollection()
    try lua.run("make() make()", name: "=test")
    #expect(seen == 1)
    #expect(collections.value == 1)
  }

  @Test func producerMayPushSomethingElse() throws {
    let type = try lua.makeObjectType(name: "thing", payload: Int.self)
    let make = try lua.makeFunction(name: "make", producing: type) {
      frame throws(LuaRaise) in
      frame.push(frame.count)
      return 1
    }
    try lua.setGlobal("make", make)
    try lua.run("assert(make(1, 2) == 2 and make() == 0)", name: "=test")
  }

  @Test func objectOfAProducerIsNoArgument() throws {
    let type = try lua.makeObjectType(name: "thing", payload: Int.self)
    let make = try lua.makeFunction(name: "make", producing: type) {
      frame throws(LuaRaise) in
      #expect(frame.kind(at: 1) == .none)
      #expect(frame.isNoneOrNil(at: 1))
      frame.fill(type, try frame.integer(at: 1))
      return 1
    }
    try lua.setGlobal("make", make)
    #expect(
      lua.message(of: "make()")
        == "model.lua:1: bad argument #1 to 'make' "
        + "(number expected, got no value)")
  }

  // MARK: Memory that is not Lua's

  @Test func lackOfMemoryCollectsAndCallsAgain() throws {
    let type = try lua.makeObjectType(name: "block", payload: Witness.self)
    var live = 0
    let make = try lua.makeFunction(name: "block", producing: type) {
      frame throws(LuaRaise) in
      #expect(frame.count == 1)
      #expect(try frame.integer(at: 1) == 7)
      frame.push("rubbish".count)
      guard live < 10 else { throw .outOfMemory("no memory for a block") }
      frame.pop()
      live += 1
      frame.fill(type, Witness { live -= 1 })
      return 1
    }
    try lua.setGlobal("block", make)
    try lua.run(
      "collectgarbage('stop') for i = 1, 100 do block(7) end", name: "=test")
    #expect(live <= 10)
    #expect(
      lua.message(of: "local t = {} for i = 1, 11 do t[i] = block(7) end")
        == "model.lua:1: no memory for a block")
    #expect(lua.stackDepth == 0)
  }

  @Test func bodyIsCalledAgainOnce() throws {
    let calls = Counter()
    try lua.define("greedy") { _ throws(LuaRaise) in
      calls.value += 1
      throw .outOfMemory("no memory")
    }
    #expect(lua.message(of: "\n\ngreedy()") == "model.lua:3: no memory")
    #expect(calls.value == 2)
  }

  @Test func bodyThatLostItsArgumentsIsNotCalledAgain() throws {
    let calls = Counter()
    try lua.define("greedy") { frame throws(LuaRaise) in
      calls.value += 1
      frame.setTop(0)
      throw .outOfMemory("no memory")
    }
    #expect(lua.message(of: "greedy(1)") == "model.lua:1: no memory")
    #expect(calls.value == 1)
  }
}
