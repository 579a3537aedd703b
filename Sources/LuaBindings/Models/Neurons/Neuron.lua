-- What models of neurons share that are reset by a spike, and rest for a while.

local snn = require "snn"
local Membrane = snn.models.Membrane

local Neuron = snn.Behavior("Neuron", {
  extends = Membrane,
  compiled = true,
  about = [[
    What models of spiking neurons share: they take the input that others
    have added up, spike at a threshold, are reset, and rest for a while. A
    model of one's own extends it by integrate(self, neurons, I, g), which
    moves the voltage on by an iteration under the current I and the
    conductance g, nil if there is none, and, if more happens at a spike, by
    spiked(self, neurons).
  ]],
  parameters = {
    { "threshold", "a neuron spikes from this voltage on", default = "-50 mV" },
    { "reset", "the voltage after a spike", default = "-65 mV" },
    {
      "refractory", "for how long it stays at reset after a spike",
      default = "0 ms", unit = "iterations", least = 0,
    },
  },
  variables = {
    { "wait", "iterations that are left at reset, if refractory isn't 0" },
  },
})

function Neuron:initialize(neurons)
  Membrane.initialize(self, neurons)
  self.reset = self:parameter "reset"
  self.refractory = self:parameter "refractory"
  self.rests = self.refractory ~= 0
  if self.rests then
    neurons.wait = neurons:vector()
  end
end

function Neuron:advance(neurons)
  Membrane.advance(self, neurons)
  if self.rests then
    neurons.wait:sub_(1)
    self.set(neurons.voltage, neurons.wait:ge(0), self.reset)
  end
end

function Neuron:fire(neurons)
  neurons.spike = neurons.voltage:ge(self.threshold)
  self:spiked(neurons)
end

-- What a spike does to the neuron.
function Neuron:spiked(neurons)
  self.set(neurons.voltage, neurons.spike, self.reset)
  if self.rests then
    self.set(neurons.wait, neurons.spike, self.refractory)
  end
end

return Neuron
