-- Leaky integrate-and-fire neurons, all to all, with pair STDP.
--
-- The first benchmark model of Vieth et al. 2024,
-- doi 10.3389/fninf.2024.1331220. Shows the two operations that make a spiking
-- network fast: the sum of the rows that fired, and the update of the block
-- that fired. Takes the number of neurons and of iterations.
--
-- Prints: 652 spikes, mean weight 0.002547

local snn = require "snn"

local size, iterations = ...
size, iterations = tonumber(size or 200), tonumber(iterations or 300)

local LIF = snn.Behavior "LIF"

function LIF:initialize(neurons)
  self.threshold = self:parameter("threshold", 6.0)
  self.decay = self:parameter("decay", 0.9)
  neurons.voltage = neurons:vector()
  neurons.spikes = neurons:vector { dtype = "bool" }
  neurons.spikes_old = neurons:vector { dtype = "bool" }
end

function LIF:forward(neurons)
  local voltage = neurons.voltage
  neurons.spikes_old = neurons.spikes
  neurons.spikes = voltage:gt(self.threshold)
  voltage[neurons.spikes] = 0 -- reset
  voltage:mul_(self.decay)
end

local Input = snn.Behavior "Input"

function Input:initialize(neurons)
  self.noise = neurons:vector()
  for _, synapse in ipairs(neurons.afferent_synapses.GLU) do
    synapse.W = synapse:matrix("uniform"):div_(synapse.src.size)
  end
end

function Input:forward(neurons)
  neurons.voltage:add_(self.noise:uniform_())
  for _, synapse in ipairs(neurons.afferent_synapses.GLU) do
    neurons.voltage:add_(synapse.W[synapse.src.spikes]:sum(1))
  end
end

-- Strengthens the synapses whose destination fires right after their source.
local STDP = snn.Behavior "STDP"

function STDP:initialize()
  self.speed = self:parameter("speed", 0.001)
end

function STDP:forward(neurons)
  for _, synapse in ipairs(neurons.afferent_synapses.GLU) do
    local fired = { synapse.src.spikes_old, synapse.dst.spikes }
    synapse.W[fired]:add_(self.speed):clamp_(0, 1)
  end
end

local net = snn.Network { seed = 1 }
local neurons = snn.NeuronGroup {
  net = net,
  size = size,
  behavior = {
    [1] = LIF { threshold = 6.0, decay = 0.9 },
    [2] = Input {},
    [3] = STDP { speed = 0.001 },
    [9] = snn.EventRecorder { "spikes" },
  },
}
local synapse = snn.SynapseGroup {
  net = net, src = neurons, dst = neurons, tag = "GLU",
}

net:initialize()
net:simulate_iterations(iterations)

print(("%d spikes, mean weight %.6f"):format(
  #net("spikes.t", 1), synapse.W:mean()))
