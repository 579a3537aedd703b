-- What behaviors of synapse groups share: weights, and the spikes that arrive.

local snn = require "snn"
local Layout = snn.models.Layout

local Synapse = snn.Behavior("Synapse", {
  about = [[
    What transmission and rules of plasticity share: they read the weights
    of a synapse group, and the spikes of its source as they arrive. A rule
    of one's own extends it.
  ]],
  parameters = {
    { "weights", "the variable of the weights", default = "W" },
  },
})

Synapse.belongs_to = "a synapse group"

Synapse.initialize_last = true -- the weights and the neurons are there by then

-- The names of rules that read spikes as they leave, by their synapse group.
Synapse.undelayed = setmetatable({}, { __mode = "k" })

function Synapse:initialize(synapses)
  self.weights, self.layout = self:parameter "weights", Layout.of(synapses)
  if self.layout then
    self:check_layout()
  elseif type(synapses[self.weights]) ~= "userdata" then
    error(("%s needs weights: %s has no %s; add a behavior that makes them,"
      .. " such as snn.CreateWeights {}, with any key, or set %s before"
      .. " initialize"):format(self.name, synapses.tag, self.weights,
      self.weights))
  end
  if synapses.network.synapse_mode ~= "SxD" then
    error(("%s needs weights [source, destination], and the network of %s has"
      .. " synapse_mode = \"%s\": it works with \"SxD\""):format(self.name,
      synapses.tag, synapses.network.synapse_mode))
  end
  self:need(synapses.src, "spike", "the source")
  self.is_delayed = synapses.arriving ~= nil -- made by Transmission before
  self.last = synapses.iteration
end

-- Whether weights are sparse: only these count their entries.
function Synapse.is_sparse(W)
  return (pcall(function()
    return W.nnz
  end))
end

-- Raises if a class can't work on the layout of the synapses.
function Synapse:check_layout()
  if not self.follows_layouts then
    error(("%s needs a synapse for each pair of neurons, and these are %s; a"
      .. " rule for them is snn.models.TraceSTDP"):format(self.name,
      self.layout.name))
  end
end

-- Raises if a group lacks a variable, which `maker` would make, or has no
-- tensor under its name.
function Synapse:need(neurons, variable, what, maker)
  local found = neurons[variable]
  if found == nil then
    error(("%s needs %s's variable '%s': %s has none; add %s"):format(self.name,
      what, variable, neurons.tag, maker or "a model that makes it, such as"
      .. " snn.models.LIF {} or snn.models.PoissonSpikes {}"))
  elseif type(found) ~= "userdata" then
    error(("%s needs %s's variable '%s': of %s that is a %s, and no tensor")
      :format(self.name, what, variable, neurons.tag, type(found)))
  end
end

-- Raises unless weights can be added to a variable of the target.
function Synapse:need_target(synapses, variable, maker)
  local neurons = synapses.dst
  self:need(neurons, variable, "the target", maker)
  if neurons[variable].dtype == "bool" then
    error(("%s adds weights to the variable '%s', and that of %s is bool")
      :format(self.name, variable, neurons.tag))
  end
end

-- The spikes of the source that arrive in this iteration.
function Synapse:arriving(synapses)
  if self.is_delayed then
    return synapses.arriving
  end
  return synapses.src.spike
end

-- Gives the synapses a variable, for a class that has the parameter suffix: its
-- name with that is in the field of the behavior with the same name.
function Synapse:make(synapses, name, value)
  self[name] = name .. self:parameter "suffix"
  synapses[self[name]] = value
end

-- How many iterations have passed since the last call, or since the behavior
-- was initialized: several, if it has run_every.
function Synapse:passed(synapses)
  local now = synapses.iteration
  local passed = now - self.last
  self.last = now
  return passed
end

return Synapse
