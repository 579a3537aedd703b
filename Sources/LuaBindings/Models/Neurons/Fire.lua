-- The moment at which neurons spike, for what comes between their integration
-- and their spikes.

local snn = require "snn"
local Neuron = snn.models.Neuron

local Fire = snn.Behavior("Fire", {
  compiled = true,
  about = [[
    Lets the neurons of a group spike and be reset at the key of this
    behavior: what has a key between that of their model and this one, such
    as KWTA, finds voltages above the threshold.
  ]],
  source = "as CoNeX's Fire, between KWTA and NeuronAxon",
})

Fire.belongs_to = "a neuron group"

Fire.initialize_last = true -- the neurons are known by then

function Fire:initialize(neurons)
  self.model = Neuron.of(neurons, self)
  self.model.fires_later = true
end

function Fire:forward(neurons)
  self.model:fire(neurons)
end

return Fire
