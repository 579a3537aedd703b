-- Spikes of the target on their way back to the synapses.

local snn = require "snn"
local Synapse = snn.models.Synapse

local Backpropagation = snn.Behavior("Backpropagation", {
  extends = Synapse,
  compiled = true,
  about = [[
    Delays the spikes of the target until they are back at the synapses,
    where TraceSTDP sees them. It belongs after the neurons and before
    rules.
  ]],
  source = "as CoNeX's PostSpikeCatcher with DelayInitializer",
  parameters = {
    {
      "delay", "one for all, or a vector with one for each target",
      default = "1 ms", unit = "iterations", least = 0, whole = true,
    },
  },
  variables = {
    { "returned", "spikes of the target that are back at the synapses, bool" },
  },
})

function Backpropagation:initialize(synapses)
  self:need(synapses.dst, "spike", "the target")
  local delay = self:parameter { "delay", object = synapses.dst }
  self.line = snn.DelayLine((synapses.dst:vector() + delay):to "int64")
  synapses.returned = synapses.dst:vector { dtype = "bool" }
end

function Backpropagation:forward(synapses)
  synapses.returned = self.line:step(synapses.dst.spike)
end

return Backpropagation
