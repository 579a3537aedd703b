-- Generalized leaky integrate-and-fire neurons of the Allen Institute.

local snn = require "snn"
local Membrane = snn.models.Membrane

local GLIF = snn.Behavior("GLIF", {
  extends = Membrane,
  compiled = true,
  about = [[
    Generalized leaky integrate-and-fire neurons: C dv/dt = g_L (rest - v) +
    I, of five levels. 1 is reset to `reset`; 2 to a share of the voltage
    before the spike, and each spike raises the threshold (R); 3 is 1 with
    two currents that each spike sets off (ASC); 4 has both; in 5 the
    threshold follows the voltage too: da/dt = a_v (v - rest) - a / tau_v.
    While a neuron is refractory all of it stands still, and what fades by
    time constants has faded as far when it ends. Solved exactly for
    currents that are constant in an iteration, but for after-spike
    currents, of which it takes the mean. The defaults are those of glif_psc
    of NEST, with other refractory times.
  ]],
  source = "Teeter et al. 2018, doi 10.1038/s41467-017-02717-4",
  parameters = {
    { "level", "what the neurons can do", default = 5, least = 1, most = 5,
      whole = true, single = true },
    { "C", "membrane capacitance", default = "58.72 pF", unit = "nF",
      above = 0 },
    { "g_L", "leak conductance", default = "9.43 nS", unit = "uS", above = 0 },
    { "rest", "reversal potential of the leak", default = "-78.85 mV" },
    { "threshold", "the threshold at rest", default = "-51.68 mV" },
    { "reset", "the voltage after a spike, levels 1 and 3",
      default = "-78.85 mV" },
    { "refractory", "for how long the neuron stands still after a spike",
      default = "4 ms", unit = "iterations", least = 0 },
    { "reset_share", "what a spike leaves of v - rest, levels 2, 4 and 5",
      default = 0.2 },
    { "reset_add", "what a spike adds to it", default = "18.51 mV" },
    { "threshold_add", "how far a spike raises the threshold",
      default = "0.37 mV" },
    { "tau_threshold", "time constant of that", default = "111.1 ms",
      above = 0 },
    { "asc_1", "what a spike adds to the first after-spike current",
      default = "-9.18 pA", unit = "nA" },
    { "asc_2", "what it adds to the second", default = "-198.94 pA",
      unit = "nA" },
    { "tau_asc_1", "time constant of the first of them",
      default = "333.3 ms", above = 0 },
    { "tau_asc_2", "time constant of the second", default = "10 ms",
      above = 0 },
    { "asc_share_1", "what a spike leaves of the first", default = 1.0 },
    { "asc_share_2", "what it leaves of the second", default = 1.0 },
    { "a_v", "how much the threshold follows the voltage, 1/ms",
      default = 0.005 },
    { "tau_v", "time constant of that", default = "11.11 ms", above = 0 },
    { "initial", "the voltage at first", default = "-78.85 mV" },
  },
  variables = {
    { "wait", "iterations for which a neuron is still refractory" },
    { "before", "the voltage before the iteration, mV" },
    { "threshold_spike", "how far spikes have raised the threshold, mV" },
    { "threshold_voltage", "how far the voltage has raised it, mV" },
    { "asc_1, asc_2", "after-spike currents, nA" },
  },
})

function GLIF:initialize(neurons)
  Membrane.initialize(self, neurons)
  local level = self:parameter "level"
  self.has_rules, self.follows = level == 2 or level > 3, level == 5
  self.C, self.g_L = self:parameter "C", self:parameter "g_L"
  self.rest, self.reset = self:parameter "rest", self:parameter "reset"
  self.refractory = self:parameter "refractory"
  self.reset_share = self:parameter "reset_share"
  self.reset_add = self:parameter "reset_add"
  self.a_v, self.tau_v = self:parameter "a_v", self:parameter "tau_v"
  self.left_v = self:decay(self.tau_v)
  self.left, self.gone = self:decay(self.C / self.g_L)
  neurons.wait, neurons.before = neurons:vector(), neurons:vector()
  neurons.threshold_spike = neurons:vector()
  neurons.threshold_voltage = neurons:vector()
  self.fading, self.currents = {}, {}
  if self.has_rules then
    self:add_fading(neurons.threshold_spike, "tau_threshold", 1,
      "threshold_add")
  end
  for place = 1, level > 2 and 2 or 0 do
    local name = "asc_" .. place
    neurons[name] = neurons:vector()
    self.currents[place] = self:add_fading(neurons[name], "tau_" .. name,
      self:parameter("asc_share_" .. place), name)
  end
end

-- Notes that a spike leaves a share of a variable and adds to it, and that it
-- fades, in an iteration and while the neuron is refractory.
function GLIF:add_fading(variable, tau, share, added)
  tau = self:parameter(tau)
  local left, gone = self:decay(tau)
  local fading = {
    variable = variable, left = left, mean = gone * tau / self.dt,
    kept = self:decay(tau / self.refractory) * share,
    added = self:parameter(added),
  }
  self.fading[#self.fading + 1] = fading
  return fading
end

function GLIF:integrate(neurons, I, g)
  local voltage, is_free = neurons.voltage, neurons.wait:le(0)
  neurons.before:copy_(voltage)
  for _, one in ipairs(self.currents) do
    I = I + one.variable * one.mean
  end
  for _, one in ipairs(self.fading) do
    self.set(one.variable, is_free, one.variable * one.left)
  end
  local leak, left = self.g_L, self.left
  if g then
    leak = g + leak
    left = (leak * (-self.dt / self.C)):exp()
  end
  local steady = (I + self.g_L * self.rest) / leak
  local away = voltage - steady
  if self.follows then
    self:follow(neurons.threshold_voltage, is_free, steady, away, leak)
  end
  self.set(voltage, is_free, away * left + steady)
end

function GLIF:fire(neurons)
  local threshold = neurons.threshold_spike + neurons.threshold_voltage
    + self.threshold
  local spike = neurons.voltage:ge(threshold) & neurons.wait:le(0)
  neurons.spike = spike
  neurons.wait:sub_(1)
  self.set(neurons.wait, spike, self.refractory)
  for _, one in ipairs(self.fading) do
    self.set(one.variable, spike, one.variable * one.kept + one.added)
  end
  self.set(neurons.voltage, spike, self.has_rules
    and (neurons.before - self.rest) * self.reset_share + self.reset_add
    + self.rest or self.reset)
end

-- The mean of exp(rate s) for s from 0 to 1.
local function mean_growth(rate)
  if type(rate) ~= "number" then
    return rate:exprel()
  end
  return math.abs(rate) < 1e-6 and 1 + rate / 2 or (math.exp(rate) - 1) / rate
end

-- Lets the threshold follow a voltage that comes to a steady one, from which it
-- is away: the equation is linear, and solved exactly.
function GLIF:follow(threshold, is_free, steady, away, leak)
  local target = (steady - self.rest) * (self.a_v * self.tau_v)
  local rate = (1 / self.tau_v - leak / self.C) * self.dt
  local part = mean_growth(rate) * self.left_v * (self.a_v * self.dt)
  self.set(threshold, is_free, (threshold - target) * self.left_v + away * part
    + target)
end

return GLIF
