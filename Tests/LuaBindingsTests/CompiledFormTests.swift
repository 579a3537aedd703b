import LuaBindings
import LuaRuntime
import TestSupport
import Testing

/// Forms in which models are written give the same bits in Lua and compiled.
@Suite struct CompiledFormTests {
  /// What `forward` does with `n`, the group, and `s`, its synapses to itself
  /// with dense weights W and X, or V that are sparse.
  static let selections = [
    "n.u[n.spike] = n.u[n.spike] + 0.5",
    "n.v[n.spike] = n.u[n.spike] * 2 - n.v[n.spike]",
    "n.spike = n.v:gt(0.5); n.v[n.spike] = self.rest;"
      + " n.u[n.spike] = n.u[n.spike] + self.gain",
    "n.v[n.v:gt(0.3)] = n.u[n.v:gt(0.3)]:exp() - 1",
    "n.v[n.spike]:mul_(n.u[n.spike]):sub_(n.noise[n.spike] / 3)",
    "s.W[n.spike] = s.W[n.spike] + s.X[n.spike] * 0.1",
    "s.W[{ {}, n.spike }] = s.X[{ {}, n.spike }] * (1 - s.W[{ {}, n.spike }])",
    "s.W[{ n.old, n.spike }] = (s.W[{ n.old, n.spike }]"
      + " + n.v:unsqueeze(2)[n.old]):clamp(0, 1)",
    "s.W[n.spike]:add_(s.X[n.spike]);"
      + " s.X[s.W:gt(0.5)] = s.W[s.W:gt(0.5)]",
    "local m = s.W:gt(0.5); s.X[m] = s.W[m]:exp() - 1; s.W[m] = s.X[m] * 0.5",
    "local kept = n.v[n.spike] * 2; n.v[n.spike] = 0; n.u[n.spike] = kept",
    "n.buffer[{ 1, {} }][n.spike] = n.v[n.spike]",
    "n.i[n.spike] = n.i[n.spike] + 1",
    "n.i[n.spike] = n.v[n.spike]:floor()",
    "n.v[n.spike] = n.i[n.spike]",
    "n.rate = n.v[n.spike]:mean() + (n.v[n.spike] * n.u[n.spike]):sum()",
    "n.rate = (n.v[n.spike] * n.u[n.spike]):sum(1) + s.W[n.spike]:max()",
    "local k = snn.tensor { 3, 5, 1 }; n.v[k] = n.v[k] * 2 + n.u[k];"
      + " n.x = n.v[k]",
    "n.spike = ~n.spike; n.old[n.spike] = ~n.old[n.spike]",
    "n.v[n.spike] = n.old[n.spike]:where(n.v[n.spike], 0)",
    "local W = s.W[n.spike]; s.W[n.spike] = W - W:clone():clamp(0, 0.5)",
    "n.v[n.spike] = n.v[n.spike]:to('float64'):exp():to('float32')",
    "n.half[n.spike] = n.half[n.spike] * 3 + n.v[n.spike]",
    "s.W[{ {}, n.spike }]:add_(n.u[n.spike] * n.v:unsqueeze(2)):clamp_(0, 1)",
    "local c = n.u[n.spike]:unsqueeze(1) * n.v:unsqueeze(2);"
      + " s.W[{ {}, n.spike }]:mul_(1 - c):add_(c * 0.5)",
    "s.W[n.spike]:sub_(n.u:unsqueeze(2)[n.spike] * n.v)",
    "s.W[n.spike]:mul_(n.u[n.spike]:unsqueeze(2)); s.W[{ {}, n.old }] = n.u[n.old]",
    "s.W[{ n.old, n.spike }]:add_(n.u:unsqueeze(2)[n.old] * n.v[n.spike])",
    "s.W[n.spike]:add_(s.W[{ {}, { 3, 3 } }][n.spike] * s.W[2])",
    "local c = n.u[n.spike] * n.v:unsqueeze(2);"
      + " s.W[{ {}, n.spike }] = n.v:gt(0.5):unsqueeze(2):where(c, 0.25)",
    "local k = n.spike:nonzero(); s.W[{ {}, k }]:add_(n.u[k] * n.v:unsqueeze(2))",
    "s.V[{ {}, n.spike }]:add_(n.u[n.spike] * n.v:unsqueeze(2)):clamp_(0, 1)",
    "s.V[n.spike]:sub_(n.u:unsqueeze(2)[n.spike] * n.v:to('float64'))",
    "s.V[{ n.old, n.spike }] = n.u[n.old]:unsqueeze(2) * n.v[n.spike] - self.gain",
  ]

  static let products = [
    "n.v:add_(n.u:matmul(s.V)); n.x = s.V:matmul(n.noise)",
    "n.M = s.W:matmul(s.V); s.X:copy_(s.V:matmul(s.W))",
    "s.V[n.spike]:mul_(0.9); n.v = n.i:matmul(s.V); n.w = s.V:matmul(n.spike)",
    "n.v = n.half:matmul(s.V); n.w = s.V:matmul(n.v:to('float64'))",
  ]

  static let draws = [
    "n.v:add_(n:vector('uniform')); n.u = n:vector('normal(0, 1)')",
    "n.v:add_(n:vector('uniform(0, 2) * normal() - 1'));"
      + " n.u = n:vector('2 - rand()')",
    "n.a = n:vector('lognormal'); n.b = n:vector('exponential(2)');"
      + " n.c = n:vector('poisson(3)')",
    "n.a = n:vector('bernoulli(0.2)', 'bool');"
      + " n.b = n:vector('randint(2, 9)', 'int64');"
      + " n.c = n:vector('normal', 'float16')",
    "n.a = n:vector { 'uniform', scale = 2, density = 0.5 };"
      + " n.b = n:vector { 'uniform', scale = n.v, density = n.u:clamp(0, 1) }",
    "n.a = n:tensor('normal(0, 1)', 3, 4); n.b = n:tensor('ones', { 2, 3 });"
      + " n.c = n:tensor(0.5, 2)",
    "n.a = n:vector(); n.b = n:vector('zeros'); n.a:add_(1);"
      + " n.c = n:vector('-ones')",
    "n.v:add_(snn.rand(20) * 0.5); n.u = snn.randn(20);"
      + " n.a = snn.rand(3, 4, 'float64'); n.b = snn.randn({ 2, 2 })",
    "n.v:add_(snn.rand_like(n.v)); n.a = snn.randn_like(n.u);"
      + " n.b = snn.uniform(1, 2, 5); n.c = snn.normal(n.v:mean(), 2, 4)",
    "n.a = n:vector('gamma(2, 3)'); n.b = n:vector('binomial(5, 0.5)', 'int64');"
      + " n.v:add_(snn.lognormal(0, 1, 20)); n.c = snn.gamma(n.v:var(), 2, 4)",
    "n.v:gamma_(n.u:abs(), 2); n.u:binomial_(20, n.v:clamp(0, 1));"
      + " n.w = n.v:clone():lognormal_(0.5):poisson_(n.v)",
    "n.a = n.v:abs():multinomial(3); n.b = snn.multinomial(s.W:abs(), 2, true)",
    "n.a = snn.randint(1, 5, 20); n.b = snn.randint(1, 5, { 2, 3 }, 'float32')",
    "n.spike = n:vector('uniform'):lt(n.v);"
      + " n.v[n.spike] = n:vector('uniform'):mean()",
  ]

  static let places = [
    "local k = n.spike:nonzero(); s.W[k]:add_(0.1); n.v:add_(s.W[k]:sum(1))",
    "local k = n.spike:nonzero(); n.v[k] = n.v[k] * 0.5; n.u[k]:add_(n.v[k])",
    "local k = (n.v - 0.5):clamp(0, 1):nonzero(); s.W[{ {}, k }]:mul_(0.9);"
      + " s.V[k]:mul_(0.5); n.v:add_(s.V[k]:sum(1))",
    "local k, m = n.spike:nonzero(), n.old:nonzero();"
      + " s.W[{ k, m }] = s.W[{ k, m }] + 0.25; n.rate = n.v[k]:sum()",
    "local k = n.v:gt(0.3):nonzero(); n.v[n.v:gt(0.3)] = n.u[k]",
    "for _ = 1, 2 do local k = n.i:nonzero(); n.i[k]:sub_(1) end",
  ]

  static let delays = [
    "n.buffer = n:buffer_roll(n.buffer, n.v); n.v:add_(n.buffer[2]):mul_(0.5)",
    "n.buffer = n:buffer_roll(n.buffer, n.v, true);"
      + " n.v:add_(n.buffer[1]):mul_(0.5)",
    "n.buffer = n:buffer_roll(n.buffer); n.v:add_(n.buffer[1]):mul_(0.5)",
    "n.buffer = n:buffer_roll(n.buffer, 0.5, true); n.buffer[1]:add_(n.v);"
      + " n.v:mul_(n.buffer:sum(1))",
    "n.spike = n.v:gt(0.5); local a = self.line:step(n.spike);"
      + " n.v:mul_(0.7):add_(snn.rand(20)); n.u[a] = 0; n.x = a",
    "n.spike = n.v:gt(0.5); n.v:mul_(0.7):add_(snn.rand(20));"
      + " n.u:add_(self.currents:step(n.spike, s.W));"
      + " n.p = self.currents:pending()",
    "n.spike = n.v:gt(0.5); s.V:mul_(0.9);"
      + " n.u:add_(self.entries:step(n.spike, s.V))",
    "local a = self.line:step(n.spike); n.a, n.b = a, self.line:step(a);"
      + " n.spike = n.spike | n.b; self.line:restore(self.line:pending())",
    "n.spike = n.v:gt(0.5); n.a = self.line:step(n.spike); self.line:reset();"
      + " n.v:add_(n.a)",
  ]

  static let subGroups = [
    "self.part.v:add_(0.5)", "self.part.v = self.part.v * 0.5 + self.part.u",
    "self.some.v = self.some.v * 0.5 + self.some.u; n.x = self.some.v",
    "self.part.v[self.part.v:gt(0.5)] = 0",
    "self.part.buffer:mul_(0.5); self.some.buffer = 2;"
      + " n.rate = self.some.v:sum()",
    "n.y = self.some.v + self.some.u; n.k = self.some.size + #self.some.v",
    "self.some.v = self.some:vector('uniform');"
      + " self.part.u = self.part:vector('normal(0, 1)')",
    "self.some.spike = true; n.v[n.spike] = 0; n.z = self.some.id;"
      + " n.w = self.some.mask",
    "self.some.i:add_(1); self.some.i = 3; n.u[self.some.mask] = 0",
    "n.v:add_(self.some:group_without_subGroup().u)",
  ]

  static let lookups = [
    "for _, other in ipairs(n:synapses('afferent', 'GLU')) do"
      + " n.v:add_(other.W[other.src.spike]:sum(1)) end",
    "for _, other in ipairs(n:synapses('efferent')) do"
      + " n.v:add_(other.W[other.dst.spike]:sum(1)) end",
    "for _ in ipairs(n:synapses('afferent', 'none')) do n.v:add_(1) end",
    "for _, g in ipairs(n.network:find('n')) do g.v:add_(0.5) end",
    "if n:has_module('GLU') then n.v:add_(1) end; n.v:mul_(#n:tags())",
    "for _, g in ipairs(n.network:all_objects()) do"
      + " if g.v then g.v:mul_(0.5) end end",
    "n.v:add_(n:behavior(1).rest + n.network.n.count)",
    "for _, g in ipairs(n.network('n')) do g.v:add_(s.src.u + s.dst.noise) end",
  ]

  @Test(arguments: selections)
  func elementsOfOneMaskGiveTheSameBits(_ body: String) throws {
    try run(CompiledComparison.of(body))
  }

  @Test(arguments: products)
  func productsWithSparseMatricesGiveTheSameBits(_ body: String) throws {
    try run(CompiledComparison.of(body))
  }

  @Test(arguments: draws)
  func newRandomTensorsGiveTheSameBits(_ body: String) throws {
    try run(CompiledComparison.of(body))
  }

  @Test(arguments: places)
  func indicesOfNonzeroSelectAsTheirMask(_ body: String) throws {
    try run(CompiledComparison.of(body))
  }

  @Test(arguments: lookups)
  func whatIsLookedUpIsWhatLuaFinds(_ body: String) throws {
    try run(CompiledComparison.of(body))
  }

  @Test(arguments: delays)
  func whatIsDelayedArrivesAsInLua(_ body: String) throws {
    try run(CompiledComparison.of(body))
  }

  @Test(arguments: subGroups)
  func variablesOfSubGroupsArePartsOfTheBase(_ body: String) throws {
    try run(CompiledComparison.of(body))
  }

  /// A script takes what is on its way, and puts it back later.
  @Test func aDelayLineIsRestoredBetweenIterations() throws {
    try run(
      """
      local function spikes(compiled)
        local B = snn.Behavior("B", { compiled = compiled })
        function B:initialize(n)
          self.line = snn.DelayLine(snn.tensor({ 0, 2, 3 }, "int64"))
          n.seen = n:vector(0)
        end
        function B:forward(n)
          n.spike = n:vector("uniform"):lt(0.5)
          n.seen = n.seen * 2 + self.line:step(n.spike)
        end
        local net = snn.Network { seed = 2 }
        local n = snn.NeuronGroup {
          net = net, size = 3, tag = "n", behavior = { B {} } }
        net:initialize()
        net:simulate_iterations(4)
        local line = n:behavior(1).line
        local kept = line:pending()
        net:simulate_iterations(3)
        line:restore(kept)
        net:simulate_iterations(4)
        return n.seen
      end
      local a, b = spikes(false), spikes(true)
      assert(a:eq(b):all() and a:sum() > 0)
      """)
  }

  @Test func aSynapseGroupThatIsAddedIsFound() throws {
    try run(
      """
      local B = snn.Behavior("B", { compiled = true })
      function B:initialize(n) n.v = n:vector(0) end
      function B:forward(n)
        for _ in ipairs(n:synapses("afferent", "GLU")) do n.v:add_(1) end
        for _ in ipairs(n:find "extra") do n.v:add_(10) end
      end
      local net = snn.Network { seed = 1 }
      local n = snn.NeuronGroup {
        net = net, size = 2, tag = "n", behavior = { B {} } }
      net:initialize()
      net:simulate_iterations(2)
      assert(n.v[1] == 0)
      snn.SynapseGroup { net = net, src = n, dst = n, tag = "GLU" }
      net:simulate_iterations(2)
      assert(n.v[1] == 2)
      local s = snn.SynapseGroup { net = net, src = n, dst = n, tag = "GLU" }
      net:simulate_iterations(2)
      assert(n.v[1] == 6)
      n:add_tag "extra"
      net:simulate_iterations(1)
      assert(n.v[1] == (#n:find "extra" == 1 and 18 or 8))
      net:remove(s)
      net:simulate_iterations(1)
      assert(n.v[1] == (#n:find "extra" == 1 and 29 or 9))
      """)
  }

  /// Mistakes that have the same message in Lua and compiled.
  static let mistakes = [
    "snn.uniform(2, 1, 5)", "snn.randint(5, 5, 3)", "snn.rand('x')",
    "snn.rand(-1)", "snn.normal('a', 2, 3)", "n:vector('foo')",
    "n:vector('uniform(2, 1)')", "n:vector({ 'uniform', scal = 2 })",
    "n:vector('uniform', 'int33')", "n:tensor('uniform', 'x')",
    "n:tensor({ 'uniform', scale = 'x' }, 3)", "snn.rand_like(3)",
    "s.V:matmul(s.V)", "s.V:matmul(snn.zeros(3))", "snn.zeros(3):matmul(s.V)",
    "n:buffer_roll(n.buffer, n.v)", "n.x = n:buffer_roll(n.buffer, s.W)",
    "n.x = n:buffer_roll(n.buffer, 'x')", "n.x = self.line:step(n.v)",
    "n.x = self.line:step(n.spike, s.W)", "n.x = self.line:step()",
    "n.x = self.currents:step(n.spike)", "self.line:restore(n.v)",
    "n.x = self.currents:step(n.spike, n.v)", "self.line:foo()",
    "self.some.count = 3", "self.some.tag = 3", "self.some.v = n.v",
    "n.v[n.spike] = 'a'", "n.v:sum():clamp(0, 1)", "n.v:sum():abs_()",
  ]

  @Test(arguments: mistakes)
  func aMistakeIsToldAsInLua(_ body: String) throws {
    let source = CompiledComparison.of(body)
    let inLua = try message(
      of: source.replacing("build(false), build(true)", with: "build(false)"))
    let compiled = try message(
      of: source.replacing("build(false), build(true)", with: "build(true)"))
    #expect(inLua != nil && inLua == compiled)
  }

  @Test(arguments: 1...4)
  func randomSelectionsGiveTheSameBitsInLuaAndCompiled(seed: Int) throws {
    let file = packageFolder.appending(
      path: "Tests/LuaBindingsTests/Compiled/random_selections.lua")
    try makeHost().runFile(
      file.path, arguments: [.integer(seed), .integer(300)])
  }

  private static let size =
    "how many elements x[mask] has isn't known when a function is compiled"
  private static let same =
    "\(size): combine it with elements selected by the same mask, and assign it"
    + " to such, as in y[mask] = x[mask] * 2; or use mask:where(a, b)"
  private static let selected =
    "how many elements are selected isn't known when a function is compiled:"
    + " assign them to elements of the same mask, as in y[mask] = x[mask] * 2,"
    + " sum them, change them in place, or use mask:where(a, b)"
  private static func beside(_ left: String, _ right: String) -> String {
    "shapes \(left) and \(right) don't match, where ? is as many as a mask"
      + " picks, which isn't known when a function is compiled: along this axis,"
      + " give the other one element, as x:unsqueeze(2) beside W[{ {}, mask }], or"
      + " select it by the same mask, as x:unsqueeze(2)[mask] beside W[mask]"
  }
  private static let indices =
    "how many indices nonzero gives isn't known when a function is compiled: they"
    + " can only select, as in W[k]:sum(1) and W[k]:add_(1); mask:sum() is how"
    + " many they are"
  private static let text =
    "a value that isn't known when a function is compiled can't become text"

  /// A kernel of a matrix W, two vectors and two masks, and its error.
  static let refused: [(String, String)] = [
    ("v[a] = v[b] * 2", "assign: \(same)"),
    ("v[a] = v[a] + u[b]", "add: \(same)"),
    ("v[a] = W[a]", "assign: \(same)"),
    (
      "v[a] = v[a] + u",
      "add: \(size), so a tensor beside it must be selected by the same mask, as"
        + " in x[mask] * y[mask]; or use mask:where(a, b)"
    ),
    (
      "return u + v[a]",
      "add: \(size), so a tensor beside it must be selected by"
        + " the same mask, as in x[mask] * y[mask]; or use mask:where(a, b)"
    ),
    ("W[a]:add_(v[a])", "add: \(beside("[?, 4]", "[1, ?]"))"),
    ("W[a]:mul_(v:unsqueeze(2))", "mul: \(beside("[?, 4]", "[4, 1]"))"),
    ("W[{ {}, a }]:add_(v)", "add: \(beside("[4, ?]", "[1, 4]"))"),
    (
      "W[a] = v:unsqueeze(2)[a] * u:unsqueeze(2)",
      "mul: \(beside("[?, 1]", "[4, 1]"))"
    ),
    ("W[{ {}, a }]:add_(v[b])", "add: \(same)"),
    ("return (v[a] * 2):dot(v)", selected),
    ("return #v[a]", selected),
    ("return v[a].shape", selected),
    ("v:mul_(u[a])", selected),
    ("v = u[a]:dot(v)", selected),
    ("return v[a].color", "a tensor has no method or field 'color'"),
    (
      "local x = W[a] * 2; W[b] = 0; W[a] = x",
      "index: a tensor was changed after rows or columns of it were computed with"
        + " by a mask; assign the result before that, or copy the tensor with"
        + " clone() first"
    ),
    ("return #a:nonzero()", indices), ("return a:nonzero() + 1", indices),
    (
      "local k = a:nonzero(); a:fill_(true); v[k] = 1",
      "index: the mask was changed after nonzero was called; call it again"
    ),
    ("return tostring(v)", text), ("return ('%s'):format(v)", text),
    ("return 'a' .. v:sum()", text), ("return ('%s'):format(v:sum())", text),
    ("return v:sum():clamp(0, 1)", "attempt to index a number value"),
    (
      "return v:sum():update_(print)",
      "attempt to index a number value (field 'update_')"
    ),
  ]

  @Test(arguments: refused)
  func whatIsNotCompiledIsAnErrorWithItsLine(
    _ body: String, _ text: String
  ) throws {
    let found = try message(
      of: """
        local k = snn.kernel(function(W, v, u, a, b)
          \(body)
        end)
        local v = snn.arange(4):to "float32"
        k(snn.zeros(4, 4), v, v:clone(), v:gt(1), v:gt(2))
        """)
    #expect(found == "model.lua:2: \(text)")
  }
}
