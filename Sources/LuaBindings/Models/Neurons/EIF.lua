-- Exponential integrate-and-fire neurons.

local snn = require "snn"
local Neuron = snn.models.Neuron

local EIF = snn.Behavior("EIF", {
  extends = Neuron,
  compiled = true,
  about = [[
    Exponential integrate-and-fire neurons: C dv/dt = g_L (rest - v) + g_L
    delta_T exp((v - v_T) / delta_T) + I. Solved by the method of Runge and
    Kutta of the fourth order, in which v is cut at threshold, and the
    exponent at 20, where v passes any threshold within an iteration.
  ]],
  source = [[
    Fourcaud-Trocmé, Hansel, van Vreeswijk and Brunel 2003, doi
    10.1523/JNEUROSCI.23-37-11628.2003
  ]],
  parameters = {
    { "C", "membrane capacitance", default = "0.2 nF", above = 0 },
    { "g_L", "leak conductance", default = "0.01 uS", above = 0 },
    { "rest", "reversal potential of the leak", default = "-65 mV" },
    { "v_T", "where the upswing begins", default = "-55 mV" },
    { "delta_T", "how steep the upswing is", default = "3.5 mV", above = 0 },
    { "threshold", "a neuron spikes from this voltage on", default = "-20 mV" },
    { "reset", "the voltage after a spike", default = "-68 mV" },
  },
})

function EIF:initialize(neurons)
  Neuron.initialize(self, neurons)
  self.C, self.g_L = self:parameter "C", self:parameter "g_L"
  self.rest, self.v_T = self:parameter "rest", self:parameter "v_T"
  self.delta_T = self:parameter "delta_T"
end

function EIF:integrate(neurons, I, g)
  self:runge_kutta(function(v)
    return self:slope(v:minimum(self.threshold), I, g)
  end, neurons.voltage)
end

-- What the voltage v changes by in a ms.
function EIF:slope(v, I, g)
  local upswing = ((v - self.v_T) / self.delta_T):minimum(20):exp()
  return ((upswing * self.delta_T + self.rest - v) * self.g_L
    + self.flow(v, I, g)) / self.C
end

return EIF
