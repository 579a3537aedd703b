-- The network of Vogels and Abbott 2005 with conductance-based synapses:
-- benchmark 1 of Brette et al. 2007, doi 10.1007/s10827-007-0038-6. Arguments:
-- the number of neurons, the seed, and options: `compiled`; `density`, and
-- `layout`, that of the weights. Returns the network; an iteration is 0.1 ms.
--
-- Conductances are multiples of that of the leak, 10 nS. Those that it starts
-- with stand for the stimulus that sets the network off.

local size, seed, options = ...
local snn = require "snn"
options = options or {}

local how = options.compiled and { compiled = true } or nil
local dt, tau, tau_exc, tau_inh = 0.1, 20, 5, 10 -- ms
local rest, threshold, reset = -60, -50, -60 -- mV
local inhibition = -80 -- reversal potential, mV; that of excitation is 0
local refractory = 5 / dt -- iterations
local decay_exc, decay_inh = math.exp(-dt / tau_exc), math.exp(-dt / tau_inh)

local LIF = snn.Behavior("LIF", how)

function LIF:initialize(neurons)
  neurons.v = neurons:vector "normal(-65, 5)"
  neurons.g_exc = neurons:vector("normal(4, 1.5)"):clamp_(0, nil)
  neurons.g_inh = neurons:vector("normal(20, 12)"):clamp_(0, nil)
  neurons.wait = neurons:vector() -- iterations left until it may fire
  neurons.spikes = neurons:vector { dtype = "bool" }
end

-- tau dv/dt = rest - v - g_exc v + g_inh (inhibition - v), by the exact
-- solution for conductances that stay as they are for an iteration.
function LIF:forward(neurons)
  local v, wait = neurons.v, neurons.wait
  local g_exc, g_inh = neurons.g_exc, neurons.g_inh
  local total = g_exc + g_inh
  total:add_(1)
  local target = g_inh * inhibition
  target:add_(rest):div_(total)
  v:sub_(target):mul_(total:mul_(-dt / tau):exp_()):add_(target)
  g_exc:mul_(decay_exc)
  g_inh:mul_(decay_inh)
  v[wait:gt(0)] = reset
  wait:sub_(1)
  local spikes = v:gt(threshold)
  v[spikes] = reset
  wait[spikes] = refractory
  neurons.spikes = spikes
end

local Transmission = snn.Behavior("Transmission", how)

function Transmission:forward(neurons)
  local g_exc, g_inh = neurons.g_exc, neurons.g_inh
  for _, synapse in ipairs(neurons.afferent_synapses.EXC) do
    g_exc:add_(synapse.W[synapse.src.spikes]:sum(1))
  end
  for _, synapse in ipairs(neurons.afferent_synapses.INH) do
    g_inh:add_(synapse.W[synapse.src.spikes]:sum(1))
  end
end

local net = snn.Network { seed = seed }

local function population(tag, count)
  return snn.NeuronGroup {
    net = net, tag = tag, size = count,
    behavior = { [1] = LIF {}, [2] = Transmission {} },
  }
end

local E = population("E", size * 4 // 5)
local I = population("I", size // 5)

local function connect(tag, src, weight) -- over the leak's conductance
  for _, dst in ipairs { E, I } do
    local synapse = snn.SynapseGroup {
      net = net, src = src, dst = dst, tag = src.tag .. dst.tag .. "," .. tag,
    }
    synapse.W = synapse:matrix {
      weight, density = options.density, layout = options.layout,
    }
  end
end

connect("EXC", E, 0.6)
connect("INH", I, 6.7)
net:initialize()
return net
