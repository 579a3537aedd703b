-- Section 8: recorders.

local snn = require "snn"

local Count = snn.Behavior "Count"

function Count:initialize(object)
  object.v = object:vector(0)
end

function Count:forward(object)
  object.v:add_(1)
end

-- A network of two neurons whose `v` is the iteration, with these recorders
-- from key 9 on.
local function network(...)
  local net = snn.Network { seed = 1 }
  local behaviors = { Count {} }
  for i, recorder in ipairs { ... } do
    behaviors[8 + i] = recorder
  end
  local a = snn.NeuronGroup {
    net = net, size = 2, tag = "a", behavior = behaviors,
  }
  net:initialize()
  return net, a
end

row("REC-01", "variables are given in several ways", function()
  local net = network(snn.Recorder "v", snn.Recorder { "v * 2", "iteration" },
    snn.Recorder { variables = "v + 1", tag = "mine" },
    snn.Recorder { variables = { "v + 2" } })
  net:simulate_iteration()
  equal(net("v", 1), { { 1, 1 } })
  equal(net("v * 2", 1), { { 2, 2 } })
  equal(net("iteration", 1), { 1 })
  equal(net("v + 1", 1), { { 2, 2 } })
  equal(net("v + 2", 1), { { 3, 3 } })
  assert(net:has_module "mine")
end)

row("REC-01", "a recorder works on any object", function()
  local net, a = network()
  local s = snn.SynapseGroup {
    net = net, src = a, dst = a, behavior = { snn.Recorder "W" },
  }
  s.W = s:matrix(1)
  net:add_behavior(1, snn.Recorder "iteration")
  net:simulate_iterations(2)
  equal(net("W", 1).shape, { 2, 2, 2 })
  equal(net("iteration", 1), { 1, 2 })
end)

row("REC-01", "mistakes in a recorder are errors", function()
  fails(function() snn.Recorder {} end,
    "Recorder: name what to record: Recorder { \"voltage\" }")
  fails(function() snn.Recorder { "v", gap = 2 } end,
    "Recorder has no option 'gap'; its options are behavior_enabled, file,"
    .. " gap_width, gapwidth, max_length, run_every, run_from, run_until, tag,"
    .. " variables")
  fails(function() snn.Recorder { "v", gap_width = -1 } end,
    "Recorder: gap_width must be a whole number of 0 or more, got -1")
  fails(function() snn.Recorder { 1 } end,
    "Recorder: a variable is a text such as \"voltage\", got number")
end)

row("REC-02", "expressions are written as they are meant", function()
  local net = network(snn.Recorder {
    "v > 2", "v.mean()", "torch.stack([v, v])", "mean(v)", "n.v[1]",
    "v:sum() / 2",
  })
  net:simulate_iterations(3)
  equal(net("v > 2", 1), { { false, false }, { false, false }, { true, true } })
  equal(net("v.mean()", 1), { 1, 2, 3 })
  equal(net("torch.stack([v, v])", 1).shape, { 3, 2, 2 })
  equal(net("mean(v)", 1), { 1, 2, 3 })
  equal(net("n.v[1]", 1), { 1, 2, 3 })
  equal(net("v:sum() / 2", 1), { 1, 2, 3 })
end)

row("REC-03", "values are stacked along the first axis", function()
  local net, a = network(snn.Recorder { "v", "sum(v)", "rate", "m" })
  a.rate, a.m = 5, snn.zeros(2, 3)
  net:simulate_iterations(4)
  equal(net("v", 1).shape, { 4, 2 })
  equal(net("sum(v)", 1).shape, { 4 })
  equal(net("rate", 1), { 5, 5, 5, 5 })
  equal(net("m", 1).shape, { 4, 2, 3 })
end)

row("REC-04", "values are copied", function()
  local net, a = network(snn.Recorder "v")
  net:simulate_iteration()
  a.v:fill_(-1)
  equal(net("v", 1), { { 1, 1 } })
end)

row("REC-05", "a gap leaves iterations out", function()
  local net = network(snn.Recorder { "iteration", gap_width = 3 },
    snn.Recorder { "iteration + 0", gapwidth = 1 },
    snn.Recorder { "iteration * 1", gap_width = 0 })
  net:simulate_iterations(7)
  equal(net("iteration", 1), { 3, 6 })
  equal(#net("iteration + 0", 1), 7)
  equal(#net("iteration * 1", 1), 7)
end)

row("REC-06", "the newest rows are kept", function()
  local net = network(snn.Recorder { "iteration", max_length = 2 })
  net:simulate_iterations(5)
  equal(net("iteration", 1), { 4, 5 })
end)

row("REC-07", "many rows are recorded", function()
  local net = network(snn.Recorder "iteration")
  net:simulate_iterations(5000)
  equal(net("iteration", 1):sum(), 5000 * 5001 // 2)
end)

row("REC-07", "rows that go to a file are not kept in memory", function()
  local path = os.tmpname()
  local net = network(snn.Recorder { "iteration", file = path })
  net:simulate_iterations(5000)
  local recording = snn.load_recording(path)
  os.remove(path)
  equal(net("iteration", 1).shape, { 0 })
  equal(recording.iteration:sum(), 5000 * 5001 // 2)
end)

row("REC-08", "numbers of a wider type widen what was recorded", function()
  local net, a = network(snn.Recorder "x")
  a.x = 1
  net:simulate_iteration()
  a.x = 1.5
  net:simulate_iteration()
  equal(net("x", 1), { 1, 1.5 })
end)

row("REC-08", "a change of shape is an error", function()
  local net, a = network(snn.Recorder "x")
  a.x = snn.zeros(2)
  net:simulate_iteration()
  a.x = snn.zeros(3)
  fails(function() net:simulate_iteration() end,
    "in Recorder:forward (key 9) of "
    .. "NeuronGroup 'a', iteration 2: recording 'x': 'x' was recorded with"
    .. " shape [2]; its shape is [3] at present")
end)

row("REC-09", "an expression that can't be read is an error at initialize",
  function()
    fails(function() network(snn.Recorder "v +") end,
      "in Recorder:initialize (key 9) of NeuronGroup 'a': recorder expression"
      .. " 'v +', column 4: expected a value, found the end")
  end)

row("REC-09", "a variable that isn't there is an error", function()
  local net = network(snn.Recorder "u")
  fails(function() net:simulate_iteration() end,
    "in Recorder:forward (key 9) of "
    .. "NeuronGroup 'a', iteration 1: recording 'u': NeuronGroup 'a' has no"
    .. " variable 'u'; known variables: v")
end)

row("REC-10", "a recorder has a table of its data", function()
  local net, a = network(snn.Recorder { "v", "iteration" })
  net:simulate_iterations(3)
  local variables = a.Recorder.variables
  equal(variables.v[{ {}, { 1, 1 } }], { { 1 }, { 2 }, { 3 } })
  equal(variables.iteration, { 1, 2, 3 })
end)

row("REC-11", "reset forgets and keeps counting", function()
  local net, a = network(snn.Recorder { "iteration", gap_width = 3 })
  net:simulate_iterations(4)
  a.Recorder:reset()
  equal(net("iteration", 1), {})
  net:simulate_iterations(2)
  equal(net("iteration", 1), { 6 })
end)

row("REC-12", "clear_recorder forgets several variables", function()
  local net, a = network(snn.Recorder { "v", "iteration" })
  net:simulate_iteration()
  a.Recorder:clear_recorder()
  net:simulate_iteration()
  equal(net("v", 1), { { 2, 2 } })
  equal(net("iteration", 1), { 2 })
end)

row("REC-13", "variables can be added", function()
  local net, a = network(snn.Recorder "v")
  net:simulate_iteration()
  a.Recorder:add_variable "iteration"
  a.Recorder:add_variables { "iteration + 1", "v" }
  net:simulate_iteration()
  equal(net("iteration", 1), { 2 })
  equal(net("iteration + 1", 1), { 3 })
  equal(net("v", 1).shape, { 2, 2 })
end)

row("REC-13", "a recorder tells whether there is something new", function()
  local net, a = network(snn.Recorder { "v", gap_width = 2 })
  equal(a.Recorder:is_new_data_available(), false)
  net:simulate_iterations(2)
  equal(a.Recorder:is_new_data_available(), true)
  equal(a.Recorder:is_new_data_available(), false)
  net:simulate_iteration()
  equal(a.Recorder:is_new_data_available(), false)
end)

row("REC-13", "rows can be cut, and neurons lead", function()
  local net, a = network(snn.Recorder "v")
  net:simulate_iterations(3)
  a.Recorder:cut_length(2)
  equal(net("v", 1), { { 2, 2 }, { 3, 3 } })
  equal(a.Recorder:swapped "v", { { 2, 3 }, { 2, 3 } })
  equal(a.Recorder:swaped "v", { { 2, 3 }, { 2, 3 } })
  fails(function() a.Recorder:swapped "u" end,
    "there is no recorded variable 'u'; known recorded variables: v")
  fails(function() a.Recorder:cut_length(-1) end,
    "the length of a recorder must be 0 or more, not -1")
end)

row("REC-14", "a recorder initializes last", function()
  local net = snn.Network { seed = 1 }
  snn.NeuronGroup {
    net = net, size = 1, behavior = { snn.Recorder "v", Count {} },
  }
  net:initialize()
  net:simulate_iterations(2)
  equal(net("v", 1), { { 0 }, { 1 } })
end)

row("REC-15", "data are never stale", function()
  local net = network(snn.Recorder "v")
  net:simulate_iterations(3)
  equal(net("v", 1).shape[1], 3)
  net:simulate_iterations(4)
  equal(net("v", 1).shape[1], 7)
end)

row("REC-16", "two recorders of a variable are both found", function()
  local net = network(snn.Recorder "v", snn.Recorder { "v", gap_width = 2 })
  net:simulate_iterations(2)
  equal(#net "v", 2)
  equal(net("v", 2), { { 2, 2 } })
end)

row("EVR-01", "events are what is not zero, in order", function()
  local net, a = network(snn.EventRecorder { "x", "W" })
  a.x, a.W = snn.tensor { 0, -1 }, snn.tensor { { 1, 0 }, { 0, 1 } }
  net:simulate_iterations(2)
  equal(net("x", 1), { { 1, 2 }, { 2, 2 } })
  equal(net("x", 1).dtype, "int64")
  equal(net("W", 1), { { 1, 1, 1 }, { 1, 2, 2 }, { 2, 1, 1 }, { 2, 2, 2 } })
end)

row("EVR-02", "times and neurons are found apart", function()
  local net, a = network(snn.EventRecorder "x")
  a.x = snn.tensor { 1, 1 }
  equal(net("x.t", 1), {})
  equal(net("x.i", 1), {})
  net:simulate_iteration()
  equal(net("x.t", 1), { 1, 1 })
  equal(net("x.i", 1), { 1, 2 })
end)

row("EVR-03", "events of a gap are lost", function()
  local net, a = network(snn.EventRecorder { "x", gap_width = 2 })
  a.x = snn.tensor { 1, 0 }
  net:simulate_iterations(5)
  equal(net("x.t", 1), { 2, 4 })
end)

row("EVR-04", "neurons count from 1", function()
  local net, a = network(snn.EventRecorder "x")
  a.x = snn.tensor { 1, 0 }
  net:simulate_iteration()
  equal(net("x.i", 1), { 1 })
  equal(a.v[net("x.i", 1)], { 1 })
end)
