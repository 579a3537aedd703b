-- A current that goes up and down as a sine.

local snn = require "snn"
local StepCurrent = snn.models.StepCurrent

local SineCurrent = snn.Behavior("SineCurrent", {
  extends = StepCurrent,
  compiled = true,
  about = [[
    A current into the neurons of offset + amplitude sin(2 pi frequency t +
    phase), t since start. It belongs before the neuron model, with a lower
    key.
  ]],
  parameters = {
    { "amplitude", "how far it goes from the offset", default = "0.1 nA" },
    { "frequency", "how often it goes up", default = "10 Hz", least = 0 },
    { "offset", "its mean", default = "0 nA" },
    { "phase", "where it begins, in radians", default = 0.0 },
  },
})

function SineCurrent:initialize(neurons)
  StepCurrent.initialize(self, neurons)
  self.offset, self.phase = self:parameter "offset", self:parameter "phase"
  self.pace = self:parameter "frequency" * (2 * math.pi / 1000)
end

function SineCurrent:at(time)
  return (time * self.pace + self.phase):sin() * self.amplitude + self.offset
end

return SineCurrent
