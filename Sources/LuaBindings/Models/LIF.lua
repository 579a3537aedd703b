-- Leaky integrate-and-fire neurons, solved exactly.

local snn = require "snn"
local Neuron = snn.models.Neuron

local LIF = snn.Behavior("LIF", {
  extends = Neuron,
  compiled = true,
  about = [[
    Leaky integrate-and-fire neurons: tau dv/dt = rest - v + R I. The
    solution is exact for constant currents, for those of ExponentialCurrent
    and AlphaCurrent, and for conductances that are constant in an
    iteration.
  ]],
  source = "Rotter and Diesmann 1999, doi 10.1007/s004220050570",
  parameters = {
    { "tau", "membrane time constant", default = "20 ms", above = 0 },
    { "rest", "the voltage without input", default = "-65 mV" },
    { "R", "membrane resistance", default = "100 Mohm", above = 0 },
  },
})

function LIF:initialize(neurons)
  Neuron.initialize(self, neurons)
  self.tau, self.rest = self:parameter "tau", self:parameter "rest"
  self.R = self:parameter "R"
  self.left, self.gone = self:decay(self.tau)
  self.gain = self.R * self.gone -- mV for a nA
  self.rate = -self.dt / self.tau
end

function LIF:integrate(neurons, I, g)
  local voltage = neurons.voltage
  if g then
    local leak = g * self.R + 1
    local rest = (I * self.R + self.rest) / leak
    voltage:sub_(rest):mul_((leak * self.rate):exp()):add_(rest)
  else
    voltage:sub_(self.rest):mul_(self.left):add_(self.rest)
    voltage:add_(I * self.gain)
  end
end

-- With d = dt (1 / tau_s - 1 / tau), the voltage goes R dt / tau exp(-dt / tau)
-- (1 - exp(-d)) / d for a current of 1 that fades with tau_s, and R (1 - exp(-dt /
-- tau)) for one that stays 1.
function LIF:share(tau_s)
  local d = self.dt / tau_s - self.dt / self.tau
  local mean
  if type(d) == "number" then
    mean = math.abs(d) < 1e-9 and 1 or (1 - math.exp(-d)) / d
  else
    mean = d:abs():lt(1e-6):where(1, -(-d):expm1() / d)
  end
  return mean * self.left / self.gone / self.tau * self.dt
end

return LIF
