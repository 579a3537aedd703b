-- Neurons that learn to tell digits without being told what they are.
--
-- Diehl and Cook 2015, doi 10.3389/fncom.2015.00099, in small: pixels are
-- Poisson neurons, the others compete by inhibiting each other, thresholds rise
-- with each spike, and synapses learn what was seen before a spike. Digits are
-- generated: those of a display of 5 by 7 dots, each of which is wrong with the
-- probability 0.05, instead of handwriting. Only after learning is each neuron
-- given a name, the digit that it spikes most for. Takes the number of neurons,
-- of digits to learn from, the seed, and a file for the figure, which has the
-- weights of figure 2; 40 neurons tell 95 % after 1,000 digits.
--
-- Prints: told 62 % of 60 digits

local snn = require "snn"
local models = snn.models

local size, count, seed, picture = ...
size, count = tonumber(size or 20), tonumber(count or 60)

local glyphs = snn.zeros(10, 35)
for digit, dots in ipairs {
  "01110100011001110101110011000101110", -- 0
  "00100011000010000100001000010001110",
  "01110100010000100010001000100011111",
  "11111000100010000010000011000101110",
  "00010001100101010010111110001000010",
  "11111100001111000001000011000101110",
  "00110010001000011110100011000101110",
  "11111000010001000100010000100001000",
  "01110100011000101110100011000101110",
  "01110100011000101111000010001001100", -- 9
} do
  for place = 1, 35 do
    glyphs[digit][place] = tonumber(dots:sub(place, place))
  end
end

-- The threshold of each neuron rises with each spike, and falls slowly.
local Adaptive = models.LIF:extend("Adaptive", { compiled = true })

function Adaptive:initialize(neurons)
  models.LIF.initialize(self, neurons)
  neurons.threshold = neurons:vector(self.threshold) -- mV
  self.threshold, neurons.count = neurons.threshold, neurons:vector()
end

function Adaptive:spiked(neurons)
  models.LIF.spiked(self, neurons)
  neurons.threshold:add_(neurons.spike * 0.1)
  neurons.count:add_(neurons.spike)
end

-- A spike strengthens synapses whose source has spiked before it, and weakens
-- the others: the rule of the paper, whose changes the target's spikes trigger.
local Learning = snn.Behavior("Learning", {
  extends = models.Synapse, compiled = true,
})

function Learning:initialize(synapses)
  models.Synapse.initialize(self, synapses)
  self.left = self:decay(20)
  synapses.trace = synapses.src:vector()
end

function Learning:forward(synapses)
  local trace = synapses.trace
  trace:mul_(self.left):add_(synapses.src.spike)
  local change = (trace - 0.4):unsqueeze(2) * 0.05
  synapses.W[{ {}, synapses.dst.spike }]:add_(change):clamp_(0, 4)
end

local net = snn.Network { seed = tonumber(seed or 1), dt = "1 ms" }
local pixels = snn.NeuronGroup {
  net = net, tag = "pixels", size = 35,
  behavior = { [10] = models.PoissonSpikes { rate = snn.zeros(35) } },
}
local neurons = snn.NeuronGroup {
  net = net, tag = "neurons", size = size,
  behavior = {
    [20] = Adaptive { tau = "100 ms", refractory = "5 ms" },
    [50] = snn.SynapticNormalization {
      synapse_type = "SEEN", norm_factor = 30, run_every = "50 ms",
    },
  },
}
local seen = snn.SynapseGroup {
  net = net, src = pixels, dst = neurons, tag = "SEEN",
  behavior = {
    [30] = models.Transmission { to = "voltage" }, [40] = Learning {},
  },
}
seen.W = seen:matrix "uniform(0, 2)" -- mV
local rivals = snn.SynapseGroup {
  net = net, src = neurons, dst = neurons, tag = "RIVALS",
  behavior = { [30] = models.Transmission { to = "voltage" } },
}
rivals.W = (1 - snn.eye(size)) * -20 -- mV
net:initialize()

-- Shows digits, and returns which they were, and how often each neuron spiked.
local function show(how_many)
  local digits = net:tensor("randint(1, 11)", how_many):long()
  local is_wrong = net:tensor("bernoulli(0.05)", how_many, 35)
  local counts = {}
  for k = 1, how_many do
    local dots = (glyphs[digits[k]] - is_wrong[k]):abs()
    pixels.rate = dots * 100 + 1
    neurons.voltage:fill_(-65)
    neurons.count:zero_()
    net:simulate "50 ms"
    counts[k] = neurons.count:clone()
  end
  return digits, snn.stack(counts)
end

show(count)
seen.Learning:disable()
local digits, counts = show(count)
local names = {} -- the digit that each neuron spikes most for
for digit = 1, 10 do
  local is_it = digits:eq(digit)
  names[digit] = counts[is_it]:sum(1) / math.max(is_it:sum(), 1)
end
names = snn.stack(names):argmax(1) -- [size]
local right = 0
digits, counts = show(count)
local neurons_of = names:bincount(nil, 10):clamp_(1) -- each name
for k = 1, count do -- the name whose neurons spike most on average
  local votes = names:bincount(counts[k], 10) / neurons_of
  right = right + (votes:argmax() == digits[k] and 1 or 0)
end
print(("told %.0f %% of %d digits"):format(right / count * 100, count))
if picture then
  local columns, gap = 10, 0 / 0
  local canvas = snn.full({ (size + 9) // columns * 8, columns * 6 }, gap)
  for k = 0, size - 1 do
    local y, x = k // columns * 8 + 1, k % columns * 6 + 1
    canvas[{ { y, y + 6 }, { x, x + 4 } }]:copy_(
      seen.W:select(2, k + 1):reshape(7, 5))
  end
  snn.plot.image(canvas, {
    title = "what each neuron has learned", clabel = "weight (mV)",
    height = 60,
  }):save(picture)
end
