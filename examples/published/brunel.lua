-- The four states of a sparse network of excitatory and inhibitory neurons.
--
-- Brunel 2000, doi 10.1023/A:1008925309027, model A: figure 8. All neurons are
-- alike and get spikes from a tenth of both populations and from outside. How
-- strong inhibition is, g, and how much comes from outside, eta, decide whether
-- they fire together or not, regularly or not. The paper has 12,500 neurons;
-- with fewer, synapses are stronger, so that their sum is the same. Takes the
-- number of neurons, the milliseconds, the seed, and a file for the figure.
--
-- Prints: SR      326.2 Hz, CV 0.09, correlation 0.139
-- Prints: SI fast  72.8 Hz, CV 0.68, correlation 0.023
-- Prints: AI       53.9 Hz, CV 0.69, correlation 0.055
-- Prints: SI slow  48.7 Hz, CV 0.64, correlation 0.073

local snn = require "snn"
local models = snn.models

local size, duration, seed, picture = ...
size, duration = tonumber(size or 1250), tonumber(duration or 150)

local states = {
  { name = "SR", g = 3, eta = 2 }, -- synchronous, regular
  { name = "SI fast", g = 6, eta = 4 }, -- synchronous, irregular
  { name = "AI", g = 5, eta = 2 }, -- asynchronous, irregular
  { name = "SI slow", g = 4.5, eta = 0.9 },
}

local dt, tau, threshold = 0.1, 20, 20 -- ms, ms, mV above rest
local sources = size * 4 // 5 // 10 -- of excitation, of each neuron
local J = 0.1 * 12500 / size -- mV
-- From this rate on, Hz, sources outside bring neurons to their threshold.
local threshold_rate = 1000 * threshold / (J * sources * tau)
-- A spike moves the voltage at the start of an iteration, in NEST at the end:
-- what is lost until there is added.
local weight = J * math.exp(dt / tau)
local settled = "50 ms" -- what is before isn't counted

local function build(state)
  local net = snn.Network { seed = tonumber(seed or 1), dt = dt }
  for _, tag in ipairs { "E", "I" } do
    snn.NeuronGroup {
      net = net, tag = tag, size = size * (tag == "E" and 4 or 1) // 5,
      behavior = {
        [20] = models.LIF {
          tau = tau, threshold = threshold, rest = 0, initial = 0,
          reset = "10 mV", refractory = "2 ms",
        },
        [25] = models.PoissonInput {
          rate = state.eta * threshold_rate, N = sources, weight = weight,
        },
        [90] = snn.EventRecorder "spike",
      },
    }
  end
  for _, ends in ipairs { "EE", "EI", "IE", "II" } do
    local src, dst = ends:sub(1, 1), ends:sub(2, 2)
    local synapses = snn.SynapseGroup {
      net = net, src = src, dst = dst, tag = ends,
      -- 1.5 ms of NEST, which counts the iteration of the spike.
      behavior = { [30] = models.Transmission { delay = "1.4 ms" } },
    }
    synapses.W = synapses:matrix {
      src == "E" and weight or -state.g * weight, layout = "sparse",
      in_degree = synapses.src.size // 10, multapses = true,
    }
  end
  return net
end

-- The spikes of the first neurons.
local function of_first(spikes, count)
  return spikes[spikes:select(2, 2):le(count)]
end

-- The mean correlation of the spikes of two neurons in bins of 5 ms.
local function correlation(spikes, neurons)
  local n = math.min(500, neurons.size)
  local matrix = snn.stats.correlation(of_first(spikes, n), {
    size = n, dt = dt, bin = "5 ms", first = settled, last = neurons.iteration,
  })
  matrix = matrix:fill_diagonal_(0 / 0):flatten()
  return matrix[~matrix:isnan()]:mean() -- NaN, too, where there are no spikes
end

local panels = {}
for index, state in ipairs(states) do
  local net = build(state)
  net:initialize()
  net:simulate(duration .. " ms")
  local spikes = net("spike", 1)
  local _, rate = snn.stats.rate(spikes, { first = settled })
  local _, cv = snn.stats.cv(spikes, { first = settled })
  print(("%-7s %5.1f Hz, CV %.2f, correlation %.3f"):format(state.name, rate,
    cv, correlation(spikes, net.E)))
  local start = math.max(duration - 100, 0)
  panels[index] = snn.plot.raster(of_first(spikes, 50), {
    title = state.name, dt = dt, xlim = { start, duration },
  })
  panels[index + 4] = snn.plot.rate(spikes, {
    bin = "0.5 ms", first = start .. " ms",
  })
end
if picture then
  panels.columns, panels.height = 4, 110
  snn.plot.grid(panels):save(picture)
end
