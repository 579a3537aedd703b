-- Conformance case 02: leaky integrate-and-fire neurons with pair STDP.
--
-- Vieth et al. 2024, doi 10.3389/fninf.2024.1331220. Gets the folder of the
-- case and a folder for its outputs.

local snn = require "snn"

local case, output = ...

local function input(name, type)
  return snn.load(case .. "/inputs/" .. name .. ".npy", type)
end

local function save(name, tensor)
  tensor:save(output .. "/" .. name .. ".npy")
end

local LIF = snn.Behavior "LIF"

function LIF:initialize(neurons)
  self.threshold = self:parameter("threshold", 6.0)
  self.decay = self:parameter("decay", 0.9)
  neurons.spikes = neurons:vector { dtype = "bool" }
  neurons.spikes_old = neurons:vector { dtype = "bool" }
  neurons.voltage = self:parameter { "voltage", required = true }
end

function LIF:forward(neurons)
  neurons.spikes_old = neurons.spikes
  neurons.spikes = neurons.voltage:gt(self.threshold)
  neurons.voltage[neurons.spikes] = 0
  neurons.voltage:mul_(self.decay)
end

local Input = snn.Behavior "Input"

function Input:initialize(neurons)
  self.noise = self:parameter { "noise", required = true }
  local weights = self:parameter { "weights", required = true }
  for _, synapse in ipairs(neurons.afferent_synapses.GLU) do
    synapse.W = weights
  end
end

function Input:forward(neurons)
  neurons.voltage:add_(self.noise[neurons.iteration])
  for _, synapse in ipairs(neurons.afferent_synapses.GLU) do
    neurons.voltage:add_(synapse.W[synapse.src.spikes]:sum(1))
  end
end

local STDP = snn.Behavior "STDP"

function STDP:initialize()
  self.speed = self:parameter("speed", 0.001)
end

function STDP:forward(neurons)
  for _, synapse in ipairs(neurons.afferent_synapses.GLU) do
    local paired = { synapse.src.spikes_old, synapse.dst.spikes }
    synapse.W[paired]:add_(self.speed):clamp_(0, 1)
  end
end

local net = snn.Network {}
local neurons = snn.NeuronGroup {
  net = net,
  tag = "NG",
  size = 200,
  behavior = {
    [1] = LIF { threshold = 6.0, decay = 0.9, voltage = input "v0" },
    [2] = Input { noise = input "noise", weights = input "W0" },
    [3] = STDP { speed = 0.001 },
    [8] = snn.Recorder { "voltage", "spikes" },
    [9] = snn.EventRecorder { "spikes", tag = "events" },
  },
}
local synapse = snn.SynapseGroup {
  net = net,
  src = neurons,
  dst = neurons,
  tag = "GLU",
  behavior = {
    [8] = snn.Recorder { "sum(W)" },
  },
}

net:initialize()
for iteration = 100, 300, 100 do
  net:simulate_iterations(100)
  save("W_" .. iteration, synapse.W)
end

-- Conformance counts neurons from 0.
local events = neurons.events:data "spikes"
events:select(2, 2):sub_(1)

save("events", events)
save("spikes", neurons.Recorder:data "spikes")
save("voltage", neurons.Recorder:data "voltage")
save("W_sum", synapse.Recorder:data "sum(W)")
