-- The asynchronous irregular state of Brunel 2000, doi 10.1023/A:1008925309027:
-- model A with g = 5 and eta = 2, written with the models of the library.
-- Arguments: the number of neurons, the seed, and options, of which none
-- counts: the models are compiled, and the weights sparse. Returns the network;
-- an iteration is 0.1 ms.

local size, seed = ...
local snn = require "snn"
local models = snn.models

local dt, tau, threshold = 0.1, 20, 20 -- ms, ms, mV above rest
local g, eta = 5, 2
local sources = size * 4 // 5 // 10 -- of excitation, of each neuron
local J = 0.1 * 12500 / size -- mV
-- From this rate on, Hz, sources outside bring neurons to their threshold.
local threshold_rate = 1000 * threshold / (J * sources * tau)
-- A spike moves the voltage at the start of an iteration, in the others at the
-- end: what is lost until there is added.
local weight = J * math.exp(dt / tau)

local net = snn.Network { seed = seed, dt = dt }
for _, tag in ipairs { "E", "I" } do
  snn.NeuronGroup {
    net = net, tag = tag, size = size * (tag == "E" and 4 or 1) // 5,
    behavior = {
      [20] = models.LIF {
        tau = tau, threshold = threshold, rest = 0, initial = 0,
        reset = "10 mV", refractory = "2 ms",
      },
      [25] = models.PoissonInput {
        rate = eta * threshold_rate, N = sources, weight = weight,
      },
    },
  }
end
for _, ends in ipairs { "EE", "EI", "IE", "II" } do
  local synapse = snn.SynapseGroup {
    net = net, src = ends:sub(1, 1), dst = ends:sub(2, 2), tag = ends,
    behavior = { [30] = models.Transmission { delay = "1.4 ms" } },
  }
  synapse.W = synapse:matrix {
    synapse.src.tag == "E" and weight or -g * weight, layout = "sparse",
    in_degree = synapse.src.size // 10, multapses = true,
  }
end
net:initialize()
return net
