-- Transmission as a current that takes its time along the dendrite.

local snn = require "snn"
local Transmission = snn.models.Transmission

local DendriticTransmission = snn.Behavior("DendriticTransmission", {
  extends = Transmission,
  compiled = true,
  about = [[
    As Transmission, with a factor, and with a delay of each target: what a
    spike brings is added to the variable so many iterations after it has
    arrived.
  ]],
  source = "as CoNeX's dendritic inputs and SimpleDendriteStructure",
  parameters = {
    { "to", "the variable of the target", default = "I" },
    {
      "factor", "what weights are multiplied by: below 0 for inhibition",
      default = 1.0, single = true,
    },
    {
      "dendritic_delay", "one for all, or a vector with one for each target",
      default = "0 ms", unit = "iterations", least = 0, whole = true,
    },
  },
  variables = {
    {
      "on_dendrites", "what is on its way, [longest delay + 1, target], if"
        .. " there is a dendritic delay",
    },
  },
})

function DendriticTransmission:initialize(synapses)
  Transmission.initialize(self, synapses)
  self.factor = self:parameter "factor"
  local delay = self:parameter {
    "dendritic_delay", object = synapses.dst,
  }
  self.is_late = delay ~= 0
  if self.is_late then
    self.places = (synapses.dst:vector() + delay + 1):to "int64":unsqueeze(1)
    synapses.on_dendrites = synapses.dst:vector_buffer(self.places:max())
  end
end

function DendriticTransmission:brought(synapses)
  local current = Transmission.brought(self, synapses) * self.factor
  if not self.is_late then
    return current
  end
  local buffer = synapses:buffer_roll(synapses.on_dendrites, 0, true)
  buffer:scatter_add_(1, self.places, current:unsqueeze(1))
  synapses.on_dendrites = buffer
  return buffer[1]
end

return DendriticTransmission
