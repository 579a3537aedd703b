-- The example of the README, with the number of neurons, the seed and options
-- as arguments: `compiled`. Returns the network and the neurons.

local size, seed, options = ...
local snn = require "snn"

local how = options and options.compiled and { compiled = true } or nil

local Basic = snn.Behavior("Basic", how)

function Basic:initialize(neurons)
  neurons.voltage = neurons:vector "zeros"
  self.threshold = self:parameter("threshold", 1.0)
end

function Basic:forward(neurons)
  local firing = neurons.voltage:ge(self.threshold)
  neurons.spike = firing
  neurons.voltage[firing] = 0.0 -- reset
  neurons.voltage:mul_(0.9) -- decay
  neurons.voltage:add_(neurons:vector { "uniform", density = 0.1 })
end

local Input = snn.Behavior("Input", how)

function Input:initialize(neurons)
  for _, synapse in ipairs(neurons.afferent_synapses.GLUTAMATE) do
    synapse.W = synapse:matrix { "uniform", density = 0.1 }
    synapse.enabled = synapse.W:gt(0)
  end
end

function Input:forward(neurons)
  for _, synapse in ipairs(neurons.afferent_synapses.GLUTAMATE) do
    local input = synapse.W[synapse.src.spike]:sum(1)
    neurons.voltage:add_(input / synapse.src.size * 10)
  end
end

local net = snn.Network { seed = seed }
local neurons = snn.NeuronGroup {
  net = net,
  size = size,
  behavior = {
    [1] = Basic { threshold = 1.0 },
    [2] = Input {},
    [9] = snn.Recorder { "voltage" },
    [10] = snn.EventRecorder { "spike" },
  },
}
snn.SynapseGroup { net = net, src = neurons, dst = neurons, tag = "GLUTAMATE" }
net:initialize()
return net, neurons
