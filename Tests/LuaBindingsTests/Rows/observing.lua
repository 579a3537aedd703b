-- Section 18: what none of the reference systems has, of looking at a network.

local snn = require "snn"

local LIF = snn.Behavior "LIF"

function LIF:initialize(neurons)
  neurons.voltage = neurons:vector(1)
  neurons.spike = neurons.voltage:ge(2)
end

function LIF:forward(neurons)
  neurons.voltage:mul_(2)
  neurons.spike = neurons.voltage:ge(3)
end

local Input = snn.Behavior "Input"

function Input:initialize(synapse)
  synapse.W = synapse:matrix(0.5)
end

function Input:forward(synapse)
  synapse.dst.voltage:add_(synapse.W[synapse.src.spike]:sum(1))
end

local function network(options)
  local net = snn.Network(options or { seed = 1 })
  local neurons = snn.NeuronGroup {
    net = net, size = 2, tag = "exc",
    behavior = { [2] = LIF {}, [9] = snn.Recorder { "voltage" } },
  }
  snn.SynapseGroup {
    net = net, src = neurons, dst = neurons, tag = "GLU",
    behavior = { [1.5] = Input {} },
  }
  net:initialize()
  return net, neurons
end

-- What a function prints.
local function printed(f)
  local lines, old = {}, print
  _G.print = function(text)
    lines[#lines + 1] = text
  end
  local ok, message = pcall(f)
  _G.print = old
  assert(ok, message)
  return table.concat(lines, "\n")
end

row("NONE-04", "describe prints who runs, in which order", function()
  local net = network()
  equal(printed(function() net:describe() end), [[
Network 'Network_1': seed 1, float32, SxD, iteration 0
  NeuronGroup 'exc': 2 neurons, tags exc, NeuronGroup, ng
  SynapseGroup 'GLU': exc => exc, 2 x 2, tags GLU, SynapseGroup, syn, exc => exc
schedule:
  1.5  GLU  Input
    2  exc  LIF
    9  exc  Recorder  (initializes last)]])
end)

row("NONE-04", "elements that stay the same are not written", function()
  local net = network()
  net:trace()
  assert(printed(function() net:describe() end)
    :find "Input     exc.voltage, W, exc.spike  %-\n")
end)

row("NONE-04", "after trace it prints what each read and wrote", function()
  local net, neurons = network()
  net:trace()
  net:simulate_iteration()
  net:trace()
  local text = printed(function() net:describe() end)
  equal(text:match "iteration 3:\n(.*)", [[
  key  object  behavior  reads                      writes
  1.5  GLU     Input     exc.voltage, W, exc.spike  exc.voltage
    2  exc     LIF       voltage                    spike, voltage
    9  exc     Recorder  voltage                    -]])
  equal(net("voltage", 1):size(1), 3)
  equal(rawget(neurons, "voltage"), nil)
end)

row("NONE-04", "an error while tracing leaves the network whole", function()
  local net, neurons = network()
  neurons.voltage = nil
  assert(not pcall(net.trace, net))
  neurons.voltage = neurons:vector(1)
  net:simulate_iteration()
  equal(net.iteration, 1)
end)

row("NONE-15", "profile names who takes how long", function()
  local net = network()
  local rows = net:profile(10)
  equal(net.iteration, 10)
  equal({ rows[1].key, rows[1].object, rows[1].behavior, rows[1].calls },
    { 1.5, "GLU", "Input", 10 })
  equal(#rows, 3)
  for _, entry in ipairs(rows) do
    assert(entry.ms > 0)
  end
  assert(tostring(rows):find "ms  LIF of exc, 10 calls")
  fails(function() net:profile(-1) end,
    "profile: expected a whole number of 0 or more, got -1")
end)

row("NONE-10", "the first NaN or infinity has a maker", function()
  local net, neurons = network { seed = 1, check_finite = true }
  net:simulate_iterations(2)
  neurons.voltage[2] = 1e38
  fails(function() net:simulate_iterations(9) end,
    "in LIF:forward (key 2) of NeuronGroup 'exc', iteration 4:"
    .. " 'voltage' of NeuronGroup 'exc' became inf at [2]")
end)

row("NONE-10", "what isn't finite beforehand is excused until it is", function()
  local net, neurons = network()
  neurons.last = neurons:vector(-math.huge)
  net:check_finite(true)
  net:simulate_iteration()
  neurons.last:fill_(0)
  net:simulate_iteration()
  neurons.last[1] = 0 / 0
  fails(function() net:simulate_iteration() end,
    "in Input:forward (key 1.5) of SynapseGroup 'GLU', iteration 3:"
    .. " 'last' of NeuronGroup 'exc' became nan at [1]")
  net:check_finite(false)
  net:simulate_iteration()
end)

row("NONE-10", "infinity can be allowed, and initialize is checked", function()
  local Bad = snn.Behavior "Bad"
  function Bad:initialize(object)
    object.x = snn.tensor { 1 / 0, 0 / 0 }
  end
  local net = snn.Network { seed = 1, behavior = { Bad {} } }
  net:check_finite "nan"
  fails(function() net:initialize() end,
    "in Bad:initialize (key 1) of Network 'Network_1':"
    .. " 'x' of Network 'Network_1' became nan at [2]")
  fails(function() net:check_finite "NaN" end,
    'check_finite: expected true, false or "nan", got "NaN"')
end)
