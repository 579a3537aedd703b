-- The network of Vogels and Abbott 2005 with current-based synapses: benchmark
-- 2 of Brette et al. 2007, doi 10.1007/s10827-007-0038-6. Arguments: the number
-- of neurons, the seed, and options: `compiled`; `density`, and `layout`, that
-- of the weights. Returns the network; an iteration is 0.1 ms.
--
-- An excitatory synapse of 0.27 nS drives 16.2 pA at -60 mV, which is 1.62 mV
-- over the leak of 10 nS; an inhibitory one of 4.5 nS is -9 mV.

local size, seed, options = ...
local snn = require "snn"
options = options or {}

local how = options.compiled and { compiled = true } or nil
local dt, tau, tau_exc, tau_inh = 0.1, 20, 5, 10 -- ms
local rest, threshold, reset = -49, -50, -60 -- mV
local refractory = 5 / dt -- iterations

-- What is left after an iteration, and how far a unit of a decaying input has
-- raised the voltage: the exact solution of
-- tau dv/dt = rest - v + g_exc + g_inh.
local decay = math.exp(-dt / tau)
local decay_exc, decay_inh = math.exp(-dt / tau_exc), math.exp(-dt / tau_inh)
local gain_exc = tau_exc / (tau - tau_exc) * (decay - decay_exc)
local gain_inh = tau_inh / (tau - tau_inh) * (decay - decay_inh)

local LIF = snn.Behavior("LIF", how)

function LIF:initialize(neurons)
  neurons.v = neurons:vector "uniform(-60, -50)"
  neurons.g_exc = neurons:vector()
  neurons.g_inh = neurons:vector()
  neurons.wait = neurons:vector() -- iterations left until it may fire
  neurons.spikes = neurons:vector { dtype = "bool" }
end

function LIF:forward(neurons)
  local v, wait = neurons.v, neurons.wait
  local g_exc, g_inh = neurons.g_exc, neurons.g_inh
  v:sub_(rest):mul_(decay):add_(rest)
  v:add_(g_exc * gain_exc):add_(g_inh * gain_inh)
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

local function connect(tag, src, weight) -- mV
  for _, dst in ipairs { E, I } do
    local synapse = snn.SynapseGroup {
      net = net, src = src, dst = dst, tag = src.tag .. dst.tag .. "," .. tag,
    }
    synapse.W = synapse:matrix {
      weight, density = options.density, layout = options.layout,
    }
  end
end

connect("EXC", E, 1.62)
connect("INH", I, -9)
net:initialize()
return net
