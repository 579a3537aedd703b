-- Synaptic conductances of a neuron group that rise and fade, each in its own
-- time.

local snn = require "snn"
local BiexponentialCurrent = snn.models.BiexponentialCurrent

local BiexponentialConductance = snn.Behavior("BiexponentialConductance", {
  extends = snn.models.SynapticConductance,
  compiled = true,
  about = [[
    Synaptic conductances of a neuron group: a weight w, in uS, that
    Transmission adds to its variable makes a conductance that is
    proportional to exp(-t / decay) - exp(-t / rise), is w at its peak, and
    drives the voltage to E by the current g (E - v). It belongs before the
    neuron model, with a lower key.
  ]],
  source = "Destexhe, Mainen and Sejnowski 1998, ISBN 978-0-262-11231-4",
  parameters = {
    { "rise", "time constant of the rise", default = "2 ms", above = 0 },
    { "decay", "time constant of the decay", default = "5 ms", above = 0 },
  },
  variables = {
    { "g_syn", "what has arrived and makes the conductance rise, uS" },
    { "g_syn_out", "synaptic conductance, uS" },
  },
})

BiexponentialConductance.prepare = BiexponentialCurrent.prepare
BiexponentialConductance.start = BiexponentialCurrent.start
BiexponentialConductance.forward = BiexponentialCurrent.forward

return BiexponentialConductance
