-- What all models of spiking neurons share: input, spikes, and the time after
-- them.

local snn = require "snn"

local Neuron = snn.Behavior("Neuron", {
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
    { "current", "a constant current into each neuron", default = "0 nA" },
    { "initial", "the voltage at first", default = "-65 mV" },
  },
  variables = {
    { "voltage", "membrane potential, mV" },
    { "spike", "who spikes in this iteration, bool" },
    { "I", "current that others add up, nA; 0 again when the neurons took it" },
    { "g, g_E", "the same for conductances, uS, and times their reversal"
      .. " potentials, nA; if there are any" },
    { "wait", "iterations that are left at reset, if refractory isn't 0" },
  },
})

-- The neuron model of each group, for what gives it input.
local models = setmetatable({}, { __mode = "k" })

function Neuron:initialize(neurons)
  models[neurons], self.dt = self, self:time_step()
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
  local voltage, I, g = neurons.voltage, neurons.I, neurons.g
  if g then
    self:integrate(neurons, I + neurons.g_E + self.current, g)
    g:zero_()
    neurons.g_E:zero_()
  else
    self:integrate(neurons, I + self.current)
  end
  I:zero_()
  if self.rests then
    neurons.wait:sub_(1)
    self.set(voltage, neurons.wait:ge(0), self.reset)
  end
  if not self.fires_later then
    self:fire(neurons)
  end
end

-- Finds who spikes; a behavior Fire calls it, if the group has one.
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

-- What share of a current that fades with the time constant tau, in ms, the
-- neurons take for constant during an iteration, in which `gone` of it fades: the
-- mean, unless a model is solved exactly.
function Neuron:share(tau, gone)
  return gone * tau / self.dt
end

-- The same of a current t / tau exp(-t / tau), t from the iteration's
-- beginning; `left` is what is left of exp(-t / tau) after an iteration.
function Neuron:rising_share(tau, left, gone)
  return gone * tau / self.dt - left
end

-- Makes the variables of conductances, which a group has if something adds to
-- them.
function Neuron.add_conductances(neurons)
  if not neurons.g then
    neurons.g, neurons.g_E = neurons:vector(), neurons:vector()
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

-- The neuron model of a group, for `behavior`, which needs one.
function Neuron.of(neurons, behavior)
  return models[neurons] or error(behavior.name .. " needs a model of neurons,"
    .. " and " .. neurons.tag .. " has none: add one such as snn.models.LIF {}"
    .. " to its behaviors", 0)
end

return Neuron
