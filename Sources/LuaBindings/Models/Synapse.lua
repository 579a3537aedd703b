-- What behaviors of synapse groups share: weights, and the spikes that arrive.

local snn = require "snn"

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

Synapse.initialize_last = true -- the weights and the neurons are there by then

function Synapse:initialize(synapses)
  self.weights = self:parameter "weights"
  local W = synapses[self.weights]
  if type(W) ~= "userdata" then
    error(("%s needs weights: %s has no %s; add a behavior that makes them, such"
      .. " as snn.CreateWeights {}, with any key, or set %s before"
      .. " initialize"):format(self.name, synapses.tag, self.weights,
      self.weights), 0)
  end
  self:need(synapses.src, "spike", "the source")
end

-- Raises if a group lacks a variable.
function Synapse:need(neurons, variable, what)
  if not neurons[variable] then
    error(("%s needs %s's variable '%s': %s has none; add a model that makes it,"
      .. " such as snn.models.LIF {} or snn.models.PoissonSpikes {}"):format(
      self.name, what, variable, neurons.tag), 0)
  end
end

-- The spikes of the source that arrive in this iteration.
function Synapse.arriving(_, synapses)
  return synapses.arriving or synapses.src.spike
end

return Synapse
