-- How often neurons spike while a sample is shown.

local snn = require "snn"
local DataSet, Membrane = snn.models.DataSet, snn.models.Membrane

local SpikeCounts = snn.Behavior("SpikeCounts", {
  compiled = true,
  about = [[
    Counts the spikes of each neuron from the beginning of each sample of a
    DataSet to that of the next one, and keeps the counts of all samples. It
    belongs after the neurons.
  ]],
  parameters = {
    {
      "data", "the object that has the DataSet; the neurons' own group if it"
        .. " isn't given", kinds = { "object" },
    },
  },
  variables = {
    { "spike_count", "spikes since the sample began, a vector" },
    {
      "spike_counts", "the spikes of each neuron, a row for each sample, as it"
        .. " was shown last",
    },
  },
})

SpikeCounts.initialize_last = true -- the data set is known by then

function SpikeCounts:initialize(neurons)
  self.data = self:parameter "data" or neurons
  local set = DataSet.of(self.data)
  if not set then
    error(("SpikeCounts: %s has no samples; add snn.models.DataSet {} to it, or"
      .. " say with data which object has one"):format(self.data.tag))
  end
  Membrane.need(neurons, "spike", self)
  neurons.spike_count = neurons:vector()
  neurons.spike_counts = neurons:get_buffer_mat({ neurons.size },
    set.count)
end

function SpikeCounts:forward(neurons)
  local data, count = self.data, neurons.spike_count
  count:mul_(1 - data.sample_begins):add_(neurons.spike)
  neurons.spike_counts[data.sample_number] = count
end

return SpikeCounts
