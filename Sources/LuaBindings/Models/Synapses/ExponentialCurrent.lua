-- Synaptic currents of a neuron group that jump at a spike and fade
-- exponentially.

local snn = require "snn"

local ExponentialCurrent = snn.Behavior("ExponentialCurrent", {
  extends = snn.models.SynapticCurrent,
  compiled = true,
  about = [[
    Synaptic currents of a neuron group: what Transmission adds to its
    variable, in nA, fades with the time constant tau, tau dI/dt = -I. It
    belongs before the neuron model, with a lower key.
  ]],
  source = "Rotter and Diesmann 1999, doi 10.1007/s004220050570",
  parameters = {
    { "tau", "time constant", default = "5 ms", above = 0 },
  },
  variables = { { "I_syn", "synaptic current, nA" } },
})

function ExponentialCurrent:prepare(neurons)
  local tau = self:parameter "tau"
  local left, gone = self:decay(tau)
  self.left = left
  self.given = self:share(neurons, tau, gone)
end

function ExponentialCurrent:forward(neurons)
  local current = neurons[self.variable]
  self:give(neurons, current * self.given)
  current:mul_(self.left)
end

return ExponentialCurrent
