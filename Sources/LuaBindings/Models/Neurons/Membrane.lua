-- What all models of neurons share: they take the input that others have added
-- up, and spike where the voltage passes a threshold.

local snn = require "snn"

local Membrane = snn.Behavior("Membrane", {
  compiled = true,
  about = [[
    What all models of neurons share: they take the input that others have
    added up, and spike in the iteration in which the voltage passes the
    threshold upwards. A model of one's own extends it by integrate(self,
    neurons, I, g), which moves the voltage on by an iteration under the
    current I and the conductance g, nil if there is none. One that is reset
    by a spike extends Neuron.
  ]],
  parameters = {
    { "threshold", "a neuron spikes as it passes this voltage",
      default = "-20 mV" },
    { "current", "a constant current into each neuron", default = "0 nA" },
    { "initial", "the voltage at first", default = "-65 mV" },
  },
  variables = {
    { "voltage", "membrane potential, mV" },
    { "spike", "who spikes in this iteration, bool" },
    { "I", "current that others add up, nA; 0 again when the neurons took it" },
    { "g, g_E", "the same for conductances, uS, and times their reversal"
      .. " potentials, nA; if there are any" },
  },
})

Membrane.belongs_to = "a neuron group"

-- The model of each group of neurons, for what gives it input.
local models = setmetatable({}, { __mode = "k" })

function Membrane:initialize(neurons)
  models[neurons], self.dt = self, self:time_step()
  self.threshold = self:parameter "threshold"
  self.current = self:parameter "current"
  neurons.voltage = neurons:vector():add_(self:parameter "initial")
  neurons.spike = neurons:vector { dtype = "bool" }
  neurons.I = neurons:vector()
  self.was_above = neurons.voltage:ge(self.threshold)
end

function Membrane:forward(neurons)
  self:advance(neurons)
  if not self.fires_later then
    self:fire(neurons)
  end
end

-- Moves the voltage on under the input, and makes that 0 again.
function Membrane:advance(neurons)
  local I, g = neurons.I, neurons.g
  if g then
    self:integrate(neurons, I + neurons.g_E + self.current, g)
    g:zero_()
    neurons.g_E:zero_()
  else
    self:integrate(neurons, I + self.current)
  end
  I:zero_()
end

-- Finds who spikes; a behavior Fire calls it, if the group has one.
function Membrane:fire(neurons)
  local is_above = neurons.voltage:ge(self.threshold)
  neurons.spike = is_above & ~self.was_above
  self.was_above = is_above
end

-- The current of I and g into a neuron at a voltage.
function Membrane.flow(voltage, I, g)
  return g and I - g * voltage or I
end

-- Moves variables on by an iteration, by the method of Runge and Kutta of the
-- fourth order: `slopes` gives what they change by in a ms.
function Membrane:runge_kutta(slopes, ...)
  local variables, dt = { ... }, self.dt
  local function moved(slope, time)
    local result = {}
    for place, variable in ipairs(variables) do
      result[place] = variable + slope[place] * time
    end
    return table.unpack(result)
  end
  local k1 = { slopes(...) }
  local k2 = { slopes(moved(k1, dt / 2)) }
  local k3 = { slopes(moved(k2, dt / 2)) }
  local k4 = { slopes(moved(k3, dt)) }
  for i, variable in ipairs(variables) do
    variable:add_((k1[i] + (k2[i] + k3[i]) * 2 + k4[i]) * (dt / 6))
  end
end

-- What share of a current that fades with the time constant tau, in ms, the
-- neurons take for constant during an iteration, in which `gone` of it fades:
-- the mean, unless a model is solved exactly.
function Membrane:share(tau, gone)
  return gone * tau / self.dt
end

-- The same of a current t / tau exp(-t / tau), t from the iteration's
-- beginning; `left` is what is left of exp(-t / tau) after an iteration.
function Membrane:rising_share(tau, left, gone)
  return gone * tau / self.dt - left
end

-- Makes the variables of conductances, which a group has if something adds to
-- them.
function Membrane.add_conductances(neurons)
  if not neurons.g then
    neurons.g, neurons.g_E = neurons:vector(), neurons:vector()
  end
end

-- Lets parameters that aren't given be those of a named set: numbers in the
-- declared units.
function Membrane:take_set(set)
  self.chosen = set
end

local parameter = Membrane.parameter

function Membrane:parameter(name, ...)
  local chosen = rawget(self, "chosen")
  if chosen and chosen[name] ~= nil and self.parameters[name] == nil then
    return chosen[name]
  end
  return parameter(self, name, ...)
end

-- Sets elements of a tensor to a number, or to those of another tensor.
function Membrane.set(tensor, mask, value)
  if type(value) == "number" then
    tensor[mask] = value
  else
    tensor[mask] = value[mask]
  end
end

-- Raises unless neurons have a tensor under a name, which `behavior` needs.
function Membrane.need(neurons, variable, behavior)
  local found = neurons[variable]
  if found == nil then
    error(("%s needs the variable '%s', and %s has none: add a model that makes"
      .. " it, such as snn.models.LIF {}, with a lower key"):format(
      behavior.name, variable, neurons.tag))
  elseif type(found) ~= "userdata" then
    error(("%s needs the variable '%s', and that of %s is a %s, no tensor")
      :format(behavior.name, variable, neurons.tag, type(found)))
  end
end

-- The model of a group of neurons, for `behavior`, which needs one.
function Membrane.of(neurons, behavior)
  return models[neurons] or error(behavior.name .. " needs a model of neurons,"
    .. " and " .. neurons.tag .. " has none: add one such as snn.models.LIF {}"
    .. " to its behaviors")
end

return Membrane
