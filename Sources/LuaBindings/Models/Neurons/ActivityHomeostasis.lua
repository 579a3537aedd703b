-- Thresholds that keep neurons at a number of spikes.

local snn = require "snn"
local Neuron = snn.models.Neuron

local ActivityHomeostasis = snn.Behavior("ActivityHomeostasis", {
  compiled = true,
  about = [[
    Moves the threshold of each neuron until it spikes as often as it
    should: at the end of each window by rate times the spikes that were too
    many, where a neuron without spikes has too few. It belongs after the
    neurons.
  ]],
  source = "as CoNeX's ActivityBaseHomeostasis",
  parameters = {
    {
      "spikes", "how many are wanted in a window", required = true, least = 0,
      single = true,
    },
    {
      "window", "over which spikes are counted", required = true,
      unit = "iterations", least = 1, whole = true, single = true,
    },
    {
      "rate", "by how much a spike too many raises the threshold",
      default = "0.1 mV", single = true,
    },
    {
      "decay_rate", "what rate is multiplied by after each window",
      default = 1.0, single = true,
    },
  },
  variables = {
    { "threshold", "of each neuron, mV" },
    { "excess", "spikes too many in this window" },
  },
})

ActivityHomeostasis.belongs_to = "a neuron group"

ActivityHomeostasis.initialize_last = true -- the neurons are known by then

function ActivityHomeostasis:initialize(neurons)
  local model = Neuron.of(neurons, self)
  self.model = model
  local spikes, window = self:parameter "spikes", self:parameter "window"
  if spikes >= window then
    error(("ActivityHomeostasis: %g spikes are wanted in a window of %d"
      .. " iterations; it must be longer"):format(spikes, window))
  end
  -- A neuron that spikes as wanted has nothing in excess at the end.
  self.missed = -spikes / (window - spikes)
  self.window = window
  self.ends = snn.arange(0, window - 1):eq(0):to "float32"
  self.decay_rate = self:parameter "decay_rate"
  neurons.excess, neurons.homeostasis_rate = neurons:vector(),
    self:parameter "rate"
  neurons.threshold = neurons:vector() + model.threshold
  model.threshold = neurons.threshold:clone()
end

function ActivityHomeostasis:forward(neurons)
  local excess, rate = neurons.excess, neurons.homeostasis_rate
  excess:add_(neurons.spike:where(1, self.missed))
  local is_end = self.ends[neurons.iteration % self.window + 1]
  neurons.threshold:add_(excess * (rate * is_end))
  self.model.threshold:copy_(neurons.threshold)
  excess:mul_(1 - is_end)
  neurons.homeostasis_rate = rate * (1 - is_end + is_end * self.decay_rate)
end

return ActivityHomeostasis
