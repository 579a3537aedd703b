-- Synaptic currents of a neuron group that rise and fade as an alpha function.

local snn = require "snn"
local BiexponentialCurrent = snn.models.BiexponentialCurrent

local AlphaCurrent = snn.Behavior("AlphaCurrent", {
  extends = snn.models.SynapticCurrent,
  compiled = true,
  about = [[
    Synaptic currents of a neuron group: a weight w, in nA, that
    Transmission adds to its variable makes a current w t / tau exp(1 - t /
    tau), which is w at its peak, after tau. It belongs before the neuron
    model, with a lower key.
  ]],
  source = "Rotter and Diesmann 1999, doi 10.1007/s004220050570",
  parameters = {
    {
      "tau", "time to the peak, and time constant", default = "2 ms", above = 0,
    },
  },
  variables = {
    { "I_syn", "what has arrived and makes the current rise, nA" },
    { "I_syn_out", "synaptic current, nA" },
  },
})

function AlphaCurrent:prepare(neurons)
  local e = math.exp(1)
  local tau = self:parameter "tau"
  local left, gone = self:decay(tau)
  self.left, self.left_rise = left, left
  self.into = left / tau * (e * self:time_step())
  self.given = self:share(neurons, tau, gone)
  self.given_rise = self:rising_share(neurons, tau, left, gone) * e
  BiexponentialCurrent.start(self, neurons)
end

AlphaCurrent.forward = BiexponentialCurrent.forward

return AlphaCurrent
