-- Synaptic conductances of a neuron group that rise and fade as an alpha
-- function.

local snn = require "snn"
local AlphaCurrent = snn.models.AlphaCurrent

local AlphaConductance = snn.Behavior("AlphaConductance", {
  extends = snn.models.SynapticConductance,
  compiled = true,
  about = [[
    Synaptic conductances of a neuron group: a weight w, in uS, that
    Transmission adds to its variable makes a conductance w t / tau exp(1 -
    t / tau), which is w at its peak, after tau, and drives the voltage to E
    by the current g (E - v). It belongs before the neuron model, with a
    lower key.
  ]],
  source = "Rall 1967, doi 10.1152/jn.1967.30.5.1138",
  parameters = {
    {
      "tau", "time to the peak, and time constant", default = "2 ms", above = 0,
    },
  },
  variables = {
    { "g_syn", "what has arrived and makes the conductance rise, uS" },
    { "g_syn_out", "synaptic conductance, uS" },
  },
})

AlphaConductance.prepare = AlphaCurrent.prepare
AlphaConductance.forward = AlphaCurrent.forward

return AlphaConductance
