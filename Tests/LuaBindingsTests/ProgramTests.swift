import LuaBindings
import Testing

/// What `net:program()` and `snn.program` print.
@Suite struct ProgramTests {
  @Test func aKernelTellsWhatItDoes() throws {
    try run(
      #"""
      local k = snn.kernel(function(v, W, spike, gain)
        v:mul_(0.9):add_(gain * 2)
        local input = W[spike]:sum(1)
        W[{ spike, {} }]:add_(input):clamp_(0, 1)
        return v:gt(1) & spike, input:sum(), v:matmul(input) + gain, 5
      end)
      k(snn.rand(3), snn.rand(3, 3), snn.zeros(3, "bool"), 2.5)
      local text = snn.program(k)
      assert(text == [[
      n2 = gain * 2  -- model.lua:2
      places where spike  -- model.lua:3
      t1 = sum of the rows of W where spike  -- model.lua:3
      w in W[spike, {}]:
        w = w + t1{row}  -- model.lua:4
        w = clamp(w, 0, 1)  -- model.lua:4
      n3 = sum(t1)  -- model.lua:5
      loop over 3 elements:
        v = v * 0.9  -- model.lua:2
        v = v + n2  -- model.lua:2
        t2 = v > 1  -- model.lua:5
        t3 = t2 & spike  -- model.lua:5
      n4 = matmul(v, t1)  -- model.lua:5
      n5 = n4 + gain  -- model.lua:5
      return t3, n3, n5, 5]], text)
      """#)
  }

  @Test func whatIsNoKernelHasNoProgram() throws {
    #expect(
      try message(of: "snn.program(snn.kernel(function(x) return x end))")
        == "model.lua:1: program: the kernel was not called yet; it is compiled"
        + " when it is called first")
    #expect(
      try message(of: "snn.program(print)")
        == "model.lua:1: program: expected a kernel, got function; snn.kernel"
        + " makes one of a function, and net:program() tells of behaviors")
  }

  @Test func aNetworkTellsWhatItsBehaviorsDo() throws {
    try run(
      #"""
      local Basic = snn.Behavior("Basic", { compiled = true })
      function Basic:initialize(neurons)
        neurons.v = neurons:vector "uniform"
        neurons.count, self.gain = 0, 2
      end
      function Basic:forward(neurons)
        neurons.spike = neurons.v:ge(1)
        neurons.v[neurons.spike] = 0
        neurons.v:mul_(0.9):add_(2)
        neurons.trace = neurons.v * self.gain
        neurons.count = neurons.count + 1
      end
      local Branch = snn.Behavior("Branch", { compiled = "auto" })
      function Branch:forward(neurons) if neurons.v:max() > 9 then end end
      local net = snn.Network { seed = 1 }
      assert(net:program():find("the network isn't initialized yet", 1, true))
      snn.NeuronGroup {
        net = net, size = 10, tag = "exc",
        behavior = { Basic {}, [5] = Branch {}, [9] = snn.Recorder "v" },
      }
      net:initialize()
      net:simulate_iterations(2)
      assert(net:program() == [[
      Basic (key 1) of NeuronGroup 'exc':
        n2 = exc.count + 1  -- model.lua:11
        loop over 10 elements:
          t1 = exc.v >= 1  -- model.lua:7
          exc.v[t1] = 0  -- model.lua:8
          exc.v = exc.v * 0.9  -- model.lua:9
          exc.v = exc.v + 2  -- model.lua:9
          t2 = exc.v * 2  -- model.lua:10
        exc.spike = t1
        exc.trace = t2
        exc.count = n2
      Branch (key 5) of NeuronGroup 'exc':
        runs in Lua: model.lua:14: a branch on a value that isn't known when a \#
      function is compiled: use mask:where(a, b) or x[mask], or leave the \#
      behavior to Lua]], net:program())
      """#)
  }

  @Test func programsTellTheirValues() throws {
    try run(
      #"""
      local A = snn.Behavior("A", { compiled = true })
      local B = snn.Behavior("B", { compiled = true })
      function A:initialize(n) n.v, n.spike = n:vector(1), n:vector(0):gt(1) end
      function A:forward(n)
        n.v:mul_(0.9):mul_(1)
        n.old, n.spike = n.spike, n.v:gt(0.5)
      end
      function B:forward(n) n.v[n.spike] = 0 end
      local net = snn.Network {}
      snn.NeuronGroup {
        net = net, size = 3, tag = "g", behavior = { A {}, B {} },
      }
      net:initialize()
      net:simulate_iterations(2)
      -- A variable that becomes another one is a name, and no copy.
      assert(net:program "values" == [[
      A (key 1) of NeuronGroup 'g',
      B (key 2) of NeuronGroup 'g':
        g.v.1 = g.v * 0.9  -- model.lua:5
        g.v.2 = g.v.1 * 1  -- model.lua:5
        t1 = g.v.2 > 0.5  -- model.lua:6
        g.v.3 = where(t1, 0, g.v.2)  -- model.lua:8
        g.spike = t1
        g.old = g.spike]], net:program "values")
      assert(net:program "steps" == net:program())
      local text = tostring(net)
      assert(text:find("1  g  A  (program 1)\n  2  g  B  (program 1)", 1, true),
        text)
      local k = snn.kernel(function(x) return x:add_(1) end)
      k(snn.zeros(2))
      assert(snn.program(k, "values") == [[
      x.1 = x + 1  -- model.lua:29
      return x.1]], snn.program(k, "values"))
      """#)
    #expect(
      try message(of: "snn.Network {}:program(3)")
        == "model.lua:1: program: say \"steps\" or \"values\", not a number")
    #expect(
      try message(of: "snn.Network {}:program 'all'")
        == "model.lua:1: program: 'all' is no form; say \"steps\" or \"values\""
    )
  }

  @Test func fieldsThatChangeAreTold() throws {
    try run(
      #"""
      local A = snn.Behavior("A", { compiled = true })
      function A:initialize() self.t = 0 end
      function A:forward(n) self.t = self.t + 1 end
      local net = snn.Network {}
      snn.NeuronGroup { net = net, size = 3, tag = "g", behavior = { A {} } }
      net:initialize()
      net:simulate_iterations(2)
      assert(net:program() == [[
      A (key 1) of NeuronGroup 'g':
        n2 = self.t + 1  -- model.lua:3
        self.t = n2]], net:program())
      """#)
  }
}
