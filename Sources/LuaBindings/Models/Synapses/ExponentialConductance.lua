-- Synaptic conductances of a neuron group that jump at a spike and fade
-- exponentially.

local snn = require "snn"
local ExponentialCurrent = snn.models.ExponentialCurrent

local ExponentialConductance = snn.Behavior("ExponentialConductance", {
  extends = snn.models.SynapticConductance,
  compiled = true,
  about = [[
    Synaptic conductances of a neuron group: what Transmission adds to its
    variable, in uS, fades with the time constant tau, and drives the
    voltage to E by the current g (E - v). It belongs before the neuron
    model, with a lower key; excitation and inhibition are one each.
  ]],
  source = "Destexhe, Mainen and Sejnowski 1998, ISBN 978-0-262-11231-4",
  parameters = {
    { "tau", "time constant", default = "5 ms", above = 0 },
  },
  variables = { { "g_syn", "synaptic conductance, uS" } },
})

ExponentialConductance.prepare = ExponentialCurrent.prepare
ExponentialConductance.forward = ExponentialCurrent.forward

return ExponentialConductance
