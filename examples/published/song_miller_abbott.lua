-- Competition between synapses by spike-timing-dependent plasticity.
--
-- Song, Miller and Abbott 2000, doi 10.1038/78829, figures 1 and 2: a neuron
-- hears 1,000 excitatory and 200 inhibitory Poisson neurons. Excitatory
-- synapses compete for when it spikes: most become weak, the others as strong
-- as they can be, and the neuron spikes less and less regularly. Takes the
-- seconds, the rate of the input, the seed, and a file for the figure; after
-- 1,000 seconds the weights have settled.
--
-- Prints: 87.5 Hz, CV 0.29
-- Prints: weights: mean 0.49, 12 % weak, 9 % strong

local snn = require "snn"
local models = snn.models

local duration, input, seed, picture = ...
duration, input = tonumber(duration or 4), tonumber(input or 15)

local strongest = 0.015 -- all conductances in multiples of the leak

local net = snn.Network { seed = tonumber(seed or 1), dt = "0.2 ms" }
snn.NeuronGroup {
  net = net, tag = "exc", size = 1000,
  behavior = { [1] = models.PoissonSpikes { rate = input } },
}
snn.NeuronGroup {
  net = net, tag = "inh", size = 200,
  behavior = { [1] = models.PoissonSpikes { rate = "10 Hz" } },
}
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
    [90] = snn.EventRecorder "spike",
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
local before = exc.W:flatten():clone() / strongest
net:simulate(duration .. " s")

local spikes, half = net("spike", 1), net.iteration // 2 + 1
local _, rate = snn.stats.rate(spikes, { first = half })
local _, cv = snn.stats.cv(spikes, { first = half })
local after = exc.W:flatten() / strongest
print(("%.1f Hz, CV %.2f"):format(rate, cv))
print(("weights: mean %.2f, %.0f %% weak, %.0f %% strong"):format(after:mean(),
  after:lt(0.1):sum() / 10, after:gt(0.9):sum() / 10))
if picture then
  local options = { bins = 20, xlim = { 0, 1 }, xlabel = "g / g_max" }
  options.title = "at first"
  local first = snn.plot.hist(before, options)
  options.title = ("after %g s"):format(duration)
  snn.plot.grid {
    first, snn.plot.hist(after, options), snn.plot.rate(spikes, {}),
    snn.plot.isi(spikes, { first = half }); height = 110,
  }:save(picture)
end
