-- A network of 4,000 neurons with conductance-based synapses.
--
-- The benchmark "COBA" of Brette et al. 2007, doi 10.1007/s10827-007-0038-6,
-- after Vogels and Abbott 2005, doi 10.1523/JNEUROSCI.3508-05.2005. Synapses
-- open conductances that pull the voltage towards their reversal potential. The
-- neurons rest below the threshold: a first push sets the network off, and it
-- goes on by itself. Takes the number of neurons, the milliseconds, the seed,
-- and a file for the figure.
--
-- Prints: E 18.3 Hz, I 17.6 Hz

local snn = require "snn"
local models = snn.models

local size, duration, seed, picture = ...
size, duration = tonumber(size or 4000), tonumber(duration or 100)

local weights = { E = 0.006, I = 0.067 } -- uS; the leak is 0.01 uS

local net = snn.Network { seed = tonumber(seed or 1), dt = "0.1 ms" }
for _, tag in ipairs { "E", "I" } do
  snn.NeuronGroup {
    net = net, tag = tag, size = size * (tag == "E" and 4 or 1) // 5,
    behavior = {
      [10] = models.ExponentialConductance {
        variable = "from_E", tau = "5 ms", E = "0 mV",
      },
      [11] = models.ExponentialConductance {
        variable = "from_I", tau = "10 ms", E = "-80 mV",
      },
      [20] = models.LIF {
        tau = "20 ms", R = "100 Mohm", rest = "-60 mV", threshold = "-50 mV",
        reset = "-60 mV", initial = "normal(-65 mV, 5 mV)",
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
    behavior = { [30] = models.Transmission { to = "from_" .. src } },
  }
  synapses.W = synapses:matrix {
    weights[src], density = 0.02, layout = "sparse",
  }
end

net:initialize()
-- The push: conductances as of a network that is already active.
for _, neurons in ipairs { net.E, net.I } do
  neurons.from_E = neurons:vector "normal(0.04, 0.015)" -- uS
  neurons.from_I = neurons:vector "normal(0.2, 0.12)"
end
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
