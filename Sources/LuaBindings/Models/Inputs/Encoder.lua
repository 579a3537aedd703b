-- What encoders share: spikes that say what a sample is.

local snn = require "snn"
local DataSet = snn.models.DataSet

local Encoder = snn.Behavior("Encoder", {
  compiled = true,
  about = [[
    What encoders share: neurons that spike as the sample of a DataSet says,
    one for each element. An encoder of one's own extends it by
    forward(self, neurons), which sets neurons.spike by self.data.sample.
  ]],
  parameters = {
    {
      "data", "the object that has the DataSet; the neurons' own group if it"
        .. " isn't given", kinds = { "object" },
    },
  },
  variables = { { "spike", "who spikes in this iteration, bool" } },
})

Encoder.initialize_last = true -- the data set is known by then

function Encoder:initialize(neurons)
  self.data = self:parameter "data" or neurons
  local sample = self.data.sample
  if type(sample) ~= "userdata" then
    error(("%s: %s has no samples; add snn.models.DataSet {} to it, or say with"
      .. " data which object has one"):format(self.name, self.data.tag))
  elseif sample:numel() ~= neurons.size then
    error(("%s: samples have %d elements, and %s has %d neurons"):format(
      self.name, sample:numel(), neurons.tag, neurons.size))
  end
  neurons.spike = neurons:vector { dtype = "bool" }
end

-- Raises unless all samples of a data set are within limits.
function Encoder:check_range(lowest, highest)
  local data = DataSet.of(self.data)
  if not data then
    return
  end
  local low, high = data.samples:min(), data.samples:max()
  if low < lowest or high > highest then
    error(("%s: samples must be from %g to %g, and are from %g to %g"):format(
      self.name, lowest, highest, low, high))
  end
end

return Encoder
