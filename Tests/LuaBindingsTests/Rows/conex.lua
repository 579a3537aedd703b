-- Section 15: what CoNeX adds, against plain loops.

local snn = require "snn"
local models = snn.models

local function grid(depth, height, width)
  return snn.NeuronDimension { depth = depth, height = height, width = width }
end

-- Bools of a size that are true at random places.
local function some(size, seed)
  local net = snn.Network { seed = seed or 1 }
  return net:tensor("uniform", size):lt(0.4)
end

-- Two groups whose spikes stay as they are, and synapses between them.
local function pair(src_size, dst_size, behavior, options)
  local net = snn.Network(options or { seed = 1, dt = 1 })
  local src = snn.NeuronGroup { net = net, size = src_size, tag = "src" }
  local dst = src
  if dst_size then
    dst = snn.NeuronGroup { net = net, size = dst_size, tag = "dst" }
  end
  for seed, neurons in ipairs { dst, src } do
    neurons.spike, neurons.I = some(neurons.size, seed), neurons:vector()
  end
  local synapses = snn.SynapseGroup {
    net = net, src = src, dst = dst, tag = "syn", behavior = behavior,
  }
  return net, synapses
end

-- What the target of a layout gets in an iteration.
local function current(src_size, dst_size, layout)
  local net, synapses = pair(src_size, dst_size, {
    [1] = layout, [2] = models.Transmission { to = "I" },
  })
  net:initialize()
  net:simulate_iteration()
  return synapses.dst.I, synapses
end

local function number(flag)
  return flag and 1 or 0
end

-- Calls f(channel, row, column) for the places of a grid.
local function each_place(depth, height, width, f)
  for c = 1, depth do
    for y = 1, height do
      for x = 1, width do
        f(c, y, x)
      end
    end
  end
end

-- Numbers of a grid as a function of the place, 0 outside.
local function image(values, depth, height, width)
  local list = values:reshape(depth, height, width):totable()
  return function(c, y, x)
    local value = (((list[c] or {})[y]) or {})[x] or 0
    return type(value) == "boolean" and number(value) or value
  end
end

-- MARK: Networks and neurons

row("CX-03", "a network has a time step, and neurons an id", function()
  local net = snn.Network { seed = 1, dt = 0.5 }
  equal(net.dt, 0.5)
  equal(snn.NeuronGroup { net = net, size = 2 }.id, { 1, 2 })
end)

row("CX-04", "the time step is the network's", function()
  local net = snn.Network { seed = 1, dt = 2 }
  snn.NeuronGroup {
    net = net, size = 1, tag = "n", behavior = {
      models.LIF { tau = 20, initial = "-64 mV", rest = "-65 mV" },
    },
  }
  net:initialize()
  net:simulate_iteration()
  near(net.n.voltage, { -65 + math.exp(-0.1) }, 1e-5)
end)

row("CX-05", "dopamine is a variable of the network that a behavior sets",
  function()
    local left = 1 - 1 / 8
    local Dopamine = snn.Behavior("Dopamine", { compiled = true })
    function Dopamine:initialize(network)
      self.payoff = snn.tensor { 0, 1, 0, -0.5 }
      network.dopamine = 0.0
    end
    function Dopamine:forward(network)
      network.dopamine = network.dopamine * left
        + self.payoff[network.iteration]
    end
    local net = snn.Network { seed = 1, dt = 1, behavior = { Dopamine {} } }
    net:initialize()
    local dopamine = 0
    for _, payoff in ipairs { 0, 1, 0, -0.5 } do
      net:simulate_iteration()
      dopamine = dopamine - dopamine / 8 + payoff
      near(net.dopamine, dopamine, 1e-6)
    end
  end)

row("CX-06", "LIF with tau -dt / log(1 - dt / tau) takes a step of Euler",
  function()
    local R, tau, rest = 5, 10, -65
    local net = snn.Network { seed = 1, dt = 1 }
    local neurons = snn.NeuronGroup {
      net = net, size = 1, behavior = {
        models.LIF {
          R = R, tau = -1 / math.log(1 - 1 / tau), rest = rest,
          threshold = -50, reset = -70, initial = -60, current = 4,
        },
      },
    }
    net:initialize()
    local v, spikes = -60, 0
    for _ = 1, 40 do
      net:simulate_iteration()
      v = v + (rest - v + R * 4) / tau
      equal(neurons.spike, { v >= -50 })
      if v >= -50 then
        v, spikes = -70, spikes + 1
      end
      near(neurons.voltage, { v }, 1e-3)
    end
    assert(spikes > 1)
  end)

local function competing(size, behaviors)
  local net = snn.Network { seed = 1, dt = 1 }
  behaviors[1] = models.LIF { rest = 0, reset = -9, threshold = 0.5 }
  return net, snn.NeuronGroup {
    net = net, size = size, tag = "n", behavior = behaviors,
  }
end

row("CX-09", "Fire is when neurons spike, and what is before it sees the"
  .. " voltage", function()
    local See = snn.Behavior("See", { compiled = true })
    function See:forward(neurons)
      neurons.seen = neurons.voltage:clone()
    end
    local net, neurons = competing(2, {
      [2] = See {}, [3] = models.Fire {},
    })
    neurons.seen = neurons:vector()
    net:initialize()
    neurons.voltage:copy_(snn.tensor { 1, 0.2 })
    net:simulate_iteration()
    assert(neurons.seen:max() > 0.9)
    equal(neurons.spike, { true, false })
    equal(neurons.voltage[1], -9)
    fails(function()
      local other = snn.Network { seed = 1, dt = 1 }
      snn.NeuronGroup {
        net = other, size = 1, tag = "n", behavior = { models.Fire {} },
      }
      other:initialize()
    end, "in Fire:initialize (key 1) of NeuronGroup 'n': Fire needs a model of"
      .. " neurons, and n has none: add one such as snn.models.LIF {} to its"
      .. " behaviors")
  end)

row("CX-10", "the k with the highest voltage win, the others are reset",
  function()
    local net, neurons = competing(5, {
      [2] = models.KWTA { k = 2 }, [3] = models.Fire {},
    })
    net:initialize()
    neurons.voltage:copy_(snn.tensor { 1, 3, 0.1, 2, 1.5 })
    net:simulate_iteration()
    equal(neurons.spike, { false, true, false, true, false })
    equal(neurons.voltage:eq(-9), { true, true, false, true, true })
    neurons.voltage:copy_(snn.tensor { 0, 3, 0.1, 0, 0 })
    net:simulate_iteration()
    equal(neurons.spike, { false, true, false, false, false })
    neurons.voltage:fill_(1)
    net:simulate_iteration()
    equal(neurons.spike, { true, true, false, false, false })
  end)

row("CX-10", "neurons may compete along an axis of their grid", function()
  local sizes = { depth = 3, height = 2, width = 4 }
  local values = snn.Network { seed = 3 }:tensor("uniform(0, 2)", 24)
  local v = image(values, 3, 2, 4)
  for _, dimension in ipairs { "depth", "height", "width" } do
    local net, neurons = competing(grid(3, 2, 4), {
      [2] = models.KWTA { k = 1, dimension = dimension },
      [3] = models.Fire {},
    })
    net:initialize()
    neurons.voltage:copy_(values)
    net:simulate_iteration()
    local spikes = image(neurons.spike, 3, 2, 4)
    each_place(3, 2, 4, function(c, y, x)
      local best = true
      for k = 1, sizes[dimension] do
        best = best and v(c, y, x) >= v(dimension == "depth" and k or c,
          dimension == "height" and k or y, dimension == "width" and k or x)
      end
      -- The voltage has faded by a factor before it is compared.
      local over = v(c, y, x) * math.exp(-1 / 20) >= 0.5
      equal(spikes(c, y, x), number(best and over))
    end)
  end
end)

row("CX-10", "what KWTA lacks is an error", function()
  local function problem(size, behaviors)
    local net = competing(size, behaviors)
    net:initialize()
  end
  local at = "in KWTA:initialize (key 2) of NeuronGroup 'n': "
  fails(function()
    problem(4, { [2] = models.KWTA { k = 1 } })
  end, at .. "KWTA: the neurons of n spike before there are winners; add"
    .. " snn.models.Fire {} with a higher key")
  fails(function()
    problem(4, { [2] = models.KWTA { k = 5 }, [3] = models.Fire {} })
  end, at .. "KWTA: parameter 'k' = 5: of n 4 compete")
  fails(function()
    problem(grid(2, 3, 1), {
      [2] = models.KWTA { k = 3, dimension = "depth" },
      [3] = models.Fire {},
    })
  end, at .. "KWTA: parameter 'k' = 3: of n 2 compete")
  fails(function()
    problem(4, {
      [2] = models.KWTA { k = 1, dimension = "depth" },
      [3] = models.Fire {},
    })
  end, at .. "n has no grid: give it size = snn.NeuronDimension { depth = ...,"
    .. " height = ..., width = ... }")
end)

row("CX-11", "noise is added to voltages", function()
  local net = snn.Network { seed = 1, dt = 1 }
  local neurons = snn.NeuronGroup {
    net = net, size = 1000, behavior = {
      models.VoltageNoise { "uniform(1, 3)" },
    },
  }
  neurons.voltage = neurons:vector()
  net:initialize()
  net:simulate_iteration()
  assert(neurons.voltage:min() >= 1 and neurons.voltage:max() <= 3)
  near(neurons.voltage:mean(), 2, 0.1)
end)

row("CX-12", "thresholds move until neurons spike as often as wanted",
  function()
    local net = snn.Network { seed = 1, dt = 1 }
    local neurons = snn.NeuronGroup {
      net = net, size = 2, behavior = {
        [1] = models.LIF { threshold = -50 },
        [3] = models.ActivityHomeostasis {
          spikes = 1, window = 4, rate = 2, decay_rate = 0.5,
        },
      },
    }
    local Spikes = snn.Behavior "Spikes"
    function Spikes.forward(_, n)
      n.spike = snn.tensor({ n.iteration % 4 == 1, true }, "bool")
    end
    neurons:add_behavior(2, Spikes {})
    net:initialize()
    net:simulate_iterations(3)
    equal(neurons.threshold, { -50, -50 })
    net:simulate_iteration()
    -- One spike and three misses of -1 / 3 are 0; four spikes are 4.
    near(neurons.threshold, { -50, -42 }, 1e-5)
    net:simulate_iterations(4)
    near(neurons.threshold, { -50, -38 }, 1e-5)
  end)

row("CX-13", "exhaustion lowers voltages above a limit", function()
  local net = snn.Network { seed = 1, dt = 1 }
  local neurons = snn.NeuronGroup {
    net = net, size = 3, behavior = {
      models.VoltageHomeostasis { min = -70, max = -60, rate = 0.5 },
    },
  }
  neurons.voltage = snn.tensor { -50, -65, -72 }:float()
  net:initialize()
  net:simulate_iteration()
  equal(neurons.voltage, { -55, -65, -71 })
  net:simulate_iteration()
  equal(neurons.exhaustion, { 7.5, 0, -1.5 })
  equal(neurons.voltage, { -62.5, -65, -69.5 })
end)

-- MARK: Delays and dendrites

row("CX-14", "spikes take the time of their axon, of any length", function()
  local net, synapses = pair(3, 2, {
    [1] = snn.AxonalDelay {
      delay = snn.tensor({ 0, 1, 40 }, "int64"), result = "arriving",
    },
    [2] = models.Transmission { to = "I" },
  })
  synapses.src.spike = snn.tensor({ true, true, true }, "bool")
  synapses.W = snn.tensor { { 1, 2 }, { 10, 20 }, { 100, 200 } }
  net:initialize()
  local seen = {}
  for t = 1, 41 do
    net:simulate_iteration()
    seen[t] = synapses.dst.I:totable()
    synapses.dst.I:zero_()
    synapses.src.spike:zero_()
  end
  equal(seen[1], { 1, 2 })
  equal(seen[2], { 10, 20 })
  equal(seen[3], { 0, 0 })
  equal(seen[41], { 100, 200 })
end)

row("CX-15", "currents take the time of their dendrite", function()
  local net, synapses = pair(1, 3, {
    [2] = models.DendriticTransmission {
      to = "I", factor = 0.5,
      dendritic_delay = snn.tensor({ 0, 1, 2 }, "int64"),
    },
  })
  synapses.src.spike = snn.tensor({ true }, "bool")
  synapses.W = snn.tensor { { 2, 4, 6 } }
  net:initialize()
  local wanted = { { 1, 0, 0 }, { 0, 2, 0 }, { 0, 0, 3 }, { 0, 0, 0 } }
  for t = 1, 4 do
    net:simulate_iteration()
    equal(synapses.dst.I, wanted[t])
    synapses.dst.I:zero_()
    synapses.src.spike:zero_()
  end
end)

row("CX-16", "distal and apical dendrites raise the voltage to a limit",
  function()
    local R, tau = 5, 10
    local net = snn.Network { seed = 1, dt = 1 }
    local neurons = snn.NeuronGroup {
      net = net, size = 2, behavior = {
        [1] = models.Dendrites { tau = 4, distal = 0.5, apical = 0.75 },
        [2] = models.LIF {
          R = R, tau = tau, rest = -65, threshold = -45, initial = -60,
        },
      },
    }
    net:initialize()
    local inputs = { { 0.5, 0.3, 0.4 }, { 0, 1, 0.2 }, { 0, 0, 0 } }
    local v, I, left = -60, 0, math.exp(-1 / tau)
    for _, input in ipairs(inputs) do
      neurons.I_proximal:fill_(input[1])
      neurons.I_distal:fill_(input[2])
      neurons.I_apical:fill_(input[3])
      net:simulate_iteration()
      local gain = R * (1 - left)
      local function raise(input_current, part)
        local missing = math.max(-65 + part * 20 - v, 0)
        local e = math.exp(2 * input_current)
        return (e - 1) / (e + 1) * missing / gain
      end
      I = I * math.exp(-1 / 4) + input[1] + raise(input[2], 0.5)
        + raise(input[3], 0.75)
      v = -65 + (v + 65) * left + I * gain
      near(neurons.I_dendrites, { I, I }, 1e-4)
      near(neurons.voltage, { v, v }, 1e-3)
      equal(neurons.I_distal, { 0, 0 })
    end
  end)

row("CX-16", "dendrites need neurons that can tell what a current does",
  function()
    local net = snn.Network { seed = 1, dt = 1 }
    local Other = models.Neuron:extend("Other", { compiled = true })
    function Other.integrate() end
    snn.NeuronGroup {
      net = net, size = 1, tag = "n", behavior = {
        [1] = models.Dendrites { apical = 1 }, [2] = Other {},
      },
    }
    fails(function() net:initialize() end,
      "in Dendrites:initialize (key 1) of NeuronGroup 'n': Dendrites: distal"
      .. " and apical currents need neurons with rest and resistance, such as"
      .. " snn.models.LIF {}, and those of n are Other")
  end)

row("CX-19", "delays are of sources and of targets, given or drawn", function()
  local net, synapses = pair(50, 40, {
    [1] = models.Backpropagation { delay = "randint(1, 3)" },
    [2] = models.DendriticTransmission {
      to = "I", delay = "randint(0, 5)", dendritic_delay = "2 ms",
    },
  })
  synapses.W = synapses:matrix(1)
  synapses.dst.spike:fill_(true)
  net:initialize()
  net:simulate_iteration()
  equal(synapses.returned:any(), false)
  synapses.dst.spike:zero_()
  local total = 0
  for t = 2, 4 do
    net:simulate_iteration()
    local count = synapses.returned:sum()
    assert(t < 4 and count > 5 or count == 0)
    total = total + count
  end
  equal(total, 40)
end)

-- MARK: Layouts of synapses

row("CX-20", "weights are drawn, given, or sparse with a number of entries",
  function()
    local _, synapses = current(grid(1, 3, 3), grid(2, 2, 2),
      models.Conv2d { initial = "uniform(2, 3)", kernel = 2 })
    equal(synapses.W.shape, { 2, 1, 2, 2 })
    assert(synapses.W:min() >= 2 and synapses.W:max() <= 3)
    local _, sparse = pair(20, 30)
    local W = sparse:matrix { "uniform", total = 60, layout = "sparse" }
    equal(W:nnz(), 60)
  end)

row("CX-20", "weights that don't fit are errors", function()
  local function problem(options)
    current(grid(1, 3, 3), grid(2, 2, 2), models.Conv2d(options))
  end
  local at = "in Conv2d:initialize (key 1) of SynapseGroup 'syn': "
  fails(function() problem { kernel = 2 } end, at .. "Conv2d has no weights:"
    .. " give initial, a mode such as \"uniform(0, 1)\" or a tensor of shape"
    .. " [2, 1, 2, 2]")
  fails(function() problem { kernel = 2, initial = snn.zeros(2, 2) } end,
    at .. "Conv2d needs weights of shape [2, 1, 2, 2], and they have [2, 2]")
end)

row("CX-21", "rows of sources that spike are added up, times a factor",
  function()
    local function network(mode)
      local net, synapses = pair(6, 4, {
        [1] = models.DendriticTransmission { to = "I", factor = -2 },
      }, { seed = 1, dt = 1, synapse_mode = mode })
      synapses.W = synapses:matrix "uniform"
      net:initialize()
      net:simulate_iteration()
      return synapses
    end
    local synapses = network "SxD"
    local wanted = snn.zeros(4)
    for i, spikes in ipairs(synapses.src.spike) do
      wanted = spikes and wanted + synapses.W[i] or wanted
    end
    near(synapses.dst.I, wanted * -2, 1e-5)
    fails(function() network "DxS" end,
      "in DendriticTransmission:initialize (key 1) of SynapseGroup 'syn':"
      .. " DendriticTransmission needs weights [source, destination], and the"
      .. " network of syn has synapse_mode = \"DxS\": it works with \"SxD\"")
  end)

row("CX-22", "sparse weights give the current of dense ones", function()
  local found = {}
  for i, is_sparse in ipairs { false, true } do
    local net, synapses = pair(30, 20, {
      [1] = models.DendriticTransmission { to = "I" },
    })
    local W = synapses:matrix { "uniform", density = 0.3 }
    synapses.W = is_sparse and W:to_sparse() or W
    net:initialize()
    net:simulate_iteration()
    found[i] = synapses.dst.I
  end
  near(found[1], found[2], 1e-5)
end)

row("CX-23", "one-to-one synapses join neurons with the same index", function()
  local W = snn.arange(1, 8):float()
  local I, synapses = current(8, 8, models.OneToOne { initial = W })
  equal(I, W * synapses.src.spike)
  fails(function() current(8, 9, models.OneToOne { initial = 1 }) end,
    "in OneToOne:initialize (key 1) of SynapseGroup 'syn': OneToOne needs as"
    .. " many neurons on both sides: src has 8 and dst 9")
end)

-- The sum of a window, by loops: weight(c, d, y, x) of channel c of the target.
local function window(spike, sizes, c, top, left, weight)
  local sum = 0
  each_place(sizes[1], sizes[2], sizes[3], function(d, y, x)
    sum = sum + spike(d, top + y, left + x) * weight(c, d, y, x)
  end)
  return sum
end

row("CX-24", "convolutional synapses sum windows, with stride and padding",
  function()
    local W = snn.Network { seed = 5 }:tensor("uniform", 3, 2, 3, 2)
    local kernel = W:totable()
    local I, synapses = current(grid(2, 6, 5), grid(3, 3, 6), models.Conv2d {
      initial = W, kernel = { 3, 2 }, stride = { 2, 1 }, padding = { 1, 1 },
    })
    local spike = image(synapses.src.spike, 2, 6, 5)
    local got = image(I, 3, 3, 6)
    each_place(3, 3, 6, function(c, y, x)
      near(got(c, y, x), window(spike, { 2, 3, 2 }, c, 2 * (y - 1) - 1, x - 2,
        function(_, d, v, u) return kernel[c][d][v][u] end), 1e-5)
    end)
  end)

row("CX-24", "windows that don't fit are errors", function()
  local function problem(src, dst, options)
    options.initial = 1
    current(src, dst, models.Conv2d(options))
  end
  local at = "in Conv2d:initialize (key 1) of SynapseGroup 'syn': "
  fails(function()
    problem(grid(1, 4, 4), grid(1, 1, 1), { kernel = 5 })
  end, at .. "Conv2d: a kernel of height 5 doesn't fit into src of height 4"
    .. " with padding 0")
  fails(function()
    problem(grid(1, 4, 4), grid(1, 2, 3), { kernel = 3 })
  end, at .. "Conv2d: src of width 4 has 2 places for a kernel of 3 with stride"
    .. " 1 and padding 0, and dst has width 3")
  fails(function()
    problem(grid(1, 4, 4), grid(1, 2, 2), { kernel = 3, stride = 0 })
  end, at .. "Conv2d: parameter 'stride' must be a whole number, at least 1, or"
    .. " a list of two, for height and width")
  fails(function()
    problem(16, grid(1, 2, 2), { kernel = 3 })
  end, at .. "src has no grid: give it size = snn.NeuronDimension { depth ="
    .. " ..., height = ..., width = ... }")
end)

row("CX-25", "local synapses have weights for each place", function()
  local W = snn.Network { seed = 5 }:tensor("uniform", 3, 4, 8)
  local weights = W:totable()
  local I, synapses = current(grid(2, 4, 4), grid(3, 2, 2), models.Local2d {
    initial = W, kernel = 2, stride = 2,
  })
  local spike = image(synapses.src.spike, 2, 4, 4)
  local got = image(I, 3, 2, 2)
  each_place(3, 2, 2, function(c, y, x)
    local place = 2 * (y - 1) + x
    near(got(c, y, x), window(spike, { 2, 2, 2 }, c, 2 * (y - 1), 2 * (x - 1),
      function(_, d, v, u)
        return weights[c][place][4 * (d - 1) + 2 * (v - 1) + u]
      end), 1e-5)
  end)
end)

row("CX-26", "lateral synapses depend on the distance in the grid", function()
  local W = snn.Network { seed = 5 }:tensor("uniform", 3, 1, 5)
  local weights = W:totable()
  local I, synapses = current(grid(3, 4, 6), nil, models.Lateral {
    initial = W, kernel = { 3, 1, 5 },
  })
  local spike = image(synapses.src.spike, 3, 4, 6)
  local got = image(I, 3, 4, 6)
  each_place(3, 4, 6, function(c, y, x)
    local sum = 0
    each_place(3, 1, 5, function(d, _, u)
      sum = sum + spike(c + d - 2, y, x + u - 3) * weights[d][1][u]
    end)
    near(got(c, y, x), sum, 1e-5)
  end)
  local at = "in Lateral:initialize (key 1) of SynapseGroup 'syn': "
  fails(function()
    current(grid(1, 2, 2), grid(1, 2, 2), models.Lateral {
      initial = 1, kernel = { 1, 1, 1 },
    })
  end, at .. "Lateral synapses end where they start, and syn goes from src to"
    .. " dst")
  fails(function()
    current(grid(1, 4, 4), nil, models.Lateral {
      initial = 1, kernel = { 1, 2, 3 },
    })
  end, at .. "Lateral: parameter 'kernel' must be a list of three odd numbers,"
    .. " for depth, height and width")
end)

row("CX-27", "pooling gives the part of a piece that spikes", function()
  local I, synapses = current(grid(2, 4, 6), grid(2, 2, 2),
    models.AveragePool {})
  local spike = image(synapses.src.spike, 2, 4, 6)
  local got = image(I, 2, 2, 2)
  each_place(2, 2, 2, function(c, y, x)
    local sum = 0
    each_place(1, 2, 3, function(_, v, u)
      sum = sum + spike(c, 2 * (y - 1) + v, 3 * (x - 1) + u)
    end)
    near(got(c, y, x), sum / 6, 1e-6)
  end)
  fails(function()
    current(grid(2, 4, 4), grid(1, 2, 2), models.AveragePool {})
  end, "in AveragePool:initialize (key 1) of SynapseGroup 'syn': AveragePool"
    .. " needs as many channels on both sides: src has depth 2 and dst 1")
end)

-- MARK: Learning

row("CX-28", "rules see spikes as they arrive, and those of the target as they"
  .. " return", function()
    local net, synapses = pair(1, 1, {
      [1] = snn.AxonalDelay { delay = 1, result = "arriving" },
      [2] = models.Backpropagation { delay = 2 },
      [3] = models.TraceSTDP { tau_plus = 1e9, tau_minus = 1e9 },
    })
    synapses.W = synapses:matrix(1)
    synapses.src.spike:fill_(true)
    synapses.dst.spike:fill_(true)
    net:initialize()
    local pre, post = {}, {}
    for t = 1, 4 do
      net:simulate_iteration()
      pre[t], post[t] = synapses.trace_pre:sum(), synapses.trace_post:sum()
    end
    near(pre, { 0, 1, 2, 3 }, 1e-5)
    near(post, { 0, 0, 1, 2 }, 1e-5)
  end)

row("CX-29", "a trace that fades exactly is CoNeX's but for a factor",
  function()
    local tau = 8
    local left = 1 - 1 / tau
    local net, synapses = pair(3, 2, {
      models.TraceSTDP { tau_plus = -1 / math.log(left), A_plus = 0 },
    })
    synapses.W = synapses:matrix(0)
    net:initialize()
    local spike, trace = synapses.src.spike:clone():float(), snn.zeros(3)
    for t = 1, 10 do
      if t == 6 then
        synapses.src.spike:fill_(false)
        spike:zero_()
      end
      net:simulate_iteration()
      trace = trace + spike
      trace = trace - trace / tau
      near(synapses.trace_pre * left, trace, 1e-5)
    end
    assert(trace:max() > 0)
  end)

local bounds = {
  none = function() return 1 end,
  soft = function(w) return (w - 0.25) * (0.75 - w) end,
  hard = function(w) return number(w > 0.25 and w < 0.75) end,
}

-- A rule on a layout with random spikes, against `dw(pre, post)`, which gives
-- the products of two vectors for each weight, in the order of the weights.
local function check_rule(src_size, dst_size, layout, W, rule, dw)
  for _, bound in ipairs { "none", "soft", "hard" } do
    local options = {
      A_plus = 0.5, A_minus = 0.25, tau_plus = 10, tau_minus = 5,
      w_min = 0.25, w_max = 0.75, positive_bound = bound,
      negative_bound = bound == "soft" and "hard" or bound, tau_c = rule.tau_c,
    }
    local net, synapses = pair(src_size, dst_size, {
      [1] = layout(W:clone()), [2] = rule.class(options),
    })
    synapses.W = synapses.W or W:clone()
    net.dopamine = 2
    net:initialize()
    local w, c = W:flatten():totable(), W:flatten():mul(0):totable()
    local pre, post = snn.zeros(synapses.src.size), snn.zeros(synapses.dst.size)
    for t = 1, 3 do
      local src, dst = some(pre:numel(), 10 + t), some(post:numel(), 20 + t)
      synapses.src.spike, synapses.dst.spike = src, dst
      net:simulate_iteration()
      pre = pre * math.exp(-1 / 10) + src
      post = post * math.exp(-1 / 5) + dst
      local plus, minus = dw(pre, dst:float()), dw(src:float(), post)
      for k = 1, #w do
        local change = 0.5 * plus[k] * bounds[bound](w[k])
          - 0.25 * minus[k] * bounds[options.negative_bound](w[k])
        if rule.tau_c then
          c[k] = c[k] * math.exp(-1 / rule.tau_c) + change
          change = c[k] * 2
        end
        w[k] = w[k] + change
      end
      near(synapses.W:flatten(), w, 1e-5)
    end
  end
end

local stdp = { class = models.TraceSTDP }
local rstdp = { class = models.TraceRSTDP, tau_c = 20 }

-- Products for each pair.
local function of_pairs(pre, post)
  return pre:outer(post):flatten():totable()
end

row("CX-30", "weights change by traces and bounds", function()
  local W = snn.Network { seed = 9 }:tensor("uniform", 5, 4)
  local function none() end
  check_rule(5, 4, none, W, stdp, of_pairs)
end)

row("CX-30", "a rule that lacks what it needs is refused", function()
  local function problem(layout, rule, W)
    local net, synapses = pair(grid(1, 3, 3), grid(1, 2, 2), {
      [1] = layout, [2] = rule,
    })
    synapses.W = W and synapses:matrix(W)
    net:initialize()
  end
  local at = "in TraceSTDP:initialize (key 2) of SynapseGroup 'syn': TraceSTDP "
  fails(function() problem(nil, models.TraceSTDP {}) end,
    at .. "needs weights: syn has no W; add a behavior that makes them, such as"
    .. " snn.CreateWeights {}, with any key, or set W before initialize")
  fails(function()
    problem(nil, models.TraceSTDP {}, { "ones", layout = "sparse" })
  end, at .. "is for dense weights and layouts; for the sparse ones of syn"
    .. " there is snn.models.STDP")
  fails(function()
    problem(nil, models.TraceRSTDP {}, { "ones", layout = "sparse" })
  end, "in TraceRSTDP:initialize (key 2) of SynapseGroup 'syn': TraceRSTDP is"
    .. " for dense weights and layouts; for the sparse ones of syn there is"
    .. " snn.models.RewardSTDP")
  fails(function()
    local net = pair(grid(1, 3, 3), grid(1, 2, 2), {
      [1] = models.Conv2d { initial = 1, kernel = 2 },
      [2] = models.TraceSTDP {},
      [3] = models.Transmission { to = "I", delay = "2 ms" },
    })
    net:initialize()
  end, "in Transmission:initialize (key 3) of SynapseGroup 'syn': TraceSTDP of"
    .. " syn has a lower key than Transmission, whose delay it would miss: give"
    .. " it a higher one")
  fails(function()
    problem(models.AveragePool {}, models.TraceSTDP {})
  end, at .. "has no weights to learn: the synapses of syn are AveragePool")
  fails(function()
    problem(models.Conv2d { initial = 1, kernel = 2 }, models.STDP {})
  end, "in STDP:initialize (key 2) of SynapseGroup 'syn': STDP needs a synapse"
    .. " for each pair of neurons, and these are Conv2d; a rule for them is"
    .. " snn.models.TraceSTDP")
end)

-- Products for each weight of a 2 x 2 kernel between 1 x 3 x 3 and 2 x 2 x 2.
local function of_windows(pre, post, finish)
  local source, target = image(pre, 1, 3, 3), image(post, 2, 2, 2)
  local result = {}
  each_place(2, 2, 2, function(c, v, u)
    finish(result, c, function(y, x)
      return source(1, y + v - 1, x + u - 1) * target(c, y, x)
    end, v, u)
  end)
  return result
end

local function of_convolution(pre, post)
  return of_windows(pre, post, function(result, _, product)
    local sum = 0
    each_place(1, 2, 2, function(_, y, x) sum = sum + product(y, x) end)
    result[#result + 1] = sum / 4
  end)
end

local function of_local(pre, post)
  return of_windows(pre, post, function(result, c, product, v, u)
    each_place(1, 2, 2, function(_, y, x)
      local place = 2 * (y - 1) + x
      result[16 * (c - 1) + 4 * (place - 1) + 2 * (v - 1) + u] = product(y, x)
    end)
  end)
end

local function convolution(W)
  return models.Conv2d { initial = W, kernel = 2 }
end

local function local_windows(W)
  return models.Local2d { initial = W, kernel = 2 }
end

local function one_to_one(W)
  return models.OneToOne { initial = W }
end

local function of_places(pre, post)
  return (pre * post):totable()
end

row("CX-31", "the rule works on all layouts", function()
  local net = snn.Network { seed = 9 }
  check_rule(grid(1, 3, 3), grid(2, 2, 2), convolution,
    net:tensor("uniform", 2, 1, 2, 2), stdp, of_convolution)
  check_rule(grid(1, 3, 3), grid(2, 2, 2), local_windows,
    net:tensor("uniform", 2, 4, 4), stdp, of_local)
  check_rule(7, 7, one_to_one, net:tensor("uniform", 7), stdp, of_places)
end)

row("CX-33", "changes wait for dopamine in an eligibility", function()
  local net = snn.Network { seed = 9 }
  check_rule(5, 4, function() end, net:tensor("uniform", 5, 4), rstdp, of_pairs)
  check_rule(grid(1, 3, 3), grid(2, 2, 2), convolution,
    net:tensor("uniform", 2, 1, 2, 2), rstdp, of_convolution)
  check_rule(grid(1, 3, 3), grid(2, 2, 2), local_windows,
    net:tensor("uniform", 2, 4, 4), rstdp, of_local)
  check_rule(7, 7, one_to_one, net:tensor("uniform", 7), rstdp, of_places)
  local other = pair(3, 3, {
    [1] = one_to_one(1), [2] = models.TraceRSTDP {},
  })
  fails(function() other:initialize() end,
    "in TraceRSTDP:initialize (key 2) of SynapseGroup 'syn': TraceRSTDP needs"
    .. " the network's variable dopamine: add snn.models.Dopamine {} to the"
    .. " network, or set it")
end)

row("CX-34", "weights of kernels keep their sum", function()
  local function sums(src, dst, layout, axes)
    local net, synapses = pair(src, dst, {
      [1] = layout, [2] = models.KernelNormalization { norm = 3 },
    })
    net:initialize()
    net:simulate_iteration()
    return synapses.W:sum(axes)
  end
  local a, b = grid(1, 3, 3), grid(2, 2, 2)
  near(sums(a, b, convolution "uniform", { 2, 3, 4 }), { 3, 3 }, 1e-5)
  near(sums(a, b, local_windows "uniform", { 3 }), snn.ones(2, 4) * 3, 1e-5)
  equal(sums(a, b, convolution(0), { 2, 3, 4 }), { 0, 0 })
  fails(function() sums(4, 4, one_to_one(1), 1) end,
    "in KernelNormalization:initialize (key 2) of SynapseGroup 'syn':"
    .. " KernelNormalization needs a layout with kernels, such as"
    .. " snn.models.Conv2d, and syn has OneToOne; snn.SynapticNormalization is"
    .. " for matrices")
end)
