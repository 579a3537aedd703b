-- The rate at which neurons spike, averaged over the time that has passed.

local snn = require "snn"

local Activity = snn.Behavior("Activity", {
  compiled = true,
  about = [[
    The rate at which each neuron spikes, in Hz, averaged with weights that
    fade with the time constant tau: what rules of rates and homeostasis
    read. It belongs after the neuron model.
  ]],
  parameters = {
    { "tau", "time constant", default = "1000 ms", above = 0 },
    { "initial", "the rate at first", default = "0 Hz", least = 0 },
  },
  variables = { { "activity", "Hz" } },
})

Activity.belongs_to = "a neuron group"

function Activity:initialize(neurons)
  local tau = self:parameter "tau"
  self.left = self:decay(tau)
  self.spike = 1000 / tau -- a spike's area is 1
  neurons.activity = neurons:vector():add_(self:parameter "initial")
end

function Activity:forward(neurons)
  neurons.activity:mul_(self.left):add_(neurons.spike * self.spike)
end

return Activity
