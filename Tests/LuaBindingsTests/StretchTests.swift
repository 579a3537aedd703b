import LuaBindings
import LuaRuntime
import Testing

/// Neighboring compiled behaviors run as one program: results, errors and what
/// is left after them are those of one behavior after the other.
@Suite struct StretchTests {
  /// A network of three behaviors and plastic synapses, built as `compiled`
  /// says; `step(net)` may be called between runs.
  private static let model = #"""
    local function build(compiled)
      local how = { compiled = compiled }
      local Noise, LIF, Rule = snn.Behavior("Noise", how),
        snn.Behavior("LIF", how), snn.Behavior("Rule", how)
      function Noise:initialize(n)
        n.v, n.noise = n:vector "uniform", n:vector "zeros"
        n.spike, n.old, n.calls = n.v:gt(2), n.v:gt(2), 0
      end
      function Noise:forward(n)
        n.noise:normal_()
        n.current = n.noise * 0.5 + 0.25
        n.calls = n.calls + 1
      end
      function LIF:initialize() self.tau = 5 end
      function LIF:forward(n)
        n.current = n.current + n.afferent_synapses.GLU[1].W[n.spike]:sum(1) * 0.1
        n.v:add_((n.current - n.v) / self.tau)
        n.old, n.spike = n.spike, n.v:gt(0.6)
        n.v[n.spike] = 0
      end
      function Rule:forward(s)
        s.W[{ s.src.old, s.dst.spike }]:add_(0.01 * s.src.calls):clamp_(0, 1)
      end
      local net = snn.Network { seed = 7 }
      local made, parts = {}, {}
      for _, tag in ipairs { "a", "b" } do
        local part = { noise = Noise {}, lif = LIF {}, rule = Rule {} }
        parts[tag], part.LIF = part, LIF
        local n = snn.NeuronGroup {
          net = net, size = 30, tag = tag,
          behavior = { [1] = part.noise, [2] = part.lif },
        }
        local s = snn.SynapseGroup { net = net, src = n, dst = n, tag = "GLU" }
        s.W = s:matrix "uniform"

        s:add_behavior(3, part.rule)
        made[tag] = n
      end
      net:initialize()
      return net, made, parts
    end
    local function same(a, b)
      return a.dtype == b.dtype and (a:eq(b) | (a:ne(a) & b:ne(b))):all()
    end
    local function compare(net, groups, other, others, what)
      assert(net.iteration == other.iteration)
      for tag, n in pairs(groups) do
        local m = others[tag]
        for _, name in ipairs { "v", "spike", "old", "current" } do
          assert(same(n[name], m[name]), what .. ": " .. tag .. "." .. name)
        end
        assert(n.calls == m.calls, what .. ": calls")
        assert(same(n.afferent_synapses.GLU[1].W, m.afferent_synapses.GLU[1].W), what .. ": W")
      end
    end
    """#

  /// What is done between runs of 5 iterations.
  static let steps = [
    "",
    "a.afferent_synapses.GLU[1]:set_behaviors('Rule', net.iteration % 10 == 0)",
    "if net.iteration == 5 then pa.lif:disable() else pa.lif:enable() end",
    "pa.lif.tau = 4 + net.iteration % 3",
    "a.v:mul_(0.5); b.v = b.v * 2",
    "a.calls = 2",
    "b.spike[1] = true; b.old = a.spike:clone()",
    "if net.iteration == 5 then b:remove_behavior('Noise') end",
    "if net.iteration == 5 then a:remove_behavior('LIF');"
      + " a:add_behavior(2, pa.LIF { run_every = 2 }) end",
    "if net.iteration == 5 then a:add_behavior(2.5, snn.EventRecorder 'spike')"
      + " end",
    "net.seen = (net.seen or 0) + 1; a.current = a.current:to('float64')",
  ]

  @Test func neighborsBecomeOneProgram() throws {
    try run(
      Self.model + "\n" + #"""
        local net = build(true)
        net:simulate_iterations(2)
        local text = net:program()
        local count = select(2, text:gsub("loop over", ""))
        assert(text:find(
          "^Noise %(key 1%) of NeuronGroup 'a',\nNoise %(key 1%) of"), text)
        -- One loop for both groups, and each mask is looked through once.
        assert(select(2, text:gsub("places where", "")) == 4, text)
        assert(count == 1, text)
        assert(text:find("b.spike = t", 1, true), text)
        assert(text:find("a.old = a.spike\n", 1, true), text)
        """#)
  }

  @Test(arguments: steps)
  func stretchesGiveTheBitsOfLua(step: String) throws {
    try run(
      Self.model + "\n" + """
        local function step(net, groups, parts)
          local a, b, pa = groups.a, groups.b, parts.a
          \(step)
        end
        local net, groups, parts = build(true)
        local other, others, its = build(false)
        for _ = 1, 6 do
          net:simulate_iterations(5)
          other:simulate_iterations(5)
          compare(net, groups, other, others, "after " .. net.iteration)
          step(net, groups, parts)
          step(other, others, its)
        end
        """)
  }

  /// Whoever watches behaviors sees each; nothing else changes.
  @Test func watchedBehaviorsRunOneByOne() throws {
    try run(
      Self.model + "\n" + #"""
        local net, groups = build(true)
        local other, others = build(false)
        net:simulate_iterations(3)
        other:simulate_iterations(3)
        local profile = net:profile(4)
        other:simulate_iterations(4)
        compare(net, groups, other, others, "profiled")
        assert(tostring(profile):find("Rule"), tostring(profile))
        net:simulate_iterations(2)
        other:simulate_iterations(2)
        compare(net, groups, other, others, "again together")
        net:check_finite(true)
        other:check_finite(true)
        groups.b.v[3], others.b.v[3] = 0 / 0, 0 / 0
        local _, message = pcall(net.simulate_iterations, net, 1)
        local _, its = pcall(other.simulate_iterations, other, 1)
        assert(message:gsub("70", "71", 1) == its and message:find("became nan at [3]", 1, true),
          message .. its)
        """#)
  }

  @Test func aStretchEntersNoLuaAndTakesNoMemory() throws {
    let host = try makeHost()
    try run(
      Self.model + "\nnet = build(true); net:simulate_iterations(8)", in: host)
    func simulate(_ count: Int) throws -> (calls: Int, allocations: Int) {
      let before = (host.luaCallCount, host.pool.allocations)
      try run("net:simulate_iterations(\(count))", in: host)
      return (
        host.luaCallCount - before.0, host.pool.allocations - before.1
      )
    }
    let (few, many) = (try simulate(5), try simulate(500))
    #expect(few.calls == many.calls)
    #expect(few.allocations == many.allocations)
  }

  // MARK: What fails

  /// Three behaviors, of which the second one fails in iteration 3.
  private static let failing = #"""
    local function build(compiled)
      local how = { compiled = compiled }
      local First, Second, Third = snn.Behavior("First", how),
        snn.Behavior("Second", how), snn.Behavior("Third", how)
      function First:initialize(n)
        n.v, n.x, n.k = n:vector(1), n:vector(0), 0
      end
      function First:forward(n)
        n.v:add_(1)
        n.x = n.v * 2
        n.k = n.k + 3
      end
      function Second:forward(n)
        n.v:mul_(2)
        n.y = n.v[n.k]
        n.x = n.x + 1
      end
      function Third:forward(n)
        n.v:sub_(1)
        n.x = n.x - n.v
        n.k = n.k - 1
        n.z = n.v + 1
      end
      local net = snn.Network { seed = 7 }
      local n = snn.NeuronGroup {
        net = net, size = 6, tag = "exc",
        behavior = { [1] = First {}, [2] = Second {}, [3] = Third {} },
      }
      net:initialize()
      return net, n
    end
    local function text(n)
      local parts = {}
      for _, name in ipairs { "v", "x", "k", "y", "z" } do
        parts[#parts + 1] = name .. "=" .. tostring(n[name])
      end
      return table.concat(parts, " ")
    end
    """#

  @Test func whatFailsIsItsOwnBehaviorsError() throws {
    try run(
      Self.failing + "\n" + #"""
        local net, n = build(true)
        local other, m = build(false)
        for _, net in ipairs { net, other } do
          net:simulate_iterations(2)
          local done, message = pcall(net.simulate_iterations, net, 1)
          assert(not done and message:find("model.lua:15", 1, true)
            and message:find("in Second:forward (key 2) of NeuronGroup 'exc',"
              .. " iteration 3", 1, true), message)
          assert(net.iteration == 2)
        end
        -- What the behavior itself did before it failed may be done or not.
        n.v, m.v = nil, nil
        assert(text(n) == text(m), text(n) .. "\n" .. text(m))
        """#)
  }

  @Test func whatCannotBeCompiledInTheMiddleLeavesTheRest() throws {
    try run(
      #"""
      local how = { compiled = "auto" }
      local A, B, C = snn.Behavior("A", how), snn.Behavior("B", how),
        snn.Behavior("C", how)
      function A:initialize(n) n.v = n:vector(1) end
      function A:forward(n) n.v:add_(1) end
      function B:forward(n) if n.v:max() > 3 then n.v:fill_(0) end end
      function C:forward(n) n.v:mul_(2) end
      local net = snn.Network {}
      local n = snn.NeuronGroup {
        net = net, size = 2, tag = "g",
        behavior = { [1] = A {}, [2] = B {}, [3] = C {} },
      }
      net:initialize()
      net:simulate_iterations(3)
      assert(n.v[1] == 2, tostring(n.v))
      local text = net:program()
      assert(text == [[
      A (key 1) of NeuronGroup 'g':
        loop over 2 elements:
          g.v = g.v + 1  -- model.lua:5
      B (key 2) of NeuronGroup 'g':
        runs in Lua: model.lua:6: a branch on a value that isn't known when a \#
      function is compiled: use mask:where(a, b) or x[mask], or leave the \#
      behavior to Lua
      C (key 3) of NeuronGroup 'g':
        loop over 2 elements:
          g.v = g.v * 2  -- model.lua:7]], text)
      """#)
  }

  @Test func anErrorOfCompilingComesAfterWhatIsBefore() throws {
    try run(
      #"""
      local A = snn.Behavior("A", { compiled = true })
      local B = snn.Behavior("B", { compiled = true })
      function A:initialize(n) n.v, n.k = n:vector(1), 0 end
      function A:forward(n) n.v:add_(1); n.k = n.k + 1 end
      function B:forward(n) print(n.v) end
      local net = snn.Network {}
      local n = snn.NeuronGroup {
        net = net, size = 2, tag = "g", behavior = { A {}, B {} },
      }
      net:initialize()
      for _ = 1, 2 do
        local done, message = pcall(net.simulate_iterations, net, 1)
        assert(not done and message:find("model.lua:5", 1, true)
          and message:find("in B:forward (key 2)", 1, true), message)
      end
      assert(n.v[1] == 3 and n.k == 2 and net.iteration == 0)
      """#)
  }

  /// What a behavior before the one that fails has set stays as that one set it.
  @Test func whatIsSetIsNotChangedByBehaviorsThatDoNotRun() throws {
    try run(
      #"""
      local function run(compiled)
        local how = { compiled = compiled }
        local A, F, C = snn.Behavior("A", how), snn.Behavior("F", how),
          snn.Behavior("C", how)
        function A:initialize(n)
          n.v, n.k, n.M = n:vector "ones", 1, snn.zeros(3, 4)
        end
        function A:forward(n) n.a, n.k = n.v * 2, n.k + 1 end
        function F:forward(n) n.row = n.M[n.k] end
        function C:forward(n) n.a:add_(100) end
        local net = snn.Network { seed = 1 }
        local n = snn.NeuronGroup {
          net = net, size = 4,
          behavior = { [1] = A {}, [2] = F {}, [3] = C {} },
        }
        net:initialize()
        local found = {}
        for i = 1, 4 do
          found[i] = tostring(pcall(net.simulate_iterations, net, 1))
            .. " " .. n.a[1] .. " " .. n.k
        end
        return table.concat(found, ", ")
      end
      local eager, compiled = run(false), run(true)
      assert(eager == compiled, eager .. "\n" .. compiled)
      assert(eager:find("false 2.0", 1, true), eager)
      """#)
  }

  /// A program of before is found again only where variables share memory as then.
  @Test func sharingIsLookedAtWheneverAProgramIsTriedAgain() throws {
    try run(
      #"""
      local function run(compiled)
        local A = snn.Behavior("A", { compiled = compiled })
        function A:initialize(n)
          n.a, n.b, self.k = n:vector "ones", n:vector "zeros", 1.5
        end
        function A:forward(n)
          local y = n.a * self.k
          n.b:add_(1)
          n.out = y + n.a * self.k
          self.k = self.k + 0
        end
        local net = snn.Network { seed = 1 }
        local a = A {}
        local n = snn.NeuronGroup { net = net, size = 4, behavior = { a } }
        net:initialize()
        local found = {}
        local function go(k)
          a.k = k
          net:simulate_iterations(1)
          found[#found + 1] = n.out[1]
        end
        go(1.5); go(2.5); go(3.5)
        n.b = n.a
        go(3); go(2.5); go(2.5)
        return table.concat(found, " ")
      end
      local eager, compiled = run(false), run(true)
      assert(eager == compiled, eager .. "\n" .. compiled)
      """#)
  }
}
