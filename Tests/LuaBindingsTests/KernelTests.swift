import LuaBindings
import LuaRuntime
import Testing

/// `snn.kernel` and `update_`.
@Suite struct KernelTests {
  @Test func aKernelGivesTheBitsOfTheFunction() throws {
    try run(
      """
      local function f(v, I, tau)
        local dv = (I - v) / tau
        return v + dv, v:gt(0.5), dv:sum(), 3
      end
      local k = snn.kernel(f)
      local v, I = snn.rand(1000), snn.rand(1000)
      for _, tau in ipairs { 10, 20.5, 10 } do
        local a, m, s, c = f(v, I, tau)
        local b, n, t, d = k(v, I, tau)
        assert(a:eq(b):all() and m:eq(n):all() and s == t and c == d)
        assert(m.dtype == n.dtype)
      end
      """)
  }

  /// What is traced is neither computed nor given memory.
  @Test func aProductIsTracedWithoutMemory() throws {
    let host = try makeHost { $0.limits.tensorMemory = 5 << 20 }
    try run(
      """
      local W, v = snn.ones(1000, 1000), snn.ones(1000)
      local k = snn.kernel(function(W, v) return W:matmul(v) end)
      assert(k(W, v)[1] == 1000)
      """, in: host)
  }

  @Test func aKernelChangesItsArgumentsInPlace() throws {
    try run(
      """
      local k = snn.kernel(function(v, spike) v:mul_(0.5); v[spike] = 0 end)
      local v, spike = snn.ones(3), snn.tensor { false, true, false }
      k(v, spike); k(v, spike)
      assert(v[1] == 0.25 and v[2] == 0)
      """)
  }

  @Test func aNumberFromOutsideThatChangesIsSeen() throws {
    try run(
      """
      local tau, settings = 2, { gain = 1 }
      local k = snn.kernel(function(v) return v * tau + settings.gain end)
      assert(k(snn.ones(2))[1] == 3)
      tau = 5; assert(k(snn.ones(2))[1] == 6)
      settings.gain = 0.5; assert(k(snn.ones(2))[1] == 5.5)
      tau = 5.0; assert(k(snn.ones(2))[1] == 5.5)
      """)
  }

  @Test func argumentsMayComeAndGo() throws {
    try run(
      """
      local k = snn.kernel(function(x, is_double, y)
        if is_double then x = x * 2 end
        if y then x = x + y end
        return x
      end)
      local x = snn.ones(2)
      assert(k(x, true, nil)[1] == 2 and k(x, false, x)[1] == 2)
      assert(k(x, true, x)[1] == 3 and k(x, nil, nil)[1] == 1)
      local p = snn.kernel(function(x, e) return x ^ e end)
      local y = snn.rand(1000)
      for _, e in ipairs { 2, 3, 2, 0.5 } do assert(p(y, e):eq(y ^ e):all()) end
      """)
  }

  @Test func aFailedCallLeavesTheTracerUsable() throws {
    try run(
      """
      local W = snn.ones(3, 3)
      local held = { part = W[W[1]:gt(0)] }
      local k = snn.kernel(function(x)
        held.part:update_(function(w) return w * 2 end)
        return x
      end)
      assert(not pcall(k, snn.ones(2)))
      W[W[1]:gt(0)]:update_(function(w) return w * 2 end)
      assert(W[2][2] == 2)
      """)
  }

  @Test func aDrawInAKernelIsTheNextOneOfTheScript() throws {
    try run(
      """
      local k = snn.kernel(function(v) return v:uniform_() + 0 end)
      local net = snn.Network { seed = 3 }
      local a, b = snn.zeros(10), snn.zeros(10)
      local x, y = k(a), k(b)
      assert(x:eq(a):all() and not x:eq(y):all())
      """)
  }

  /// A script and the error that it ends with.
  static let mistakes: [(String, String)] = [
    ("snn.kernel(3)", "kernel: expected a function written in Lua, got number"),
    (
      "snn.kernel(print)",
      "kernel: expected a function written in Lua, got function"
    ),
    (
      "local k = snn.kernel(function(v) return v end); k(snn.zeros(2));"
        + " k(snn.zeros(3))",
      "argument 1 of the kernel is a float32 tensor of shape [3]; it was compiled"
        + " for a float32 tensor of shape [2]: make a kernel for each shape and"
        + " type"
    ),
    (
      "local W = snn.zeros(2); local k = snn.kernel(function(v) return v + W end);"
        + " k(W); W = snn.ones(2); k(W)",
      "kernel: 'W' is a tensor from outside, and it was replaced by another one:"
        + " give tensors that are replaced to the kernel as arguments"
    ),
    (
      "snn.kernel(function(v) return { v } end)(snn.zeros(2))",
      "a kernel returns tensors, numbers and truth values, not a table"
    ),
    (
      "local kept; local k = snn.kernel(function(v) kept = v end);"
        + " pcall(k, snn.zeros(2)); local x = kept + 1",
      "attempt to perform arithmetic on a nil value (local 'kept')"
    ),
    (
      "local k = snn.kernel(function(a, b) return a end); k(snn.zeros(2), 1);"
        + " k(snn.zeros(2))",
      "kernel: 1 arguments, and 2 when it was compiled"
    ),
    (
      "snn.zeros(2):update_(2)",
      "update_: expected a function written in Lua, got number"
    ),
    (
      "snn.zeros(2):update_(function() end)",
      "update_: the function returns nothing; it must return what the elements"
        + " become"
    ),
    (
      "local W = snn.zeros(2, 2); W[W[1]:eq(0)]:update_(function(w, x) return w + x"
        + " end, W[2])",
      "update_: argument 1 shares memory with what is changed; give a copy, as in"
        + " x:clone()"
    ),
    (
      "local W = snn.zeros(3, 2); W[snn.ones(3, 'bool')]:update_(function(w, x)"
        + " return w + x end, snn.ones(3))",
      "update: shapes [1, 2] and [3] don't match"
    ),
    (
      "local W = snn.zeros(3, 'int64'); W[W:eq(0)]:update_(function(w) return w"
        + " / 2 end)",
      "update: a tensor of int64 can't hold float64 results"
    ),
  ]

  @Test(arguments: mistakes)
  func aMistakeSaysWhatWasMeant(_ source: String, _ text: String) throws {
    #expect(try message(of: source) == "model.lua:1: \(text)")
  }

  @Test func anUpdateGivesTheBitsOfOneOperationAfterTheOther() throws {
    try run(
      """
      local W = snn.rand(30, 40)
      local V = W:clone()
      local rows, columns = snn.rand(30):gt(0.5), snn.rand(40):gt(0.7)
      local x, y = snn.rand(30, 1), snn.rand(40)
      local function f(w, a) return w + a * (1 - w) end
      for _ = 1, 3 do
        W[{ {}, columns }]:update_(f, x)
        local part = V[{ {}, columns }]
        local new = part + x * (1 - part)
        V[{ {}, columns }] = new
        W[rows]:update_(f, y)
        part = V[rows]
        V[rows] = part + y * (1 - part)
        W[{ rows, columns }]:update_(function(w) return w:exp() end)
        V[{ rows, columns }]:exp_()
        W[snn.tensor { 3, 1 }]:update_(function(w) return -w end)
        V[snn.tensor { 3, 1 }]:neg_()
        assert(W:eq(V):all())
      end
      local v = snn.rand(7)
      v[v:gt(0.5)]:update_(function(e) return e * 0 end)
      assert(v:max() <= 0.5)
      """)
  }

  /// Their elements are nowhere when the kernel runs.
  @Test func selectionsAreNoArguments() throws {
    try run(
      """
      local x = snn.full(1000, 3)
      local double = snn.kernel(function(x) return x * 2 end)
      local function rule(w, x) return w + x end
      local W, pre = snn.zeros(4, 1000), snn.tensor { true, false, true, false }
      double(x)
      W[pre]:update_(rule, x)
      local function fails(...)
        local ok, message = pcall(...)
        assert(not ok and message:find(
          "arguments of a compiled function are tensors, numbers, texts and"
          .. " truth values, not a Selection", 1, true), message)
      end
      fails(double, x[x:gt(0)])
      fails(function() W[pre]:update_(rule, x[x:gt(0)]) end)
      assert(double(x)[1000] == 6 and W:sum() == 6000)
      """)
  }

  /// Pushing a result may collect garbage, whose finalizers are scripts.
  @Test func aFinalizerMayCallTheKernelThatRan() throws {
    try run(
      """
      collectgarbage("setpause", 1); collectgarbage("setstepmul", 10000)
      local f = snn.kernel(function(x, y) return x * 2, x + y, y end)
      local x, y = snn.full(500, 1), snn.full(500, 2)
      local p, q = snn.full(500, 9), snn.full(500, 7)
      f(x, y)
      local calls, is_inside = 0, false
      local function arm()
        setmetatable({}, { __gc = function()
          if not is_inside then
            is_inside, calls = true, calls + 1
            f(p, q)
            is_inside = false
          end
          arm()
        end })
      end
      arm()
      for _ = 1, 3000 do
        local a, b, c = f(x, y)
        assert(a[1] == 2 and b[500] == 3 and c[1] == 2)
      end
      assert(calls > 10, calls)
      """)
  }

  /// A square is a product of what the power would have been of.
  @Test func squaresOfPickedElementsHaveTheTypeOfPowers() throws {
    try run(
      """
      local W = snn.tensor({ { 3037000500, 2 }, { 3, 4 } }, "int64")
      local m, F = snn.tensor { true, false }, snn.zeros(2, 2)
      local function square(W, F, m)
        local G = F:clone()
        G[m] = W[m] ^ 2.0
        return G
      end
      local a, b = square(W, F, m), snn.kernel(square)(W, F, m)
      assert(a:eq(b):all(), tostring(b))
      """)
  }

  /// It stands for the function that it was made of.
  @Test func aKernelMayBeGivenWhereAFunctionIs() throws {
    try run(
      """
      local function half(x) return x * 0.5 end
      local k = snn.kernel(half)
      local v = snn.ones(2)
      assert(snn.kernel(k)(v)[1] == 0.5)
      v:update_(k)
      assert(v[1] == 0.5)
      local A = snn.Behavior("A", { compiled = true })
      function A:initialize(n) n.v, n.s = n:vector(1), n:vector(1):gt(0) end
      function A:forward(n) n.v[n.s]:update_(k) end
      local B = snn.Behavior("B", { compiled = true })
      B.forward = snn.kernel(function(self, n) n.v:add_(1) end)
      local net = snn.Network {}
      local n = snn.NeuronGroup { net = net, size = 2, behavior = { A {}, B {} } }
      net:initialize()
      net:simulate_iterations(2)
      assert(n.v[1] == 1.75)
      assert(k(snn.ones(3))[3] == 0.5)
      """)
  }

  @Test func anArgumentStaysATensorOrANumber() throws {
    try run(
      """
      local k = snn.kernel(function(a, b) return a * b end)
      k(snn.ones(2), snn.ones(2))
      local _, message = pcall(k, snn.ones(2), 3)
      assert(message == "model.lua:3: argument 2 of the kernel is a number, and"
        .. " was a Tensor when it was compiled: make a kernel for each", message)
      """)
  }
}
