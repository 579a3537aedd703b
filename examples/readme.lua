-- The example of the README: a hundred neurons that excite each other.
--
-- Shows behaviors, a synapse group and recorders. Takes the path of a file for
-- the voltages, an array [iteration, neuron] that NumPy reads; voltage.npy if
-- none is given.
--
-- Prints: firing rate 0.0274 per iteration

local snn = require "snn"

local path = ... or "voltage.npy"

local Basic = snn.Behavior "Basic"

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

local Input = snn.Behavior "Input"

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

local net = snn.Network { seed = 1 }
local neurons = snn.NeuronGroup {
  net = net,
  size = 100,
  behavior = {
    [1] = Basic { threshold = 1.0 },
    [2] = Input {},
    [9] = snn.Recorder { "voltage" },
    [10] = snn.EventRecorder { "spike" },
  },
}
snn.SynapseGroup { net = net, src = neurons, dst = neurons, tag = "GLUTAMATE" }

net:initialize()
net:simulate_iterations(1000)

local voltage = net("voltage", 1) -- [1000, 100]
voltage:save(path)

local t = net("spike.t", 1) -- when each spike was; net("spike.i", 1) is where
local rate = #t / neurons.size / net.iteration
print(("firing rate %.4f per iteration"):format(rate))
