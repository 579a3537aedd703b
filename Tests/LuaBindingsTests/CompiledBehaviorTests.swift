import LuaBindings
import LuaRuntime
import Testing

/// A behavior that is compiled does what it does in Lua, to the bit.
@Suite struct CompiledBehaviorTests {
  /// What `forward` does with `n`, the group, and `s`, its synapses to itself
  /// with dense weights W, or V that are sparse.
  static let bodies = [
    "n.v:mul_(0.9):add_(n:vector 'uniform(0, 1)')",
    "n.v:add_((self.rest - n.v + n.noise:normal_()) / self.tau)",
    "n.old = n.spike; n.spike = n.v:gt(0.5); n.v[n.spike] = 0",
    "n.v[n.spike]:mul_(0.5):add_(1)",
    "n.v[~n.spike]:clamp_(0.1, 0.2)",
    "n.v[n.spike]:sqrt_()",
    "n.v = n.v:exp():log() + n.v:tanh() * n.v:sigmoid() - n.v:sin() ^ 2",
    "n.v = n.spike:where(n.v, n.noise) + 1",
    "n.v = snn.where(n.v:lt(0.3), 0, n.v)",
    "n.v:copy_(n.noise):fill_(0.25):add_(n.spike)",
    "n.v = n.v + n.v:sum() / n.size - n.v:mean() + #n.v",
    "n.rate = n.spike:sum() / n.size; n.v:add_(n.rate)",
    "n.count = n.count + 1; n.v:add_(n.count % 3)",
    "n.v:add_(s.W[n.spike]:sum(1)); n.v:sub_(s.W:sum(2)):mul_(0.01)",
    "n.v:add_(s.W[{ {}, n.spike }]:sum(2))",
    "s.W[{ n.old, n.spike }]:add_(0.1):clamp_(0, 1)",
    "s.W[n.spike]:mul_(1 - n.noise):add_(n.noise * 0.5)",
    "s.W[{ {}, n.spike }]:mul_(1 - n.v:unsqueeze(2)):add_(n.v:unsqueeze(2))",
    "s.W[{ n.old, n.spike }] = 0.5; s.W[n.spike] = n.noise",
    "s.W:mul_(0.99):add_(n.v:outer(n.noise)):clamp_(0, 1)",
    "s.W[{ {}, n.spike }]:update_(function(w) return w * 0.5 + 0.1 end)",
    "s.W[n.spike]:update_(function(w, x) return (w + x):clamp(0, 1) end,"
      + " n.noise)",
    "s.W[{ {}, n.spike }]:update_(function(w, x) return w:gt(0.5):where(x, w)"
      + " - w * w end, n.v:unsqueeze(2))",
    "n.v:update_(function(v) return v * v - 1 end)",
    "n.v:add_(n.v:matmul(s.W)); n.v:mul_(1 / n.v:dot(n.v))",
    "n.v:add_(n.v:select(1, 3))",
    "n.v:add_(n.v:narrow(1, 1, 1)):mul_(n.v:cumsum()):clamp_(-5, 5)",
    "n.v[1] = 7; n.v[{ { 2, 3 } }] = n.v[1] + n.v[4]",
    "n.v = n.v:reshape(-1, 1):squeeze(2):clone():to('float64'):to('float32')",
    "n.v:add_(n.buffer[1]):sub_(n.buffer[{ 2, {} }]); n.buffer:mul_(0.5)",
    "n.buffer[n.buffer:gt(0.5)] = 0; n.v:add_(n.buffer:max(1))",
    "n.v:add_(s.V[n.spike]:sum(1)):add_(s.V:sum(2))",
    "s.V[{ n.old, n.spike }]:add_(0.1):clamp_(0, 1)",
    "s.V:values():mul_(0.5):clamp_(0, 0.4); n.v:add_(s.V:sum(1))",
    "s.V:mul_(0.5); local x = s.V:values(); x:add_(x * n.v:sum()):sqrt_()",
    "s.V[n.spike]:mul_(1 - n.noise):add_(0.25)",
    "s.V[{ {}, n.spike }]:mul_(n.noise:unsqueeze(2)); s.V:mul_(0.5):abs_()",
    "for _, other in ipairs(n.afferent_synapses.GLU) do"
      + " n.v:add_(other.W[other.src.spike]:sum(1)) end",
    "n.v:add_(constants.step * factor); helper(n)",
    "n.v:add_(snn.ones_like(n.v)):add_(snn.arange(20) * snn.full({ 20 }, 0.5))",
    "local e = snn.zeros(20); e:add_(n.v); n.v = e:clone()",
    "n.v:add_(n.buffer[n.iteration % 3 + 1]):add_(n.noise[n.v:argmax()])",
    "if self.tau == 10 then n.v:add_(n.network.iteration * 0.5) end",
    "n.v = twice(n.v); n.v:add_(twice(n.noise) - n.noise)",
    "n.old, n.spike = n.spike, n.old; n.older = n.old; n.old = n.v:gt(0.5)",
    "n.trace = (n.trace or n:vector()) * 0.9 + n.v; n.v:sub_(n.trace)",
    "local t = { [n.v] = 1 }; n.v:add_(t[n.v] or 100)",
    "local t = {}; n.w = n.v * 2; for _, x in ipairs { n.v, n.w, n.v, n.w } do"
      + " t[x] = (t[x] or 0) + 1; n.v:add_(t[x]) end",
    "n.v:add_(#sizes.counted)",
    "n.v:add_(type(self.line) == 'userdata' and 1 or 2)",
    "local index = snn.tensor { 2, 1 };"
      + " n.v:add_(s.W[{ n.spike, {} }]:sum(1)); n.two = s.W[{ n.spike,"
      + " index }]:sum(1)",
    "n.v:add_(snn.tensor(n.noise)):add_(snn.tensor(sizes.gains):sum())",
    "n.v:add_(n:tensor('uniform', sizes.shape)); n.v = n.v ^ n.two_more",
    "for k, x in pairs(sizes.terms) do n.v:add_(x) end; n.v:add_(#sizes.gains)",
    "n.v:mul_(0.5); n.id64 = n.v:to('int64') * n.v:sum(1) + n.v[n.spike]:sum(1)",
    "n.v:uniform_():normal_(1, 2):bernoulli_(0.5):exponential_(2)",
  ]

  @Test(arguments: bodies)
  func aBodyGivesTheSameBitsInLuaAndCompiled(_ body: String) throws {
    try run(CompiledComparison.of(body))
  }

  @Test(arguments: [true, false])
  func anIndexThatARunFindsWrongIsToldWithItsLine(isCompiled: Bool) throws {
    let found = try message(
      of: """
        local B = snn.Behavior("B", { compiled = \(isCompiled) })
        function B:initialize(n)
          n.v, n.k = n:vector(0), snn.tensor({ 1, 7 }, "int64")
        end
        function B:forward(n)
          n.v:add_(1)
          n.v[n.k] = 1
          n.v:mul_(2)
        end
        local net = snn.Network { seed = 1 }
        snn.NeuronGroup { net = net, size = 3, tag = "exc", behavior = { B {} } }
        net:initialize()
        net:simulate_iterations(1)
        """)
    #expect(
      found == "model.lua:7: in B:forward (key 1) of NeuronGroup 'exc',"
        + " iteration 1: index 7 is out of range 1...3")
  }

  @Test(arguments: [true, false])
  func aRealNumberIsAnIndexIfItIsWhole(isCompiled: Bool) throws {
    let found = try message(
      of: """
        local B = snn.Behavior("B", { compiled = \(isCompiled) })
        function B:initialize(n) n.v, n.k, n.d = n:vector(0), 1.0, 1.0 end
        function B:forward(n)
          n.v[n.k] = n.v[n.k] + n.iteration
          n.k = n.k + n.d
        end
        local net = snn.Network { seed = 1 }
        local n = snn.NeuronGroup {
          net = net, size = 3, tag = "exc", behavior = { B {} } }
        net:initialize()
        net:simulate_iterations(2)
        assert(n.v[1] == 1 and n.v[2] == 2 and n.v[3] == 0)
        n.d = -0.5
        net:simulate_iterations(2)
        """)
    #expect(
      found == "model.lua:4: in B:forward (key 1) of NeuronGroup 'exc',"
        + " iteration 4: index 2.5 is not a whole number")
  }

  @Test func anUpvalueThatIsAssignedToIsAnError() throws {
    let found = try message(
      of: "local k = 0; " + CompiledRefusalTests.model("k = k + 1", "true"))
    #expect(
      found?.hasSuffix(
        "'k' is a variable from outside of the compiled function and is assigned"
          + " to, which would happen only once: keep what changes in a state"
          + " variable") == true)
  }

  @Test func whatCannotBeCompiledRunsInLuaWithAutoAndSaysSoOnce() throws {
    let host = try makeHost()
    var notes: [String] = []
    host.onNote = { notes.append($0) }
    try run(
      CompiledRefusalTests.model(
        "if n.v:sum() > 0 then n.v:add_(1) end", "'auto'")
        + "\nassert(net.n.v[1] == 2.5)", in: host)
    #expect(
      notes == [
        "B of NeuronGroup 'n' runs in Lua: model.lua:8: a branch on a value that"
          + " isn't known when a function is compiled: use mask:where(a, b) or"
          + " x[mask], or leave the behavior to Lua"
      ])
  }

  @Test func aFailedTraceLeavesTheFunctionAsItWas() throws {
    try run(
      """
      local outside = { 1 }
      local k = snn.kernel(function(x) outside[2] = 3; return x end)
      assert(not pcall(k, snn.zeros(2)))
      outside[2] = 4
      assert(outside[1] == 1 and outside[2] == 4)
      assert(type(print) == "function" and _G.print == print)
      """)
  }

  /// What is changed between two iterations, with `v` for the sum of v after.
  static let changes = [
    "n.B.step = 3", "n.v = n.v + 1", "n.v:add_(1)", "net.dt = 2",
    "n.B:disable()", "n.v = n.v:to 'float64'",
    "n.v = n.other", "n.other = n.v; n.v:add_(1)",
    "n:add_behavior(5, C {})", "n:remove_behavior 'C'",
    "C.forward = function(_, g) g.v:add_(100) end",
    "n:add_behavior(6, snn.Recorder { 'v' })",
    "factor.value = 7", "factor.more.c = 3", "table.remove(factor.list)",
    "n.B = nil", "snn.where = snn.where",
  ]

  @Test(arguments: changes)
  func aChangeIsSeenInTheNextIteration(_ change: String) throws {
    try run(
      """
      local function build(compiled)
        local how = { compiled = compiled }
        local factor = { value = 2, more = { a = 1 }, list = { 1, 2 } }
        local B, C = snn.Behavior("B", how), snn.Behavior("C", how)
        function B:initialize(n)
          self.step = 1
          n.v, n.other = n:vector(0.5), n:vector(2)
        end
        function B:forward(n)
          n.v:add_(self.step * factor.value * n.network.dt + #factor.list)
          for _, x in pairs(factor.more) do n.v:add_(x) end
          n.other:mul_(1.5)
        end
        function C:forward(n) n.v = n.v * 1.5 + n.other end
        local net = snn.Network { seed = 5 }
        net.dt = 1
        local n = snn.NeuronGroup {
          net = net, size = 3, tag = "n", behavior = { B {}, C {} } }
        net:initialize()
        net:simulate_iterations(3)
        pcall(function() \(change) end)
        net:simulate_iterations(3)
        return n.v
      end
      local a, b = build(false), build(true)
      assert(a:eq(b):all() and a.dtype == b.dtype, tostring(a) .. tostring(b))
      """)
  }

  @Test func anIterationOfCompiledBehaviorsEntersNoLua() throws {
    let host = try makeHost()
    try run(
      """
      local B = snn.Behavior("B", { compiled = true })
      function B:initialize(n) n.v = n:vector "uniform"; n.s = n.v:gt(0.5) end
      function B:forward(n)
        n.v:mul_(0.9):add_(n:vector "uniform"); n.s = n.v:gt(0.5)
      end
      net = snn.Network { seed = 5 }
      snn.NeuronGroup { net = net, size = 50, tag = "n",
        behavior = { B {}, [2] = snn.EventRecorder { "s" } } }
      net:initialize()
      net:simulate_iterations(10)
      """, in: host)
    let calls = host.luaCallCount
    try run("net:simulate_iterations(1)", in: host)
    let one = host.luaCallCount - calls
    try run("net:simulate_iterations(1000)", in: host)
    #expect(host.luaCallCount - calls - one == one)
  }

  @Test func anIterationOfCompiledBehaviorsAllocatesNoTensors() throws {
    let host = try makeHost()
    try run(
      """
      local B = snn.Behavior("B", { compiled = true })
      function B:initialize(n)
        n.v = n:vector "uniform"; n.s, n.old = n.v:gt(0.5), n.v:gt(0.5)
      end
      function B:forward(n)
        n.v:mul_(0.9):add_(n.v:exp() * 0.1)
        n.old = n.s
        n.s = n.v:gt(0.5)
        n.v[n.s] = 0
      end
      net = snn.Network { seed = 5 }
      snn.NeuronGroup { net = net, size = 50, tag = "n", behavior = { B {} } }
      net:initialize()
      net:simulate_iterations(10)
      """, in: host)
    let before = host.pool.allocations
    try run("net:simulate_iterations(1)", in: host)
    let one = host.pool.allocations - before
    try run("net:simulate_iterations(1000)", in: host)
    #expect(host.pool.allocations - before - one <= one + 4)
  }

  @Test func anOldValueThatAScriptHoldsStaysAsItWas() throws {
    try run(
      """
      local B = snn.Behavior("B", { compiled = true })
      function B:initialize(n) n.v = n:vector(0) end
      function B:forward(n) n.v = n.v + 1 end
      local net = snn.Network()
      local n = snn.NeuronGroup { net = net, size = 2, behavior = { B {} } }
      net:initialize()
      local held = {}
      for i = 1, 10 do net:simulate_iterations(1); held[i] = n.v end
      for i = 1, 10 do assert(held[i][1] == i) end
      """)
  }

  @Test func eachCallbackSeesWhatCompiledBehaviorsSet() throws {
    try run(
      """
      local B = snn.Behavior("B", { compiled = true })
      function B:initialize(n) n.v = n:vector(0) end
      function B:forward(n) n.v = n.v + 1 end
      local net = snn.Network()
      local n = snn.NeuronGroup { net = net, size = 2, behavior = { B {} } }
      net:initialize()
      local seen = {}
      net:simulate_iterations(5, { each = function()
        seen[#seen + 1] = n.v[1]
        if #seen == 3 then n.v = n.v * 10 end
      end })
      assert(table.concat(seen, " ") == "1.0 2.0 3.0 31.0 32.0")
      """)
  }
}
