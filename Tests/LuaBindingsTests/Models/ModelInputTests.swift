import LuaBindings
import LuaRuntime
import Testing

/// Inputs of `snn.models`: currents, noise and spikes, against closed forms.
@Suite struct ModelInputTests {
  /// A network of `size` neurons with behaviors, which has run for `ms`.
  private static let support = #"""
    local M = snn.models
    local function run(behavior, size, ms, dt)
      local net = snn.Network { dt = dt or 0.1, dtype = "float64", seed = 5 }
      local n = snn.NeuronGroup { net = net, size = size, tag = "n",
        behavior = behavior }
      net:initialize()
      net:simulate(ms .. " ms")
      return net, n
    end
    local function check_close(value, right, most, what)
      assert(math.abs(value - right) <= most,
        ("%s is %g, not %g"):format(what, value, right))
    end
    -- Iteration and index of spikes, as a text.
    local function events(net)
      local parts = {}
      for place, event in ipairs(net("spike", 1):tolist()) do
        parts[place] = ("%d:%d"):format(event[1], event[2])
      end
      return table.concat(parts, " ")
    end

    """#

  private func check(_ source: String) throws {
    try run(Self.support + source)
  }

  private func message(_ source: String) throws -> String? {
    try LuaBindingsTests.message(of: Self.support + source)?
      .replacing(#/^model\.lua:\d+: /#, with: "")
      .replacing(#/^in .*? of NeuronGroup 'n': /#, with: "")
  }

  // MARK: Currents

  /// The current of each iteration, in which neuron 2 may have other parameters.
  @Test func currentsHaveTheirValuesInTheMiddleOfEachIteration() throws {
    try check(
      """
      local function currents(behavior)
        local net = run({ behavior, [1.5] = snn.Recorder "I",
          [2] = M.LIF { threshold = "1000 mV" } }, 2, 4, 0.5)
        return net("I", 1)
      end
      local I = currents(M.StepCurrent {
        amplitude = "0.2 nA", start = "1 ms", stop = snn.tensor { 4, 6 } })
      for k = 1, 8 do
        assert(I[k][1] == (k > 2 and k <= 4 and 0.2 or 0), k)
        assert(I[k][2] == (k > 2 and k <= 6 and 0.2 or 0), k)
      end
      I = currents(M.RampCurrent {
        from = 1, amplitude = snn.tensor { 3, 0 }, start = "1 ms", stop = "3 ms" })
      for k = 1, 8 do
        local share = (k - 2.5) * 0.5 / 2
        local is_on = k > 2 and k <= 6
        check_close(I[k][1], is_on and 1 + 2 * share or 0, 1e-12, k)
        check_close(I[k][2], is_on and 1 - share or 0, 1e-12, k)
      end
      I = currents(M.SineCurrent {
        amplitude = "0.3 nA", offset = "50 pA", frequency = "100 Hz", phase = 0.5 })
      for k = 1, 8 do
        local time = (k - 0.5) * 0.5
        check_close(I[k][2],
          0.05 + 0.3 * math.sin(2 * math.pi * 0.1 * time + 0.5), 1e-12, k)
      end
      """)
  }

  @Test func currentsAddUp() throws {
    try check(
      """
      local net, n = run({
        [1] = M.StepCurrent { amplitude = 0.1 }, [2] = M.StepCurrent "50 pA",
        [3] = M.LIF { threshold = "1000 mV", R = "100 Mohm", tau = "1 ms" } }, 1,
        40)
      check_close(n.voltage[1], -65 + 15, 1e-9, "voltage")
      """)
  }

  @Test func ARampIsOfTheSecondOrder() throws {
    try check(
      """
      -- tau dv/dt = -v + R s t from 0 gives R s (t - tau + tau exp(-t / tau)).
      local function off(dt)
        local net, n = run({
          [1] = M.RampCurrent { amplitude = "1 nA", stop = "20 ms" },
          [2] = M.LIF { tau = "10 ms", R = "10 Mohm", threshold = "1000 mV" } }, 1,
          20, dt)
        return n.voltage[1] + 65 - 10 / 20 * (20 - 10 + 10 * math.exp(-2))
      end
      local ratio = off(1) / off(0.5)
      check_close(ratio, 4, 0.01, "ratio")
      """)
  }

  // MARK: Tables

  @Test func tablesHaveARowForEachSpan() throws {
    try check(
      """
      local function currents(given)
        local net = run({ M.CurrentTable(given), [1.5] = snn.Recorder "I",
          [2] = M.LIF { threshold = "1000 mV" } }, 2, 4, 0.5)
        return net("I", 1):tolist()
      end
      local function text(rows)
        local parts = {}
        for place, row in ipairs(rows) do
          parts[place] = ("%g,%g"):format(row[1], row[2])
        end
        return table.concat(parts, " ")
      end
      assert(text(currents { values = { 1, 2, 3 }, every = "1 ms" })
        == "1,1 1,1 2,2 2,2 3,3 3,3 3,3 3,3")
      assert(text(currents { values = { 1, 2 }, every = "1 ms", after = "repeat" })
        == "1,1 1,1 2,2 2,2 1,1 1,1 2,2 2,2")
      assert(text(currents { values = snn.tensor { { 1, 2 }, { 3, 4 } },
        times = { 0.5, 2 } }) == "0,0 1,2 1,2 1,2 3,4 3,4 3,4 3,4")
      assert(text(currents { values = function(time) return time end, rows = 3,
        every = "1 ms" }) == "0.5,0.5 0.5,0.5 1.5,1.5 1.5,1.5 2.5,2.5 2.5,2.5"
        .. " 2.5,2.5 2.5,2.5")
      """)
  }

  @Test func tablesThatDoNotFitAreRefused() throws {
    for (given, error) in [
      ("", "CurrentTable needs the parameter 'values'"),
      (
        "values = true",
        "CurrentTable: parameter 'values' = true: it must be a tensor (or a list"
          + " of numbers) or a function"
      ),
      (
        "values = { 1, 0/0 }",
        "CurrentTable: parameter 'values' = a tensor of shape [2]: it must be"
          + " finite"
      ),
      (
        "values = function() end",
        "CurrentTable: parameter 'values': the function gives nil for 0.5 ms"
      ),
      (
        "values = function() return 0/0 end",
        "CurrentTable: parameter 'values': the function gives numbers that are"
          + " not finite"
      ),
      (
        "values = { 1, 2 }, times = { { 1 }, { 2 } }",
        "CurrentTable: parameter 'times': it must be a vector, and is [2, 1]"
      ),
      (
        "values = snn.zeros(3, 5)",
        "CurrentTable: values must be of shape [rows] or [rows, 2], one for each"
          + " neuron of n, and are [3, 5]"
      ),
      (
        "values = { 1, 2 }, times = { 1 }",
        "CurrentTable: there are 1 times for 2 rows of values"
      ),
      (
        "values = { 1, 2 }, times = { 1, 1.01 }",
        "CurrentTable: times must go up, by an iteration at least"
      ),
      (
        "values = { 1, 2 }, times = { 1, 2 }, after = \"repeat\"",
        "CurrentTable: after = \"repeat\" goes with every, not with times"
      ),
    ] {
      #expect(
        try message("run({ M.CurrentTable { \(given) }, M.LIF {} }, 2, 1)")
          == error)
    }
    #expect(
      try message(
        "run({ M.InhomogeneousPoisson { values = { 1, -2 } } }, 2, 1)")
        == "InhomogeneousPoisson: values are rates in Hz, of at least 0, and go down"
        + " to -2")
  }

  // MARK: Noise

  /// The voltage of a passive membrane has the deviation R sigma / sqrt(2 tau),
  /// whatever the time step.
  @Test(arguments: [0.1, 1])
  func whiteNoiseDoesTheSameForEachTimeStep(dt: Double) throws {
    try check(
      """
      local net, n = run({
        [1] = M.WhiteNoise { sigma = 0.4, mean = "0.2 nA" },
        [2] = M.LIF { tau = "10 ms", R = "50 Mohm", threshold = "1000 mV" } }, 4000,
        100, \(dt))
      local deviation = 50 * 0.4 / math.sqrt(2 * 10)
      check_close(n.voltage:mean(), -65 + 10, 4 * deviation / math.sqrt(4000),
        "mean")
      -- In steps of dt, the sum of squares is shorter by a part of (dt / tau)^2.
      check_close(n.voltage:std(), deviation, 4 * deviation / math.sqrt(8000) + 0.01,
        "deviation")
      """)
  }

  @Test(arguments: [0.1, 2])
  func coloredNoiseIsExactForEachTimeStep(dt: Double) throws {
    try check(
      """
      local net, n = run({
        [1] = M.OrnsteinUhlenbeck { sigma = "0.4 nA", mean = "0.2 nA",
          tau = "5 ms" },
        [2] = M.LIF {} }, 4000, 10, \(dt))
      local function check_normal()
        check_close(n.I_noise:mean(), 0.2, 4 * 0.4 / math.sqrt(4000), "mean")
        check_close(n.I_noise:std(), 0.4, 4 * 0.4 / math.sqrt(8000), "deviation")
      end
      check_normal()
      local before = n.I_noise:clone()
      net:simulate "4 ms"
      check_normal()
      local correlation = ((before - 0.2) * (n.I_noise - 0.2)):mean() / 0.16
      check_close(correlation, math.exp(-4 / 5), 4 / math.sqrt(4000), "correlation")
      """)
  }

  // MARK: Random spikes

  @Test func poissonSpikesHaveTheirRates() throws {
    try check(
      """
      local rates = snn.zeros(1000):double() + 20
      rates[{ { 1, 500 } }] = 60
      local net, n = run({ M.PoissonSpikes { rate = rates },
        [9] = snn.EventRecorder "spike" }, 1000, 1000)
      local counts = net("spike", 1):select(2, 2):bincount(nil, 1001):double()
      local many, few = counts:narrow(1, 2, 500), counts:narrow(1, 502, 500)
      check_close(many:mean(), 60, 4 * math.sqrt(60 / 500), "mean")
      check_close(few:mean(), 20, 4 * math.sqrt(20 / 500), "mean")
      check_close(many:var() / many:mean(), 1, 4 * math.sqrt(2 / 500), "Fano factor")
      """)
  }

  @Test func inhomogeneousPoissonSpikesFollowTheirRates() throws {
    try check(
      """
      -- At 10 kHz, a neuron spikes in each iteration of 0.1 ms.
      local net = run({ M.InhomogeneousPoisson { every = "0.2 ms",
        values = snn.tensor { { 0, 1e4 }, { 1e4, 0 }, { 0, 0 } } },
        [9] = snn.EventRecorder "spike" }, 2, 1)
      assert(events(net) == "1:2 2:2 3:1 4:1", events(net))
      net = run({ M.InhomogeneousPoisson {
        values = function(t) return 40 + 40 * math.sin(2 * math.pi * t / 100) end,
        rows = 100, after = "repeat" }, [9] = snn.EventRecorder "spike" }, 2000, 200)
      local phase = (net("spike", 1):select(2, 1) - 1):mod(1000)
      local up = phase:lt(500):sum()
      local right = 2000 * 2 * (40 * 0.05 + 40 * 0.1 / math.pi)
      check_close(up, right, 4 * math.sqrt(right), "spikes in the upper half")
      local down = phase:ge(500):sum()
      right = 2000 * 2 * (40 * 0.05 - 40 * 0.1 / math.pi)
      check_close(down, right, 4 * math.sqrt(right), "spikes in the lower half")
      """)
  }

  /// By Campbell's theorem: mean w N r tau, variance w^2 N r tau / 2.
  @Test func poissonInputHasTheMomentsOfItsSpikes() throws {
    try check(
      """
      for _, rate in ipairs { 8, snn.zeros(4000):double() + 8 } do
        local net, n = run({ [2] = M.LIF { tau = "10 ms", threshold = "1000 mV" },
          [3] = M.PoissonInput { rate = rate, weight = 0.1, N = 500 } }, 4000, 100)
        local mean, variance = 0.1 * 500 * 0.008 * 10, 0.01 * 500 * 0.008 * 10 / 2
        check_close(n.voltage:mean() + 65, mean, 4 * math.sqrt(variance / 4000)
          + 0.03, "mean")
        check_close(n.voltage:var(), variance, 4 * variance / math.sqrt(2000)
          + 0.005, "variance")
      end
      local net, n = run({ [1] = M.ExponentialCurrent {},
        [2] = M.LIF { threshold = "1000 mV" },
        [3] = M.PoissonInput { to = "I_syn", weight = 0.01 } }, 500,
        50)
      check_close(n.I_syn:mean(), 0.01 * 1000 * 0.01 * 5, 0.02, "current")
      """)
  }

  @Test func poissonInputNeedsItsVariable() throws {
    #expect(
      try message(
        "run({ M.LIF {}, M.PoissonInput { to = \"I_syn\" } }, 2, 1)")
        == "PoissonInput adds to the variable 'I_syn', and n has none: add a model"
        + " that makes it, such as snn.models.LIF {} for voltage, or"
        + " snn.models.ExponentialCurrent {} for I_syn")
  }

  @Test(arguments: [
    "StepCurrent", "RampCurrent", "SineCurrent", "WhiteNoise",
    "OrnsteinUhlenbeck",
  ])
  func currentsNeedNeurons(model: String) throws {
    #expect(
      try message("run({ M.\(model) {} }, 2, 1)")
        == "\(model) needs a model of neurons, and n has none: add one such as"
        + " snn.models.LIF {} to its behaviors"
    )
  }

  // MARK: Lists of spikes

  @Test func listsOfSpikesAreSpikes() throws {
    try check(
      """
      local net = run({ M.SpikeList { times = { 1.0, 0.3, 0.1, 0.5, 0.3, 9 },
        indices = { 3, 2, 1, 2, 3, 1 } }, [9] = snn.EventRecorder "spike" }, 4, 2)
      assert(events(net) == "1:1 3:2 3:3 5:2 10:3", events(net))
      local again = run({ M.SpikeList { events = net("spike", 1) },
        [9] = snn.EventRecorder "spike" }, 4, 2)
      assert(events(again) == events(net))
      again = run({ M.SpikeList { times = snn.tensor { 0.3, 0.5 },
        indices = snn.tensor { 4, 4 } }, [9] = snn.EventRecorder "spike" }, 4, 2)
      assert(events(again) == "3:4 5:4")
      again = run({ M.SpikeList { times = {}, indices = {} },
        [9] = snn.EventRecorder "spike" }, 4, 2)
      assert(events(again) == "")
      """)
  }

  /// A list of many spikes gives all of them, those of a neuron in each iteration
  /// too.
  @Test func longListsOfSpikesAreSpikes() throws {
    try check(
      """
      local list = snn.Network { seed = 3 }
      local source = run({ M.PoissonSpikes { rate = 2000 },
        [9] = snn.EventRecorder "spike" }, 50, 200)
      local all = source("spike", 1)
      assert(#all > 15000)
      local copy = run({ M.SpikeList { events = all[snn.randperm(#all)] },
        [9] = snn.EventRecorder "spike" }, 50, 200)
      assert(copy("spike", 1):eq(all):all() and #copy("spike", 1) == #all)
      """)
  }

  @Test func listsOfSpikesGoOnWhereTheyAre() throws {
    try check(
      """
      local net, n = run({ [0] = M.PoissonSpikes "0 Hz",
        [9] = snn.EventRecorder "spike" }, 3, 0.3)
      n:remove_behavior(0)
      n:add_behavior(1, M.SpikeList { times = { 0.2, 0.3, 0.4, 0.7 },
        indices = { 1, 2, 3, 1 } })
      net:simulate "0.2 ms"
      n:behavior(1):disable()
      net:simulate "0.1 ms"
      n:behavior(1):enable()
      n.spike = n:vector("zeros", "bool")
      net:simulate "0.4 ms"
      assert(events(net) == "4:3 7:1", events(net))
      """)
  }

  @Test func listsOfSpikesThatCannotBeAreRefused() throws {
    for (given, error) in [
      (
        "times = { 1 }",
        "SpikeList needs times, in ms, and indices, or events, rows of iteration"
          + " and index"
      ),
      (
        "times = { 1, 2 }, indices = { 1 }",
        "SpikeList: there are 2 times and 1 indices"
      ),
      (
        "times = { 0, 2 }, indices = { 1, 2 }",
        "SpikeList: the first iteration is that of 0.1 ms, and there is a spike at"
          + " 0 ms"
      ),
      (
        "times = { 1, 2 }, indices = { 1, 5 }",
        "SpikeList: there is a spike of neuron 5, and n has neurons 1 to 4"
      ),
      (
        "times = { 1, 2, 1.02 }, indices = { 3, 3, 3 }",
        "SpikeList: neuron 3 spikes twice in iteration 10, of 0.1 ms"
      ),
    ] {
      #expect(try message("run({ M.SpikeList { \(given) } }, 4, 1)") == error)
    }
  }
}
