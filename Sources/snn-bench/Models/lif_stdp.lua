-- Leaky integrate-and-fire neurons with pair STDP, as in the
-- benchmark of the PymoNNtorch paper. Arguments: the number of neurons, the
-- seed, and options: `compiled`; `density`, the part of all synapses that there
-- is, and `layout`, that of the weights. Returns the network, the neurons and
-- the synapses.

local size, seed, options = ...
local snn = require "snn"
options = options or {}

local how = options.compiled and { compiled = true } or nil
local LIF = snn.Behavior("LIF", how)

function LIF:initialize(neurons)
  self.threshold = self:parameter("threshold", 6.0)
  self.decay = self:parameter("decay", 0.9)
  neurons.spikes = neurons:vector { "zeros", dtype = "bool" }
  neurons.spikes_old = neurons:vector { "zeros", dtype = "bool" }
  neurons.voltage = neurons:vector "uniform(0, 6)"
end

function LIF:forward(neurons)
  local voltage = neurons.voltage
  local spikes = voltage:gt(self.threshold)
  neurons.spikes_old = neurons.spikes
  neurons.spikes = spikes
  voltage[spikes] = 0
  voltage:mul_(self.decay)
end

local Input = snn.Behavior("Input", how)

function Input:initialize(neurons)
  neurons.noise = neurons:vector "zeros"
  for _, synapse in ipairs(neurons.afferent_synapses.GLU) do
    synapse.W = synapse:matrix {
      "uniform", density = options.density, layout = options.layout,
    }
    -- The same input from fewer synapses.
    synapse.W:div_(neurons.size * (options.density or 1))
  end
end

function Input:forward(neurons)
  local voltage = neurons.voltage
  voltage:add_(neurons.noise:uniform_())
  for _, synapse in ipairs(neurons.afferent_synapses.GLU) do
    voltage:add_(synapse.W[synapse.src.spikes]:sum(1))
  end
end

local STDP = snn.Behavior("STDP", how)

function STDP:initialize()
  self.speed = self:parameter("speed", 0.001)
end

function STDP:forward(neurons)
  for _, synapse in ipairs(neurons.afferent_synapses.GLU) do
    local pairs_fired = { synapse.src.spikes_old, synapse.dst.spikes }
    synapse.W[pairs_fired]:add_(self.speed):clamp_(0, 1)
  end
end

local net = snn.Network { seed = seed }
local neurons = snn.NeuronGroup {
  net = net,
  size = size,
  tag = "NG",
  behavior = { [1] = LIF {}, [2] = Input {}, [3] = STDP {} },
}
local synapses = snn.SynapseGroup {
  net = net, src = neurons, dst = neurons, tag = "GLU",
}
net:initialize()
return net, neurons, synapses
