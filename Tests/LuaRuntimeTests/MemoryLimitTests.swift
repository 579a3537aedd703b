import LuaRuntime
import TestSupport
import Testing

/// Want of memory at every point of a program that uses all of the runtime.
@Suite struct MemoryLimitTests {
  @Test func everyLimitIsSurvived() {
    var messages: Set<String> = []
    for limit in stride(from: 1_000, to: 80_000, by: 97) {
      let live = Counter()
      do throws(LuaError) {
        try runProgram(limit: limit, live: live)
      } catch {
        messages.insert(error.message)
        #expect(error.kind == .memory)
      }
      #expect(live.value == 0)
    }
    #expect(messages == ["not enough memory"])
  }

  /// Fails only for want of memory.
  private func runProgram(limit: Int, live: Counter) throws(LuaError) {
    var options = LuaState.Options()
    options.memoryLimit = limit
    let lua = try LuaState(options: options)
    defer { #expect(lua.stackDepth == 0) }
    let type = try lua.makeObjectType(name: "thing", payload: Witness.self)
    let make = try lua.makeFunction(name: "make", producing: type) { frame in
      live.value += 1
      frame.fill(type, Witness { live.value -= 1 })
      return 1
    }
    let push = try lua.makeFunction(name: "push") { frame throws(LuaRaise) in
      live.value += 1
      try frame.pushNewObject(type, Witness { live.value -= 1 })
      return 1
    }
    let fail = try lua.makeFunction(name: "fail") { _ throws(LuaRaise) in
      throw .message(String(repeating: "long ", count: 50))
    }
    let call = try lua.makeFunction(name: "call") { frame throws(LuaRaise) in
      frame.pushValue(at: 1)
      try frame.newTable(fieldCount: 4)
      try frame.push("some text")
      try frame.rawSet(at: -2, key: "text")
      do throws(LuaRaise) {
        try frame.call(argumentCount: 1, resultCount: 0)
      } catch {
        frame.addErrorContext("in a call")
        throw error
      }
      return 0
    }
    try lua.setMethods(of: type, methods: [("fail", fail)])
    try lua.preload(
      "lib", source: "return ...", chunkName: "=[snn]",
      natives: [
        ("make", make), ("push", push), ("fail", fail), ("call", call),
      ])
    try lua.run(
      """
      local lib = require "lib"
      local kept = { lib.make(), lib.push() }
      local ok, message = pcall(lib.call, function(options)
        kept[3] = lib.make()
        if options.text == "some text" then lib.fail() end
      end)
      if message == "not enough memory" then error(message, 0) end
      """, name: "=test")
  }
}
