-- A current that rises or falls evenly.

local snn = require "snn"
local StepCurrent = snn.models.StepCurrent

local RampCurrent = snn.Behavior("RampCurrent", {
  extends = StepCurrent,
  compiled = true,
  about = [[
    A current into the neurons that goes evenly from `from` at start to
    amplitude at stop, and is 0 before and after. It belongs before the
    neuron model, with a lower key.
  ]],
  parameters = {
    { "from", "the current at start", default = "0 nA" },
    { "amplitude", "the current at stop", default = "0.1 nA" },
    { "stop", "when it ends", default = "100 ms", unit = "iterations",
      above = 0 },
  },
})

function RampCurrent:initialize(neurons)
  StepCurrent.initialize(self, neurons)
  self.from = self:parameter "from"
  local duration = (self.stop - self.start) * self.dt
  if neurons:vector():add_(duration):le(0):any() then
    error "RampCurrent: it needs time to rise or fall: stop must be after start"
  end
  self.slope = (self.amplitude - self.from) / duration
end

function RampCurrent:at(time)
  return time * self.slope + self.from
end

return RampCurrent
