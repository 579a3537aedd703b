-- Dendrites of three kinds: proximal ones drive a neuron, distal and apical
-- ones bring it near its threshold.

local snn = require "snn"
local Neuron = snn.models.Neuron

local Dendrites = snn.Behavior("Dendrites", {
  compiled = true,
  about = [[
    Three kinds of dendrites, whose currents synapses add up in the
    variables I_proximal, I_distal and I_apical. Proximal currents go to the
    neuron as they are. Distal and apical ones raise its voltage: in a ms by
    tanh(I) of what it lacks to a limit, which is a part of the way from
    rest to the threshold. It belongs before the neuron model, with a lower
    key.
  ]],
  source = [[
    as CoNeX's SimpleDendriteStructure and SimpleDendriteComputation
  ]],
  parameters = {
    {
      "tau", "time constant of the current; without it, it lasts an iteration",
      unit = "ms", above = 0,
    },
    {
      "distal", "the part of the way from rest to threshold up to which distal"
        .. " currents raise the voltage; without it they do nothing",
      least = 0,
    },
    { "apical", "the same of apical currents", least = 0 },
  },
  variables = {
    { "I_proximal", "proximal current, 0 again when it was taken" },
    { "I_distal", "distal current" },
    { "I_apical", "apical current" },
    { "I_dendrites", "the current that the neuron gets, nA" },
  },
})

Dendrites.belongs_to = "a neuron group"

Dendrites.initialize_last = true -- the neurons are known by then

function Dendrites:initialize(neurons)
  local tau = self:parameter "tau"
  self.left = tau and self:decay(tau) or 0
  self.distal, self.apical = self:parameter "distal", self:parameter "apical"
  self.model = Neuron.of(neurons, self)
  if (self.distal or self.apical) and not self.model.gain then
    error(("Dendrites: distal and apical currents need neurons with rest and"
      .. " resistance, such as snn.models.LIF {}, and those of %s are %s")
      :format(neurons.tag, self.model.name))
  end
  for _, name in ipairs { "proximal", "distal", "apical", "dendrites" } do
    neurons["I_" .. name] = neurons:vector()
  end
end

-- The current that moves the voltage towards a part of the way to threshold.
function Dendrites:approach(neurons, current, part)
  local model = self.model
  local limit = model.rest + (model.threshold - model.rest) * part
  local missing = (limit - neurons.voltage):relu()
  return current:tanh() * missing * (model.dt / model.gain)
end

function Dendrites:forward(neurons)
  local total = neurons.I_dendrites
  total:mul_(self.left):add_(neurons.I_proximal)
  if self.distal then
    total:add_(self:approach(neurons, neurons.I_distal, self.distal))
  end
  if self.apical then
    total:add_(self:approach(neurons, neurons.I_apical, self.apical))
  end
  neurons.I:add_(total)
  neurons.I_proximal:zero_()
  neurons.I_distal:zero_()
  neurons.I_apical:zero_()
end

return Dendrites
