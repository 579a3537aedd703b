-- Noise that is added to voltages.

local snn = require "snn"
local Membrane = snn.models.Membrane

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

VoltageNoise.initialize_last = true -- the neurons are known by then

function VoltageNoise:initialize(neurons)
  Membrane.need(neurons, "voltage", self)
  self.noise = self:parameter "noise"
  neurons:tensor(self.noise, 0) -- raises for a mode that there isn't
end

function VoltageNoise:forward(neurons)
  neurons.voltage:add_(neurons:vector(self.noise))
end

return VoltageNoise
