-- Conformance case 01: the example of the README, with stored noise.
--
-- Gets the folder of the case and a folder for its outputs.

local snn = require "snn"

local case, output = ...

local function input(name, type)
  return snn.load(case .. "/inputs/" .. name .. ".npy", type)
end

local function save(name, tensor)
  tensor:save(output .. "/" .. name .. ".npy")
end

local Basic = snn.Behavior "Basic"

function Basic:initialize(neurons)
  self.threshold = self:parameter("threshold", 1.0)
  self.noise = self:parameter { "noise", required = true }
  neurons.voltage = neurons:vector "zeros"
end

function Basic:forward(neurons)
  local firing = neurons.voltage:ge(self.threshold)
  neurons.spike = firing
  neurons.voltage[firing] = 0.0 -- reset
  neurons.voltage:mul_(0.9) -- decay
  neurons.voltage:add_(self.noise[neurons.iteration])
end

-- The weights are [destination, source] in this case: a row receives.
local Input = snn.Behavior "Input"

function Input:initialize(neurons)
  local weights = self:parameter { "weights", required = true }
  for _, synapse in ipairs(neurons.afferent_synapses.GLUTAMATE) do
    synapse.W = weights
    synapse.enabled = synapse.W:gt(0)
  end
end

function Input:forward(neurons)
  for _, synapse in ipairs(neurons.afferent_synapses.GLUTAMATE) do
    local sum = synapse.W:matmul(synapse.src.spike)
    neurons.voltage:add_(sum / synapse.src.size * 10)
  end
end

local net = snn.Network {}
local neurons = snn.NeuronGroup {
  net = net,
  tag = "NG",
  size = 100,
  behavior = {
    [1] = Basic { threshold = 1.0, noise = input "noise" },
    [2] = Input { weights = input "W0" },
    [9] = snn.Recorder { "voltage" },
    [10] = snn.EventRecorder { "spike" },
  },
}
snn.SynapseGroup { net = net, src = neurons, dst = neurons, tag = "GLUTAMATE" }

net:initialize()
net:simulate_iterations(1000)

-- Conformance counts neurons from 0.
local events = net("spike", 1)
events:select(2, 2):sub_(1)

save("voltage", net("voltage", 1))
save("events", events)
save("spike_t", net("spike.t", 1))
save("spike_i", net("spike.i", 1) - 1)
