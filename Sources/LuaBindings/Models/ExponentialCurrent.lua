-- Synaptic currents of a neuron group that jump at a spike and fade
-- exponentially.

local snn = require "snn"
local Neuron = snn.models.Neuron

local ExponentialCurrent = snn.Behavior("ExponentialCurrent", {
  compiled = true,
  about = [[
    Synaptic currents of a neuron group: what Transmission adds to its
    variable, in nA, fades with the time constant tau, tau dI/dt = -I. It
    belongs before the neuron model, with a lower key.
  ]],
  source = "Rotter and Diesmann 1999, doi 10.1007/s004220050570",
  parameters = {
    { "tau", "time constant", default = "5 ms", above = 0 },
    { "variable", "the variable of the currents", default = "I_syn" },
  },
  variables = { { "I_syn", "synaptic current, nA" } },
})

ExponentialCurrent.initialize_last = true -- the neurons are known by then

function ExponentialCurrent:initialize(neurons)
  local tau = self:parameter "tau"
  self.variable = self:parameter "variable"
  local left, gone = self:decay(tau)
  self.left, self.share = left, Neuron.of(neurons, self):share(tau, gone)
  neurons[self.variable] = neurons:vector()
end

function ExponentialCurrent:forward(neurons)
  local current = neurons[self.variable]
  neurons.I:add_(current * self.share)
  current:mul_(self.left)
end

return ExponentialCurrent
