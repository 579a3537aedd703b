-- Conductances of NMDA receptors, which magnesium blocks at low voltages.

local snn = require "snn"
local BiexponentialConductance = snn.models.BiexponentialConductance

local NMDA = snn.Behavior("NMDA", {
  extends = BiexponentialConductance,
  compiled = true,
  about = [[
    Synaptic conductances of NMDA receptors: as BiexponentialConductance,
    times what magnesium leaves open, 1 / (1 + Mg / 3.57 exp(-0.062 v)), v
    in mV as it is when the iteration begins. It belongs before the neuron
    model, with a lower key; SaturatingNMDA are receptors that saturate.
  ]],
  source = [[
    Jahr and Stevens 1990, doi 10.1523/JNEUROSCI.10-09-03178.1990
  ]],
  parameters = {
    { "Mg", "concentration of magnesium, mM", default = 1.0, least = 0 },
    { "rise", "time constant of the rise", default = "2 ms", above = 0 },
    { "decay", "time constant of the decay", default = "100 ms", above = 0 },
    {
      "variable", "the variable that Transmission adds weights to",
      default = "g_NMDA",
    },
  },
  variables = {
    { "g_NMDA", "what has arrived and makes the conductance rise, uS" },
    { "g_NMDA_out", "conductance without the block, uS" },
  },
})

function NMDA:prepare(neurons)
  BiexponentialConductance.prepare(self, neurons)
  self.Mg = self:parameter "Mg"
end

function NMDA:give(neurons, conductance)
  BiexponentialConductance.give(self, neurons,
    conductance * self.open(neurons.voltage, self.Mg))
end

-- What magnesium leaves open at a voltage.
function NMDA.open(voltage, Mg)
  return 1 / ((voltage * -0.062):exp() * (Mg / 3.57) + 1)
end

return NMDA
