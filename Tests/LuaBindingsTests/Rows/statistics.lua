-- Section 18: statistics of recorded spikes.

local snn = require "snn"

local stats = snn.stats

-- Neuron 1 spikes at 1, 3, 5, 7; neuron 2 at 2, 3, 7; neuron 3 never.
local events = snn.tensor({
  { 1, 1 }, { 2, 2 }, { 3, 1 }, { 3, 2 }, { 5, 1 }, { 7, 1 }, { 7, 2 },
}, "int64")

local none = snn.zeros(0, 2, "int64")

local nan = 0 / 0

row("NONE-14", "rates are per iteration, or in Hz", function()
  local rate, mean = stats.rate(events, { size = 3, last = 8 })
  near(rate, { 4 / 8, 3 / 8, 0 }, 1e-15)
  near(stats.rate(events, { size = 3.0, last = 8.0 }), rate, 0)
  near(mean, 7 / 24, 1e-15)
  near(stats.rate(events, { size = 3, first = 3, last = 6, dt = 0.5 }),
    { 2 / 0.002, 1 / 0.002, 0 }, 1e-9)
end)

row("NONE-14", "a neuron group knows size, iterations and dt", function()
  local Regular = snn.Behavior "Regular"
  function Regular:forward(neurons)
    neurons.spike = neurons.id:mod(2):eq(neurons.iteration % 2)
  end
  local net = snn.Network { seed = 1 }
  net.dt = 0.1
  local neurons = snn.NeuronGroup {
    net = net, size = 4, behavior = { Regular {}, snn.EventRecorder "spike" },
  }
  net:initialize()
  net:simulate_iterations(100)
  near(stats.rate(net("spike", 1), { neurons = neurons }),
    { 5000, 5000, 5000, 5000 }, 1e-9)
  near(stats.synchrony(net("spike", 1), { neurons = neurons, bin = 1 }), 0,
    1e-12)
end)

row("NONE-14", "counts are binned", function()
  equal(stats.counts(events, { size = 3, last = 8, bin = 4 }),
    { { 2, 2, 0 }, { 2, 1, 0 } })
  equal(stats.counts(events, { size = 3, first = 2, last = 8, bin = 3 }),
    { { 1, 2, 0 }, { 2, 1, 0 } })
  equal(stats.counts(events, { size = 3, last = 8, bin = 4 }):sum(2), { 4, 3 })
end)

row("NONE-14", "intervals come with their neurons", function()
  local isi, neuron = stats.isi(events)
  equal(isi, { 2, 2, 2, 1, 4 })
  equal(neuron, { 1, 1, 1, 2, 2 })
  equal(stats.isi(events, { dt = 0.5, first = 3 }), { 1, 1, 2 })
end)

row("NONE-14", "events may be in any order", function()
  local mixed = snn.tensor({ { 7, 1 }, { 1, 1 }, { 3, 1 } }, "int64")
  equal(stats.isi(mixed), { 2, 4 })
end)

row("NONE-14", "cv is standard deviation over mean", function()
  local cv, mean = stats.cv(events, { size = 3 })
  near(cv, { 0, 1.5 / 2.5, nan }, 1e-15)
  near(mean, 0.3, 1e-15)
end)

row("NONE-14", "lv compares neighboring intervals", function()
  local lv, mean = stats.lv(events, { size = 3 })
  near(lv, { 0, 3 * (3 / 5) ^ 2, nan }, 1e-15)
  near(mean, 0.54, 1e-15)
end)

row("NONE-14", "fano is variance over mean of counts", function()
  local fano, mean = stats.fano(events, { size = 3, last = 8, bin = 2 })
  -- Neuron 1: 1, 1, 1, 1; neuron 2: 1, 1, 0, 1.
  near(fano, { 0, (3 / 16) / (3 / 4), nan }, 1e-15)
  near(mean, 0.125, 1e-15)
end)

row("NONE-14", "synchrony is 1 if all do the same", function()
  local same = snn.tensor({ { 1, 1 }, { 1, 2 }, { 3, 1 }, { 3, 2 } }, "int64")
  near(stats.synchrony(same, { size = 2, last = 4, bin = 1 }), 1, 1e-15)
  -- Means 1/2, 1/2, 1, 0, 1/2, 0, 1, 0; variances 1/4 and 15/64.
  near(stats.synchrony(events, { size = 2, last = 8, bin = 1 }),
    math.sqrt((2.75 / 8 - (3.5 / 8) ^ 2) / ((1 / 4 + 15 / 64) / 2)), 1e-15)
end)

row("NONE-14", "correlation is Pearson's of binned counts", function()
  local r = stats.correlation(events, { size = 3, last = 8, bin = 1 })
  local covariance = 2 / 8 - 4 / 8 * 3 / 8
  local wanted = covariance / math.sqrt(1 / 4 * 15 / 64)
  near(r, {
    { 1, wanted, nan }, { wanted, 1, nan }, { nan, nan, nan },
  }, 1e-15)
end)

row("NONE-14", "without events all is defined", function()
  local o = { size = 2, last = 10, bin = 5 }
  equal(stats.rate(none, o), { 0, 0 })
  equal(stats.counts(none, o), { { 0, 0 }, { 0, 0 } })
  equal(stats.isi(none):size(1), 0)
  equal(stats.cv(none, o), { nan, nan })
  equal(select(2, stats.cv(none, o)), nan)
  equal(stats.lv(none, o), { nan, nan })
  equal(stats.fano(none, o), { nan, nan })
  equal(stats.synchrony(none, o), nan)
  equal(stats.correlation(none, o), { { nan, nan }, { nan, nan } })
  local nothing = { size = 2, first = 1, last = 0, bin = 1 }
  equal(stats.rate(none, nothing), { nan, nan })
  equal(stats.fano(none, nothing), { nan, nan })
  equal(stats.correlation(none, nothing), { { nan, nan }, { nan, nan } })
  local nobody = { size = 0, last = 10, bin = 1 }
  equal(stats.rate(none, nobody):size(1), 0)
  equal(stats.fano(none, nobody):size(1), 0)
  equal(stats.synchrony(none, nobody), nan)
  equal(stats.correlation(none, nobody):numel(), 0)
end)

row("NONE-14", "mistakes are errors", function()
  local o = { size = 3, last = 8, bin = 2 }
  fails(function() stats.rate(snn.zeros(3, 4), o) end,
    "stats.rate: events must be rows [t, i] or a bool matrix [time, neuron],"
    .. " not float32 of shape [3, 4]")
  fails(function() stats.rate(snn.zeros(3, 2), o) end,
    "stats.rate: the number of a neuron must be from 1 to 3, not 0")
  fails(function() stats.rate(events:select(2, 1), o) end,
    "stats.rate: events must be rows [t, i] or a bool matrix [time, neuron],"
    .. " not int64 of shape [7]")
  fails(function() stats.rate({}, o) end,
    "stats.rate: expected events, got table")
  fails(function() stats.rate(events, { size = 1, last = 8 }) end,
    "stats.rate: the number of a neuron must be from 1 to 1, not 2")
  fails(function() stats.rate(events, { size = -1, last = 8 }) end,
    "stats.rate: size must be 0 or more, not -1")
  fails(function() stats.rate(events, { size = 3, first = 9, last = 2 }) end,
    "stats.rate: last must be 9, the first iteration, or more, not 2")
  fails(function() stats.rate(events, { last = 8 }) end,
    "stats.rate: give the number of neurons as size, or their group as"
    .. " neurons")
  fails(function() stats.counts(events, { size = 3, last = 8 }) end,
    "stats.counts: give the length of a bin in iterations as bin")
  fails(function() stats.counts(events, { size = 3, last = 8, bin = 0 }) end,
    "stats.counts: bin must be 1 or more, not 0")
  fails(function() stats.counts(events, { size = 3, last = 8, bin = 0.5 }) end,
    "stats.counts: bin: expected a whole number, got 0.5")
  fails(function() stats.fano(events, { sise = 3 }) end,
    "stats.fano has no option 'sise'; did you mean 'size'?")
  fails(function() stats.cv(events, { neurons = {} }) end,
    "stats.cv: neurons: expected a NeuronGroup, got table")
  fails(function() stats.rates(events) end,
    "snn.stats has no function 'rates'; did you mean 'rate'?")
  fails(function()
    stats.counts(events, { size = 3, last = math.maxinteger, bin = 1 })
  end, "stats.counts: shape [9223372036854775807, 3] has too many elements")
  fails(function()
    stats.rate(events, { size = 3, first = -1, last = math.maxinteger - 1 })
  end, "stats.rate: last must be less than 2^63 - 1 iterations after first,"
    .. " -1, not 9223372036854775806")
  fails(function()
    stats.counts(events, { size = 3, last = 1 << 60, bin = 1 })
  end, "stats.counts: shape [1152921504606846976, 3] has too many elements")
end)
