import LuaBindings
import LuaRuntime
import TestSupport
import Testing

/// Equations as parts of programs, as scripts see them.
@Suite struct EquationProgramTests {
  /// A leaky neuron with an adaptation, and what may stand between.
  private let model = """
    local function build(options)
      options = options or {}
      local net = snn.Network {
        seed = 1, tag = "net", behavior = { [0] = snn.Clock "0.1 ms" },
      }
      local g = snn.NeuronGroup {
        net = net, size = 4, tag = "exc",
        behavior = {
          [1] = snn.Equation { "dv/dt = (5 - v - u) / tau", tau = "10 ms" },
          [2] = snn.Equation { "du/dt = rate * (v - u)",
            rate = "uniform(10 Hz, 50 Hz)", method = options.method },
          [5] = options.reset,
          [8] = snn.Variable "v = uniform(0, 1)", [9] = snn.Variable "u = 0",
          [10] = options.recorder,
        },
      }
      net:initialize()
      return net, g
    end
    local function resetting(compiled)
      local Reset = snn.Behavior("Reset", { compiled = compiled })
      function Reset:forward(n)
        n.spike = n.v:gt(0.9)
        n.v[n.spike] = 0
      end
      return Reset {}
    end
    local names = {
      "v", "v_new", "v_at_equation", "u", "u_new", "u_at_equation",
    }
    local function same(a, b)
      for _, name in ipairs(names) do
        assert(a[name]:eq(b[name]):all(), name)
      end
    end

    """

  @Test func aProgramShowsTheEquations() throws {
    try run(
      model + #"""
        local net = build { reset = resetting(true) }
        net:simulate_iterations(2)
        assert(net:program() == [[
        Clock (key 0) of Network 'net',
        Equation (key 1) of NeuronGroup 'exc',
        Equation (key 2) of NeuronGroup 'exc',
        Reset (key 5) of NeuronGroup 'exc',
        Variable (key 8) of NeuronGroup 'exc',
        Variable (key 9) of NeuronGroup 'exc':
          n2 = host seconds(iteration)  -- Clock (key 0)
          loop over 4 elements:
            t1 = 5 - exc.v  -- Equation (key 1)
            t2 = t1 - exc.u  -- Equation (key 1)
            t3 = t2 / 0.01  -- Equation (key 1)
            t4 = t3 * 0.0001  -- Equation (key 1)
            t5 = exc.v + t4  -- Equation (key 1)
            t6 = exc.v  -- Equation (key 1)
            t7 = exc.v - exc.u  -- Equation (key 2)
            t8 = rate * t7  -- Equation (key 2)
            t9 = t8 * 0.0001  -- Equation (key 2)
            t10 = exc.u + t9  -- Equation (key 2)
            t11 = exc.u  -- Equation (key 2)
            t12 = exc.v > 0.9  -- model.lua:23
            exc.v[t12] = 0  -- model.lua:24
            t5[t12] = 0  -- model.lua:24
            t6[t12] = 0  -- model.lua:24
            t13 = exc.v ~= t6  -- Variable (key 8)
            t14 = exc.v == exc.v  -- Variable (key 8)
            t15 = t6 == t6  -- Variable (key 8)
            t16 = t14 | t15  -- Variable (key 8)
            t17 = t13 & t16  -- Variable (key 8)
            t18 = where(t17, exc.v, t5)  -- Variable (key 8)
          net.t = n2
          exc.v_at_equation = t6
          exc.u_at_equation = t11
          exc.u_new = t10
          exc.spike = t12
          exc.v = t18
          exc.v_new = t18
          exc.u = t10]], net:program())
        """#)
  }

  @Test(arguments: ["euler", "exponential_euler"])
  func aResetIsTheSameInLuaAndCompiled(method: String) throws {
    try run(
      model + """
        local function course(compiled)
          local net, g = build {
            method = "\(method)", reset = resetting(compiled),
            recorder = snn.EventRecorder { "spike" },
          }
          net:simulate_iterations(400)
          return net, g
        end
        local net, g = course(false)
        local other, h = course(true)
        same(g, h)
        assert(#net("spike.t", 1) > 5)
        assert(net("spike", 1):eq(other("spike", 1)):all())
        """)
  }

  @Test func observersSeeEquations() throws {
    try run(
      model + """
        local net, g = build { reset = resetting(true) }
        local other, h = build { reset = resetting(true) }
        net:simulate_iterations(20)
        other:check_finite(true)
        other:simulate_iterations(10)
        other:check_finite(false)
        local times = other:profile(5)
        assert(#times == 6 and times[2].calls == 5)
        other:trace()
        other:simulate_iterations(4)
        same(g, h)
        """)
  }

  @Test func whatIsNotFiniteIsItsEquations() throws {
    #expect(
      try message(
        of: model + """
          local net, g = build()
          net:check_finite(true)
          net:simulate_iterations(1)
          g.v:fill_(3e38)
          net:simulate_iterations(1)
          """)?.contains(
          "in Equation:forward (key 1) of NeuronGroup 'exc', iteration 2:")
        == true)
  }

  @Test func aNetworkIsSavedAndGoesOnToTheBit() throws {
    let folder = try TemporaryFolder()
    try run(
      model + """
        for _, compiled in ipairs { true, false } do
          local net, g = build { reset = resetting(compiled) }
          net:simulate_iterations(37)
          net:save "\(folder.path)/net.snn"
          net:simulate_iterations(60)
          local other, h = build { reset = resetting(true) }
          other:simulate_iterations(5)
          other:load "\(folder.path)/net.snn"
          other:simulate_iterations(60)
          same(g, h)
          net:load "\(folder.path)/net.snn"
          net:simulate_iterations(60)
          same(g, h)
        end
        """)
  }

  @Test func aParameterIsReadAgain() throws {
    try run(
      model + """
        local net, g = build()
        net:simulate_iterations(5)
        local before = g.v:clone()
        local equation = net:find("Equation")[1]
        equation.parameters.tau = "1 ms"
        equation:reinitialize()
        net:simulate_iterations(1)
        local wanted = before + (5 - before - g.u_at_equation) / 0.001 * 0.0001
        assert((g.v - wanted):abs():max() < 1e-5)
        """)
  }
}
