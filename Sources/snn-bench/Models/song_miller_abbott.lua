-- Competition between synapses by STDP: Song, Miller and Abbott 2000, doi
-- 10.1038/78829, written with the models of the library: a neuron that hears
-- Poisson neurons, five sixths of them by plastic synapses. Arguments: the
-- number of Poisson neurons, the seed, and options, of which none counts: the
-- models are compiled. Returns the network; an iteration is 0.1 ms.

local size, seed = ...
local snn = require "snn"
local models = snn.models

local strongest = 0.015 -- all conductances in multiples of the leak

local net = snn.Network { seed = seed, dt = "0.1 ms" }
local inputs = {
  exc = { size * 5 // 6, "15 Hz" }, inh = { size // 6, "10 Hz" },
}
for _, tag in ipairs { "exc", "inh" } do
  local count, rate = table.unpack(inputs[tag])
  snn.NeuronGroup {
    net = net, tag = tag, size = count,
    behavior = { [1] = models.PoissonSpikes { rate = rate } },
  }
end
snn.NeuronGroup {
  net = net, tag = "neuron", size = 1,
  behavior = {
    [10] = models.ExponentialConductance {
      variable = "from_exc", tau = "5 ms", E = "0 mV",
    },
    [11] = models.ExponentialConductance {
      variable = "from_inh", tau = "5 ms", E = "-70 mV",
    },
    [20] = models.LIF {
      tau = "20 ms", R = "1 Mohm", -- so that a leak of 1 uS is the unit
      rest = "-70 mV", threshold = "-54 mV", reset = "-60 mV",
      initial = "-60 mV",
    },
  },
}
local exc = snn.SynapseGroup {
  net = net, src = "exc", dst = "neuron", tag = "excitation",
  behavior = {
    [30] = models.Transmission { to = "from_exc" },
    [40] = models.STDP {
      A_plus = 0.005 * strongest, A_minus = 1.05 * 0.005 * strongest,
      tau_plus = "20 ms", tau_minus = "20 ms", w_max = strongest,
    },
  },
}
exc.W = exc:matrix { "uniform", scale = strongest }
local inh = snn.SynapseGroup {
  net = net, src = "inh", dst = "neuron", tag = "inhibition",
  behavior = { [30] = models.Transmission { to = "from_inh" } },
}
inh.W = inh:matrix(0.05)
net:initialize()
return net
