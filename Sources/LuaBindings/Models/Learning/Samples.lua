-- Shows a neuron group the sample of each trial.

local snn = require "snn"

local Samples = snn.Behavior("Samples", {
  compiled = true,
  about = [[
    Sets a variable of a neuron group to what the sample of the trial has
    for each step, or, if it has one row, for all. The network needs Trials
    or a task that extends it. It belongs before what reads the variable.
    Samples {} gives spikes to inputs, and Samples { "targets", to =
    "target" } its target to a readout. A DataSet shows its samples itself.
  ]],
  parameters = {
    { "from", "the variable of the network with the samples",
      default = "spikes" },
    { "to", "the variable of the group", default = "spike" },
  },
})

Samples.belongs_to = "a neuron group"

function Samples:initialize(neurons)
  local name = self:parameter "from"
  local samples = neurons.network[name]
  if not samples then
    error(("Samples: the network has no '%s': give it a behavior Trials {"
      .. " spikes = …, targets = … }, or a task such as snn.models.Randman {},"
      .. " with a lower key"):format(name))
  end
  local size = samples:size(samples.ndim)
  if size ~= neurons.size then
    error(("Samples: %s are for %d neurons, and %s has %d"):format(name, size,
      neurons.tag, neurons.size))
  end
  self.steps = samples.ndim == 3 and samples:size(2) or nil
  self.rows = self.steps and samples:reshape(#samples * self.steps, size)
    or samples
  self.to = self:parameter "to"
  neurons[self.to] = neurons:vector {
    dtype = samples.dtype == "bool" and "bool" or nil,
  }
end

function Samples:forward(neurons)
  local net = neurons.network
  local row = net.sample_number
  if self.steps then
    row = (row - 1) * self.steps + net.trial_step
  end
  neurons[self.to]:copy_(self.rows[row])
end

return Samples
