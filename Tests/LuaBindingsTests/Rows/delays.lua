-- Section 18: delays of spikes, per neuron and per synapse.

local snn = require "snn"

local function bits(...)
  return snn.tensor({ ... }, "bool")
end

row("NONE-08", "a spike that leaves at t arrives at t + d", function()
  local line = snn.DelayLine(snn.tensor({ 0, 1, 3 }, "int64"))
  equal(line:step(bits(1, 1, 1)), { true, false, false })
  equal(line:step(bits(0, 1, 0)), { false, true, false })
  equal(line:step(bits(0, 0, 0)), { false, true, false })
  equal(line:step(bits(0, 0, 0)), { false, false, true })
  equal(line:step(bits(0, 0, 0)), { false, false, false })
end)

row("NONE-08", "one delay serves all neurons", function()
  local line = snn.DelayLine(2, 2)
  local first = line:step(bits(1, 0))
  equal(line:step(bits(0, 1)), { false, false })
  equal(line:step(bits(0, 0)), { true, false })
  equal(line:step(bits(0, 0)), { false, true })
  equal(first, { false, false })
end)

row("NONE-08", "each synapse may have its delay, in both modes", function()
  local delays = snn.tensor({ { 0, 1 }, { 2, 0 } }, "int64")
  local W = snn.tensor({ { 1, 2 }, { 4, 8 } }, "float32")
  local lines = {
    snn.DelayLine(delays), snn.DelayLine(delays.T, "DxS"),
  }
  local wanted = { { 1, 8 }, { 0, 2 }, { 4, 0 }, { 0, 0 } }
  for i, line in ipairs(lines) do
    local weights = i == 1 and W or W.T
    for t, current in ipairs(wanted) do
      local spike = t == 1 and bits(1, 1) or bits(0, 0)
      equal(line:step(spike, weights), current)
    end
  end
end)

row("NONE-08", "a synapse passes on the weight at the time of leaving",
  function()
    local line = snn.DelayLine(snn.ones(1, 1, "int64"), "SxD", "float64")
    local W = snn.tensor({ { 3 } }, "float64")
    line:step(bits(1), W)
    W:fill_(5)
    equal(line:step(bits(0), W), { 3 })
  end)

row("NONE-08", "what is on its way can be kept, restored and forgotten",
  function()
    local line = snn.DelayLine(2, 1)
    line:step(bits(1))
    local pending = line:pending()
    equal(pending, { { false }, { true }, { false } })
    equal(line:step(bits(0)), { false })
    line:restore(pending)
    line:step(bits(0))
    equal(line:step(bits(0)), { true })
    line:restore(pending)
    line:reset()
    equal(line:pending():any(), false)
  end)

row("NONE-08", "mistakes with delay lines are errors", function()
  local line = snn.DelayLine(1, 2)
  local range = "a whole number from 0 to 2147483646"
  fails(function() snn.DelayLine(-1, 2) end,
    "delay: a delay must be " .. range .. ", not -1.0")
  fails(function() snn.DelayLine(snn.tensor { 0.5 }) end,
    "delay: a delay must be " .. range .. ", not 0.5")
  fails(function() snn.DelayLine(snn.tensor { 0 / 0 }) end,
    "delay: a delay must be " .. range .. ", not nan")
  fails(function() snn.DelayLine(1e18, 2) end,
    "delay: a delay must be " .. range .. ", not 1e+18")
  fails(function() snn.DelayLine(1) end,
    "bad argument #2 to 'DelayLine' (beside one delay, expected the number of"
    .. " neurons, got no value)")
  fails(function() snn.DelayLine(snn.zeros(2, 2, 2)) end,
    "delay: expected a delay for each synapse, found shape [2, 2, 2]")
  fails(function() snn.DelayLine(snn.zeros(2, 2), "DxD") end,
    "there is no synapse mode 'DxD'; did you mean 'SxD'?")
  fails(function() line:step(snn.zeros(2)) end,
    "step: expected bool spikes, found a float32 tensor")
  fails(function() line:step(bits(1)) end,
    "step: shapes [1] and [2] don't match")
  fails(function() line:step(bits(1, 0), snn.zeros(2, 2)) end,
    "step: the delays are of neurons, so there are no weights to pass on")
  fails(function() line:restore(snn.zeros(2)) end,
    "restore: shapes [2, 2] and [2] don't match")
  local currents = snn.DelayLine(snn.zeros(2, 3))
  fails(function() currents:step(bits(1, 0), snn.zeros(3, 2)) end,
    "step: shapes [3, 2] and [2, 3] don't match")
  fails(function() currents:step(bits(1, 0), snn.zeros(2, 3, "float64")) end,
    "step: expected float32 weights, found a float64 tensor")
end)

local Spikes = snn.Behavior "Spikes"

function Spikes:initialize(neurons)
  neurons.spike = neurons:vector { dtype = "bool" }
end

function Spikes:forward(neurons)
  neurons.spike = snn.arange(1, 3):eq(neurons.iteration)
end

-- Neuron i of three spikes at iteration i.
local function network(mode, neuron_behavior, synapse_behavior)
  local net = snn.Network { seed = 1, synapse_mode = mode }
  local src = snn.NeuronGroup {
    net = net, size = 3, tag = "src",
    behavior = { [1] = Spikes {}, [2] = neuron_behavior },
  }
  local dst = snn.NeuronGroup { net = net, size = 2, tag = "dst" }
  local synapse = snn.SynapseGroup {
    net = net, src = src, dst = dst, tag = "syn_1",
    behavior = { [3] = synapse_behavior },
  }
  return net, src, synapse
end

row("NONE-08", "AxonalDelay delays the spikes of a neuron group", function()
  local net, src = network("SxD", snn.AxonalDelay {
    delay = snn.tensor({ 2, 0, 1 }, "int64"),
  })
  net:initialize()
  equal(src.delayed_spike, { false, false, false })
  net:simulate_iteration()
  equal(src.delayed_spike, { false, false, false })
  net:simulate_iteration()
  equal(src.delayed_spike, { false, true, false })
  net:simulate_iteration()
  equal(src.delayed_spike, { true, false, false })
  net:simulate_iteration()
  equal(src.delayed_spike, { false, false, true })
end)

row("NONE-08", "AxonalDelay of a synapse group delays its source's spikes",
  function()
    local net, src, synapse = network("SxD", nil,
      snn.AxonalDelay { delay = 1, result = "arrived" })
    net:initialize()
    net:simulate_iterations(2)
    equal(synapse.arrived, { true, false, false })
    equal(src.arrived, nil)
  end)

row("NONE-08", "delays may be drawn", function()
  local net, src = network("SxD",
    snn.AxonalDelay { delay = "randint(1, 3)" })
  net:initialize()
  local last = {}
  for t = 1, 5 do
    net:simulate_iteration()
    for _, i in ipairs(src.delayed_spike:nonzero():totable()) do
      last[i] = t - i
    end
  end
  for i = 1, 3 do
    assert(last[i] == 1 or last[i] == 2)
  end
end)

local function arrivals(mode)
  local delays = snn.tensor({ { 0, 2 }, { 1, 1 }, { 0, 0 } }, "int64")
  local W = snn.tensor({ { 1, 2 }, { 3, 4 }, { 5, 6 } }, "float32")
  local is_swapped = mode == "DxS"
  local net, _, synapse = network(mode, nil,
    snn.SynapticDelay { delay = is_swapped and delays.T or delays })
  synapse.W = is_swapped and W.T:clone() or W
  net:initialize()
  local result = {}
  for t = 1, 4 do
    net:simulate_iteration()
    result[t] = synapse.I:totable()
  end
  return result
end

row("NONE-08", "SynapticDelay gives the currents that arrive", function()
  local wanted = { { 1, 0 }, { 0, 0 }, { 8, 12 }, { 0, 0 } }
  equal(arrivals "SxD", wanted)
  equal(arrivals "DxS", wanted)
end)

row("NONE-08", "delays that don't fit are errors", function()
  local net = network("SxD", snn.AxonalDelay { -1 })
  fails(function() net:initialize() end,
    "in AxonalDelay:initialize (key 2) of NeuronGroup 'src': delay: a delay"
    .. " must be a whole number from 0 to 2147483646, not -1")
  local _, synapse
  net, _, synapse = network("SxD", nil, snn.SynapticDelay { snn.zeros(3) })
  synapse.W = synapse:matrix(1)
  fails(function() net:initialize() end,
    "in SynapticDelay:initialize (key 3) of SynapseGroup 'syn_1':"
    .. " SynapticDelay: parameter 'delay' = a tensor of shape [3]: its shape"
    .. " must be [3, 2]")
  for delay, problem in pairs {
    ["normal(300000, 1)"] = "it draws %d+%.0 iterations, and the most is 65535",
    [true] = "SynapticDelay: parameter 'delay' = true: it must be a number or",
  } do
    net, _, synapse = network("SxD", nil, snn.SynapticDelay { delay })
    synapse.W = synapse:matrix(1)
    local ok, found = pcall(net.initialize, net)
    assert(not ok and tostring(found):find(problem), found)
  end
  net = network("SxD", snn.SynapticDelay {})
  fails(function() net:initialize() end,
    "in SynapticDelay:initialize (key 2) of NeuronGroup 'src': the object of"
    .. " SynapticDelay must be a synapse group, not NeuronGroup 'src'")
end)

-- Spikes at random, and currents through sparse synapses with delays.
local function sparse_network(mode, delay, is_compiled)
  local Random = snn.Behavior("Random", { compiled = is_compiled })
  function Random:initialize(neurons)
    neurons.spike = neurons:vector { dtype = "bool" }
  end
  function Random:forward(neurons)
    neurons.spike = neurons:vector("uniform"):lt(0.3)
  end
  local Learn = snn.Behavior("Learn", { compiled = is_compiled })
  function Learn:forward(synapses)
    synapses.W:mul_(0.9)
    synapses.total = synapses.total + synapses.I:sum()
  end
  local net = snn.Network { seed = 3, dt = 0.5, synapse_mode = mode }
  local src = snn.NeuronGroup {
    net = net, size = 20, tag = "src", behavior = { [1] = Random {} },
  }
  local dst = snn.NeuronGroup { net = net, size = 15, tag = "dst" }
  local synapses = snn.SynapseGroup {
    net = net, src = src, dst = dst, tag = "syn",
    behavior = {
      [2] = snn.SynapticDelay { delay = delay }, [3] = Learn {},
    },
  }
  synapses.W = synapses:matrix {
    "uniform", density = 0.3, layout = "sparse" }
  synapses.total = 0
  return net, src, synapses
end

row("NONE-08", "SynapticDelay delays currents of sparse synapses", function()
  for _, mode in ipairs { "SxD", "DxS" } do
    local net, src, synapses = sparse_network(mode, "randint(0, 6)")
    net:initialize()
    -- All arrives, with the weight with which it left.
    local seen, wanted = {}, {}
    for t = 1, 12 do
      local W = synapses.W:clone()
      net:simulate_iteration()
      seen[t] = synapses.I:sum()
      local spike = src.spike:to "float32"
      local all = mode == "SxD" and spike:matmul(W) or W:matmul(spike)
      wanted[t] = all:sum()
    end
    src:remove_behavior(1)
    src.spike:zero_()
    for _ = 1, 5 do
      net:simulate_iteration()
      seen[#seen + 1] = synapses.I:sum()
    end
    local sum, expected = 0, 0
    for _, x in ipairs(seen) do sum = sum + x end
    for _, x in ipairs(wanted) do expected = expected + x end
    assert(math.abs(sum - expected) < 1e-3, sum .. " and " .. expected)
    assert(seen[1] < wanted[1])
  end
end)

row("NONE-08", "a delay of 2 gives the currents of two iterations before",
  function()
    for _, mode in ipairs { "SxD", "DxS" } do
      local net, src, synapses = sparse_network(mode, "1 ms")
      net:initialize()
      local currents = {}
      for t = 1, 6 do
        local W = synapses.W:clone()
        net:simulate_iteration()
        local spike = src.spike:to "float32"
        currents[t] = mode == "SxD" and spike:matmul(W) or W:matmul(spike)
        if t > 2 then
          local difference = (synapses.I - currents[t - 2]):abs():max()
          assert(difference < 1e-5, difference)
        else
          equal(synapses.I:sum(), 0)
        end
      end
    end
  end)

row("NONE-08", "sparse synapses are compiled, saved and resumed with spikes on"
  .. " their way", function()
    local delay = "normal(1.5 ms, 0.75 ms)"
    local results = {}
    for i, is_compiled in ipairs { false, true } do
      local net, _, synapses = sparse_network("SxD", delay, is_compiled)
      net:initialize()
      net:simulate_iterations(7)
      local path = os.tmpname()
      net:save(path)
      net:simulate_iterations(9)
      results[i] = synapses.total
      local other, _, others = sparse_network("SxD", delay, is_compiled)
      other:load(path)
      os.remove(path)
      other:simulate_iterations(9)
      equal(others.total, synapses.total)
      equal(others.I, synapses.I)
    end
    equal(results[1], results[2])
    assert(results[1] > 0)
  end)

row("NONE-08", "drawn delays are rounded to iterations, and 0 at least",
  function()
    local none = network("SxD",
      snn.AxonalDelay { delay = "normal(-9 ms, 1 ms)" })
    none.dt = 0.5
    none:initialize()
    assert(tostring(none):find("AxonalDelay +%(program 1, arrives 0 iterations"
      .. " after the spike, one later for lower keys%)"), tostring(none))
    local net, src = network("SxD",
      snn.AxonalDelay { delay = "uniform(1 ms, 1 ms)" })
    net.dt = 0.5
    net:initialize()
    net:simulate_iterations(2)
    equal(src.delayed_spike, { false, false, false })
    net:simulate_iteration()
    equal(src.delayed_spike, { true, false, false })
    assert(tostring(net):find("arrives 2 iterations after", 1, true))
    net = network("SxD", snn.AxonalDelay { delay = "normal(1 ms, 1 ms)" })
    fails(function() net:initialize() end,
      "in AxonalDelay:initialize (key 2) of NeuronGroup 'src': 1.0 ms can't be"
      .. " counted in iterations of unknown length; give the network its dt, as"
      .. " in Network { dt = 0.1 }, in ms")
    net = network("SxD", snn.AxonalDelay { delay = "normal(1 mV, 1 ms)" })
    fails(function() net:initialize() end,
      "in AxonalDelay:initialize (key 2) of NeuronGroup 'src': AxonalDelay:"
      .. " parameter 'delay' = 'normal(1 mV, 1 ms)': mode 'normal(1 mV, 1 ms)',"
      .. " column 10: mV is a unit of voltage, not of time")
  end)

row("NONE-08", "what can't be delayed is refused before it runs", function()
  local function refused(weights, spike, problem)
    local net, src, synapses = network("SxD", nil, snn.SynapticDelay {})
    synapses.W = weights
    if spike then src.v, src.spike = src:vector(), src:vector() end
    fails(function() net:initialize() end,
      "in SynapticDelay:initialize (key 3) of SynapseGroup 'syn_1': "
      .. problem)
  end
  refused(nil, false, "SynapseGroup 'syn_1' has no variable 'W'; there are no"
    .. " variables")
  refused(3, false, "'W' of SynapseGroup 'syn_1' must be float32 or float64"
    .. " weights of shape [3, 2], not a number")
  refused(snn.zeros(2, 3), false, "'W' of SynapseGroup 'syn_1' must be float32"
    .. " or float64 weights of shape [3, 2], not float32 of shape [2, 3]")
  refused(snn.zeros(3, 2, "int64"), false, "'W' of SynapseGroup 'syn_1' must be"
    .. " float32 or float64 weights of shape [3, 2], not int64 of shape [3, 2]")
  local net, src = network("SxD", snn.AxonalDelay { variable = "v" })
  src.v = src:vector()
  fails(function() net:initialize() end,
    "in AxonalDelay:initialize (key 2) of NeuronGroup 'src': 'v' of NeuronGroup"
    .. " 'src' must be spikes, bool of shape [3], not float32 of shape [3]")
end)

row("NONE-08", "a line with delays of a sparse matrix takes sparse weights",
  function()
    local D = snn.tensor({ { 0, 2 }, { 1, 0 } }, "float32"):add(1):to_sparse()
    D:sub_(1)
    local W = snn.tensor({ { 1, 2 }, { 4, 8 } }, "float32"):to_sparse()
    local line = snn.DelayLine(D)
    local turned = snn.DelayLine(D, "DxS")
    local wanted = { { 1, 8 }, { 4, 0 }, { 0, 2 } }
    local others = { { 1, 8 }, { 0, 4 }, { 2, 0 } }
    for t = 1, 3 do
      local spike = t == 1 and bits(1, 1) or bits(0, 0)
      equal(line:step(spike, W), wanted[t])
      equal(turned:step(spike, W), others[t])
    end
    fails(function() line:step(bits(1, 1), W:to_dense()) end,
      "bad argument #2 to 'step' (SparseMatrix expected, got Tensor)")
  end)
