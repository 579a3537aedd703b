-- Section 15, continued: data sets and encoders.

local snn = require "snn"
local models = snn.models

-- A network with a data set, and a group that encodes it.
local function encoding(data, encoder, size)
  local net = snn.Network {
    seed = 1, dt = 1, behavior = { [1] = models.DataSet(data) },
  }
  local neurons = snn.NeuronGroup {
    net = net, size = size or 3, tag = "n",
    behavior = {
      [2] = encoder(net), [9] = snn.Recorder { "spike" },
    },
  }
  return net, neurons
end

-- The spikes of some iterations, a row of 0 and 1 for each.
local function spikes(data, encoder, count, size)
  local net, neurons = encoding(data, encoder, size)
  net:initialize()
  net:simulate_iterations(count)
  return neurons.Recorder:data "spike":long()
end

local function sample_spikes(net)
  return models.SampleSpikes { data = net }
end

row("CX-17", "neurons spike where the sample does", function()
  local samples = snn.tensor({
    { { 1, 0, 1 }, { 0, 1, 0 } }, { { 1, 1, 1 }, { 0, 0, 0 } },
  }, "bool")
  equal(spikes({ samples, duration = 2, frames = true }, sample_spikes, 4), {
    { 1, 0, 1 }, { 0, 1, 0 }, { 1, 1, 1 }, { 0, 0, 0 },
  })
  fails(function()
    spikes({ samples, duration = 3, frames = true }, sample_spikes, 1)
  end, "in DataSet:initialize (key 1) of Network 'Network_1': DataSet: with"
    .. " frames, samples must have the shape [samples, 3, ...], a row for each"
    .. " iteration of duration, and have [2, 2, 3]")
  fails(function()
    spikes({ samples, duration = 2, frames = true }, sample_spikes, 1, 4)
  end, "in SampleSpikes:initialize (key 2) of NeuronGroup 'n': SampleSpikes:"
    .. " samples have 3 elements, and n has 4 neurons")
end)

-- What a data set shows in each iteration: number, time, label, first element.
local function shown(options, count)
  local net = encoding(options, function(net)
    return models.SampleSpikes { data = net }
  end, 2)
  net:initialize()
  local result = {}
  for t = 1, count do
    net:simulate_iteration()
    result[t] = {
      net.sample_number, net.sample_time, net.label or 0, net.sample[1],
    }
  end
  return result
end

local samples = snn.tensor { { 5, 1 }, { 7, 2 }, { 9, 3 } }

row("CX-36", "samples are shown one after the other, with silence", function()
  equal(shown({
    samples, duration = 2, silence = 1, labels = snn.tensor { 10, 20, 30 },
  }, 11), {
    { 1, 0, 10, 5 }, { 1, 1, 10, 5 }, { 1, 2, 10, 0 },
    { 2, 0, 20, 7 }, { 2, 1, 20, 7 }, { 2, 2, 20, 0 },
    { 3, 0, 30, 9 }, { 3, 1, 30, 9 }, { 3, 2, 30, 0 },
    { 1, 0, 10, 5 }, { 1, 1, 10, 5 },
  })
end)

row("CX-36", "the order may be given or drawn, and times have units", function()
  local order = snn.tensor({ 3, 1 }, "int64")
  equal(shown({ samples, duration = "1 ms", order = order }, 3), {
    { 3, 0, 0, 9 }, { 1, 0, 0, 5 }, { 3, 0, 0, 9 },
  })
  local numbers, is_changed = {}, false
  for t, row in ipairs(shown({
    samples, duration = 1, shuffle = true, epochs = 20,
  }, 60)) do
    numbers[t] = row[1]
    is_changed = is_changed or row[1] ~= (t - 1) % 3 + 1
  end
  for epoch = 0, 19 do
    equal(snn.tensor({ table.unpack(numbers, 3 * epoch + 1, 3 * epoch + 3) })
      :sort(), { 1, 2, 3 })
  end
  assert(is_changed)
end)

row("CX-36", "a data set that can't be is an error", function()
  local at = "in DataSet:initialize (key 1) of Network 'Network_1': DataSet: "
  fails(function() shown({ 3, duration = 1 }, 1) end,
    at .. "parameter 'samples' = 3: it must be a tensor (or a list of numbers)")
  fails(function()
    shown({ samples, duration = 1, labels = snn.zeros(2) }, 1)
  end, at .. "there are 2 labels for 3 samples")
  fails(function()
    shown({ samples, duration = 1, order = snn.tensor { 1, 4 } }, 1)
  end, at .. "the order must be of numbers from 1 to 3, and is from 1 to 4")
  fails(function()
    local order = snn.tensor { 1 }
    shown({ samples, duration = 1, order = order, shuffle = true }, 1)
  end, at .. "there is an order, so it can't be shuffled")
  local other = snn.Network { seed = 1, dt = 1 }
  snn.NeuronGroup {
    net = other, size = 1, tag = "n", behavior = { models.PoissonEncoder {} },
  }
  fails(function() other:initialize() end,
    "in PoissonEncoder:initialize (key 1) of NeuronGroup 'n': PoissonEncoder: n"
    .. " has no samples; add snn.models.DataSet {} to it, or say with data"
    .. " which object has one")
end)

row("CX-40", "Poisson spikes are as frequent as the sample says", function()
  local probabilities = snn.tensor { { 0, 0.5, 1 } }
  local found = spikes({ probabilities, duration = 4000 }, function(net)
    return models.PoissonEncoder { data = net, rate = "400 Hz" }
  end, 4000):float()
  -- Within four standard errors.
  near(found:mean(1), { 0, 0.2, 0.4 }, 4 * math.sqrt(0.4 * 0.6 / 4000))
  local bad = snn.tensor { { 0, 3 } }
  fails(function()
    spikes({ bad, duration = 1 }, function(net)
      return models.PoissonEncoder { data = net, rate = "500 Hz" }
    end, 1, 2)
  end, "in PoissonEncoder:initialize (key 2) of NeuronGroup 'n':"
    .. " PoissonEncoder: samples must be from 0 to 2, and are from 0 to 3")
end)

row("CX-40", "rates are regular spikes", function()
  local found = spikes({ snn.tensor { { 0, 0.5, 1 } }, duration = 8 },
    function(net)
      return models.RateEncoder { data = net, rate = "500 Hz" }
    end, 8)
  equal(found.T, {
    { 0, 0, 0, 0, 0, 0, 0, 0 }, { 0, 0, 0, 1, 0, 0, 0, 1 },
    { 0, 1, 0, 1, 0, 1, 0, 1 },
  })
end)

-- The iterations at which neurons spike for a sample, by CoNeX's formula.
local function latencies(sample, window)
  local result = {}
  for i, x in ipairs(sample:totable()) do
    result[i] = window - math.ceil(x * (window - 1))
  end
  return result
end

row("CX-40", "larger elements spike sooner, once", function()
  local sample = snn.tensor { 0, 0.26, 1, 0.5, 0.99, 0.1 }
  local found = spikes({ sample:unsqueeze(1), duration = 6, silence = 3 },
    function(net)
      return models.LatencyEncoder { data = net }
    end, 9, 6)
  equal(found:sum(1), { 1, 1, 1, 1, 1, 1 })
  equal(found:argmax(1), latencies(sample, 6))
end)

row("CX-40", "latencies may have a threshold, and be stretched", function()
  local sample = snn.tensor { 10, 60, 20, 90, 30 }
  local found = spikes({ sample:unsqueeze(1), duration = 8 }, function(net)
    return models.LatencyEncoder {
      data = net, threshold = 20, stretch = true, window = 5,
    }
  end, 8, 5)
  equal(found:sum(1), { 0, 1, 1, 1, 1 })
  equal(found[{ {}, { 2, 5 } }]:argmax(1),
    latencies((sample[{ { 2, 5 } }] - 20) / 70, 5))
  local at = "in LatencyEncoder:initialize (key 2) of NeuronGroup 'n':"
    .. " LatencyEncoder: "
  fails(function()
    spikes({ sample:unsqueeze(1), duration = 8 }, function(net)
      return models.LatencyEncoder { data = net }
    end, 1, 5)
  end, at .. "samples must be from 0 to 1, and are from 10 to 90")
  fails(function()
    spikes({ sample:unsqueeze(1), duration = 8 }, function(net)
      return models.LatencyEncoder { data = net, window = 9 }
    end, 1, 5)
  end, at .. "a window of 9 iterations is longer than a sample is shown, 8")
end)
