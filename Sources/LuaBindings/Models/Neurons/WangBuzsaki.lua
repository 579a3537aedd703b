-- Fast-spiking interneurons of Wang and Buzsáki.

local snn = require "snn"
local HodgkinHuxley = snn.models.HodgkinHuxley

local WangBuzsaki = snn.Behavior("WangBuzsaki", {
  extends = HodgkinHuxley,
  compiled = true,
  about = [[
    Fast-spiking interneurons: the model of Hodgkin and Huxley with other
    rates, and an activation of sodium that follows the voltage at once. The
    defaults are those of a membrane of 1e-4 cm^2, so that 1 nA is 10
    uA/cm^2. Solved as HodgkinHuxley is, with m as it is in the middle of
    the iteration.
  ]],
  source = [[
    Wang and Buzsáki 1996, doi 10.1523/JNEUROSCI.16-20-06402.1996
  ]],
  parameters = {
    { "phi", "how fast h and n are", default = 5.0, above = 0 },
    { "C", "membrane capacitance", default = "0.1 nF", above = 0 },
    { "g_L", "leak conductance", default = "0.01 uS", above = 0 },
    { "g_Na", "largest conductance of sodium", default = "3.5 uS", least = 0 },
    { "g_K", "largest conductance of potassium", default = "0.9 uS",
      least = 0 },
    { "E_L", "reversal potential of the leak", default = "-65 mV" },
    { "E_Na", "reversal potential of sodium", default = "55 mV" },
    { "E_K", "reversal potential of potassium", default = "-90 mV" },
  },
})

function WangBuzsaki:initialize(neurons)
  self.phi = self:parameter "phi"
  HodgkinHuxley.initialize(self, neurons)
  neurons.m = self.activation(neurons.voltage)
end

-- The activation of sodium at a voltage.
function WangBuzsaki.activation(v)
  local opening = 1 / ((v + 35) / -10):exprel()
  return opening / (opening + ((v + 60) / -18):exp() * 4)
end

function WangBuzsaki:rates(v)
  return {
    h = {
      opening = ((v + 58) / -20):exp() * self.phi * 0.07,
      closing = self.phi / (((v + 28) / -10):exp() + 1),
    },
    n = {
      opening = self.phi * 0.1 / ((v + 34) / -10):exprel(),
      closing = ((v + 44) / -80):exp() * self.phi * 0.125,
    },
  }
end

function WangBuzsaki:integrate(neurons, I, g)
  local v, h, n = neurons.voltage, neurons.h, neurons.n
  self:turn_gates(neurons)
  local middle = self:relaxed(v, self.activation(v), h, n, I, g, self.dt / 2)
  neurons.m = self.activation(middle)
  v:copy_(self:relaxed(v, neurons.m, h, n, I, g, self.dt))
end

return WangBuzsaki
