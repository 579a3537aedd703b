-- What all synaptic conductances share: a reversal potential.

local snn = require "snn"
local Neuron = snn.models.Neuron

local SynapticConductance = snn.Behavior("SynapticConductance", {
  extends = snn.models.SynapticCurrent,
  compiled = true,
  about = [[
    What synaptic conductances share: they drive the voltage to a reversal
    potential, with the current g (E - v). Neurons take them for constant
    during an iteration, at the mean that they have in it. Weights are not
    negative: what inhibits has another reversal potential.
  ]],
  parameters = {
    { "E", "reversal potential", default = "0 mV" },
    {
      "variable", "the variable that Transmission adds weights to",
      default = "g_syn",
    },
  },
})

function SynapticConductance:join(neurons)
  Neuron.of(neurons, self)
  self.E = self:parameter "E"
  Neuron.add_conductances(neurons)
end

function SynapticConductance:share(neurons, tau, gone)
  return Neuron.share(Neuron.of(neurons, self), tau, gone)
end

function SynapticConductance:rising_share(neurons, tau, left, gone)
  return Neuron.rising_share(Neuron.of(neurons, self), tau, left, gone)
end

function SynapticConductance:give(neurons, conductance)
  neurons.g:add_(conductance)
  neurons.g_E:add_(conductance * self.E)
end

return SynapticConductance
