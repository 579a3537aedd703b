-- A current of white noise.

local snn = require "snn"
local Membrane = snn.models.Membrane

local WhiteNoise = snn.Behavior("WhiteNoise", {
  compiled = true,
  about = [[
    A current of Gaussian white noise into each neuron, drawn anew in each
    iteration: mean + sigma / sqrt(dt) times a normal number, so that what
    it does to the neurons does not depend on dt. The voltage of a passive
    membrane gets the deviation R sigma / sqrt(2 tau). It belongs before the
    neuron model, with a lower key.
  ]],
  source = "Uhlenbeck and Ornstein 1930, doi 10.1103/PhysRev.36.823",
  parameters = {
    { "sigma", "strength, nA times the root of ms", default = 0.1, least = 0 },
    { "mean", "the mean current", default = "0 nA" },
  },
})

WhiteNoise.belongs_to = "a neuron group"

WhiteNoise.initialize_last = true -- the neurons are known by then

function WhiteNoise:initialize(neurons)
  Membrane.of(neurons, self)
  self.mean = self:parameter "mean"
  self.deviation = self:parameter "sigma" / math.sqrt(self:time_step())
end

function WhiteNoise:forward(neurons)
  neurons.I:add_(neurons:vector():normal_() * self.deviation + self.mean)
end

return WhiteNoise
