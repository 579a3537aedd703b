-- Faults of what recorders keep, in memory and in files.

local snn = require "snn"

-- A network whose behavior at key 5 fails once in each of these iterations,
-- with `x` as the iteration and spikes in each.
local function failing(iterations, behaviors)
  local Count = snn.Behavior "Count"
  function Count:forward(neurons) -- luacheck: ignore 212
    neurons.x = neurons:vector(neurons.iteration)
    neurons.spike = neurons.x:gt(0)
  end
  local Fail = snn.Behavior "Fail"
  function Fail:forward(neurons) -- luacheck: ignore 212
    if iterations[neurons.iteration] then
      iterations[neurons.iteration] = nil
      error "not yet"
    end
  end
  behaviors[1], behaviors[5] = Count {}, Fail {}
  local net = snn.Network { seed = 1 }
  snn.NeuronGroup { net = net, size = 2, behavior = behaviors }
  net:initialize()
  return net
end

-- Runs a network up to an iteration, again after each of three errors at most.
local function run_to(net, last)
  for _ = 1, 4 do
    pcall(net.simulate_iterations, net, last - net.iteration)
  end
  equal(net.iteration, last)
end

row("A17", "recorders keep rows of whole iterations only", function()
  local net = failing({ [1] = true, [3] = true, [40] = true }, {
    [2] = snn.Recorder { "max(x)", "x" },
    [3] = snn.EventRecorder "spike",
    [8] = snn.Recorder { "min(x)" },
  })
  run_to(net, 3)
  equal(net("max(x)", 1), { 1, 2, 3 })
  equal(net("min(x)", 1), { 1, 2, 3 })
  equal(net("x", 1), { { 1, 1 }, { 2, 2 }, { 3, 3 } })
  equal(net("spike", 1),
    { { 1, 1 }, { 1, 2 }, { 2, 1 }, { 2, 2 }, { 3, 1 }, { 3, 2 } })
  run_to(net, 50)
  equal(net("max(x)", 1), snn.arange(1, 50))
  equal(net("spike.t", 1):size(1), 100)
end)

row("A17", "rows that gave way in a failed iteration are back", function()
  local short = snn.Recorder { "max(x)", max_length = 3 }
  local sparse = snn.Recorder { "min(x)", gap_width = 3 }
  local few = snn.EventRecorder { "spike", max_length = 3 }
  local net = failing({ [4] = true, [18] = true, [36] = true }, {
    [2] = short, [3] = sparse, [4] = few,
  })
  run_to(net, 3)
  pcall(net.simulate_iteration, net)
  equal(short:data "max(x)", { 1, 2, 3 })
  equal(sparse:data "min(x)", { 3 })
  equal(few:data "spike", { { 2, 2 }, { 3, 1 }, { 3, 2 } })
  run_to(net, 36)
  equal(short:data "max(x)", { 34, 35, 36 })
  equal(sparse:data "min(x)", { 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33, 36 })
  equal(few:data "spike", { { 35, 2 }, { 36, 1 }, { 36, 2 } })
end)

row("A17", "a file has rows of whole iterations only", function()
  with_file(function(path)
    local net = failing({ [1] = true, [3] = true }, {
      [2] = snn.Recorder { "max(x)", file = path },
    })
    run_to(net, 5)
    local recording = snn.load_recording(path)
    equal(recording["max(x)"], { 1, 2, 3, 4, 5 })
    equal(recording["max(x).t"], { 1, 2, 3, 4, 5 })
  end)
end)
