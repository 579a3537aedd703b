-- Keeps the firing rates of neurons that learn by e-prop near a target.

local snn = require "snn"
local EPropLIF = snn.models.EPropLIF

local RateRegularization = snn.Behavior("RateRegularization", {
  compiled = true,
  about = [[
    Adds to the gradients of the synapses of an EPropLIF the derivative of
    strength / 2 times the squared difference of each neuron's rate, in
    spikes per iteration of a trial, and a target. It runs once a trial:
    give it run_every, the iterations of a trial. It belongs after EProp and
    before the optimizers.
  ]],
  source = "Bellec et al. 2020, doi 10.1038/s41467-020-17236-y",
  parameters = {
    { "strength", "how much it counts", default = 1.0, least = 0,
      single = true },
    { "rate", "the target", default = "10 Hz", least = 0 },
    { "weights", "the variable of the weights", default = "W" },
  },
})

RateRegularization.initialize_last = true -- the neurons are known by then

function RateRegularization:initialize(neurons)
  if not EPropLIF.of(neurons) then
    error(("RateRegularization: %s has no snn.models.EPropLIF"):format(
      neurons.tag))
  end
  local every = self.run_every
  if type(every) ~= "number" or every < 2 then
    error("RateRegularization: give it run_every, the number of iterations of a"
      .. " trial")
  end
  self.steps = every
  self.gradient = self:parameter "weights" .. "_gradient"
  self.synapses = {}
  for _, synapses in ipairs(neurons.afferent_synapses.All) do
    if synapses.eligibility_sum then
      self.synapses[#self.synapses + 1] = synapses
    end
  end
  self.strength = self:parameter "strength"
  self.rate = self:parameter "rate" * (self:time_step() / 1000)
end

function RateRegularization:forward(neurons)
  local excess = neurons.spike_count / self.steps - self.rate
  excess = excess * (self.strength / self.steps)
  for _, synapses in ipairs(self.synapses) do
    synapses[self.gradient]:add_(synapses.eligibility_sum * excess)
    synapses.eligibility_sum:zero_()
  end
end

return RateRegularization
