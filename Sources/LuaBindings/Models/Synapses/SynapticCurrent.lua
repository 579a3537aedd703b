-- What all synaptic currents share: where spikes arrive, and who gets the
-- current.

local snn = require "snn"
local Neuron = snn.models.Neuron

local SynapticCurrent = snn.Behavior("SynapticCurrent", {
  compiled = true,
  about = [[
    What synaptic currents share: Transmission adds weights to a variable of
    the neuron group, and a course of time, which each class has by
    prepare(self, neurons) and forward(self, neurons), makes a current of
    them. It belongs before the neuron model, with a lower key.
  ]],
  parameters = {
    {
      "variable", "the variable that Transmission adds weights to",
      default = "I_syn",
    },
  },
})

SynapticCurrent.belongs_to = "a neuron group"

SynapticCurrent.initialize_last = true -- the neurons are known by then

function SynapticCurrent:initialize(neurons)
  self.variable = self:parameter "variable"
  neurons[self.variable] = neurons:vector()
  self:join(neurons)
  self:prepare(neurons)
end

-- Makes sure that the neurons take what they are given.
function SynapticCurrent:join(neurons)
  Neuron.of(neurons, self)
end

-- What constant current does the same to the neurons, during an iteration, as
-- one that fades with the time constant tau: a share of it.
function SynapticCurrent:share(neurons, tau, gone)
  return Neuron.of(neurons, self):share(tau, gone)
end

-- The same of a current t / tau exp(-t / tau), t from the iteration's
-- beginning.
function SynapticCurrent:rising_share(neurons, tau, left, gone)
  return Neuron.of(neurons, self):rising_share(tau, left, gone)
end

function SynapticCurrent.give(_, neurons, current)
  neurons.I:add_(current)
end

return SynapticCurrent
