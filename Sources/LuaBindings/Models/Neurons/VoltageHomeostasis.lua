-- Exhaustion that keeps voltages within limits.

local snn = require "snn"
local Membrane = snn.models.Membrane

local VoltageHomeostasis = snn.Behavior("VoltageHomeostasis", {
  compiled = true,
  about = [[
    Lowers the voltage of each neuron by its exhaustion, which grows by rate
    times what the voltage is above max, and shrinks by rate times what it
    is below min. It belongs after the model of the neurons.
  ]],
  source = "as CoNeX's VoltageBaseHomeostasis",
  parameters = {
    { "min", "voltages below it are too low", required = true, unit = "mV" },
    { "max", "voltages above it are too high", required = true, unit = "mV" },
    { "rate", "how fast exhaustion follows", default = 0.001, least = 0 },
  },
  variables = { { "exhaustion", "what the voltage is lowered by, mV" } },
})

VoltageHomeostasis.belongs_to = "a neuron group"

VoltageHomeostasis.initialize_last = true -- the neurons are known by then

function VoltageHomeostasis:initialize(neurons)
  Membrane.need(neurons, "voltage", self)
  self.min, self.max = self:parameter "min", self:parameter "max"
  self.rate = self:parameter "rate"
  local is_empty = neurons:vector():add_(self.min):gt(self.max):any()
  if is_empty then
    error "VoltageHomeostasis: min is more than max: there is nothing between"
  end
  neurons.exhaustion = neurons:vector()
end

function VoltageHomeostasis:forward(neurons)
  local voltage = neurons.voltage
  local excess = voltage - voltage:maximum(self.min):minimum(self.max)
  neurons.exhaustion:add_(excess * self.rate)
  voltage:sub_(neurons.exhaustion)
end

return VoltageHomeostasis
