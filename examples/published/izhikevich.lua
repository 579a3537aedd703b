-- A thousand neurons of the simple model, all connected, in rhythms.
--
-- Izhikevich 2003, doi 10.1109/TNN.2003.820440, figure 3: the paper's script,
-- in which neurons are drawn from a range between two kinds, spike by noise
-- from the thalamus, and come together in waves of about 10 and 40 Hz. Takes
-- the number of neurons, the milliseconds, the seed, and a file for the figure.
--
-- Prints: E 7.82 Hz, I 7.32 Hz

local snn = require "snn"
local models = snn.models

local size, duration, seed, picture = ...
size, duration = tonumber(size or 1000), tonumber(duration or 1000)

local Thalamus = snn.Behavior("Thalamus", { compiled = true })

function Thalamus:initialize(neurons)
  self.std = self:parameter("std", 5)
  neurons.input = neurons:vector()
end

function Thalamus:forward(neurons)
  neurons.I:add_(neurons.input:normal_(0, self.std))
end

local net = snn.Network { seed = tonumber(seed or 1), dt = "1 ms" }
local E = snn.NeuronGroup { net = net, tag = "E", size = size * 4 // 5 }
local I = snn.NeuronGroup { net = net, tag = "I", size = size // 5 }

-- From regular spiking to chattering, most of them near the first.
local r = E:vector "uniform(0, 1)"
E:add_behaviors {
  [10] = Thalamus { std = 5 },
  [20] = models.Izhikevich { c = r:square() * 15 - 65, d = 8 - r:square() * 6 },
  [80] = snn.Recorder { "voltage" },
  [90] = snn.EventRecorder "spike",
}
-- From low-threshold to fast spiking.
r = I:vector "uniform(0, 1)"
I:add_behaviors {
  [10] = Thalamus { std = 2 },
  [20] = models.Izhikevich { "LTS",
    a = r * 0.08 + 0.02, b = 0.25 - r * 0.05,
  },
  [90] = snn.EventRecorder "spike",
}

-- Weights of the paper's thousand neurons; of fewer, they are larger.
for _, ends in ipairs { "EE", "EI", "IE", "II" } do
  local src, dst = ends:sub(1, 1), ends:sub(2, 2)
  local synapses = snn.SynapseGroup {
    net = net, src = src, dst = dst, tag = ends,
    behavior = { [30] = models.Transmission { to = "I" } },
  }
  synapses.W = synapses:matrix {
    "uniform", scale = (src == "E" and 0.5 or -1) * 1000 / size,
  }
end

net:initialize()
net:simulate(duration .. " ms")

local spikes = { E = net("spike", 1), I = net("spike", 2) }
local _, rate_E = snn.stats.rate(spikes.E)
local _, rate_I = snn.stats.rate(spikes.I)
print(("E %.2f Hz, I %.2f Hz"):format(rate_E, rate_I))
if picture then
  local t = snn.cat { spikes.E:select(2, 1), spikes.I:select(2, 1) }
  local i = snn.cat { spikes.E:select(2, 2), spikes.I:select(2, 2) + E.size }
  snn.plot.grid {
    snn.plot.raster(t, i, {
      dt = net.dt, ylabel = "neuron (E, and I above)", xlim = { 0, duration },
    }),
    snn.plot.rate(spikes.E, { bin = "5 ms" }),
    snn.plot.lines(net("voltage", 1):narrow(2, 1, 1), {
      ylabel = "voltage of a neuron of E (mV)",
    });
    columns = 1, height = 160,
  }:save(picture)
end
