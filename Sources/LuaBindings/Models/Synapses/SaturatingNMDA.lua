-- Transmission by NMDA receptors that saturate, and that magnesium blocks at
-- low voltages.

local snn = require "snn"
local Transmission = snn.models.Transmission
local Neuron = snn.models.Neuron

local SaturatingNMDA = snn.Behavior("SaturatingNMDA", {
  extends = Transmission,
  compiled = true,
  about = [[
    Transmission by NMDA receptors, in the place of Transmission: of those
    that a source drives, the part s is open, ds/dt = -s / decay + alpha x
    (1 - s), dx/dt = -x / rise, and a spike that arrives adds 1 to x. The
    target gets the conductance W s, in uS, times what magnesium leaves
    open, 1 / (1 + Mg / 3.57 exp(-0.062 v)), v in mV. It belongs after the
    neurons.
  ]],
  source = [[
    Wang 1999, doi 10.1523/JNEUROSCI.19-21-09587.1999; Wang 2002, doi
    10.1016/S0896-6273(02)01092-9; block: Jahr and Stevens 1990, doi
    10.1523/JNEUROSCI.10-09-03178.1990
  ]],
  parameters = {
    {
      "rise", "time constant of x", default = "2 ms", above = 0, single = true,
    },
    {
      "decay", "time constant of s", default = "100 ms", above = 0,
      single = true,
    },
    {
      "alpha", "rate of opening, 1/ms", default = 0.5, above = 0, single = true,
    },
    { "E", "reversal potential", default = "0 mV", single = true },
    {
      "Mg", "concentration of magnesium, mM", default = 1.0, least = 0,
      single = true,
    },
    { "to", "the target's variable with conductances", default = "g" },
    {
      "suffix", "the end of the names of its variables; another model of the"
        .. " group may have s and x", default = "",
    },
  },
  variables = {
    { "s", "the part that is open, [source]" },
    { "x", "what opens it, [source]" },
  },
})

SaturatingNMDA.follows_layouts = false

function SaturatingNMDA:initialize(synapses)
  Neuron.of(synapses.dst, self)
  Neuron.add_conductances(synapses.dst)
  Transmission.initialize(self, synapses)
  self:refuse_from(synapses)
  self.E, self.Mg = self:parameter "E", self:parameter "Mg"
  self.alpha = self:parameter "alpha"
  local rise = self:parameter "rise"
  local left, gone = self:decay(rise)
  self.left, self.dt = left, self:time_step()
  self.mean = gone * rise / self.dt -- of x, in an iteration
  self.rate = 1 / self:parameter "decay"
  self:make(synapses, "s", synapses.src:vector())
  self:make(synapses, "x", synapses.src:vector())
end

-- The equation of s is linear for the mean of x, and solved exactly for that.
function SaturatingNMDA:brought(synapses)
  local s, x = synapses[self.s], synapses[self.x]
  local neurons = synapses.dst
  local opening = x * (self.mean * self.alpha)
  local rate = opening + self.rate
  local goal = opening / rate
  s:sub_(goal):mul_((rate * -self.dt):exp()):add_(goal)
  x:mul_(self.left):add_(self:arriving(synapses))
  local open = snn.models.NMDA.open(neurons.voltage, self.Mg)
  local conductance = s:matmul(synapses[self.weights]) * open
  neurons.g_E:add_(conductance * self.E)
  return conductance
end

return SaturatingNMDA
