-- A small cortical network that learns a sequence.
--
-- The script of the tutorial, Sources/LuaBindings/LuaBindings.docc/Tutorial.md,
-- which explains it step by step. It saves its network in the file that is its
-- argument, or else in cortex.snn; snn-lua -i examples/cortex.lua leaves you at
-- a prompt on it.
--
-- Prints: spikes in a second	37
-- Prints: the first one, ms	22.0
-- Prints:  90 pA:  0 Hz
-- Prints: 110 pA: 18 Hz
-- Prints: 150 pA: 37 Hz
-- Prints: 300 pA: 74 Hz
-- Prints: E: 20 Hz, variation 0.7
-- Prints: I: 20 Hz, variation 0.7
-- Prints: mean weight, mV	to first	to second	to third
-- Prints: from first	0.5	0.6	0.5
-- Prints: from second	0.4	0.5	0.5
-- Prints: from third	0.5	0.5	0.5
-- Prints: E: 20 Hz, variation 0.7
-- Prints: iterations	12200	12200
-- Prints: same voltages	true

local snn = require "snn"

local LIF = snn.Behavior "LIF"

function LIF:initialize(neurons)
  self.rest = self:parameter("rest", -60) -- mV
  self.threshold = self:parameter("threshold", -50) -- mV
  self.resistance = self:parameter("resistance", 0.1) -- GOhm, so mV per pA
  local tau = self:parameter("tau", 20) -- membrane time constant, ms
  self.decay = math.exp(-neurons.network.dt / tau)
  neurons.voltage = neurons:vector(self.rest)
  neurons.current = neurons:vector(0) -- pA
  neurons.spike = neurons:vector { dtype = "bool" }
end

function LIF:forward(neurons)
  local voltage = neurons.voltage
  local goal = neurons.current * self.resistance + self.rest
  voltage:sub_(goal):mul_(self.decay):add_(goal)
  neurons.spike = voltage:ge(self.threshold)
  voltage[neurons.spike] = self.rest
end

local single = snn.Network { seed = 1, dt = "0.5 ms" }
local neuron = snn.NeuronGroup {
  net = single, size = 1,
  behavior = {
    [20] = LIF {},
    [21] = snn.RefractoryPeriod { period = 10, held = "voltage" }, -- 5 ms
    [90] = snn.EventRecorder { "spike" },
  },
}
single:initialize()
neuron.current:fill_(150) -- pA
single:simulate "1 s"

local times = single("spike.t", 1) * single.dt -- ms
print("spikes in a second", #times)
print("the first one, ms", times[1])

local curve = snn.Network { seed = 1, dt = "0.5 ms" }
local four = snn.NeuronGroup {
  net = curve, size = 4,
  behavior = {
    [20] = LIF {},
    [21] = snn.RefractoryPeriod { period = 10, held = "voltage" },
    [90] = snn.EventRecorder { "spike" },
  },
}
curve:initialize()
four.current = snn.tensor({ 90, 110, 150, 300 }, "float32")
curve:simulate "1 s"

local rates = snn.stats.rate(curve("spike", 1), { neurons = four })
for i = 1, four.size do
  print(("%3d pA: %2.0f Hz"):format(four.current[i], rates[i]))
end

local Background = snn.Behavior "Background"

function Background:initialize(neurons)
  local rate = self:parameter("rate", 2) -- spikes in a ms
  self.jump = self:parameter("jump", 0.5) -- mV
  self.mode = ("poisson(%g)"):format(rate * neurons.network.dt)
end

function Background:forward(neurons)
  neurons.voltage:add_(neurons:vector { self.mode, scale = self.jump })
end

local Synapses = snn.Behavior "Synapses"

function Synapses:initialize(synapse)
  synapse.W = synapse:matrix {
    self:parameter { "weight", required = true }, -- mV
    density = self:parameter("density", 0.2), layout = "sparse",
  }
end

function Synapses:forward(synapse)
  synapse.dst.voltage:add_(synapse.W[synapse.src.spike]:sum(1))
end

local sizes = { E = 400, I = 100 }
local weights = { E = 0.5, I = -4 } -- mV

local function build()
  local net = snn.Network { seed = 1, dt = "0.5 ms" }
  for _, tag in ipairs { "E", "I" } do
    snn.NeuronGroup {
      net = net, tag = tag, size = sizes[tag],
      behavior = {
        [10] = Background {},
        [20] = LIF {},
        [21] = snn.RefractoryPeriod { period = 4, held = "voltage" }, -- 2 ms
        [90] = snn.EventRecorder { "spike" },
      },
    }
  end
  for _, ends in ipairs { "EE", "EI", "IE", "II" } do
    local src, dst = ends:sub(1, 1), ends:sub(2, 2)
    snn.SynapseGroup {
      net = net, src = src, dst = dst, tag = ends,
      behavior = { [30] = Synapses { weight = weights[src] } },
    }
  end
  return net
end

local net = build()
net:initialize()
net:simulate "2 s"

-- Prints the rate and the variation of intervals, over the last `ms`.
local function describe(neurons, ms)
  local spikes = neurons("spike", 1)
  local first = neurons.iteration - ms / neurons.network.dt + 1
  local options = { neurons = neurons, first = first }
  local _, rate = snn.stats.rate(spikes, options)
  local _, cv = snn.stats.cv(spikes, options)
  rate = 5 * math.floor(rate / 5 + 0.5)
  print(("%s: %d Hz, variation %.1f"):format(neurons.tag, rate, cv))
end

describe(net.E, 1000)
describe(net.I, 1000)

local STDP = snn.Behavior "STDP"

function STDP:initialize(synapse)
  self.up = self:parameter("up", 0.01) -- mV
  self.down = self:parameter("down", 0.0105) -- mV
  self.highest = self:parameter("highest", 1.5) -- mV
  local tau = self:parameter("tau", 20) -- of traces, ms
  self.decay = math.exp(-synapse.network.dt / tau)
  synapse.src_trace = synapse.src:vector(0)
  synapse.dst_trace = synapse.dst:vector(0)
end

function STDP:forward(synapse)
  local W, src, dst = synapse.W, synapse.src.spike, synapse.dst.spike
  local src_trace, dst_trace = synapse.src_trace, synapse.dst_trace
  src_trace:mul_(self.decay)
  dst_trace:mul_(self.decay)
  local gain = src_trace:unsqueeze(2) * self.up -- a column: one for each row
  W[{ {}, dst }]:add_(gain):clamp_(0, self.highest)
  W[src]:sub_(dst_trace * self.down):clamp_(0, self.highest)
  src_trace[src] = 1
  dst_trace[dst] = 1
end

local Stimulus = snn.Behavior "Stimulus"

function Stimulus:initialize()
  self.neurons = self:parameter { "neurons", required = true }
  self.jump = self:parameter("jump", 15) -- mV
end

function Stimulus:forward(neurons)
  neurons.voltage[{ self.neurons }]:add_(self.jump)
end

local function learn(network)
  network.EE:add_behavior(40, STDP {})
  network.E:add_behavior(50, snn.SynapticNormalization {
    synapse_type = "EE", norm_factor = 40, run_every = "10 ms",
  })
  network.E:add_behavior(15, Stimulus {
    neurons = { 1, 40 }, run_from = "50 ms", run_every = "50 ms",
  })
  network.E:add_behavior(16, Stimulus {
    neurons = { 41, 80 }, run_from = "60 ms", run_every = "50 ms",
  })
end

learn(net)
net:simulate "4 s"

local parts = { first = { 1, 40 }, second = { 41, 80 }, third = { 81, 120 } }
local names = { "first", "second", "third" }

print("mean weight, mV", "to first", "to second", "to third")
for _, src in ipairs(names) do
  local row = { "from " .. src }
  for _, dst in ipairs(names) do
    local block = net.EE.W[{ parts[src], parts[dst] }]
    row[#row + 1] = ("%.1f"):format(block:values():mean())
  end
  print(table.concat(row, "\t"))
end
describe(net.E, 1000)

local file = ... or "cortex.snn" -- what follows the script on the command line
net:save(file)

local copy = build()
learn(copy)
copy:load(file)
net:simulate "100 ms"
copy:simulate "100 ms"
print("iterations", net.iteration, copy.iteration)
print("same voltages", net.E.voltage:eq(copy.E.voltage):all())
