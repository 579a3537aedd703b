-- Time: how long an iteration is, what time it is, and times where a number of
-- iterations is asked for.

local snn = require "snn"

-- A network with a Clock.
local function clocked(step, options)
  options = options or {}
  options.seed = 1
  options.behavior = { [0] = snn.Clock(step) }
  local net = snn.Network(options)
  net:initialize()
  return net
end

-- A group of two neurons, the first of which spikes in the first iteration, in
-- a network of 0.1 ms.
local function group(behavior)
  local Spike = snn.Behavior "Spike"
  function Spike:initialize(neurons)
    neurons.spike = neurons:vector { dtype = "bool" }
    neurons.v = neurons:vector()
  end
  function Spike:forward(neurons)
    neurons.spike = snn.tensor { 1, 2 }:eq(neurons.iteration)
  end
  behavior[1] = Spike {}
  local net = snn.Network { seed = 1, dt = 0.1 }
  local neurons = snn.NeuronGroup {
    net = net, size = 2, tag = "exc", behavior = behavior,
  }
  return net, neurons
end

-- The message of an error in the initialize of a behavior at key 2.
local function refused(behavior, message)
  local net = group { [2] = behavior }
  local name = tostring(behavior):match "^%w+"
  fails(function() net:initialize() end,
    "in " .. name .. ":initialize (key 2) of NeuronGroup 'exc': " .. message)
end

row("A1", "the time of a Clock is the iteration times its step", function()
  local net = clocked "0.1 ms"
  net:simulate_iterations(9999)
  equal(net.t, 0.9999)
  net:simulate_iterations(1)
  equal(net.t, 1)
  net.iteration = 10000000 - 1
  net:simulate_iterations(1)
  equal(net.t, 1000)
end)

row("A1", "it is the decimal number that one would write", function()
  local net = clocked "0.3 ms"
  for i = 1, 1000 do
    net:simulate_iterations(1)
    equal(net.t, tonumber(3 * i .. "e-4"))
  end
end)

row("A1", "it goes on where the network does", function()
  local net = clocked "1 ms"
  net:simulate_iterations(5)
  net:initialize()
  equal(net.t, 0.005)
  local neurons = snn.NeuronGroup { net = net, size = 1 }
  neurons:add_behavior(1, snn.Clock "0.5 ms")
  net:simulate_iterations(1)
  equal({ net.t, neurons.t }, { 0.006, 0.003 })
end)

row("A10", "a time that is no whole number of iterations is an error",
  function()
    local net = snn.Network { seed = 1, dt = 0.1 }
    net:initialize()
    fails(function() net:simulate "0.25 ms" end,
      "0.25 ms is 2.5 iterations of 0.1 ms, not a whole number; 0.2 ms and"
      .. " 0.3 ms are")
    fails(function() net:simulate "1 us" end,
      "0.001 ms is 0.01 iterations of 0.1 ms, not a whole number; 0.1 ms is")
    equal(net.iteration, 0)
    fails(function() clocked "0.1 ms".Clock:time_to_iterations "0.15 ms" end,
      "0.15 ms is 1.5 iterations of 0.1 ms, not a whole number; 0.1 ms and"
      .. " 0.2 ms are")
  end)

row("A10", "rounding of what was written is no part of an iteration",
  function()
    local net = snn.Network { seed = 1, dt = 0.1 }
    net:initialize()
    equal(net:simulate "0.3 ms", 3)
    equal(net:simulate "700 us", 7)
    net.dt = 1 / 3
    equal(net:simulate(5 / 3 .. " ms"), 5)
    net.dt = 0.7
    equal(net:simulate "0.0049 s", 7)
  end)

row("A10", "when a behavior runs is a whole number of iterations", function()
  for _, name in ipairs { "run_every", "run_from", "run_until" } do
    for time, problem in pairs {
      ["0.04 ms"] = "0.04 ms is 0.4 iterations of 0.1 ms, not a whole number;"
        .. " 0.1 ms is",
      ["0.15 ms"] = "0.15 ms is 1.5 iterations of 0.1 ms, not a whole number;"
        .. " 0.1 ms and 0.2 ms are",
    } do
      local net = group { [2] = snn.Recorder { "v", [name] = time } }
      fails(function() net:initialize() end,
        "in Recorder:initialize (key 2) of NeuronGroup 'exc': " .. name
        .. ": " .. problem)
    end
  end
end)

row("A10", "RefractoryPeriod and delays refuse a part of an iteration",
  function()
    refused(snn.RefractoryPeriod { period = 1.5 },
      "RefractoryPeriod: parameter 'period' = 1.5: it must be a whole number"
      .. " of iterations")
    refused(snn.RefractoryPeriod { period = snn.tensor { 1, 1.5 } },
      "RefractoryPeriod: parameter 'period' = a tensor of shape [2]: it must be"
      .. " a whole number of iterations, not 1.5")
    refused(snn.RefractoryPeriod { period = "0.25 ms" },
      "RefractoryPeriod: parameter 'period' = '0.25 ms': 0.25 ms is 2.5"
      .. " iterations of 0.1 ms, not a whole number; 0.2 ms and 0.3 ms are")
    refused(snn.AxonalDelay { delay = "0.25 ms" },
      "AxonalDelay: parameter 'delay' = '0.25 ms': 0.25 ms is 2.5 iterations"
      .. " of 0.1 ms, not a whole number; 0.2 ms and 0.3 ms are")
    refused(snn.Recorder { "v", gap_width = "0.25 ms" },
      "gap_width: 0.25 ms is 2.5 iterations of 0.1 ms, not a whole number;"
      .. " 0.2 ms and 0.3 ms are")
  end)

row("A10", "bins of figures and statistics do too", function()
  local events = snn.tensor({ { 1, 1 }, { 4, 2 } }, "int64")
  local part = "0.25 ms is 2.5 iterations of 0.1 ms, not a whole number;"
    .. " 0.2 ms and 0.3 ms are"
  fails(function()
    snn.stats.counts(events, { size = 2, last = 4, bin = "0.25 ms", dt = 0.1 })
  end, "stats.counts: bin: " .. part)
  fails(function()
    snn.plot.rate(events, { size = 2, last = 4, bin = "0.25 ms", dt = 0.1 })
  end, "plot.rate: bin: " .. part)
  fails(function() snn.plot.rate(events, { bin = 2.5 }) end,
    "plot.rate: bin must be a whole number of iterations, 1 or more, or a time"
    .. ' such as "10 ms", got 2.5')
  snn.plot.rate(events, { smooth = "0.25 ms", bin = "0.2 ms", dt = 0.1 })
end)

row("A12", "a Clock and a dt that don't agree are an error", function()
  local net = snn.Network {
    seed = 1, dt = 0.1, behavior = { [0] = snn.Clock "1 ms" },
  }
  fails(function() net:initialize() end,
    "in Clock:initialize (key 0) of Network 'Network_1': the Clock's step is 1"
    .. " ms, the network's dt is 0.1 ms; give one of them")
  equal(net.dt, 0.1)
  equal(clocked("100 us", { dt = 0.1 }).dt, 0.1)
  equal(clocked(nil, { dt = 0.1 }).clock_step_size, 0.0001)
end)

row("A12", "also if dt is changed afterwards", function()
  local net = clocked "1 ms"
  net:simulate_iterations(1)
  net.dt = 0.5
  fails(function() net:simulate_iterations(1) end,
    "the Clock's step is 1 ms, the network's dt is 0.5 ms; give one of them")
end)

row("A12", "a Clock may be given another step", function()
  local net = clocked "1 ms"
  net.Clock.parameters.step = "0.5 ms"
  net:initialize()
  equal({ net.dt, net.clock_step_size }, { 0.5, 0.0005 })
end)

row("A12", "two Clocks of one object are an error", function()
  local net = snn.Network {
    seed = 1, behavior = { [0] = snn.Clock "1 ms", [1] = snn.Clock "0.1 ms" },
  }
  fails(function() net:initialize() end,
    "in Clock:initialize (key 0) of Network 'Network_1': Clock: parameter"
    .. " 'step' = '1 ms': Network 'Network_1' has another Clock")
end)

row("E2", "RefractoryPeriod takes a time", function()
  local net, neurons = group {
    [2] = snn.RefractoryPeriod { period = "0.3 ms" },
  }
  net:initialize()
  net:simulate_iterations(1)
  equal(neurons.refractory_left, { 3, 0 })
end)

row("E2", "AxonalDelay and SynapticDelay take a time", function()
  local net, neurons = group { [2] = snn.AxonalDelay { delay = "0.2 ms" } }
  local synapse = snn.SynapseGroup {
    net = net, src = neurons, dst = neurons,
    behavior = { [3] = snn.SynapticDelay { delay = "0.1 ms" } },
  }
  synapse.W = synapse:matrix(1)
  net:initialize()
  net:simulate_iterations(2)
  equal(synapse.I, { 1, 1 })
  equal(neurons.delayed_spike, { false, false })
  net:simulate_iterations(1)
  equal(neurons.delayed_spike, { true, false })
end)

row("E2", "a delay line in a behavior takes a time", function()
  local Delay = snn.Behavior "Delay"
  function Delay:initialize(neurons)
    self.line = snn.DelayLine("0.1 ms", neurons.size)
    neurons.last = neurons:vector_buffer "0.4 ms"
  end
  function Delay:forward(neurons)
    neurons.arrived = self.line:step(neurons.spike)
  end
  local net, neurons = group { [2] = Delay {} }
  net:initialize()
  equal(neurons.last.shape, { 4, 2 })
  net:simulate_iterations(2)
  equal(neurons.arrived, { true, false })
  fails(function() snn.DelayLine("0.1 ms", 2) end,
    "DelayLine: 0.1 ms can't be counted in iterations; give the length of an"
    .. " iteration in ms as dt")
end)

row("E2", "recorders take a time between rows", function()
  local net, neurons = group {
    [2] = snn.Recorder { "iteration", gap_width = "0.3 ms" },
    [3] = snn.EventRecorder { "iteration > 0", gap_width = "0.5 ms" },
  }
  net:initialize()
  net:simulate "1 ms"
  equal(neurons("iteration", 1), { 3, 6, 9 })
  equal(neurons("iteration > 0.t", 1), { 5, 10 })
  fails(function() snn.Recorder { "v", gap_width = "1 mV" } end,
    "Recorder: gap_width: time '1 mV', column 3: mV is a unit of voltage, not"
    .. " of time")
end)

row("E2", "TimeIntegratedHomeostasis takes a time, of which a part counts",
  function()
    local net, neurons = group {
      [2] = snn.TimeIntegratedHomeostasis {
        adjustment_param = "v", measurement_param = "spike", threshold = 0,
        integration_length = "0.05 ms", init_avg = 0,
      },
    }
    net:initialize()
    net:simulate_iterations(1)
    near(neurons.v_average, { 1 / 1.5, 0 }, 1e-6)
  end)

row("E2", "statistics and figures take times", function()
  local net, neurons = group { [2] = snn.EventRecorder { "spike" } }
  net:initialize()
  net:simulate "0.4 ms"
  local events = net("spike", 1)
  equal(snn.stats.counts(events, { neurons = neurons, bin = "0.2 ms" }),
    { { 1, 1 }, { 0, 0 } })
  equal(snn.stats.counts(events,
    { neurons = neurons, first = "0.2 ms", last = "0.3 ms", bin = 2 }),
    { { 0, 1 } })
  snn.plot.rate(events, { first = "0.2 ms", last = "0.4 ms", bin = 1 })
  fails(function()
    snn.stats.counts(events:clone(), { size = 2, last = 4, bin = "0.2 ms" })
  end, "stats.counts: bin: 0.2 ms can't be counted in iterations; give the"
    .. " length of an iteration in ms as dt")
  fails(function() snn.stats.rate(events, { size = "2 ms", last = 4 }) end,
    "stats.rate: size: expected a whole number, got string")
end)

row("E2", "batches and profiles take times", function()
  local net = snn.Network { seed = 1, dt = 0.1 }
  net:initialize()
  local seen = {}
  net:simulate("1 ms", {
    batch_size = "0.5 ms",
    progress = function(percent) seen[#seen + 1] = percent end,
  })
  equal(seen, { 50, 100 })
  net:profile "0.5 ms"
  equal(net.iteration, 15)
end)

row("E2", "times and lengths beyond all numbers are errors", function()
  local huge = snn.Network { seed = 1, dt = 1e308 }
  snn.NeuronGroup {
    net = huge, size = 1,
    behavior = { snn.Recorder { "iteration", gap_width = 3 } },
  }
  huge:initialize()
  huge:simulate_iterations(60)
  fails(function() snn.plot.psd(huge("iteration", 1), { segment = "1 ms" }) end,
    "plot.psd: segment must be a whole number of iterations, 1 or more, or a"
    .. ' time such as "10 ms", got string')
  local net = snn.Network { seed = 1, dt = 1e-300 }
  fails(function() net:initialize() net:simulate "1 s" end,
    "a time must be 0 or more, and countable, not 1000.0 ms")
end)
