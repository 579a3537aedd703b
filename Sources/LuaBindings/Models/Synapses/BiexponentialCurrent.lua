-- Synaptic currents of a neuron group that rise and fade, each in its own time.

local snn = require "snn"

local BiexponentialCurrent = snn.Behavior("BiexponentialCurrent", {
  extends = snn.models.SynapticCurrent,
  compiled = true,
  about = [[
    Synaptic currents of a neuron group: a weight w, in nA, that
    Transmission adds to its variable makes a current that is proportional
    to exp(-t / decay) - exp(-t / rise), and is w at its peak. It belongs
    before the neuron model, with a lower key.
  ]],
  source = "Rotter and Diesmann 1999, doi 10.1007/s004220050570",
  parameters = {
    { "rise", "time constant of the rise", default = "2 ms", above = 0 },
    { "decay", "time constant of the decay", default = "5 ms", above = 0 },
  },
  variables = {
    { "I_syn", "what has arrived and makes the current rise, nA" },
    { "I_syn_out", "synaptic current, nA" },
  },
})

-- What has arrived, x, fades with `rise`; y, which is 0 at the arrival, is
-- x (exp((1 / rise - 1 / decay) t) - 1) / peak.
function BiexponentialCurrent:prepare(neurons)
  local rise, decay = self:parameter "rise", self:parameter "decay"
  local ratio = decay / rise
  local same = ratio == 1
  if type(ratio) ~= "number" then
    same = ratio:eq(1):any()
  end
  if same then
    error(self.name .. ": rise and decay are the same, for which there is"
      .. " snn.models.AlphaCurrent {} or AlphaConductance {}")
  end
  local power = 1 / (ratio - 1)
  local peak = ratio ^ -power - ratio ^ (-power - 1)
  local left, gone = self:decay(decay)
  local left_rise, gone_rise = self:decay(rise)
  local given = self:share(neurons, decay, gone)
  self.left, self.left_rise = left, left_rise
  self.into = (left - left_rise) / peak
  self.given = given
  self.given_rise = (given - self:share(neurons, rise, gone_rise)) / peak
  self:start(neurons)
end

function BiexponentialCurrent:start(neurons)
  self.out = self.variable .. "_out"
  neurons[self.out] = neurons:vector()
end

function BiexponentialCurrent:forward(neurons)
  local arrived, current = neurons[self.variable], neurons[self.out]
  self:give(neurons, current * self.given + arrived * self.given_rise)
  current:mul_(self.left):add_(arrived * self.into)
  arrived:mul_(self.left_rise)
end

return BiexponentialCurrent
