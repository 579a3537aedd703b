-- Equations, behaviors that are compiled, sub-groups, spaces and statistics.

local snn = require "snn"

local Fire = snn.Behavior("Fire", { compiled = true })
function Fire:initialize(neurons)
  self.threshold = self:parameter("threshold", -50)
  neurons.spike = neurons:vector():gt(0)
end
function Fire:forward(neurons)
  neurons.spike = neurons.v:ge(self.threshold)
  neurons.v[neurons.spike] = -65
end

local net = snn.Network { seed = 1, behavior = { [0] = snn.Clock "0.1 ms" } }
local cells = snn.NeuronGroup {
  net = net,
  size = 16,
  behavior = {
    [1] = snn.Variable "v = -65 mV",
    [2] = snn.Equation { "dv/dt = (-45 mV - v) / tau", tau = "10 ms" },
    [3] = Fire {},
    [9] = snn.EventRecorder { "spike" },
  },
}
local some = cells:sub_group(snn.tensor { 1, 2, 5 })
net:initialize()
net:simulate "20 ms"
local kernel = snn.kernel(function(x, y) return (x * y + 1):exp() end)
local x = kernel(some.v * 0.01, 2)
local rates = net("spike.t", 1)
result = x:sum() + #rates + some.size
