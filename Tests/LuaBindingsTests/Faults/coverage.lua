-- Statistics divide by what a recorder has seen.

local snn = require "snn"

local stats = snn.stats

-- Neuron i spikes in every (i + 1)-th iteration.
local Regular = snn.Behavior "Regular"

function Regular:forward(neurons)
  local count = neurons.id * 0 + neurons.iteration
  neurons.spike = (count % (neurons.id + 1)):eq(0)
end

-- A group of 3 neurons with a recorder of their spikes, which have run for
-- `count` iterations.
local function run(count, options)
  options = options or {}
  options[1] = "spike"
  local net = snn.Network { seed = 1 }
  local recorder = snn.EventRecorder(options)
  local neurons = snn.NeuronGroup {
    net = net, size = 3, behavior = { Regular {}, recorder },
  }
  net:initialize()
  net:simulate_iterations(count)
  return net, neurons, recorder
end

row("A7", "a rate after clear_recorder counts what was seen since", function()
  local net, neurons = run(600)
  net:clear_recorder()
  net:simulate_iterations(600)
  near(stats.rate(net("spike", 1), { neurons = neurons }),
    { 1 / 2, 1 / 3, 1 / 4 }, 1e-15)
end)

row("A7", "a rate of a late group counts from its beginning", function()
  local net = run(600)
  local late = snn.NeuronGroup {
    net = net, size = 2, tag = "late",
    behavior = { Regular {}, snn.EventRecorder "spike" },
  }
  net:simulate_iterations(600)
  near(stats.rate(late("spike", 1), { neurons = late }), { 1 / 2, 1 / 3 },
    1e-15)
end)

row("A7", "a rate after cut_length counts what was seen after it", function()
  local net, neurons, recorder = run(1200)
  recorder:cut_length(130)
  -- There are 13 spikes in 12 iterations.
  near(stats.rate(net("spike", 1), { neurons = neurons }),
    { 1 / 2, 1 / 3, 1 / 4 }, 0.01)
end)

row("A7", "what is not in memory has no picture", function()
  local path = os.tmpname()
  local net, neurons, recorder = run(12, { file = path })
  os.remove(path)
  for _, name in ipairs { "raster", "rate", "isi" } do
    fails(function() snn.plot[name](net("spike", 1), { neurons = neurons }) end,
      "plot." .. name .. ": the recorder has nothing in memory; let it record,"
      .. " and if it writes to a file, read that with snn.load_recording")
  end
  -- Nor has it a rate: NaN would say that it has seen no iteration.
  fails(function() stats.rate(recorder) end,
    "stats.rate: the recorder has nothing in memory; let it record, and if it"
    .. " writes to a file, read that with snn.load_recording")
end)

row("A7", "a recorder can be given itself", function()
  local _, _, recorder = run(12)
  near(stats.rate(recorder), { 1 / 2, 1 / 3, 1 / 4 }, 1e-15)
  snn.plot.rate(recorder)
end)

row("A7", "a rate of the newest events counts when they were", function()
  local net, neurons = run(1200, { max_length = 130 })
  near(stats.rate(net("spike", 1), { neurons = neurons }),
    { 1 / 2, 1 / 3, 1 / 4 }, 0.01)
end)

row("A7", "a rate counts no iterations in which a recorder was off", function()
  local net, neurons, recorder = run(120)
  recorder:disable()
  net:simulate_iterations(80)
  recorder:enable()
  net:simulate_iterations(120)
  local rates = { 1 / 2, 1 / 3, 1 / 4 }
  near(stats.rate(net("spike", 1), { neurons = neurons }), rates, 0.01)
  net:simulate_iterations(1000, { disable_recording = true })
  near(stats.rate(net("spike", 1), { neurons = neurons }), rates, 0.01)
end)

row("A7", "a rate with a gap counts the iterations that were seen", function()
  local net, neurons = run(120, { gap_width = 12 })
  equal(stats.rate(net("spike", 1), { neurons = neurons }), { 1, 1, 1 })
end)

row("A7", "a rate between two iterations counts what was seen there", function()
  local net, neurons, recorder = run(120)
  recorder:disable()
  net:simulate_iterations(120)
  local options = { neurons = neurons, first = 61, last = 240 }
  near(stats.rate(net("spike", 1), options), { 1 / 2, 1 / 3, 1 / 4 }, 1e-15)
  equal(stats.rate(net("spike", 1), { neurons = neurons, first = 121 }),
    { 0 / 0, 0 / 0, 0 / 0 })
end)

row("A7", "iterations that are counted anew are seen twice", function()
  local net, neurons = run(120)
  net.iteration = 0
  near(stats.rate(net("spike", 1), { neurons = neurons }),
    { 1 / 2, 1 / 3, 1 / 4 }, 1e-15)
  net:simulate_iterations(60)
  near(stats.rate(net("spike", 1), { neurons = neurons }),
    { 1 / 2, 1 / 3, 1 / 4 }, 1e-15)
end)

row("A7", "what was seen is saved with a network", function()
  local net, neurons = run(600)
  net:clear_recorder()
  net:simulate_iterations(600)
  local path = os.tmpname()
  net:save(path)
  local other, others = run(0)
  other:load(path)
  os.remove(path)
  other:simulate_iterations(12)
  near(stats.rate(other("spike", 1), { neurons = others }),
    { 1 / 2, 1 / 3, 1 / 4 }, 1e-15)
  equal(neurons.size, 3)
end)

row("A7", "an interval doesn't reach over a pause", function()
  local net, neurons, recorder = run(12)
  recorder:disable()
  net:simulate_iterations(12)
  recorder:enable()
  net:simulate_iterations(12)
  local spikes = net("spike", 1)
  -- Neuron 3 spikes at 4, 8, 12, and at 28, 32, 36.
  local isi, neuron = stats.isi(spikes)
  equal(isi[neuron:eq(3)]:totable(), { 4, 4, 4, 4 })
  equal(stats.cv(spikes, { neurons = neurons }), { 0, 0, 0 })
  equal(stats.lv(spikes, { neurons = neurons }), { 0, 0, 0 })
end)

row("A7", "a local variation compares no intervals around a pause", function()
  local net = snn.Network { seed = 1 }
  local Late = snn.Behavior "Late"
  function Late:forward(neurons)
    local t = neurons.iteration
    local step = t <= 6 and 2 or 3
    neurons.spike = (neurons.id * 0 + t % step):eq(0)
  end
  local recorder = snn.EventRecorder "spike"
  local neurons = snn.NeuronGroup {
    net = net, size = 1, behavior = { Late {}, recorder },
  }
  net:initialize()
  net:simulate_iterations(6)
  recorder:disable()
  net:simulate_iterations(6)
  recorder:enable()
  net:simulate_iterations(9)
  local spikes = net("spike", 1)
  equal(spikes:select(2, 1), { 2, 4, 6, 15, 18, 21 })
  equal(stats.lv(spikes, { neurons = neurons }), { 0 })
  near(stats.cv(spikes, { neurons = neurons }), { 0.2 }, 1e-15)
end)

row("A7", "only bins that were seen as a whole are counted", function()
  local net, neurons, recorder = run(15)
  recorder:disable()
  net:simulate_iterations(10)
  recorder:enable()
  net:simulate_iterations(20)
  local spikes = net("spike", 1)
  local options = { neurons = neurons, bin = 6 }
  local counts, start = stats.counts(spikes, options)
  -- From 1 to 15, and from 26 to 45.
  equal(start, { 1, 7, 31, 37 })
  equal(counts, { { 3, 2, 1 }, { 3, 2, 2 }, { 3, 2, 2 }, { 3, 2, 1 } })
  equal(stats.fano(spikes, options), { 0, 0, 1 / 6 })
end)

row("A7", "bins begin with what was seen", function()
  local net, neurons = run(600)
  net:clear_recorder()
  net:simulate_iterations(600)
  local counts, start = stats.counts(net("spike", 1),
    { neurons = neurons, bin = 200 })
  equal(start, { 601, 801, 1001 })
  equal(counts:select(2, 1), { 100, 100, 100 })
end)

row("A7", "a spectrum of rows with a pause is an error", function()
  local net = snn.Network { seed = 1 }
  local recorder = snn.Recorder "sum(spike)"
  snn.NeuronGroup {
    net = net, size = 3, behavior = { Regular {}, recorder },
  }
  net:initialize()
  net:simulate_iterations(100)
  recorder:disable()
  net:simulate_iterations(50)
  recorder:enable()
  net:simulate_iterations(100)
  local y = net("sum(spike)", 1)
  fails(function() snn.plot.psd(y) end,
    "plot.psd: the recorder was off for a while, so the rows are not evenly"
    .. " spaced; take some without a pause, as y:narrow(1, 1, 500) does")
  snn.plot.psd(y:narrow(1, 1, 100))
  snn.plot.psd(y:narrow(1, 101, 100))
end)

row("A19", "a bool matrix has the spikes that were recorded", function()
  local net = snn.Network { seed = 1 }
  local neurons = snn.NeuronGroup {
    net = net, size = 3,
    behavior = {
      Regular {}, snn.Recorder "spike",
      snn.EventRecorder { "spike", tag = "events" },
    },
  }
  net:initialize()
  net:simulate_iterations(24)
  local matrix = net("spike", 1)
  local rows = net:find("events")[1]:data "spike"
  equal(matrix:size(2), 3)
  equal(rows:size(2), 2)
  local o = { neurons = neurons, bin = 5 }
  equal(stats.rate(matrix, o), stats.rate(rows, o):totable())
  equal(stats.isi(matrix), stats.isi(rows):totable())
  equal(stats.counts(matrix, o), stats.counts(rows, o):totable())
  equal(stats.rate(matrix), stats.rate(rows, o):totable())
  equal(stats.rate(matrix.T), stats.rate(rows, o):totable())
  -- The rows from the 13th on are those of the iterations from 13 on.
  local part = matrix:narrow(1, 13, 12)
  equal(stats.rate(part), { 6 / 12, 4 / 12, 3 / 12 })
  equal(select(2, stats.counts(part, { bin = 6 })), { 13, 19 })
end)

row("A19", "a bool matrix of unknown origin counts from iteration 1", function()
  local matrix = snn.zeros(6, 2, "bool")
  matrix[{ { 2, 4 }, 1 }] = true
  equal(stats.rate(matrix), { 3 / 6, 0 })
  equal(stats.isi(matrix), { 1, 1 })
  local counts, start = stats.counts(matrix, { bin = 2 })
  equal(counts, { { 1, 0 }, { 2, 0 }, { 0, 0 } })
  equal(start, { 1, 3, 5 })
  equal(stats.rate(matrix:select(2, 1)), { 3 / 6 })
end)

row("A19", "other dense matrices are refused", function()
  local dense = snn.rand(50, 5)
  local message = ": events must be rows [t, i] or a bool matrix"
    .. " [time, neuron], not float32 of shape [50, 5]"
  for _, name in ipairs { "raster", "rate", "isi" } do
    fails(function() snn.plot[name](dense) end, "plot." .. name .. message)
  end
  fails(function() stats.rate(dense, { size = 5, last = 50 }) end,
    "stats.rate" .. message)
  local net = snn.Network { seed = 1 }
  local neurons = snn.NeuronGroup {
    net = net, size = 2, behavior = { Regular {}, snn.Recorder "n" },
  }
  neurons.n = snn.ones(2, "int64")
  net:initialize()
  net:simulate_iterations(3)
  fails(function() snn.plot.raster(net("n", 1), { neurons = neurons }) end,
    "plot.raster: events must be rows [t, i] or a bool matrix [time, neuron],"
    .. " not int64 of shape [3, 2]")
  fails(function() snn.plot.rate(net("n", 1):select(2, 1)) end,
    "plot.rate: events must be rows [t, i] or a bool matrix [time, neuron],"
    .. " not int64 of shape [3]")
  fails(function() snn.plot.raster({ 1, 2 }, snn.ones(2, "bool")) end,
    "plot.raster: events must be rows [t, i] or a bool matrix [time, neuron],"
    .. " not bool of shape [2]")
end)

row("A19", "a mistake in spikes names the figure", function()
  local spikes = snn.tensor({ { 1, 0 } }, "int64")
  fails(function() snn.plot.isi(spikes) end,
    "plot.isi: the number of a neuron must be from 1 to 9223372036854775806,"
    .. " not 0")
end)

row("A19", "spikes between two iterations are refused", function()
  fails(function() snn.plot.rate { 1, 2.5 } end,
    "plot.rate: the iterations of spikes must be whole numbers")
  fails(function() snn.plot.isi({ 1, 2 }, { 1, 1.5 }) end,
    "plot.isi: the neurons of spikes must be whole numbers")
end)
