-- Inhibitory plasticity that balances excitation.
--
-- Vogels, Sprekeler, Zenke, Clopath and Gerstner 2011, doi
-- 10.1126/science.1211095, figure 4: a recurrent network in which excitation is
-- too strong. Inhibitory synapses learn until every excitatory neuron spikes at
-- the rate that the rule aims at, irregularly and independently of the others.
-- The paper has 10,000 neurons; with fewer, each hears as many others. The aim
-- is 3 Hz, as in the script for Brian by one of the authors. Takes the number
-- of neurons, the seconds, the seed, and a file for the figure.
--
-- Prints: at first: E 160.6 Hz, among neurons +- 3.3, CV 0.02
-- Prints: at last:  E 101.3 Hz, among neurons +- 19.0, CV 0.19
-- Prints: weights of inhibition: 1.4 nS

local snn = require "snn"
local models = snn.models

local size, duration, seed, picture = ...
size, duration = tonumber(size or 500), tonumber(duration or 0.5)

local target = 3 -- Hz

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
        reset = "-60 mV", initial = "uniform(-60 mV, -50 mV)",
        refractory = "5 ms", current = "0.2 nA",
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
    ({ E = 0.0003, I = dst == "I" and 0.003 or 0 })[src], -- uS
    density = math.min(200 / size, 1), layout = "sparse",
  }
end
net.IE:add_behavior(40, models.VogelsSTDP {
  eta = 1e-5, rate = target, tau = "20 ms", w_min = 0, w_max = 0.1,
})

-- The mean rate, its deviation among neurons, and the mean CV, in a part of the
-- simulation.
local function describe(from, to)
  local spikes, all = net("spike", 1), net.iteration
  local part = { first = from * all // 1 + 1, last = to * all // 1 }
  local rates, rate = snn.stats.rate(spikes, part)
  local _, cv = snn.stats.cv(spikes, part)
  return ("E %.1f Hz, among neurons +- %.1f, CV %.2f"):format(
    rate, rates:std(), cv)
end

net:initialize()
net:simulate(duration .. " s")
print("at first: " .. describe(0, 0.1))
print("at last:  " .. describe(0.7, 1))
print(("weights of inhibition: %.1f nS"):format(
  1000 * net.IE.W:values():mean()))
if picture then
  local spikes = net("spike", 1)
  local few = spikes[spikes:select(2, 2):le(100)]
  local function raster(title, start)
    return snn.plot.raster(few, {
      title = title, dt = net.dt, xlim = { start, start + 200 },
      ylim = { 0, 100 },
    })
  end
  snn.plot.grid {
    raster("at first", 0), raster("at last", duration * 1000 - 200),
    snn.plot.rate(spikes, {}),
    snn.plot.hist(net.IE.W:values() * 1000, { xlabel = "inhibition (nS)" });
    height = 110,
  }:save(picture)
end
