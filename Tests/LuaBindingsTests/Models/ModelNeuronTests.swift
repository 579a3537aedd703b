import LuaBindings
import LuaRuntime
import Testing

/// Models of neurons against SciPy and NEST, whose values lie in neurons.txt and
/// neurons_nest.txt, and are made by the programs beside them.
@Suite struct ModelNeuronTests {
  /// What checks need: a neuron that is simulated, and comparisons. `values` are
  /// those of the file.
  private static let support = #"""
    -- Runs one neuron. Gives the iterations of its spikes, its voltages and the
    -- network.
    local function simulated(model, parameters, ms, dt, record)
      local net = snn.Network { dt = dt, dtype = "float64", seed = 1 }
      local neurons = snn.NeuronGroup {
        net = net, size = 1, tag = "neurons", behavior = {
          [1] = snn.models[model](parameters),
          [2] = snn.Recorder(record or "voltage"),
          [3] = snn.EventRecorder "spike",
        },
      }
      net:initialize()
      net:simulate(ms .. " ms")
      local spikes = {}
      for place, event in ipairs(net("spike", 1):tolist()) do
        spikes[place] = event[1]
      end
      return spikes, net("voltage", 1):reshape(-1), net, neurons
    end
    -- Intervals between spikes, the first from 0, which must be those wanted up
    -- to 1.5 iterations: a neuron is reset at the end of the iteration in which
    -- its voltage passed the threshold.
    local function check_intervals(name, spikes, dt, wanted, most)
      assert(most or #spikes == #wanted,
        name .. ": " .. #spikes .. " spikes, not " .. #wanted)
      assert(#wanted > 0, name)
      for place = 1, most or #wanted do
        local interval = (spikes[place] - (spikes[place - 1] or 0)) * dt
        local right = wanted[place] - (wanted[place - 1] or 0)
        assert(math.abs(interval - right) < 1.5 * dt,
          ("%s: interval %d is %g, not %g"):format(name, place, interval, right))
      end
    end
    -- The largest difference of voltages, of which there is one in each `every`.
    local function difference(voltages, every, wanted)
      local result = 0
      for place, right in ipairs(wanted) do
        result = math.max(result, math.abs(voltages[place * every] - right))
      end
      assert(#wanted > 30)
      return result
    end

    """#

  private func check(_ file: String, _ source: String) throws {
    try run(
      ModelSupport.script + Self.support
        + "local values = stored \"Neurons/\(file)\"; " + source)
  }

  // MARK: Spikes at the end of an upswing

  @Test func neuronsWithAnUpswingSpikeAsTheirEquationsDo() throws {
    try check(
      "neurons.txt",
      """
      for model, current in pairs { QIF = 0.05, EIF = 0.25, AdEx = 1 } do
        local spikes = simulated(model, { current = current }, 200, 0.01)
        local name = model == "AdEx" and "AdEx paper" or model
        local wanted = {}
        for _, time in ipairs(values[name .. " spikes"] or values[name]) do
          if time < 200 then table.insert(wanted, time) end
        end
        check_intervals(name, spikes, 0.01, wanted)
      end
      """)
  }

  @Test func patternsOfAdExAreThoseOfTheirEquations() throws {
    try check(
      "neurons.txt",
      """
      -- The number of intervals that are compared, where later ones depend on the
      -- first by chaos or by bursts, which end at once or don't.
      local sensitive = { irregular = 4, ["delayed regular bursting"] = 3 }
      local count = 0
      for name, wanted in pairs(values) do
        local pattern = name:match "^AdEx (.*)$"
        if pattern and pattern ~= "paper" then
          local current = {
            tonic = 0.5, adapting = 0.5, ["initial burst"] = 0.4,
            ["regular bursting"] = 0.21, ["delayed accelerating"] = 0.3,
            ["delayed regular bursting"] = 0.11, transient = 0.18,
            irregular = 0.16,
          }
          local spikes = simulated("AdEx", {
            pattern, current = assert(current[pattern]) }, 300, 0.01)
          check_intervals(pattern, spikes, 0.01, wanted, sensitive[pattern])
          count = count + 1
        end
      end
      assert(count == 8)
      """)
  }

  @Test func adExSpikesAsThatOfNEST() throws {
    try check(
      "neurons_nest.txt",
      """
      local spikes = simulated("AdEx", { current = 1 }, 300, 0.01)
      check_intervals("AdEx", spikes, 0.01, values["AdEx spikes"])
      """)
  }

  @Test func hugeSlopesDoNotOverflow() throws {
    try check(
      "neurons.txt",
      """
      for _, model in ipairs { "EIF", "AdEx", "QIF" } do
        for _, dtype in ipairs { "float32", "float64" } do
          local net = snn.Network { dt = 1, dtype = dtype, seed = 1 }
          local neurons = snn.NeuronGroup {
            net = net, size = 1, tag = "n", behavior = {
              snn.models[model] {
                current = 50, threshold = 1000, delta_T = model ~= "QIF" and 0.05
                  or nil },
              snn.Recorder "voltage", snn.EventRecorder "spike",
            },
          }
          net:initialize()
          net:simulate "100 ms"
          assert(net("voltage", 1):isfinite():all(), model .. dtype)
          assert(neurons.w == nil or neurons.w:isfinite():all(), model .. dtype)
          assert(#net("spike", 1) > 10, model)
        end
      end
      """)
  }

  // MARK: On a grid

  @Test(arguments: ["1.0", "0.1"])
  func izhikevichSpikesInTheIterationsOfNEST(dt: String) throws {
    try check(
      "neurons_nest.txt",
      """
      local current = { TC = 3, RZ = 1 }
      for _, kind in ipairs { "RS", "IB", "CH", "FS", "TC", "RZ", "LTS" } do
        local spikes = simulated("Izhikevich", {
          kind, current = current[kind] or 10 }, 300, \(dt))
        local wanted = assert(values["Izhikevich " .. kind .. " \(dt)"])
        assert(table.concat(spikes, " ") == table.concat(wanted, " "), kind)
        assert(#spikes > 5, kind)
      end
      """)
  }

  @Test(arguments: 1...5)
  func generalizedNeuronsAreThoseOfNEST(level: Int) throws {
    try check(
      "neurons_nest.txt",
      """
      local net = snn.Network { dt = 0.1, dtype = "float64", seed = 1 }
      local neurons = snn.NeuronGroup {
        net = net, size = 1, tag = "n", behavior = {
          [1] = snn.models.StepCurrent { amplitude = 0.3 },
          [2] = snn.models.StepCurrent { amplitude = 0.15, start = "200 ms" },
          [3] = snn.models.GLIF { level = \(level) },
          [4] = snn.Recorder { "voltage", "threshold_spike", "threshold_voltage" },
          [5] = snn.EventRecorder "spike",
        },
      }
      net:initialize()
      net:simulate "400 ms"
      local spikes = {}
      for place, event in ipairs(net("spike", 1):tolist()) do
        spikes[place] = event[1]
      end
      local wanted = values["GLIF \(level) spikes"]
      assert(table.concat(spikes, " ") == table.concat(wanted, " "))
      local voltages = net("voltage", 1):reshape(-1)
      local thresholds = net("threshold_spike", 1):reshape(-1)
        + net("threshold_voltage", 1):reshape(-1)
      for place, right in ipairs(values["GLIF \(level) voltage"]) do
        local iteration = 10 + 100 * (place - 1)
        assert(math.abs(voltages[iteration] - right) < 1e-6, place)
        right = values["GLIF \(level) threshold"][place]
        assert(math.abs(thresholds[iteration] - 51.68 - right) < 1e-6, place)
      end
      """)
  }

  @Test func aThresholdMayFollowAsFastAsTheVoltageLeaks() throws {
    try run(
      """
      local function threshold(tau)
        local n = snn.test_network({ snn.models.GLIF {
          tau_v = tau, C = 0.1, g_L = 0.01, initial = -60,
        } }, { dt = 0.1, dtype = "float64", iterations = 50 })
        return n.threshold_voltage[1]
      end
      -- C / g_L is 10 ms.
      assert(threshold(10) == threshold(10))
      assert(math.abs(threshold(10) - threshold(10.001)) < 1e-5)
      """)
  }

  // MARK: Gates

  @Test(arguments: [
    ("HodgkinHuxley", 1.0), ("TraubMiles", 0.3), ("WangBuzsaki", 0.1),
    ("HindmarshRose", 3.0),
  ])
  func neuronsThatAreNotResetSpikeAsTheirEquationsDo(
    model: String, current: Double
  ) throws {
    try check(
      "neurons.txt",
      """
      local ms = "\(model)" == "HindmarshRose" and 300 or 100
      local spikes = simulated("\(model)", { current = \(current) }, ms, 0.01)
      check_intervals("\(model)", spikes, 0.01, values["\(model) spikes"])
      """)
  }

  @Test(arguments: [("HodgkinHuxley", 1.0), ("TraubMiles", 0.3)])
  func voltagesAreThoseOfNEST(model: String, current: Double) throws {
    try check(
      "neurons_nest.txt",
      """
      local _, voltages = simulated("\(model)", {
        current = \(current), E_L = "\(model)" == "HodgkinHuxley" and -54.402
          or nil }, 100, 0.0025)
      local worst = difference(voltages, 400, values["\(model) voltage"])
      assert(worst < 0.6, worst)
      """)
  }

  /// The order of a method: by how much less the error is with half the time step.
  @Test(arguments: [
    ("HodgkinHuxley", 1.0, 3.6, 4.6), ("TraubMiles", 0.3, 3.6, 4.6),
    ("WangBuzsaki", 0.1, 3.6, 4.6), ("HindmarshRose", 3.0, 12.0, 18.0),
  ])
  func methodsHaveTheirOrder(
    model: String, current: Double, least: Double, most: Double
  ) throws {
    try check(
      "neurons.txt",
      """
      local wanted = values["\(model) voltage"]
      local is_rose = "\(model)" == "HindmarshRose"
      local function off(dt)
        local every = (is_rose and 3 or 1) / dt
        local _, voltages = simulated("\(model)", { current = \(current) },
          (is_rose and 3 or 1) * #wanted, dt)
        return difference(voltages, every // 1 | 0, wanted)
      end
      local dt = is_rose and 1 / 32 or 1 / 128
      local ratio = off(dt) / off(dt / 2)
      assert(ratio > \(least) and ratio < \(most), ratio)
      """)
  }

  @Test func neuronsWithGatesAreStableAt0_1() throws {
    try check(
      "neurons.txt",
      """
      for model, current in pairs { HodgkinHuxley = 2, TraubMiles = 1,
        WangBuzsaki = 1 } do
        local spikes, voltages = simulated(model, { current = current }, 300, 0.1)
        assert(voltages:isfinite():all() and voltages:max() < 60
          and voltages:min() > -95, model)
        assert(#spikes > 15, model)
      end
      """)
  }

  /// Rates that papers write as x / (exp(x) - 1) have a value where x is 0.
  @Test func ratesAreFiniteWhereTheyAreZeroByZero() throws {
    try check(
      "neurons.txt",
      """
      for model, voltages in pairs { HodgkinHuxley = { -40, -55 },
        TraubMiles = { -50, -23, -48 }, WangBuzsaki = { -35, -34 } } do
        for _, voltage in ipairs(voltages) do
          local _, after, net, neurons = simulated(model, { initial = voltage },
            0.1, 0.1)
          for _, name in ipairs { "voltage", "m", "h", "n" } do
            assert(neurons[name]:isfinite():all(), model .. name)
          end
        end
      end
      """)
  }
}
