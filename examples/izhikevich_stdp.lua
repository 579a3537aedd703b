-- Izhikevich neurons, all to all, with trace STDP.
--
-- The second benchmark model of Vieth et al. 2024,
-- doi 10.3389/fninf.2024.1331220, with the neuron of Izhikevich 2003,
-- doi 10.1109/TNN.2003.820440. Shows behaviors on a network and on a synapse
-- group, and arithmetic in place. Takes the number of neurons and of
-- iterations.
--
-- Prints: 669 spikes, mean weight 0.499073

local snn = require "snn"

local size, iterations = ...
size, iterations = tonumber(size or 200), tonumber(iterations or 300)

local TimeResolution = snn.Behavior "TimeResolution"

function TimeResolution:initialize(network)
  network.dt = self:parameter("dt", 1) -- ms
end

local Input = snn.Behavior "Input"

function Input:initialize(neurons)
  self.offset = self:parameter("offset", 15.0)
  self.strength = self:parameter("strength", 0.005)
  neurons.I = neurons:vector()
  for _, synapse in ipairs(neurons.afferent_synapses.GLU) do
    synapse.W = synapse:matrix "uniform"
  end
end

function Input:forward(neurons)
  local I = neurons.I:normal_(self.offset, 1)
  for _, synapse in ipairs(neurons.afferent_synapses.GLU) do
    local sum = synapse.W[synapse.src.spikes]:sum(1)
    I:add_(sum:mul_(self.strength))
  end
end

local Izhikevich = snn.Behavior "Izhikevich"

function Izhikevich:initialize(neurons)
  self.a = self:parameter("a", 0.02) -- rate of recovery, 1/ms
  self.b = self:parameter("b", 0.04) -- coupling of recovery to voltage
  self.c = self:parameter("c", -65.0) -- voltage after a spike, mV
  self.d = self:parameter("d", 2.0) -- jump of recovery at a spike
  self.threshold = self:parameter("threshold", 30.0) -- mV
  neurons.v = neurons:vector "normal(-65, 5)"
  neurons.u = neurons:vector "normal(10, 5)"
  neurons.spikes = neurons:vector { dtype = "bool" }
  self.dv = neurons:vector()
  self.du = neurons:vector()
end

function Izhikevich:forward(neurons)
  local v, u, dt = neurons.v, neurons.u, neurons.network.dt
  neurons.spikes = v:ge(self.threshold)
  v[neurons.spikes] = self.c
  u[neurons.spikes]:add_(self.d)

  -- dv = (0.04 v + 5) v + 140 - u + I, du = a (b v - u)
  local dv = self.dv:copy_(v):mul_(0.04):add_(5):mul_(v)
  dv:add_(140):sub_(u):add_(neurons.I):mul_(dt)
  local du = self.du:copy_(v):mul_(self.b):sub_(u):mul_(self.a * dt)
  v:add_(dv)
  u:add_(du)
end

-- Each side of a synapse leaves a trace that fades. A spike of the source
-- weakens the synapse by the trace of the destination; a spike of the
-- destination strengthens it by the trace of the source.
-- What becomes of the weights of synapses whose source, or whose destination,
-- has fired; each function is compiled once.
local function depress(w, rate)
  return w * (1 - rate)
end

local function potentiate(w, rate, w_max)
  return w + rate * (w_max - w)
end

local STDP = snn.Behavior "STDP"

function STDP:initialize(synapse)
  self.a_plus = self:parameter("a_plus", 0.01)
  self.a_minus = self:parameter("a_minus", 0.012)
  self.pre_tau = self:parameter("pre_tau", 20.0) -- ms
  self.post_tau = self:parameter("post_tau", 20.0) -- ms
  self.w_max = self:parameter("w_max", 1.0)
  synapse.src_trace = synapse.src:vector()
  synapse.dst_trace = synapse.dst:vector()
end

function STDP:forward(synapse)
  local pre, post = synapse.src.spikes, synapse.dst.spikes
  local src_trace, dst_trace = synapse.src_trace, synapse.dst_trace
  local dt = synapse.network.dt
  src_trace:mul_(1 - dt / self.pre_tau):add_(pre)
  dst_trace:mul_(1 - dt / self.post_tau):add_(post)

  -- Rows lose W * trace, columns gain (w_max - W) * trace.
  synapse.W[pre]:update_(depress, self.a_minus * dst_trace)
  synapse.W[{ {}, post }]:update_(potentiate,
    (self.a_plus * src_trace):unsqueeze(2), self.w_max)
end

local net = snn.Network {
  seed = 1,
  behavior = { [1] = TimeResolution {} },
}
local neurons = snn.NeuronGroup {
  net = net,
  size = size,
  behavior = {
    [1] = Input { offset = 15.0, strength = 0.005 },
    [2] = Izhikevich {},
    [9] = snn.EventRecorder { "spikes" },
  },
}
local synapse = snn.SynapseGroup {
  net = net,
  src = neurons,
  dst = neurons,
  tag = "GLU",
  behavior = { [5] = STDP {} },
}

net:initialize()
net:simulate_iterations(iterations)

print(("%d spikes, mean weight %.6f"):format(
  #net("spikes.t", 1), synapse.W:mean()))
