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

PoissonSpikes.belongs_to = "a neuron group"

function PoissonSpikes:initialize(neurons)
  neurons.rate = self:parameter "rate"
  neurons.spike = neurons:vector { dtype = "bool" }
  self.seconds = self:time_step() / 1000
  local rate = neurons.rate
  local most = type(rate) == "number" and rate or rate:max()
  if most * self.seconds > 1 then
    error(("PoissonSpikes: a rate of %g Hz is more than one spike in an"
      .. " iteration of %g ms, and there can be one; shorten dt, or take more"
      .. " neurons"):format(most, self:time_step()))
  end
end

function PoissonSpikes:forward(neurons)
  neurons.spike:bernoulli_(neurons.rate * self.seconds)
end

return PoissonSpikes
