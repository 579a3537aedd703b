-- Quadratic integrate-and-fire neurons.

local snn = require "snn"
local Neuron = snn.models.Neuron

local QIF = snn.Behavior("QIF", {
  extends = Neuron,
  compiled = true,
  about = [[
    Quadratic integrate-and-fire neurons: tau dv/dt = a (v - rest) (v -
    critical) + R I. Above critical the voltage runs away by itself; a spike
    is where it passes threshold. Solved by the method of Runge and Kutta of
    the fourth order.
  ]],
  source = [[
    Latham, Richmond, Nelson and Nirenberg 2000, doi
    10.1152/jn.2000.83.2.808
  ]],
  parameters = {
    { "tau", "membrane time constant", default = "10 ms", above = 0 },
    { "rest", "the voltage without input", default = "-65 mV" },
    { "critical", "from here on the voltage runs away", default = "-50 mV" },
    { "a", "the strength of the quadratic term, 1/mV", default = 0.04,
      above = 0 },
    { "R", "membrane resistance", default = "100 Mohm", above = 0 },
    { "threshold", "a neuron spikes from this voltage on", default = "30 mV" },
  },
})

function QIF:initialize(neurons)
  Neuron.initialize(self, neurons)
  self.tau, self.rest = self:parameter "tau", self:parameter "rest"
  self.critical, self.a = self:parameter "critical", self:parameter "a"
  self.R = self:parameter "R"
end

function QIF:integrate(neurons, I, g)
  self:runge_kutta(function(v)
    return ((v - self.rest) * (v - self.critical) * self.a
      + self.flow(v, I, g) * self.R) / self.tau
  end, neurons.voltage)
end

return QIF
