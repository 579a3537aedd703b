-- A network of 4,000 neurons with current-based synapses.
--
-- The benchmark "CUBA" of Brette et al. 2007, doi 10.1007/s10827-007-0038-6,
-- after Vogels and Abbott 2005, doi 10.1523/JNEUROSCI.3508-05.2005. Neurons
-- rest above their threshold, so they fire without input; inhibition keeps them
-- at a few spikes a second. Shows an exact solution instead of small steps, and
-- synapses that share a behavior. Takes the number of neurons and of
-- milliseconds.
--
-- Prints: E 7 Hz, I 6 Hz

local snn = require "snn"

local size, duration = ...
size, duration = tonumber(size or 4000), tonumber(duration or 100)

local dt = 0.1 -- ms
local density = 0.02 -- how many of all possible synapses there are
local tau = 20 -- membrane time constant, ms
local rest, threshold, reset = -49, -50, -60 -- mV
local refractory = 5 -- ms

-- What a spike adds to the input of a neuron, and how fast that fades. A
-- conductance of 0.27 nS drives 16.2 pA at -60 mV, 60 mV from its reversal
-- potential; over the leak of 10 nS this is 1.62 mV. Inhibition has 4.5 nS and
-- is 20 mV away: 9 mV.
local excitation = { weight = 1.62, tau = 5 } -- mV, ms
local inhibition = { weight = -9, tau = 10 } -- mV, ms

-- How much of something that fades is left after an iteration.
local function decay(time_constant) return math.exp(-dt / time_constant) end

-- How far the voltage follows an input of 1 mV in an iteration, while the input
-- itself fades: the solution of tau dv/dt = g - v, source.tau dg/dt = -g.
local function gain(source)
  return source.tau / (tau - source.tau) * (decay(tau) - decay(source.tau))
end

local LIF = snn.Behavior("LIF", { compiled = true })

function LIF:initialize(neurons)
  self.decay = decay(tau)
  self.gain_exc, self.gain_inh = gain(excitation), gain(inhibition)
  self.decay_exc, self.decay_inh = decay(excitation.tau), decay(inhibition.tau)
  neurons.v = neurons:vector "uniform(-60, -50)" -- mV
  neurons.g_exc = neurons:vector() -- excitatory input, mV
  neurons.g_inh = neurons:vector() -- inhibitory input, mV
  neurons.wait = neurons:vector() -- iterations left until it may fire
  neurons.spikes = neurons:vector { dtype = "bool" }
end

function LIF:forward(neurons)
  local v, wait = neurons.v, neurons.wait
  local g_exc, g_inh = neurons.g_exc, neurons.g_inh
  v:sub_(rest):mul_(self.decay):add_(rest)
  v:add_(g_exc * self.gain_exc):add_(g_inh * self.gain_inh)
  g_exc:mul_(self.decay_exc)
  g_inh:mul_(self.decay_inh)
  v[wait:gt(0)] = reset
  wait:sub_(1)
  neurons.spikes = v:gt(threshold)
  v[neurons.spikes] = reset
  wait[neurons.spikes] = refractory / dt
end

-- Adds what arrives. Tags tell the two kinds of synapses apart.
local Input = snn.Behavior("Input", { compiled = true })

function Input:forward(neurons)
  for _, synapse in ipairs(neurons.afferent_synapses.EXC) do
    neurons.g_exc:add_(synapse.W[synapse.src.spikes]:sum(1))
  end
  for _, synapse in ipairs(neurons.afferent_synapses.INH) do
    neurons.g_inh:add_(synapse.W[synapse.src.spikes]:sum(1))
  end
end

local Weights = snn.Behavior "Weights"

function Weights:initialize(synapse)
  synapse.W = synapse:matrix {
    self:parameter { "weight", required = true }, density = density,
    layout = "sparse",
  }
end

local net = snn.Network { seed = 1, dt = dt }

local function population(tag, count)
  return snn.NeuronGroup {
    net = net, tag = tag, size = count,
    behavior = {
      [10] = LIF {},
      [20] = Input {},
      [90] = snn.EventRecorder { "spikes", tag = "events" },
    },
  }
end

local E = population("E", size * 4 // 5)
local I = population("I", size // 5)

for _, dst in ipairs { "E", "I" } do
  snn.SynapseGroup {
    net = net, src = "E", dst = dst, tag = "E" .. dst .. ",EXC",
    behavior = { [1] = Weights { weight = excitation.weight } },
  }
  snn.SynapseGroup {
    net = net, src = "I", dst = dst, tag = "I" .. dst .. ",INH",
    behavior = { [1] = Weights { weight = inhibition.weight } },
  }
end

net:initialize()
net:simulate(duration .. " ms")

local function rate(neurons) -- Hz
  return #neurons.events:data "spikes" / neurons.size / (duration / 1000)
end

print(("E %.0f Hz, I %.0f Hz"):format(rate(E), rate(I)))
