-- A network of 4,000 neurons with conductance-based synapses.
--
-- The benchmark "COBA" of Brette et al. 2007, doi 10.1007/s10827-007-0038-6,
-- after Vogels and Abbott 2005, doi 10.1523/JNEUROSCI.3508-05.2005. Synapses
-- open conductances that pull the voltage towards their reversal potential. The
-- neurons rest below the threshold: a first push sets the network off, and it
-- goes on by itself. Shows the exponential of a tensor. Takes the number of
-- neurons and of milliseconds.
--
-- Prints: E 16 Hz, I 16 Hz

local snn = require "snn"

local size, duration = ...
size, duration = tonumber(size or 4000), tonumber(duration or 100)

local dt = 0.1 -- ms
local density = 0.02 -- how many of all possible synapses there are
local tau = 20 -- membrane time constant, ms
local rest, threshold, reset = -60, -50, -60 -- mV
local refractory = 5 -- ms

-- What a spike adds to the conductance of a neuron, in multiples of the leak of
-- 10 nS, how fast that fades, and where it pulls the voltage.
local excitation = { weight = 0.6, tau = 5, reversal = 0 } -- ms, mV
local inhibition = { weight = 6.7, tau = 10, reversal = -80 } -- ms, mV

local LIF = snn.Behavior("LIF", { compiled = true })

function LIF:initialize(neurons)
  self.decay_exc = math.exp(-dt / excitation.tau)
  self.decay_inh = math.exp(-dt / inhibition.tau)
  neurons.v = neurons:vector "normal(-65, 5)" -- mV
  -- The push: conductances as of a network that is already active.
  neurons.g_exc = neurons:vector("normal(4, 1.5)"):clamp_(0, nil)
  neurons.g_inh = neurons:vector("normal(20, 12)"):clamp_(0, nil)
  neurons.wait = neurons:vector() -- iterations left until it may fire
  neurons.spikes = neurons:vector { dtype = "bool" }
end

-- tau dv/dt = (rest - v) + g_exc (reversal - v) + g_inh (reversal - v). For
-- conductances that stay as they are, v approaches a target, and the faster the
-- larger they are in total.
function LIF:forward(neurons)
  local v, wait = neurons.v, neurons.wait
  local g_exc, g_inh = neurons.g_exc, neurons.g_inh
  local total = 1 + g_exc + g_inh
  local target = rest
    + g_exc * excitation.reversal + g_inh * inhibition.reversal
  target:div_(total)
  v:sub_(target):mul_(total:mul_(-dt / tau):exp_()):add_(target)
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
