-- A network of 4,000 neurons with current-based synapses.
--
-- The benchmark "CUBA" of Brette et al. 2007, doi 10.1007/s10827-007-0038-6,
-- after Vogels and Abbott 2005, doi 10.1523/JNEUROSCI.3508-05.2005. Neurons
-- rest above their threshold, so they fire without input; inhibition keeps them
-- at a few spikes a second. Takes the number of neurons, the milliseconds, the
-- seed, and a file for the figure.
--
-- Prints: E 6.8 Hz, I 6.3 Hz

local snn = require "snn"
local models = snn.models

local size, duration, seed, picture = ...
size, duration = tonumber(size or 4000), tonumber(duration or 100)

-- A spike opens 0.27 nS, 60 mV from the reversal potential at -60 mV, or 4.5 nS
-- at 20 mV.
local weights = { E = 0.0162, I = -0.09 } -- nA

local net = snn.Network { seed = tonumber(seed or 1), dt = "0.1 ms" }
for _, tag in ipairs { "E", "I" } do
  snn.NeuronGroup {
    net = net, tag = tag, size = size * (tag == "E" and 4 or 1) // 5,
    behavior = {
      [10] = models.ExponentialCurrent { variable = "I_E", tau = "5 ms" },
      [11] = models.ExponentialCurrent { variable = "I_I", tau = "10 ms" },
      [20] = models.LIF {
        tau = "20 ms", R = "100 Mohm", rest = "-49 mV", threshold = "-50 mV",
        reset = "-60 mV", initial = "uniform(-60 mV, -50 mV)",
        refractory = "5 ms",
      },
      [90] = snn.EventRecorder "spike",
    },
  }
end
for _, ends in ipairs { "EE", "EI", "IE", "II" } do
  local src, dst = ends:sub(1, 1), ends:sub(2, 2)
  local synapses = snn.SynapseGroup {
    net = net, src = src, dst = dst, tag = ends,
    behavior = { [30] = models.Transmission { to = "I_" .. src } },
  }
  synapses.W = synapses:matrix {
    weights[src], density = 0.02, layout = "sparse",
  }
end

net:initialize()
net:simulate(duration .. " ms")

local E, I = net("spike", 1), net("spike", 2)
local _, rate_E = snn.stats.rate(E)
local _, rate_I = snn.stats.rate(I)
print(("E %.1f Hz, I %.1f Hz"):format(rate_E, rate_I))
if picture then
  snn.plot.grid {
    snn.plot.raster(E), snn.plot.rate(E, { smooth = "2 ms" });
    columns = 1, height = 120,
  }:save(picture)
end
