import LuaBindings
import LuaRuntime
import TestSupport
import Testing

/// What holds for all models of neurons and inputs: compiled or not, numbers or
/// tensors, in one go or saved on the way.
@Suite struct NeuronAgreementTests {
  /// Models of neurons with a current that lets them spike, and inputs.
  private static let support = #"""
    local M = snn.models
    local neurons = {
      LIF = 0.3, QIF = 0.3, EIF = 0.4, AdEx = 1, Izhikevich = 12, GLIF = 0.5,
      HodgkinHuxley = 1.5, TraubMiles = 0.6, WangBuzsaki = 0.2, HindmarshRose = 3,
    }
    local inputs = {
      StepCurrent = { amplitude = 0.5, start = "1 ms", stop = "4 ms" },
      RampCurrent = { amplitude = 0.5, stop = "5 ms" },
      SineCurrent = { amplitude = 0.5, frequency = "100 Hz" },
      WhiteNoise = { sigma = 0.5 }, OrnsteinUhlenbeck = { sigma = 0.5 },
      CurrentTable = { values = { 0.2, 0.4 }, after = "repeat" },
      PoissonInput = { to = "I" },
    }
    local sources = {
      PoissonSpikes = { rate = "200 Hz" },
      InhomogeneousPoisson = { values = { 100, 300 }, after = "repeat" },
      SpikeList = { times = { 0.5, 1, 2, 3, 7 }, indices = { 1, 2, 2, 3, 1 } },
    }
    local function copy(given)
      local result = {}
      for name, value in pairs(given) do result[name] = value end
      return result
    end
    local count = 0
    -- Runs a model with an input for some ms, each class made by `class(name)`;
    -- gives the network and the neurons.
    local function run(class, model, given, input, options)
      count = count + 1
      options = options or {}
      local net = snn.Network {
        dt = 0.1, seed = 2, dtype = options.dtype or "float32" }
      local n = snn.NeuronGroup { net = net, size = 3, tag = "n" }
      if input then
        n:add_behavior(1, class(input)(copy(inputs[input])))
      end
      n:add_behavior(2, class(model)(copy(given)))
      n:add_behavior(3, snn.EventRecorder "spike")
      if options.with then options.with(n) end
      net:initialize()
      net:simulate((options.ms or 30) .. " ms")
      return net, n
    end
    local function compiled(name) return M[name] end
    local function check_same(n, m, what)
      local seen = 0
      for name, value in pairs(n) do
        if type(value) == "userdata" and name ~= "EventRecorder" then
          seen = seen + 1
          assert(value.dtype == m[name].dtype and value:eq(m[name]):all(),
            what .. "." .. name)
        end
      end
      assert(seen > 0, what)
    end

    """#

  private func check(_ source: String) throws {
    try run(Self.support + source)
  }

  @Test func compiledModelsDoWhatLuaDoes() throws {
    try check(
      """
      local function eager(name)
        return snn.Behavior(name, { extends = M[name], compiled = false })
      end
      local function compare(model, given, input)
        local net, n = run(compiled, model, given, input)
        assert(net:program():find(model .. " %(key"), model)
        local other, m = run(eager, model, given, input)
        assert(not other:program():find(model .. " %(key"), model)
        check_same(n, m, model .. (input or ""))
        assert(#net("spike", 1) == #other("spike", 1))
        return #net("spike", 1)
      end
      for model, current in pairs(neurons) do
        assert(compare(model, { current = current }) > 0, model)
      end
      for level = 1, 4 do
        assert(compare("GLIF", { level = level, current = 0.5 }) > 0, level)
      end
      for input in pairs(inputs) do compare("LIF", { current = 0.2 }, input) end
      for model, given in pairs(sources) do
        assert(compare(model, given) > 0, model)
      end
      assert(count == 2 * (10 + 4 + 7 + 3))
      """)
  }

  /// All numbers that may be one for each neuron, as vectors.
  @Test func aVectorOfEqualNumbersIsTheNumber() throws {
    try check(
      """
      local seen = 0
      local single = { level = true }
      local function vectors(class, given)
        local _, n = run(compiled, class, given, nil, { ms = 0.1 })
        local result = copy(given)
        for _, one in ipairs(snn.declared(M[class]).parameters) do
          local value = n:behavior(2):parameter(one.name, nil, n)
          if type(value) == "number" and not single[one.name] then
            result[one.name] = snn.zeros(3):double() + value
            seen = seen + 1
          end
        end
        return result
      end
      for model, current in pairs(neurons) do
        local given = { current = current }
        local options = { dtype = "float64", ms = 20 }
        local net, n = run(compiled, model, given, nil, options)
        local other, m = run(compiled, model, vectors(model, given), nil, options)
        assert(#net("spike", 1) > 0 and net("spike", 1):eq(other("spike", 1)):all(),
          model)
        assert((n.voltage - m.voltage):abs():max() < 1e-6, model)
      end
      assert(seen > 90, seen)
      """)
  }

  @Test func parametersAreDrawnForEachNeuron() throws {
    try check(
      """
      local net, n = run(compiled, "Izhikevich", {
        a = "uniform(0.02, 0.1)", b = "uniform(0.2, 0.25)",
        c = "uniform(-65 mV, -50 mV)", d = "uniform(2, 8)", current = 10 })
      local behavior = n:behavior(2)
      for _, name in ipairs { "a", "b", "c", "d" } do
        assert(#behavior[name]:unique() == 3, name)
      end
      """)
  }

  /// Membrane potentials under a constant conductance go to (I + g_E) / g
  /// exponentially, for models that are linear: as exactly as float64 has it.
  @Test func conductancesAreSolvedExactly() throws {
    try check(
      """
      local Leak = snn.Behavior("Leak", { compiled = true })
      function Leak:initialize(n) n.g, n.g_E = n:vector(), n:vector() end
      function Leak:forward(n)
        n.g:add_(0.02)
        n.g_E:add_(0.02 * -20)
      end
      local options = { dtype = "float64", ms = 7, with = function(n)
        n:add_behavior(1.5, Leak {})
      end }
      local function check(model, given, C, g_L, rest)
        local net, n = run(compiled, model, given, nil, options)
        local steady = (0.1 + g_L * rest + 0.02 * -20) / (g_L + 0.02)
        local right = steady + (-65 - steady) * math.exp(-7 * (g_L + 0.02) / C)
        assert(math.abs(n.voltage[1] - right) < 1e-9, model)
        assert(n.g:eq(0):all() and n.g_E:eq(0):all())
      end
      check("LIF", { current = 0.1, tau = 12, R = 50, rest = -65, threshold = 0 },
        12 / 50, 1 / 50, -65)
      for level = 1, 5 do
        check("GLIF", { level = level, current = 0.1, C = 0.2, g_L = 0.01,
          rest = -70, initial = -65, threshold = 0 }, 0.2, 0.01, -70)
      end
      """)
  }

  /// A conductance is the current that it lets through, for models whose method is
  /// of a high order.
  @Test func conductancesActOnAllModels() throws {
    try check(
      """
      local Leak = snn.Behavior "Leak"
      function Leak:initialize(n) n.g, n.g_E = n:vector(), n:vector() end
      function Leak:forward(n) n.g:add_(0.01); n.g_E:add_(0.01 * -90) end
      local Current = snn.Behavior "Current"
      function Current:forward(n) n.I:add_((-90 - n.voltage) * 0.01) end
      for model in pairs(neurons) do
        local function after(behavior)
          local _, n = run(compiled, model, {}, nil, {
            dtype = "float64", ms = 0.5, with = function(n)
              n:add_behavior(1.5, behavior)
            end })
          return n.voltage[1]
        end
        local a, b = after(Leak {}), after(Current {})
        local _, n = run(compiled, model, {}, nil, { dtype = "float64", ms = 0.5 })
        local effect = math.abs(n.voltage[1] - a)
        assert(effect > 0.05, model)
        assert(math.abs(a - b) < 0.3 * effect, model)
      end
      """)
  }

  @Test func modelsGoOnAfterTheyWereSaved() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("saved.npz")
    let host = try makeHost()
    try host.run(
      "path = ...", name: "=path", arguments: [.string(path)])
    try LuaBindingsTests.run(
      Self.support + """
        local function compare(model, given, input)
          local function later(net, n)
            net:simulate "7 ms"
            return n
          end
          local net, n = run(compiled, model, given, input, { ms = 5.3 })
          net:save(path)
          later(net, n)
          local other, m = run(compiled, model, given, input, { ms = 2.1 })
          other:load(path)
          later(other, m)
          check_same(n, m, model .. (input or ""))
        end
        for model, current in pairs(neurons) do
          compare(model, { current = current })
        end
        for input in pairs(inputs) do compare("LIF", {}, input) end
        for model, given in pairs(sources) do compare(model, given) end
        """, in: host)
    withExtendedLifetime(folder) {}
  }

  @Test func namedSetsGiveWayToWhatIsGiven() throws {
    try check(
      """
      local function behavior(model, given)
        local _, n = run(compiled, model, given, nil, { ms = 0.1 })
        return n:behavior(2)
      end
      local FS = behavior("Izhikevich", { kind = "FS", d = 3 })
      assert(FS.a == 0.1 and FS.b == 0.2 and FS.c == -65 and FS.d == 3)
      local RS = behavior("Izhikevich", {})
      assert(RS.a == 0.02 and RS.d == 8)
      local burst = behavior("AdEx", { pattern = "initial burst", b = "1 nA" })
      assert(burst.b == 1 and burst.reset == -50 and burst.g_L == 0.018)
      -- Another set replaces the first, but not what was given.
      FS.parameters.kind = "TC"
      FS:reinitialize()
      assert(FS.a == 0.02 and FS.b == 0.25 and FS.d == 3)
      """)
  }

  @Test(arguments: [
    (
      "Izhikevich { kind = \"XY\" }",
      "Izhikevich: parameter 'kind' = 'XY': it must be 'RS' or 'IB' or 'CH' or"
        + " 'FS' or 'TC' or 'RZ' or 'LTS'"
    ),
    (
      "QIF { tau = \"0 ms\" }",
      "QIF: parameter 'tau' = '0 ms': it must be more than 0 ms"
    ),
    (
      "AdEx { b = \"5 mV\" }",
      "AdEx: parameter 'b' = '5 mV': current '5 mV', column 3: mV is a unit of"
        + " voltage, not of current"
    ),
    (
      "GLIF { level = 6 }",
      "GLIF: parameter 'level' = 6: it must be whole, at least 1, at most 5"
    ),
    (
      "PoissonSpikes { rate = \"-1 Hz\" }",
      "PoissonSpikes: parameter 'rate' = '-1 Hz': it must be at least 0 Hz"
    ),
  ])
  func parametersOutOfRangeAreRefused(made: String, message: String) throws {
    let found = try LuaBindingsTests.message(
      of: """
        local net = snn.Network { dt = 0.1 }
        snn.NeuronGroup { net = net, size = 2, tag = "n", behavior = {
          snn.models.\(made) } }
        net:initialize()
        """)
    #expect(found?.hasSuffix(message) == true, "\(found ?? "no error")")
  }
}
