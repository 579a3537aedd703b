-- Adaptive exponential integrate-and-fire neurons.

local snn = require "snn"
local EIF, Neuron = snn.models.EIF, snn.models.Neuron

-- Naud et al. 2008, table 1, in the order of its columns.
local columns = {
  "C", "g_L", "rest", "v_T", "delta_T", "a", "tau_w", "b", "reset",
}
local patterns = {
  ["tonic"] = { 0.2, 0.01, -70, -50, 2, 0.002, 30, 0, -58 },
  ["adapting"] = { 0.2, 0.012, -70, -50, 2, 0.002, 300, 0.06, -58 },
  ["initial burst"] = { 0.13, 0.018, -58, -50, 2, 0.004, 150, 0.12, -50 },
  ["regular bursting"] = { 0.2, 0.01, -58, -50, 2, 0.002, 120, 0.1, -46 },
  ["delayed accelerating"] = { 0.2, 0.012, -70, -50, 2, -0.01, 300, 0, -58 },
  ["delayed regular bursting"] = {
    0.1, 0.01, -65, -50, 2, -0.01, 90, 0.03, -47,
  },
  ["transient"] = { 0.1, 0.01, -65, -50, 2, 0.01, 90, 0.1, -47 },
  ["irregular"] = { 0.1, 0.012, -60, -50, 2, -0.011, 130, 0.03, -48 },
}

local AdEx = snn.Behavior("AdEx", {
  extends = EIF,
  compiled = true,
  about = [[
    Adaptive exponential integrate-and-fire neurons: C dv/dt = g_L (rest -
    v) + g_L delta_T exp((v - v_T) / delta_T) - w + I, tau_w dw/dt = a (v -
    rest) - w, and a spike adds b to w. The defaults are those of the paper;
    a pattern sets all but what is given to one of Naud et al. 2008. Solved
    as EIF is.
  ]],
  source = [[
    Brette and Gerstner 2005, doi 10.1152/jn.00686.2005; patterns: Naud,
    Marcille, Clopath and Gerstner 2008, doi 10.1007/s00422-008-0264-7
  ]],
  parameters = {
    { "pattern", "a named set of parameters",
      choices = { "tonic", "adapting", "initial burst", "regular bursting",
        "delayed accelerating", "delayed regular bursting", "transient",
        "irregular" } },
    { "a", "adaptation below the threshold", default = "0.004 uS" },
    { "b", "adaptation by a spike", default = "0.0805 nA" },
    { "tau_w", "time constant of w", default = "144 ms", above = 0 },
    { "C", "membrane capacitance", default = "0.281 nF", above = 0 },
    { "g_L", "leak conductance", default = "0.03 uS", above = 0 },
    { "rest", "reversal potential of the leak", default = "-70.6 mV" },
    { "v_T", "where the upswing begins", default = "-50.4 mV" },
    { "delta_T", "how steep the upswing is", default = "2 mV", above = 0 },
    { "threshold", "a neuron spikes from this voltage on", default = "0 mV" },
    { "reset", "the voltage after a spike", default = "-70.6 mV" },
    { "initial", "the voltage at first", default = "-70.6 mV" },
  },
  variables = { { "w", "adaptation current, nA" } },
})

function AdEx:initialize(neurons)
  local set = {}
  for place, value in ipairs(patterns[self:parameter "pattern"] or {}) do
    set[columns[place]] = value
  end
  set.initial = set.rest
  self:take_set(set)
  EIF.initialize(self, neurons)
  self.a, self.b = self:parameter "a", self:parameter "b"
  self.tau_w = self:parameter "tau_w"
  neurons.w = neurons:vector()
end

function AdEx:integrate(neurons, I, g)
  self:runge_kutta(function(v, w)
    v = v:minimum(self.threshold)
    return self:slope(v, I - w, g), ((v - self.rest) * self.a - w) / self.tau_w
  end, neurons.voltage, neurons.w)
end

function AdEx:spiked(neurons)
  Neuron.spiked(self, neurons)
  self.set(neurons.w, neurons.spike, neurons.w + self.b)
end

return AdEx
