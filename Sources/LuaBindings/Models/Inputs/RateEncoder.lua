-- Neurons that spike in regular intervals, the shorter the larger their input.

local snn = require "snn"
local Encoder = snn.models.Encoder

local RateEncoder = snn.Behavior("RateEncoder", {
  extends = Encoder,
  compiled = true,
  about = [[
    Encodes samples as regular spikes: a neuron whose element of the sample
    is x adds up x times rate, and spikes whenever it has reached 1.
  ]],
  source = [[
    Adrian and Zotterman 1926, doi 10.1113/jphysiol.1926.sp002281
  ]],
  parameters = {
    {
      "rate", "spikes in a second where a sample is 1", default = "100 Hz",
      above = 0, single = true,
    },
  },
  variables = { { "phase", "what has been added up towards the next spike" } },
})

function RateEncoder:initialize(neurons)
  Encoder.initialize(self, neurons)
  self.step = self:parameter "rate" * self:time_step() / 1000
  self:check_range(0, 1 / self.step)
  neurons.phase = neurons:vector()
end

function RateEncoder:forward(neurons)
  local phase = neurons.phase
  phase:add_(self.data.sample * self.step)
  neurons.spike = phase:ge(1)
  phase:sub_(neurons.spike)
end

return RateEncoder
