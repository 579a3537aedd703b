-- Noise that is added to voltages.

local snn = require "snn"

local VoltageNoise = snn.Behavior("VoltageNoise", {
  compiled = true,
  about = [[
    Adds a number that is drawn for each neuron to its voltage, in each
    iteration. It belongs between a model of neurons and Fire, or before the
    model.
  ]],
  source = "as CoNeX's InherentNoise",
  parameters = {
    {
      "noise", "what is drawn, mV: a mode such as \"uniform(-1, 1)\"",
      default = "normal(0, 1)",
    },
  },
})

VoltageNoise.belongs_to = "a neuron group"

function VoltageNoise:initialize()
  self.noise = self:parameter "noise"
end

function VoltageNoise:forward(neurons)
  neurons.voltage:add_(neurons:vector(self.noise))
end

return VoltageNoise
