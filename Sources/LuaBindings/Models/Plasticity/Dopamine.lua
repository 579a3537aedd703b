-- Dopamine in a network, or in the synapses of a group.

local snn = require "snn"

local Dopamine = snn.Behavior("Dopamine", {
  compiled = true,
  about = [[
    Dopamine of the network or the synapse group that it is a behavior of:
    the variable fades with the time constant tau. A reward adds to it:
    net.dopamine = net.dopamine + 0.5. It belongs before the rules that read
    it.
  ]],
  source = "Izhikevich 2007, doi 10.1093/cercor/bhl152",
  parameters = {
    {
      "tau", "time constant", default = "200 ms", above = 0, single = true,
    },
    { "initial", "dopamine at first", default = 0.0, single = true },
    { "variable", "the variable with it", default = "dopamine" },
  },
  variables = { { "dopamine", "concentration, a number" } },
})

function Dopamine:initialize(object)
  self.variable = self:parameter "variable"
  self.left = self:decay(self:parameter "tau")
  object[self.variable] = self:parameter "initial"
end

function Dopamine:forward(object)
  object[self.variable] = object[self.variable] * self.left
end

return Dopamine
