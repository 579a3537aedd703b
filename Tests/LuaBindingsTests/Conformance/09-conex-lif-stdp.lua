-- Conformance case 09: CoNeX's LIF neurons, dendrites, axons, spike catchers,
-- synaptic traces and bounded STDP.
--
-- Gets the folder of the case and a folder for its outputs. All delays are 0,
-- so dendrite and axon hold one row each.

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

-- MARK: Neurons

local Pattern = snn.Behavior "Pattern"

function Pattern:initialize(neurons)
  self.pattern = self:parameter { "pattern", required = true }
  neurons.spikes = neurons:vector { dtype = "bool" }
end

function Pattern:forward(neurons)
  neurons.spikes = self.pattern[neurons.iteration]
end

local NeuronAxon = snn.Behavior "NeuronAxon"

function NeuronAxon:initialize(neurons)
  neurons.axon = neurons:vector { dtype = "bool" }
end

function NeuronAxon:forward(neurons)
  neurons.axon = neurons.spikes
end

local SimpleDendriteStructure = snn.Behavior "SimpleDendriteStructure"

function SimpleDendriteStructure:initialize(neurons)
  neurons.I_proximal = neurons:vector()
end

function SimpleDendriteStructure:forward(neurons)
  neurons.I_proximal = neurons:vector()
  for _, synapse in ipairs(neurons.afferent_synapses.Proximal) do
    neurons.I_proximal:add_(synapse.I)
  end
end

local SimpleDendriteComputation = snn.Behavior "SimpleDendriteComputation"

function SimpleDendriteComputation:initialize(neurons)
  neurons.I = neurons:vector()
end

function SimpleDendriteComputation:forward(neurons)
  neurons.I = neurons.I_proximal:clone()
end

local LIF = snn.Behavior "LIF"

function LIF:initialize(neurons)
  self.R = self:parameter("R", 5.0)
  self.tau = self:parameter("tau", 10.0)
  self.v_rest = self:parameter("v_rest", -65.0)
  neurons.threshold = self:parameter("threshold", -50.0)
  neurons.v_reset = self:parameter("v_reset", -70.0)
  neurons.v = self:parameter { "init_v", required = true }
  neurons.spikes = neurons.v:ge(neurons.threshold)
end

function LIF:forward(neurons)
  local v, dt = neurons.v, neurons.network.dt
  v:add_(((self.v_rest - v) + self.R * neurons.I) * dt / self.tau)
end

local Fire = snn.Behavior "Fire"

function Fire:forward(neurons)
  neurons.spikes = neurons.v:ge(neurons.threshold)
  neurons.v[neurons.spikes] = neurons.v_reset
end

-- MARK: Synapses

local WeightInitializer = snn.Behavior "WeightInitializer"

function WeightInitializer:initialize(synapse)
  synapse.weights = self:parameter { "weights", required = true }
end

local SimpleDendriticInput = snn.Behavior "SimpleDendriticInput"

function SimpleDendriticInput:initialize(synapse)
  self.current_coef = self:parameter("current_coef", 1.0)
  synapse.I = synapse.dst:vector()
end

function SimpleDendriticInput:forward(synapse)
  synapse.I = synapse.weights[synapse.pre_spike]:sum(1) * self.current_coef
end

local PreSpikeCatcher = snn.Behavior "PreSpikeCatcher"
PreSpikeCatcher.initialize_last = true

function PreSpikeCatcher:initialize(synapse)
  synapse.pre_spike = synapse.src.axon
end

function PreSpikeCatcher:forward(synapse)
  synapse.pre_spike = synapse.src.axon
end

local PostSpikeCatcher = snn.Behavior "PostSpikeCatcher"
PostSpikeCatcher.initialize_last = true

function PostSpikeCatcher:initialize(synapse)
  synapse.post_spike = synapse.dst.axon
end

function PostSpikeCatcher:forward(synapse)
  synapse.post_spike = synapse.dst.axon
end

local function follow(trace, spike, behavior, dt)
  trace:add_(spike * behavior.spike_scale)
  trace:sub_(trace / behavior.tau_s * dt)
end

local PreTrace = snn.Behavior "PreTrace"

function PreTrace:initialize(synapse)
  self.tau_s = self:parameter { "tau_s", required = true }
  self.spike_scale = self:parameter("spike_scale", 1.0)
  synapse.pre_trace = synapse.src:vector()
end

function PreTrace:forward(synapse)
  follow(synapse.pre_trace, synapse.pre_spike, self, synapse.network.dt)
end

local PostTrace = snn.Behavior "PostTrace"

function PostTrace:initialize(synapse)
  self.tau_s = self:parameter { "tau_s", required = true }
  self.spike_scale = self:parameter("spike_scale", 1.0)
  synapse.post_trace = synapse.dst:vector()
end

function PostTrace:forward(synapse)
  follow(synapse.post_trace, synapse.post_spike, self, synapse.network.dt)
end

local SimpleSTDP = snn.Behavior "SimpleSTDP"

function SimpleSTDP:initialize()
  self.a_plus = self:parameter { "a_plus", required = true }
  self.a_minus = self:parameter { "a_minus", required = true }
  self.w_min = self:parameter("w_min", 0.0)
  self.w_max = self:parameter("w_max", 1.0)
end

-- Growth has a soft bound, decrease a hard one.
function SimpleSTDP:forward(synapse)
  local W, w_min, w_max = synapse.weights, self.w_min, self.w_max
  local hard = W:gt(w_min) & W:lt(w_max)
  local soft = (W - w_min) * (w_max - W)
  local pre = synapse.pre_spike:to "float32"
  local post = synapse.post_spike:to "float32"
  local minus = pre:outer(synapse.post_trace) * self.a_minus * hard
  local plus = synapse.pre_trace:outer(post) * self.a_plus * soft
  W:add_(plus - minus)
end

-- MARK: Network

local net = snn.Network { behavior = { TimeResolution { dt = 1 } } }
local inp = snn.NeuronGroup {
  net = net, tag = "inp", size = 30,
  behavior = {
    [340] = Pattern { pattern = input("pattern", "bool") },
    [380] = NeuronAxon {},
  },
}
local exc = snn.NeuronGroup {
  net = net, tag = "exc", size = 20,
  behavior = {
    [220] = SimpleDendriteStructure {},
    [240] = SimpleDendriteComputation {},
    [260] = LIF {
      R = 5.0, tau = 10.0, threshold = -50.0, v_reset = -70.0, v_rest = -65.0,
      init_v = input "v0",
    },
    [340] = Fire {},
    [380] = NeuronAxon {},
    [600] = snn.Recorder { "v", "spikes", "I" },
    [601] = snn.EventRecorder { "spikes", tag = "events" },
  },
}
local synapse = snn.SynapseGroup {
  net = net, tag = "Proximal", src = inp, dst = exc,
  behavior = {
    [3] = WeightInitializer { weights = input "W0" },
    [180] = SimpleDendriticInput { current_coef = 2.5 },
    [420] = PreSpikeCatcher {},
    [440] = PostSpikeCatcher {},
    [460] = PreTrace { tau_s = 8.0, spike_scale = 1.0 },
    [480] = PostTrace { tau_s = 12.0, spike_scale = 1.0 },
    [500] = SimpleSTDP {
      a_plus = 0.03, a_minus = 0.02, w_min = 0.0, w_max = 1.0,
    },
    [540] = snn.WeightClip { w_min = 0.0, w_max = 1.0, variable = "weights" },
    [610] = snn.Recorder { "pre_trace", "post_trace" },
  },
}

net:initialize()
net:simulate_iterations(200)

-- Conformance counts neurons from 0.
local events = exc.events:data "spikes"
events:select(2, 2):sub_(1)

save("events_exc", events)
for _, name in ipairs { "v", "spikes", "I" } do
  save(name .. "_exc", exc.Recorder:data(name))
end
for _, name in ipairs { "pre_trace", "post_trace" } do
  save(name, synapse.Recorder:data(name))
end
save("W_final", synapse.weights)
