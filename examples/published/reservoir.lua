-- A reservoir of spiking neurons whose spikes a linear readout learns to read.
--
-- The liquid state machine of Maass, Natschläger and Markram 2002, doi
-- 10.1162/089976602760407955, with the tasks of echo state networks: how many
-- past inputs can be read from the neurons (the memory capacity of Jaeger 2001,
-- GMD Report 152), and the series NARMA-10 (Atiya and Parlos 2000, doi
-- 10.1109/72.846741). Each input lasts 20 ms. Only the readout learns, by ridge
-- regression. Takes the number of neurons and of inputs, the seed, and a file
-- for the figure; 400 neurons and 1,500 inputs show what it can do.
--
-- Prints: memory capacity 0.79
-- Prints: NARMA-10: error 0.91 of the deviation

local snn = require "snn"
local models = snn.models

local size, steps, seed, picture = ...
size, steps = tonumber(size or 100), tonumber(steps or 300)

local washout, longest = 50, 20 -- inputs that aren't used; the longest delay

-- Each neuron gets the input times a weight of its own.
local Input = snn.Behavior("Input", { compiled = true })

function Input:initialize(neurons)
  self.weights = neurons:vector "uniform(-0.15, 0.15)" -- nA
  neurons.input = neurons:vector()
end

function Input:forward(neurons)
  neurons.I:add_(self.weights * neurons.input)
end

-- What is read: spikes, each of which counts less and less.
local Trace = snn.Behavior("Trace", { compiled = true })

function Trace:initialize(neurons)
  self.left = math.exp(-neurons.network.dt / 60) -- ms
  neurons.trace = neurons:vector()
end

function Trace:forward(neurons)
  neurons.trace:mul_(self.left):add_(neurons.spike)
end

local net = snn.Network { seed = tonumber(seed or 1), dt = "1 ms" }
local neurons = snn.NeuronGroup {
  net = net, tag = "reservoir", size = size,
  behavior = {
    [10] = Input {},
    [11] = models.ExponentialCurrent { tau = "50 ms" },
    [20] = models.LIF {
      tau = "20 ms", R = "100 Mohm", refractory = "2 ms",
      current = "uniform(0.1 nA, 0.2 nA)", initial = "uniform(-65 mV, -50 mV)",
    },
    [40] = Trace {},
  },
}
local synapses = snn.SynapseGroup {
  net = net, src = neurons, dst = neurons,
  behavior = { [30] = models.Transmission { to = "I_syn" } },
}
synapses.W = synapses:matrix {
  "normal(0, 0.03)", in_degree = 10, layout = "sparse", -- nA
}
net:initialize()

local inputs = net:tensor("uniform(-1, 1)", steps):double()
local states = {}
for step = 1, steps do
  neurons.input:fill_(inputs[step])
  net:simulate "20 ms"
  states[step] = neurons.trace:clone()
end
states = snn.stack(states)

local middle = (washout + steps) // 2
local learned, tested = { washout + 1, middle }, { middle + 1, steps }

-- Learns targets in the first half, and tells what is read in the second.
local function read(targets)
  local W = models.RidgeReadout.solve(states[{ learned, {} }],
    targets[{ learned }], 0.1 * (middle - washout))
  local X = states[{ tested, {} }]:double()
  local y = X:matmul(W[{ { 1, size }, 1 }]) + W[size + 1][1]
  return y, targets[{ tested }]
end

-- How much of the inputs some steps ago is read, from 0 to 1.
local memory, capacity = {}, 0
for delay = 1, longest do
  local y, target = read(inputs:roll(delay))
  memory[delay] = snn.stack({ y, target }):corrcoef()[1][2] ^ 2
  capacity = capacity + memory[delay]
end

-- Inputs from 0 to 0.4: of those to 0.5 the series sometimes grows without end.
local narma, u = snn.zeros(steps):double(), (inputs + 1) / 5
for t = 10, steps - 1 do
  narma[t + 1] = 0.3 * narma[t] + 0.1 + 1.5 * u[t - 9] * u[t]
    + 0.05 * narma[t] * narma:narrow(1, t - 9, 10):sum()
end
local y, target = read(narma)
local rms = (y - target):square():mean() ^ 0.5
print(("memory capacity %.2f"):format(capacity))
print(("NARMA-10: error %.2f of the deviation"):format(rms / target:std()))
if picture then
  local shown = math.min(100, #y)
  snn.plot.grid {
    snn.plot.lines(snn.arange(1, longest), snn.tensor(memory), {
      xlabel = "inputs ago", ylabel = "memory", ylim = { 0, 1 },
    }),
    snn.plot.lines(snn.stack({ target, y }, 2):narrow(1, 1, shown), {
      xlabel = "input", ylabel = "NARMA-10", legend = { "target", "read" },
    }); columns = 1, height = 120,
  }:save(picture)
end
