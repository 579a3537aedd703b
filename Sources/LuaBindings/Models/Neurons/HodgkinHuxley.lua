-- The squid's axon of Hodgkin and Huxley.

local snn = require "snn"
local Membrane = snn.models.Membrane

local HodgkinHuxley = snn.Behavior("HodgkinHuxley", {
  extends = Membrane,
  compiled = true,
  about = [[
    The model of Hodgkin and Huxley: C dv/dt = g_L (E_L - v) + g_Na m^3 h
    (E_Na - v) + g_K n^4 (E_K - v) + I, with the paper's rates for a resting
    potential of -65 mV. The defaults are those of a membrane of 1e-4 cm^2,
    so that 1 nA is 10 uA/cm^2. A model with other channels extends it by
    rates(self, v), which gives the rates of opening and closing of gates,
    1/ms. Gates and voltage take turns by exponential steps, gates half an
    iteration ahead of the voltage: of the second order, and stable at 0.1
    ms.
  ]],
  source = [[
    Hodgkin and Huxley 1952, doi 10.1113/jphysiol.1952.sp004764; method:
    Hines 1984, doi 10.1016/0020-7101(84)90008-4
  ]],
  parameters = {
    { "C", "membrane capacitance", default = "0.1 nF", above = 0 },
    { "g_L", "leak conductance", default = "0.03 uS", above = 0 },
    { "g_Na", "largest conductance of sodium", default = "12 uS", least = 0 },
    { "g_K", "largest conductance of potassium", default = "3.6 uS",
      least = 0 },
    { "E_L", "reversal potential of the leak", default = "-54.387 mV" },
    { "E_Na", "reversal potential of sodium", default = "50 mV" },
    { "E_K", "reversal potential of potassium", default = "-77 mV" },
  },
  variables = {
    { "m", "activation of sodium" }, { "h", "inactivation of sodium" },
    { "n", "activation of potassium" },
  },
})

function HodgkinHuxley:initialize(neurons)
  Membrane.initialize(self, neurons)
  self.C, self.g_L = self:parameter "C", self:parameter "g_L"
  self.g_Na, self.g_K = self:parameter "g_Na", self:parameter "g_K"
  self.E_L, self.E_Na = self:parameter "E_L", self:parameter "E_Na"
  self.E_K = self:parameter "E_K"
  for gate, rate in pairs(self:rates(neurons.voltage)) do
    neurons[gate] = rate.opening / (rate.opening + rate.closing)
  end
end

-- The rates of each gate, 1/ms. x / (exp(x) - 1), as papers have it, is 1 /
-- exprel(x), which is 1 at 0.
function HodgkinHuxley.rates(_, v)
  return {
    m = {
      opening = 1 / ((v + 40) / -10):exprel(),
      closing = ((v + 65) / -18):exp() * 4,
    },
    h = {
      opening = ((v + 65) / -20):exp() * 0.07,
      closing = 1 / (((v + 35) / -10):exp() + 1),
    },
    n = {
      opening = 0.1 / ((v + 55) / -10):exprel(),
      closing = ((v + 65) / -80):exp() * 0.125,
    },
  }
end

function HodgkinHuxley:integrate(neurons, I, g)
  local v = neurons.voltage
  self:turn_gates(neurons)
  v:copy_(self:relaxed(v, neurons.m, neurons.h, neurons.n, I, g, self.dt))
end

-- Moves the gates on by an iteration at a constant voltage.
function HodgkinHuxley:turn_gates(neurons)
  local rates = self:rates(neurons.voltage)
  for _, gate in ipairs { "m", "h", "n" } do
    local rate = rates[gate]
    if rate then
      local total = rate.opening + rate.closing
      local steady = rate.opening / total
      neurons[gate]:sub_(steady):mul_((total * -self.dt):exp()):add_(steady)
    end
  end
end

-- The voltage v after a time in ms with constant gates.
function HodgkinHuxley:relaxed(v, m, h, n, I, g, time)
  local g_Na, g_K = m * m * m * h * self.g_Na, n * n * n * n * self.g_K
  local total = g_Na + g_K + self.g_L + (g or 0)
  local steady = (g_Na * self.E_Na + g_K * self.E_K + self.g_L * self.E_L + I)
    / total
  return (v - steady) * (total * (-time / self.C)):exp() + steady
end

return HodgkinHuxley
