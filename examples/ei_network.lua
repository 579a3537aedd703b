-- An excitatory-inhibitory network that fires asynchronously and irregularly.
--
-- The model A of Brunel 2000, doi 10.1023/A:1008925309027, where inhibition
-- dominates, with fewer and stronger synapses: all neurons are alike and get
-- input from a fifth of both populations, after a delay, and from outside.
-- Shows two populations, synapses with behaviors of their own, and what to do
-- with recorded events. Takes the number of neurons and the milliseconds.
--
-- Prints: E 22.2 Hz, I 28.4 Hz
-- Prints: intervals between spikes vary by 1.00 of their mean

local snn = require "snn"

local size, duration = ...
size, duration = tonumber(size or 500), tonumber(duration or 400)

local dt = 0.25 -- ms
local tau = 20 -- membrane time constant, ms
local threshold = 20 -- mV above rest
local strength = 1 -- how far an excitatory spike raises the voltage, mV
local inhibition = 8 -- how much stronger inhibitory synapses are
local density = 0.2 -- how many of all possible synapses there are
local delay = 1.5 -- of each synapse, ms

-- Leaky integrate-and-fire, with time to recover. Voltages count from rest.
local LIF = snn.Behavior "LIF"

function LIF:initialize(neurons)
  self.reset = self:parameter("reset", 10) -- mV
  self.refractory = self:parameter("refractory", 2) -- ms
  self.decay = math.exp(-dt / tau)
  neurons.voltage = neurons:vector { "uniform", scale = threshold }
  neurons.spike = neurons:vector { dtype = "bool" }
  neurons.recovery = neurons:vector() -- ms left until it is over
end

function LIF:forward(neurons)
  local voltage, recovery = neurons.voltage, neurons.recovery
  voltage[recovery:gt(0)] = self.reset
  neurons.spike = voltage:ge(threshold)
  voltage[neurons.spike] = self.reset
  voltage:mul_(self.decay)
  recovery:sub_(dt)
  recovery[neurons.spike] = self.refractory
end

-- Spikes from outside, of many independent sources: on average as many as would
-- hold the voltage of a silent neuron at `level` times the threshold.
local Outside = snn.Behavior "Outside"

function Outside:initialize()
  local per_ms = self:parameter("level", 2) * threshold / (strength * tau)
  self.mode = ("poisson(%g)"):format(per_ms * dt)
end

function Outside:forward(neurons)
  neurons.voltage:add_(neurons:vector { self.mode, scale = strength })
end

-- Sends the source's spikes on after the delay.
local Transmission = snn.Behavior "Transmission"

function Transmission:initialize(synapse)
  self.under_way = {} -- the spikes of the last iterations
  self.steps = math.floor(delay / dt + 0.5)
  synapse.W = synapse:matrix {
    "ones", density = density, scale = self:parameter("strength", strength),
  }
end

function Transmission:forward(synapse)
  local slot = synapse.iteration % self.steps
  local arriving = self.under_way[slot]
  if arriving then
    synapse.dst.voltage:add_(synapse.W[arriving]:sum(1))
  end
  self.under_way[slot] = synapse.src.spike
end

local net = snn.Network { seed = 1 }

local function population(tag, count)
  return snn.NeuronGroup {
    net = net,
    tag = tag,
    size = count,
    behavior = {
      [10] = LIF {},
      [20] = Outside { level = 2 },
      [90] = snn.EventRecorder { "spike", tag = "events" },
    },
  }
end

local E = population("E", size * 4 // 5)
local I = population("I", size // 5)

snn.SynapseGroups {
  net = net, src = "E", dst = { "E", "I" }, tag = "%s%s",
  behavior = { [30] = Transmission { strength = strength } },
}
snn.SynapseGroups {
  net = net, src = "I", dst = { "E", "I" }, tag = "%s%s",
  behavior = { [30] = Transmission { strength = -inhibition * strength } },
}

net:initialize()
net:simulate_iterations(math.floor(duration / dt + 0.5))

-- How irregularly neurons fire: the standard deviation of the intervals between
-- the spikes of a neuron over their mean, averaged over neurons. It is 0 for a
-- clock and 1 for spikes at random moments.
local function irregularity(neurons)
  local events = neurons.events:data "spike"
  local times, indices = events:select(2, 1), events:select(2, 2)
  local sum, count = 0, 0
  for index = 1, neurons.size do
    local own = times[indices:eq(index)]:clone()
    local n = #own - 1
    if n > 2 then
      local intervals = own:narrow(1, 2, n) - own:narrow(1, 1, n)
      sum, count = sum + intervals:std() / intervals:mean(), count + 1
    end
  end
  return sum / count
end

local function rate(neurons) -- Hz
  return #neurons.events:data "spike" / neurons.size / (duration / 1000)
end

print(("E %.1f Hz, I %.1f Hz"):format(rate(E), rate(I)))
print(("intervals between spikes vary by %.2f of their mean"):format(
  irregularity(E)))
