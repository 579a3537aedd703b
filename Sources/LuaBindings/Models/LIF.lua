-- Leaky integrate-and-fire neurons, which are solved exactly.

local snn = require "snn"
local Neuron = snn.models.Neuron

local LIF = snn.Behavior("LIF", {
  extends = Neuron,
  compiled = true,
  about = "Leaky integrate-and-fire neurons: tau dv/dt = rest - v + R I, solved"
    .. " exactly for a current that is constant in an iteration.",
  source = "Rotter and Diesmann 1999, doi 10.1007/s004220050570",
  parameters = {
    { "tau", "membrane time constant", default = "20 ms", above = 0 },
    { "rest", "the voltage without input", default = "-65 mV" },
    { "R", "membrane resistance", default = "100 Mohm", above = 0 },
  },
})

function LIF:initialize(neurons)
  Neuron.initialize(self, neurons)
  local decay, gain = self:decay(self:parameter "tau")
  self.decay, self.rest = decay, self:parameter "rest"
  self.gain = self:parameter "R" * gain -- mV for a nA
end

function LIF:integrate(neurons, I)
  neurons.voltage:sub_(self.rest):mul_(self.decay):add_(self.rest)
    :add_(I * self.gain)
end

return LIF
