-- Neurons that spike at random, independently of each other.

local snn = require "snn"

local PoissonSpikes = snn.Behavior("PoissonSpikes", {
  compiled = true,
  about = [[
    Neurons that spike at random with a rate: one for all, or one for each.
    The rate is the variable of this name, and may be changed at any time. A
    neuron spikes once in an iteration at most, with probability rate dt.
  ]],
  parameters = {
    { "rate", "expected spikes in a second", default = "10 Hz", least = 0 },
  },
  variables = {
    { "rate", "Hz, a number or a vector" },
    { "spike", "who spikes in this iteration, bool" },
  },
})

function PoissonSpikes:initialize(neurons)
  neurons.rate = self:parameter "rate"
  neurons.spike = neurons:vector { dtype = "bool" }
  self.seconds = self:time_step() / 1000
end

function PoissonSpikes:forward(neurons)
  neurons.spike:bernoulli_(neurons.rate * self.seconds)
end

return PoissonSpikes
