-- Neurons that spike once for each sample, the sooner the larger their input.

local snn = require "snn"
local Encoder, DataSet = snn.models.Encoder, snn.models.DataSet

local LatencyEncoder = snn.Behavior("LatencyEncoder", {
  extends = Encoder,
  compiled = true,
  about = [[
    Encodes samples as the time of one spike: a neuron whose element of the
    sample is x, from 0 to 1, spikes (1 - x) (window - 1) iterations,
    rounded down, after the sample has begun. What is below the threshold
    doesn't spike.
  ]],
  source = [[
    Thorpe, Delorme and Van Rullen 2001, doi 10.1016/S0893-6080(01)00083-1;
    as CoNeX's Intensity2Latency
  ]],
  parameters = {
    {
      "window", "in which spikes are; a sample's duration if it isn't given",
      unit = "iterations", least = 1, whole = true, single = true,
    },
    {
      "threshold", "the smallest element that spikes", default = 0.0,
      single = true,
    },
    {
      "stretch", "whether the elements of each sample from the threshold on are"
        .. " stretched to go from 0 to 1", default = false,
    },
  },
})

function LatencyEncoder:initialize(neurons)
  Encoder.initialize(self, neurons)
  self.threshold = self:parameter "threshold"
  self.stretch = self:parameter "stretch"
  local data = DataSet.of(self.data)
  local duration = data and data.duration
  local window = self:parameter "window" or duration
  if not window then
    error("LatencyEncoder: give window, since no DataSet says how long samples"
      .. " are shown")
  elseif duration and window > duration then
    error(("LatencyEncoder: a window of %d iterations is longer than a sample"
      .. " is shown, %d"):format(window, duration))
  elseif not self.stretch then
    self:check_range(0, 1)
  end
  self.last = window - 1
end

function LatencyEncoder:forward(neurons)
  local data, sample = self.data, self.data.sample
  local takes_part = sample:ge(self.threshold)
  if self.stretch then
    local low = takes_part:where(sample, math.huge):min(1, true)
    local high = takes_part:where(sample, -math.huge):max(1, true)
    sample = (sample - low) / (high - low):maximum(1e-12) -- 0 if all are equal
  end
  local place = (sample * self.last):ceil()
  neurons.spike = (self.last - place):eq(data.sample_time) & takes_part
end

return LatencyEncoder
