-- Conformance case 03: Izhikevich neurons with trace STDP.
--
-- Vieth et al. 2024, doi 10.3389/fninf.2024.1331220, with the neuron of
-- Izhikevich 2003, doi 10.1109/TNN.2003.820440. Gets the folder of the case and
-- a folder for its outputs.

local snn = require "snn"

local case, output = ...

local function input(name, type)
  return snn.load(case .. "/inputs/" .. name .. ".npy", type)
end

local function save(name, tensor)
  tensor:save(output .. "/" .. name .. ".npy")
end

local TimeResolution = snn.Behavior "TimeResolution"

function TimeResolution:initialize(network)
  network.dt = self:parameter("dt", 1)
end

local Input = snn.Behavior "Input"

function Input:initialize(neurons)
  self.offset = self:parameter("offset", 15.0)
  self.strength = self:parameter("strength", 0.005)
  self.noise = self:parameter { "noise", required = true }
  local weights = self:parameter { "weights", required = true }
  neurons.I = neurons:vector(self.offset)
  for _, synapse in ipairs(neurons.afferent_synapses.GLU) do
    synapse.W = weights
  end
end

function Input:forward(neurons)
  neurons.I:fill_(self.offset)
  for _, synapse in ipairs(neurons.afferent_synapses.GLU) do
    local sum = synapse.W[synapse.src.spikes]:sum(1)
    neurons.I:add_(sum:mul_(self.strength))
  end
  neurons.I:add_(self.noise[neurons.iteration])
end

local Izhikevich = snn.Behavior "Izhikevich"

function Izhikevich:initialize(neurons)
  self.a = self:parameter("a", 0.02)
  self.b = self:parameter("b", 0.04)
  self.c = self:parameter("c", -65.0)
  self.d = self:parameter("d", 2.0)
  self.threshold = self:parameter("threshold", 30.0)
  neurons.v = self:parameter { "v", required = true }
  neurons.u = self:parameter { "u", required = true }
  neurons.spikes = neurons:vector { dtype = "bool" }
end

function Izhikevich:forward(neurons)
  local v, u, dt = neurons.v, neurons.u, neurons.network.dt
  neurons.spikes = v:ge(self.threshold)
  v[neurons.spikes] = self.c
  u[neurons.spikes]:add_(self.d)

  local dv = 0.04 * v ^ 2 + 5 * v + 140 - u + neurons.I
  local du = self.a * (self.b * v - u)
  v:add_(dv * dt)
  u:add_(du * dt)
end

local STDP = snn.Behavior "STDP"

function STDP:initialize(synapse)
  self.a_plus = self:parameter("a_plus", 0.01)
  self.a_minus = self:parameter("a_minus", 0.012)
  self.pre_tau = self:parameter("pre_tau", 20.0)
  self.post_tau = self:parameter("post_tau", 20.0)
  self.w_min = self:parameter("w_min", 0.0)
  self.w_max = self:parameter("w_max", 1.0)
  synapse.src_trace = synapse.src:vector()
  synapse.dst_trace = synapse.dst:vector()
end

function STDP:forward(synapse)
  local pre, post = synapse.src.spikes, synapse.dst.spikes
  local src_trace, dst_trace = synapse.src_trace, synapse.dst_trace
  local dt = synapse.network.dt
  src_trace:add_(pre - src_trace / self.pre_tau * dt)
  dst_trace:add_(post - dst_trace / self.post_tau * dt)

  local W = synapse.W
  W[pre]:sub_(dst_trace * self.a_minus * (W[pre] - self.w_min))
  local columns = W[{ {}, post }]
  columns:add_(
    (src_trace * self.a_plus):unsqueeze(2) * (self.w_max - columns))
end

local net = snn.Network {
  behavior = { [1] = TimeResolution {} },
}
local neurons = snn.NeuronGroup {
  net = net,
  tag = "NG",
  size = 200,
  behavior = {
    [1] = Input {
      offset = 15.0, strength = 0.005, noise = input "noise",
      weights = input "W0",
    },
    [2] = Izhikevich {
      a = 0.02, b = 0.04, c = -65.0, d = 2.0, threshold = 30.0,
      v = input "v0", u = input "u0",
    },
    [8] = snn.Recorder { "v", "u", "spikes" },
    [9] = snn.EventRecorder { "spikes", tag = "events" },
  },
}
local synapse = snn.SynapseGroup {
  net = net,
  src = neurons,
  dst = neurons,
  tag = "GLU",
  behavior = {
    [5] = STDP {
      a_plus = 0.01, a_minus = 0.012, pre_tau = 20.0, post_tau = 20.0,
      w_min = 0.0, w_max = 1.0,
    },
  },
}

net:initialize()
net:simulate_iterations(300)

-- Conformance counts neurons from 0.
local events = neurons.events:data "spikes"
events:select(2, 2):sub_(1)

save("events", events)
for _, name in ipairs { "v", "u", "spikes" } do
  save(name, neurons.Recorder:data(name))
end
save("W_300", synapse.W)
save("src_trace_300", synapse.src_trace)
save("dst_trace_300", synapse.dst_trace)
