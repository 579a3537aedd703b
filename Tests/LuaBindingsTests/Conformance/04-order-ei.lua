-- Conformance case 04: an excitatory-inhibitory network whose result depends on
-- the order of behaviors: keys that interleave, ties, fractions, negatives.
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

-- MARK: Behaviors of the network

local Clock = snn.Behavior "Clock"

function Clock:initialize(network)
  network.dt = self:parameter("dt", 0.5)
  network.t = 0
  network.gate = 0
end

function Clock:forward(network)
  network.t = network.t + network.dt
end

-- A slow average of the activity of all populations.
local Modulator = snn.Behavior "Modulator"

function Modulator:initialize(network)
  self.keep = self:parameter("keep", 0.9)
  network.mod = 0
end

function Modulator:forward(network)
  local spikes, size = 0, 0
  for _, population in ipairs(network "pop") do
    spikes = spikes + population.spike:sum()
    size = size + population.size
  end
  network.mod = self.keep * network.mod + (1 - self.keep) * (spikes / size)
end

-- MARK: Behaviors of neurons

local State = snn.Behavior "State"

function State:initialize(neurons)
  neurons.v = neurons:vector()
  neurons.I = neurons:vector()
  neurons.thr = neurons:vector(self:parameter("base", 1.0))
  neurons.spike = neurons:vector { dtype = "bool" }
end

-- Scales the excitatory input weights of each neuron to one sum. The weights
-- exist when all else is initialized.
local NormalizeInit = snn.Behavior "NormalizeInit"
NormalizeInit.initialize_last = true

function NormalizeInit:initialize(neurons)
  local total = self:parameter("total", 6.0)
  for _, synapse in ipairs(neurons.afferent_synapses.GLU) do
    synapse.W:div_(synapse.W:sum(1)):mul_(total)
  end
end

local Zero = snn.Behavior "Zero"

function Zero:forward(neurons)
  neurons.I:zero_()
end

local Drive = snn.Behavior "Drive"

function Drive:initialize()
  self.data = self:parameter { "data", required = true }
end

function Drive:forward(neurons)
  neurons.I:add_(self.data[neurons.iteration])
end

local Gather = snn.Behavior "Gather"

function Gather:forward(neurons)
  local gain = 1 - neurons.network.mod
  for _, synapse in ipairs(neurons.afferent_synapses.GLU) do
    neurons.I:add_(synapse.J * gain)
  end
  for _, synapse in ipairs(neurons.afferent_synapses.GABA) do
    neurons.I:sub_(synapse.J)
  end
end

local Kick = snn.Behavior "Kick"

function Kick:forward(neurons)
  neurons.v:add_(100)
end

local Leak = snn.Behavior "Leak"

function Leak:initialize()
  self.tau = self:parameter { "tau", required = true }
end

function Leak:forward(neurons)
  local dt = neurons.network.dt
  neurons.v:add_(dt * (neurons.I - neurons.v) / self.tau)
end

local Tonic = snn.Behavior "Tonic"

function Tonic:initialize()
  self.amount = self:parameter("amount", 0.0)
end

function Tonic:forward(neurons)
  neurons.v:add_(self.amount)
end

local Fire = snn.Behavior "Fire"

function Fire:forward(neurons)
  neurons.spike = neurons.v:ge(neurons.thr)
  neurons.v[neurons.spike] = 0
end

-- Fires, and opens a gate of the network for plasticity.
local FireGate = snn.Behavior "FireGate"

function FireGate:forward(neurons)
  Fire.forward(self, neurons)
  neurons.network.gate = neurons.spike:sum() / neurons.size
end

local Adapt = snn.Behavior "Adapt"

function Adapt:initialize()
  self.inc = self:parameter("inc", 0.4)
  self.rate = self:parameter("rate", 0.05)
  self.base = self:parameter("base", 1.0)
end

function Adapt:forward(neurons)
  local thr, dt = neurons.thr, neurons.network.dt
  neurons.thr = thr + self.inc * neurons.spike
    - self.rate * (thr - self.base) * dt
end

-- MARK: Behaviors of synapses

local WInit = snn.Behavior "WInit"

function WInit:initialize(synapse)
  synapse.W = self:parameter { "w", required = true }
  synapse.J = synapse.dst:vector()
  synapse.x = synapse.src:vector()
end

local Propagate = snn.Behavior "Propagate"

function Propagate:initialize()
  self.g = self:parameter("g", 1.0)
end

function Propagate:forward(synapse)
  synapse.J = synapse.W[synapse.src.spike]:sum(1):mul_(self.g)
end

local SlowPropagate = snn.Behavior "SlowPropagate"

function SlowPropagate:initialize()
  self.g = self:parameter("g", 1.0)
  self.tau = self:parameter { "tau", required = true }
end

function SlowPropagate:forward(synapse)
  local J, dt = synapse.J, synapse.network.dt
  local sum = synapse.W[synapse.src.spike]:sum(1)
  synapse.J = J - dt * J / self.tau + self.g * sum
end

local STDP = snn.Behavior "STDP"

function STDP:initialize()
  self.up = self:parameter { "up", required = true }
  self.down = self:parameter { "down", required = true }
end

function STDP:forward(synapse)
  local pre, post = synapse.src.spike, synapse.dst.spike
  synapse.x:mul_(0.8):add_(pre)

  local k = self.up * (0.2 + synapse.network.gate)
  local columns = synapse.W[{ {}, post }]
  columns:add_((k * synapse.x):unsqueeze(2) * (1 - columns))
  local rows = synapse.W[pre]
  rows:sub_(self.down * rows)
end

-- MARK: The network

local net = snn.Network {
  tag = "N",
  behavior = {
    [-5] = Clock { dt = 0.5 },
    [30] = Modulator { keep = 0.9 },
    [90] = snn.Recorder { "mod", tag = "netrec" },
  },
}

-- A population with the behaviors that all of them have.
local function population(options)
  local base = options.base
  return snn.NeuronGroup {
    net = net,
    tag = options.tag,
    size = options.size,
    behavior = {
      [1] = State { base = base },
      [2] = options.normalize,
      [10] = Zero {},
      [20] = Drive { data = options.drive },
      [30] = Gather {},
      [35] = Kick { behavior_enabled = false },
      [40] = Leak { tau = options.tau },
      [41.5] = Tonic { amount = options.tonic },
      [50] = options.fire,
      [55] = Adapt { inc = 0.4, rate = 0.05, base = base },
      [80] = snn.Recorder { "v", "spike", "thr" },
      [81] = snn.EventRecorder { "spike", tag = "events" },
    },
  }
end

local E = population {
  tag = "E,pop,exc", size = 60, base = 1.0, tau = 8.0, tonic = 0.0,
  drive = input "drive_E", fire = Fire {},
  normalize = NormalizeInit { total = 6.0 },
}
local EE = snn.SynapseGroup {
  net = net, src = "E", dst = "E", tag = "EE,GLU,fast",
  behavior = {
    [1] = WInit { w = input "W_EE" },
    [25] = Propagate { g = 1.0 },
    [50] = STDP { up = 0.02, down = 0.004 },
  },
}
local I = population {
  tag = "I,pop,inh", size = 20, base = 0.8, tau = 4.0, tonic = 0.012,
  drive = input "drive_I", fire = Fire {},
}
local EI = snn.SynapseGroup {
  net = net, src = "E", dst = "I", tag = "EI,GLU,fast",
  behavior = {
    [1] = WInit { w = input "W_EI" },
    [30] = Propagate { g = 1.2 },
    [50] = STDP { up = 0.01, down = 0.003 },
  },
}
local M = population {
  tag = "M,pop,mod", size = 10, base = 0.9, tau = 6.0, tonic = 0.0,
  drive = input "drive_M", fire = FireGate {},
}
snn.SynapseGroup {
  net = net, src = "M", dst = "E", tag = "ME,GLU,fast,aux",
  behavior = {
    [1] = WInit { w = input "W_ME" },
    [25] = Propagate { g = 1.0 },
  },
}
local IE = snn.SynapseGroup {
  net = net, src = "I", dst = "E", tag = "IE,GABA",
  behavior = {
    [1] = WInit { w = input "W_IE" },
    [30] = Propagate { g = 1.5 },
  },
}
local EEslow = snn.SynapseGroup {
  net = net, src = "E", dst = "E", tag = "EEslow,GLU,slow",
  behavior = {
    [1] = WInit { w = input "W_EEslow" },
    [25] = SlowPropagate { g = 0.5, tau = 6.0 },
  },
}

net:initialize()
net:simulate_iterations(400)

-- MARK: Outputs

for _, neurons in ipairs { E, I, M } do
  -- Conformance counts neurons from 0.
  local events = neurons.events:data "spike"
  events:select(2, 2):sub_(1)

  save("events_" .. neurons.tag, events)
  save("spikes_" .. neurons.tag, neurons.Recorder:data "spike")
  save("v_" .. neurons.tag, neurons.Recorder:data "v")
end
for _, synapse in ipairs { EE, EI, IE, EEslow } do
  save("W_" .. synapse.tag .. "_final", synapse.W)
end
save("thr_E_final", E.thr)
save("mod", net.netrec:data("mod"):unsqueeze(2))
