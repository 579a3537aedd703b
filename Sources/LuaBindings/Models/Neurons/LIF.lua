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
-- (1 - exp(-d)) / d for a current of 1 that fades with tau_s, and R (1 -
-- exp(-dt / tau)) for one that stays 1.
function LIF:share(tau_s)
  local mean = self.means(self.dt / tau_s - self.dt / self.tau)
  return mean * self.left / self.gone / self.tau * self.dt
end

-- For a current t / tau_s exp(-t / tau_s), the voltage goes R dt^2 / (tau
-- tau_s) exp(-dt / tau) times the mean of s exp(-d s) for s from 0 to 1.
function LIF:rising_share(tau_s)
  local h = self.dt / tau_s
  local _, mean = self.means(h - self.dt / self.tau)
  return mean * h * self.left / self.gone / self.tau * self.dt
end

-- The means of exp(-d s) and of s exp(-d s) for s from 0 to 1: (1 - exp(-d)) /
-- d and ((1 - exp(-d)) / d - exp(-d)) / d, or where d is so small that digits
-- cancel, the first terms of their series.
function LIF.means(d)
  local first = 1 - d * (1 / 2 - d / 6)
  local second = 1 / 2 - d * (1 / 3 - d * (1 / 8 - d * (1 / 30 - d / 144)))
  if type(d) == "number" then
    if math.abs(d) > 1e-4 then
      first = (1 - math.exp(-d)) / d
    end
    if math.abs(d) > 1e-3 then
      second = (first - math.exp(-d)) / d
    end
    return first, second
  end
  local exact = -(-d):expm1() / d
  return d:abs():gt(1e-6):where(exact, first),
    d:abs():gt(0.03):where((exact - (-d):exp()) / d, second)
end

return LIF
