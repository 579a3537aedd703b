-- Samples that are spikes already.

local snn = require "snn"
local Encoder = snn.models.Encoder

local SampleSpikes = snn.Behavior("SampleSpikes", {
  extends = Encoder,
  compiled = true,
  about = [[
    Lets neurons spike where the sample isn't 0, in each iteration in which
    it is shown: for data sets with frames = true, whose samples are spikes.
  ]],
  source = "as CoNeX's SensorySetter",
})

function SampleSpikes:forward(neurons)
  neurons.spike = self.data.sample:ne(0)
end

return SampleSpikes
