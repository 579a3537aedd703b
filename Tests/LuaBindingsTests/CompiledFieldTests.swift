import LuaBindings
import LuaRuntime
import Testing

/// Fields of `self` that a compiled behavior sets.
@Suite struct CompiledFieldTests {
  static let bodies = [
    "self.t = self.t + 0.5; n.v:add_(self.t)",
    "self.t = (self.t or 0) + 1; n.v[n.spike] = self.t",
    "self.steps = self.steps + 1; n.rate = self.steps % 3",
    "self.last = n.v:sum(); n.v:mul_(0.5)",
    "self.mean = 0.9 * (self.mean or 0) + 0.1 * n.v:mean(); n.v:sub_(self.mean)",
    "self.t = self.t + 1; if self.t then n.v:add_(1) end",
    "self.trace = (self.trace or n:vector()) * 0.9 + n.v;"
      + " n.u = self.trace:clone()",
    "self.trace = self.trace and self.trace * 0.5 + 1 or n:vector(1);"
      + " n.v:add_(self.trace)",
    "self.x = 3; n.v:add_(self.x)",
    "n.v:add_(self.gain); self.gain = self.gain * 0.5",
    "if self.rest == 0.25 then self.t = self.t + 1 end; n.v:add_(self.t)",
    "self.t = self.t + n.iteration; self.gain = self.t / 2; n.rate = self.gain",
  ]

  @Test(arguments: bodies)
  func aFieldThatIsSetHasTheSameBits(_ body: String) throws {
    try run(CompiledComparison.of(body))
  }

  /// Other behaviors and the script see the fields and set them; a behavior of two
  /// groups has one field; what is saved is what there was.
  @Test func scriptsSeeAndSetWhatACompiledBehaviorKeeps() throws {
    try run(
      """
      local function build(compiled, shared)
        local A = snn.Behavior("A" .. tostring(compiled), { compiled = compiled })
        function A:initialize(n) self.t, self.gain = 0, 2; n.v = n:vector(1) end
        function A:forward(n)
          self.t = self.t + 0.5
          self.trace = (self.trace or n:vector()) * 0.5 + n.v
          n.v:mul_(0.9):add_(self.t * self.gain):add_(self.trace)
        end
        local C = snn.Behavior("C" .. tostring(compiled), { compiled = compiled })
        function C:initialize(n) self.steps = 0 end
        function C:forward(n) self.steps = self.steps + 1; n.v:add_(self.steps) end
        local L = snn.Behavior("L" .. tostring(compiled))
        local seen = {}
        function L:initialize(n) end
        function L:forward(n)
          local a = n.network.n:behavior(1)
          seen[#seen + 1] = a.t
          if n.iteration == 7 then a.t = 100 end
          if n.iteration == 9 then a.gain = 5; a.trace = n:vector(3) end
          if n.iteration == 11 then a:reinitialize() end
        end
        local a = A {}
        local net = snn.Network { seed = 5 }
        local n = snn.NeuronGroup {
          net = net, size = 4, tag = "n",
          behavior = { a, C {}, [3] = L {}, [4] = C {} },
        }
        local m = snn.NeuronGroup {
          net = net, size = 4, tag = "m",
          behavior = { shared and a or A {}, C {} },
        }
        net:initialize()
        return net, n, m, seen
      end
      for _, shared in ipairs { false, true } do
        local x, xn, xm, xs = build(false, shared)
        local y, yn, ym, ys = build(true, shared)
        for i = 1, 6 do
          x:simulate_iterations(3); y:simulate_iterations(3)
          assert(xn.v:eq(yn.v):all() and xm.v:eq(ym.v):all(), i)
          assert(xn:behavior(1).t == yn:behavior(1).t)
          assert(xm:behavior(1).t == ym:behavior(1).t)
          assert(xm:behavior(2).steps == ym:behavior(2).steps)
          if i == 2 then xm:behavior(2).steps = 50; ym:behavior(2).steps = 50 end
          if i == 3 then xm:behavior(2).steps = 0.5; ym:behavior(2).steps = 0.5 end
          if i == 4 then
            local f = os.tmpname()
            y:save(f); y:simulate_iterations(2); y:load(f)
            x:save(f); x:simulate_iterations(2); x:load(f)
            os.remove(f)
          end
        end
        assert(#xs == #ys); for k, v in ipairs(xs) do assert(v == ys[k], k) end
      end
      """)
  }

  /// Beside a number that isn't known, a method may branch on fields of `self`, as
  /// `forward` may; another function may branch on nothing.
  @Test func methodsBranchOnFieldsOfSelf() throws {
    try run(
      """
      local B = snn.Behavior("B", { compiled = true })
      function B:initialize(n)
        n.v, n.count, self.doubles = n:vector(), 0, true
      end
      function B:step(n)
        if self.doubles then n.v:add_(2) else n.v:add_(1) end
      end
      function B:forward(n)
        n.count = n.count + 1
        self:step(n)
        n.v:add_(n.count)
      end
      local net = snn.Network { seed = 1 }
      local n = snn.NeuronGroup { net = net, size = 2, behavior = { B {} } }
      net:initialize()
      net:simulate_iterations(3)
      assert(n.v:eq(6 + 6):all())
      n:behavior(1).doubles = false
      net:simulate_iterations(1)
      assert(n.v:eq(12 + 1 + 4):all())
      B.step = function(neurons)
        if neurons.count == 3 then neurons.v:add_(1) end
      end
      function B:forward(neurons)
        neurons.count = neurons.count + 1
        self.step(neurons)
      end
      local ok, message = pcall(net.simulate_iterations, net, 1)
      assert(not ok and message:find("a test with ==", 1, true), message)
      """)
  }

  private static let tested =
    "a test with ==, ~=, not, and, or, or if of what may be a number that isn't"
    + " known when a function is compiled: the iteration, a sum, a number that"
    + " changes. Use mask:where(a, b), or leave the behavior to Lua"

  static let refused: [(String, String)] = [
    ("if self.t == 3 then n.v:add_(1) end; self.t = self.t + 1", tested),
    (
      "if self.t > 3 then n.v:add_(1) end; self.t = self.t + 1",
      "a branch on a value that isn't known when a function is compiled: use"
        + " mask:where(a, b) or x[mask], or leave the behavior to Lua"
    ),
    (
      "self.x = 'a'",
      "self.x is set to a string: a compiled function keeps numbers and tensors"
        + " in fields, anything else would be set only once"
    ),
    (
      "self[1] = 2",
      "self[1] is set, which a compiled function would do only once: keep what"
        + " changes in a state variable, such as neurons.1, or change a tensor in"
        + " place"
    ),
    (
      "self.t = self.t + 1; n.v:add_(n:behavior(2).t)",
      "neurons:behavior.t changes in each iteration: keep it in a state variable,"
        + " which other behaviors can read"
    ),
  ]

  @Test(arguments: refused)
  func whatCannotBeAFieldIsAnErrorWithItsLine(
    _ body: String, _ text: String
  ) throws {
    let found = try message(
      of: """
        local B = snn.Behavior("B", { compiled = true })
        function B:initialize(n) self.t, n.v = 0, n:vector(0) end
        function B:forward(n)
          \(body)
        end
        local net = snn.Network { seed = 1 }
        snn.NeuronGroup {
          net = net, size = 2, tag = "n", behavior = { B {}, B {} } }
        net:initialize()
        net:simulate_iterations(2)
        """)
    #expect(
      found == "model.lua:4: in B:forward (key 1) of NeuronGroup 'n', iteration"
        + " 1: \(text)")
  }

  /// Fields keep what was set where another program than the last one runs.
  @Test(arguments: [
    // Of another kind than when the program was made.
    ("self.t = 0", "self.t = self.t + 0.5", "n.B.t = 0", "n.B.t"),
    ("self.t = 0", "self.t = self.t + 0.5 * self.tau", "n.B.tau = k", "n.B.t"),
    (
      "self.t, n.c = 0, 0.5", "n.c = n.c + 0.5; self.t = self.t + 0.25",
      "n.c = 0", "n.B.t"
    ),
    // Of another shape in each iteration.
    (
      "self.t = snn.arange(1, 16)", "self.t = self.t:narrow(1, 2, #self.t - 1)",
      "", "#n.B.t"
    ),
    // Where tensors share memory otherwise.
    (
      "self.t = 0", "n.v:add_(1); self.t = self.t + n.v:sum()", "n.u = n.v",
      "n.B.t"
    ),
  ])
  func fieldsKeepWhatWasSet(
    _ first: String, _ forward: String, _ change: String, _ found: String
  ) throws {
    try run(
      """
      local function run(compiled)
        local how = { compiled = compiled }
        local A, B = snn.Behavior("A", how), snn.Behavior("B", how)
        function A:forward(n) n.u:add_(1) end
        function B:initialize(n) self.tau = 1; \(first) end
        function B:forward(n) \(forward) end
        local net = snn.Network { seed = 1 }
        local n = snn.NeuronGroup {
          net = net, size = 1, behavior = { A {}, B {} },
        }
        n.v, n.u = n:vector(1), n:vector(1)
        net:initialize()
        local text = ""
        for k = 1, 3 do
          \(change)
          net:simulate_iterations(4)
          text = text .. \(found) .. " "
        end
        return text
      end
      local eager, compiled = run(false), run(true)
      assert(eager == compiled, eager .. "\\n" .. compiled)
      """)
  }

  /// They are read in each iteration, unless a program must know them.
  @Test func numbersThatScriptsSetAgainAndAgainAreRead() throws {
    try run(
      #"""
      local function run(compiled, with_power)
        local B, A = snn.Behavior("B", { compiled = compiled }), snn.Behavior "A"
        function B:initialize(n) n.v, n.rate, n.p = n:vector(1.5), 0.9, 1 end
        function B:forward(n) n.v:mul_(n.rate) end
        if with_power then
          -- What a power of it is depends on the number.
          function B:forward(n) n.v:mul_(n.rate); n.w = n.v ^ n.p end
        end
        function A:forward(n) n.rate, n.p = n.rate * 0.99, n.p + 1 end
        local net = snn.Network { seed = 1 }
        local n = snn.NeuronGroup {
          net = net, size = 3, tag = "g", behavior = { B {}, A {} },
        }
        net:initialize()
        net:simulate_iterations(12)
        return ("%a %a"):format(n.v[1], with_power and n.w[1] or 0), net:program()
      end
      for _, with_power in ipairs { false, true } do
        local eager, compiled = run(false, with_power), run(true, with_power)
        assert(eager == compiled, eager .. "\n" .. compiled)
      end
      local _, text = run(true, false)
      assert(text:find("g.v = g.v * g.rate", 1, true), text)
      """#)
  }
}
