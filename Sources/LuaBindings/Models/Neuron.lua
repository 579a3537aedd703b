-- What all models of spiking neurons share: input, spikes, and the time after
-- them.

local snn = require "snn"

local Neuron = snn.Behavior("Neuron", {
  compiled = true,
  about = "What models of spiking neurons share: they take the input that others"
    .. " have added up, spike at a threshold, are reset, and rest for a while. A"
    .. " model of one's own extends it by integrate(self, neurons, I), which"
    .. " moves the voltage on by an iteration, and, if more happens at a spike,"
    .. " by spiked(self, neurons).",
  parameters = {
    { "threshold", "a neuron spikes from this voltage on", default = "-50 mV" },
    { "reset", "the voltage after a spike", default = "-65 mV" },
    {
      "refractory", "for how long it stays at reset after a spike",
      default = "0 ms", unit = "iterations", least = 0,
    },
    { "current", "a constant current that all get", default = "0 nA" },
    { "initial", "the voltage at first", default = "-65 mV" },
  },
  variables = {
    { "voltage", "membrane potential, mV" },
    { "spike", "who spikes in this iteration, bool" },
    {
      "I", "current, nA, that others add to until the neurons take it; 0 then",
    },
    { "wait", "iterations that are left at reset, if refractory isn't 0" },
  },
})

function Neuron:initialize(neurons)
  self.threshold = self:parameter "threshold"
  self.reset = self:parameter "reset"
  self.refractory = self:parameter "refractory"
  self.current = self:parameter "current"
  neurons.voltage = neurons:vector():add_(self:parameter "initial")
  neurons.spike = neurons:vector { dtype = "bool" }
  neurons.I = neurons:vector()
  self.rests = self.refractory ~= 0
  if self.rests then
    neurons.wait = neurons:vector()
  end
end

function Neuron:forward(neurons)
  local voltage = neurons.voltage
  self:integrate(neurons, neurons.I + self.current)
  neurons.I:zero_()
  if self.rests then
    neurons.wait:sub_(1)
    self.set(voltage, neurons.wait:ge(0), self.reset)
  end
  neurons.spike = voltage:ge(self.threshold)
  self:spiked(neurons)
end

-- What a spike does: resets the voltage.
function Neuron:spiked(neurons)
  self.set(neurons.voltage, neurons.spike, self.reset)
  if self.rests then
    self.set(neurons.wait, neurons.spike, self.refractory)
  end
end

-- Sets elements of a tensor to a number, or to those of another tensor.
function Neuron.set(tensor, mask, value)
  if type(value) == "number" then
    tensor[mask] = value
  else
    tensor[mask] = value[mask]
  end
end

return Neuron
