import LuaBindings
import LuaRuntime
import Testing

/// What a script may use at most. No time is measured: a script that would run
/// for ever ends, or the test doesn't.
@Suite struct LimitTests {
  /// Scripts that never end by themselves, whatever they catch.
  static let endless = [
    "while true do end",
    "while true do pcall(function() while true do end end) end",
    "coroutine.wrap(function() while true do end end)()",
    "local function f() return f() end f()",
    "while true do xpcall(error, function() while true do end end) end",
    "load(function() return ' ' end)",
    "local net = snn.Network {} net:initialize()"
      + " net:simulate_iterations(10^18 // 1 | 0)",
    "local x = snn.zeros(1000, 1000) while true do x:add_(1) end",
    "local B = snn.Behavior 'B' function B:forward() while true do end end"
      + " local net = snn.Network { behavior = { [1] = B {} } }"
      + " net:initialize() while true do"
      + " pcall(net.simulate_iterations, net, 1) end",
  ]

  private func error(
    of source: String, in host: LuaHost
  ) throws -> LuaError? {
    do {
      try run(source, in: host)
      return nil
    } catch let error as LuaError {
      return error
    }
  }

  @Test(arguments: endless)
  func aRunEndsAtItsTimeAndTheHostGoesOn(source: String) throws {
    let host = try makeHost { $0.limits.time = .milliseconds(100) }
    let found = try error(of: source, in: host)
    #expect(found?.kind == .limit)
    #expect(
      found?.message.hasSuffix("the run has reached its limit of 0.1 s")
        == true)
    try run("assert(snn.ones(3):sum() == 3)", in: host)
  }

  @Test(arguments: endless)
  func aRunEndsAtItsInstructionsAndTheHostGoesOn(source: String) throws {
    let host = try makeHost { $0.limits.instructions = 1_000_000 }
    let found = try error(of: source, in: host)
    #expect(found?.kind == .limit)
    #expect(
      found?.message.hasSuffix(
        "the run has reached its limit of 1000000 instructions") == true)
    try run("assert(snn.ones(3):sum() == 3)", in: host)
  }

  @Test func equalRunsEndAtTheSameInstruction() throws {
    let counts = try (0..<2).map { _ in
      let host = try makeHost { $0.limits.instructions = 500_000 }
      _ = try error(
        of: "n = 0 local x = snn.zeros(400, 400)"
          + " while true do x:add_(1) n = n + 1 end", in: host)
      return try message(of: "error(n, 0)", in: host)
    }
    #expect(counts[0] == counts[1])
    #expect(Int(counts[0] ?? "") ?? 0 > 10)
  }

  @Test func eachRunHasTheWholeOfItsInstructions() throws {
    let host = try makeHost { $0.limits.instructions = 1_000_000 }
    for _ in 0..<5 { try run("for _ = 1, 200000 do end", in: host) }
  }

  @Test func whoeverRunsTheNetworkCanCatchAForwardThatTakesTooLong() throws {
    let host = try makeHost { $0.limits.forwardTime = .milliseconds(50) }
    try run(
      """
      local B = snn.Behavior "B"
      function B:forward(neurons)
        while neurons.network.iteration == 2 and not self.off do
          pcall(function() while true do end end)
        end
      end
      local net = snn.Network {}
      local b = B {}
      snn.NeuronGroup { net = net, size = 1, tag = "exc", behavior = { [7] = b } }
      net:initialize()
      local ok, problem = pcall(net.simulate_iterations, net, 5)
      assert(not ok and problem == "model.lua:4: in B:forward (key 7) of"
        .. " NeuronGroup 'exc', iteration 2: the behavior has reached its limit"
        .. " of 0.05 s", problem)
      assert(net.iteration == 1)
      b.off = true
      net:simulate_iterations(3)
      assert(net.iteration == 4)
      """, in: host)
  }

  @Test func anInitializationHasTheLimitOfAForward() throws {
    let host = try makeHost { $0.limits.forwardTime = .milliseconds(50) }
    let found = try message(
      of: """
        local B = snn.Behavior "B"
        function B:initialize() while true do end end
        local net = snn.Network { behavior = { [1] = B {} } }
        net:initialize()
        """, in: host)
    #expect(
      found?.hasSuffix("the behavior has reached its limit of 0.05 s") == true)
  }

  @Test func tensorsAndLuaShareTheMemory() throws {
    let host = try makeHost { $0.limits.memory = 64 << 20 }
    try run(
      """
      local kept = { snn.zeros(12 << 20) }
      assert(not pcall(string.rep, "x", 24 << 20))
      kept = nil
      collectgarbage()
      local text = ("x"):rep(24 << 20)
      local ok, problem = pcall(snn.zeros, 12 << 20)
      assert(not ok and problem:find "limit 67108864", problem)
      text = nil
      assert(#snn.zeros(12 << 20) == 12 << 20)
      """, in: host)
  }

  @Test func luaHasALimitOfItsOwn() throws {
    let host = try makeHost { $0.limits.luaMemory = 32 << 20 }
    let found = try error(of: "local s = ('x'):rep(64 << 20)", in: host)
    #expect(found?.kind == .memory)
    try run("assert(#snn.zeros(16 << 20) == 16 << 20)", in: host)
  }

  @Test func aScriptCanCatchTheLimitOfDepth() throws {
    let host = try makeHost { $0.limits.depth = 500 }
    try run(
      """
      local depth = 0
      local function f() depth = depth + 1 return 1 + f() end
      local ok, problem = pcall(f)
      assert(not ok and problem:find(
        "stack overflow: more than 500 calls within each other", 1, true))
      assert(depth > 400 and depth < 600)
      local function g(n) return n == 0 and 0 or 1 + g(n - 1) end
      assert(g(300) == 300)
      """, in: host)
  }

  @Test func aLimitOfDepthHoldsInCoroutines() throws {
    let host = try makeHost { $0.limits.depth = 500 }
    try run(
      """
      local function f() return 1 + f() end
      local ok, problem = coroutine.resume(coroutine.create(f))
      assert(not ok and problem:find "more than 500 calls", problem)
      """, in: host)
  }

  @Test func objectsThatAreGoneCountNoMore() throws {
    let host = try makeHost { $0.limits.objects = 1_000 }
    let before = host.lua.objectCount
    try run(
      """
      local kept = {}
      local ok, problem = pcall(function()
        while true do kept[#kept + 1] = snn.zeros(1) end
      end)
      assert(not ok and problem == "model.lua:3: too many objects: the limit of"
        .. " 1000 is reached", problem)
      kept = nil
      for _ = 1, 5000 do snn.zeros(1) end
      """, in: host)
    host.lua.collectGarbage()
    #expect(host.lua.objectCount == before)
  }

  @Test func aScriptCantTakeTheHookThatCounts() throws {
    let host = try makeHost { $0.limits.instructions = 1_000_000 }
    let found = try message(of: "debug.sethook()", in: host)
    #expect(
      found
        == "model.lua:1: debug.sethook: a limit of instructions or of depth"
        + " has the hook")
  }

  @Test func aRunWithinARunLeavesTheLimitOfTheOuterOne() throws {
    let host = try makeHost { $0.limits.instructions = 100_000 }
    let nested = try host.lua.makeFunction(name: "nested") { [unowned host] _ in
      try? host.run("while true do end", name: "=inner")
      return 0
    }
    try host.lua.setGlobal("nested", nested)
    #expect(
      try error(of: "nested() while true do end", in: host)?.kind == .limit)
  }
}
