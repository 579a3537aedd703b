-- Neurons that spike at random, the more often the larger their input is.

local snn = require "snn"
local Encoder = snn.models.Encoder

local PoissonEncoder = snn.Behavior("PoissonEncoder", {
  extends = Encoder,
  compiled = true,
  about = [[
    Encodes samples as random spikes: a neuron whose element of the sample
    is x spikes with the rate x times rate, independently of the others.
  ]],
  source = "Diehl and Cook 2015, doi 10.3389/fncom.2015.00099",
  parameters = {
    {
      "rate", "expected spikes in a second where a sample is 1",
      default = "100 Hz", above = 0, single = true,
    },
  },
})

function PoissonEncoder:initialize(neurons)
  Encoder.initialize(self, neurons)
  self.chance = self:parameter "rate" * self:time_step() / 1000
  self:check_range(0, 1 / self.chance)
end

function PoissonEncoder:forward(neurons)
  neurons.spike = neurons:vector "uniform":lt(self.data.sample * self.chance)
end

return PoissonEncoder
