-- Izhikevich neurons with trace STDP on dense weights, as in the benchmark of
-- the PymoNNtorch paper. Arguments: the number of neurons, the seed, and
-- options: `compiled`. Returns the network, the neurons and the synapses.

local size, seed, options = ...
local snn = require "snn"

local how = options and options.compiled and { compiled = true } or nil

local TimeResolution = snn.Behavior "TimeResolution"

function TimeResolution:initialize(net)
  net.dt = self:parameter("dt", 1)
end

local Input = snn.Behavior("Input", how)

function Input:initialize(neurons)
  self.offset = self:parameter("offset", 15.0)
  self.strength = self:parameter("strength", 0.005)
  neurons.I = neurons:vector(self.offset)
  neurons.noise = neurons:vector "zeros"
  for _, synapse in ipairs(neurons.afferent_synapses.GLU) do
    synapse.W = synapse:matrix "uniform"
  end
end

function Input:forward(neurons)
  local I = neurons.I
  I:fill_(self.offset)
  for _, synapse in ipairs(neurons.afferent_synapses.GLU) do
    local input = synapse.W[synapse.src.spikes]:sum(1)
    I:add_(input:mul_(self.strength))
  end
  I:add_(neurons.noise:normal_())
end

local Izhikevich = snn.Behavior("Izhikevich", how)

function Izhikevich:initialize(neurons)
  self.a = self:parameter("a", 0.02)
  self.b = self:parameter("b", 0.04)
  self.c = self:parameter("c", -65.0)
  self.d = self:parameter("d", 2.0)
  self.threshold = self:parameter("threshold", 30.0)
  neurons.v = neurons:vector "uniform(-65, 30)"
  neurons.u = neurons:vector "uniform(-14, 0)"
  neurons.spikes = neurons:vector { "zeros", dtype = "bool" }
end

function Izhikevich:forward(neurons)
  local v, u, dt = neurons.v, neurons.u, neurons.network.dt
  local spikes = v:ge(self.threshold)
  neurons.spikes = spikes
  v[spikes] = self.c
  u[spikes]:add_(self.d)
  local dv = (v * v):mul_(0.04):add_(v * 5):add_(140):sub_(u):add_(neurons.I)
  local du = (v * self.b):sub_(u):mul_(self.a)
  v:add_(dv:mul_(dt))
  u:add_(du:mul_(dt))
end

-- Moves weights towards a goal.
local function towards(w, rate, goal)
  return w * (1 - rate) + rate * goal
end

local STDP = snn.Behavior("STDP", how)

function STDP:initialize(synapse)
  self.a_plus = self:parameter("a_plus", 0.01)
  self.a_minus = self:parameter("a_minus", 0.012)
  self.pre_tau = self:parameter("pre_tau", 20.0)
  self.post_tau = self:parameter("post_tau", 20.0)
  self.w_min = self:parameter("w_min", 0.0)
  self.w_max = self:parameter("w_max", 1.0)
  synapse.src_trace = synapse.src:vector "zeros"
  synapse.dst_trace = synapse.dst:vector "zeros"
end

function STDP:forward(synapse)
  local W, dt = synapse.W, synapse.network.dt
  local src_spikes, dst_spikes = synapse.src.spikes, synapse.dst.spikes
  local src_trace, dst_trace = synapse.src_trace, synapse.dst_trace
  src_trace:mul_(1 - dt / self.pre_tau):add_(src_spikes)
  dst_trace:mul_(1 - dt / self.post_tau):add_(dst_spikes)
  W[src_spikes]:update_(towards, dst_trace * self.a_minus, self.w_min)
  W[{ {}, dst_spikes }]:update_(towards,
    (src_trace * self.a_plus):unsqueeze(2), self.w_max)
end

local net = snn.Network { seed = seed, behavior = { [1] = TimeResolution {} } }
local neurons = snn.NeuronGroup {
  net = net,
  size = size,
  tag = "NG",
  behavior = { [1] = Input {}, [2] = Izhikevich {} },
}
local synapses = snn.SynapseGroup {
  net = net, src = neurons, dst = neurons, tag = "GLU",
  behavior = { [5] = STDP {} },
}
net:initialize()
return net, neurons, synapses
