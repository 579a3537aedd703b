-- Bursting neurons of Hindmarsh and Rose.

local snn = require "snn"
local Membrane = snn.models.Membrane

local HindmarshRose = snn.Behavior("HindmarshRose", {
  extends = Membrane,
  compiled = true,
  about = [[
    Bursting neurons: dx/dt = y - a x^3 + b x^2 - z + I, dy/dt = c - d x^2 -
    y, dz/dt = r (s (x - x_R) - z). All of it is without units: x is the
    variable voltage, an I of the paper is as many nA here, and `unit` is
    how long one unit of the paper's time is. Solved by the method of Runge
    and Kutta of the fourth order.
  ]],
  source = "Hindmarsh and Rose 1984, doi 10.1098/rspb.1984.0024",
  parameters = {
    { "a", "strength of x^3", default = 1.0 },
    { "b", "strength of x^2: bursts or single spikes", default = 3.0 },
    { "c", "where y goes without x", default = 1.0 },
    { "d", "how much x^2 pulls y down", default = 5.0 },
    { "r", "how slow z is", default = 0.006, above = 0 },
    { "s", "how much z follows x", default = 4.0 },
    { "x_R", "x at rest", default = -1.6 },
    { "unit", "a unit of time", default = "1 ms", above = 0 },
    { "threshold", "a neuron spikes as x passes this", default = 1.0 },
    { "initial", "x at first", default = -1.6 },
  },
  variables = {
    { "y", "fast recovery, c - d initial^2 at first" },
    { "z", "slow adaptation, s (initial - x_R) at first" },
  },
})

function HindmarshRose:initialize(neurons)
  Membrane.initialize(self, neurons)
  for _, name in ipairs { "a", "b", "c", "d", "r", "s", "x_R", "unit" } do
    self[name] = self:parameter(name)
  end
  local x = neurons.voltage
  neurons.y = self.c - x * x * self.d
  neurons.z = (x - self.x_R) * self.s
end

function HindmarshRose:integrate(neurons, I, g)
  self:runge_kutta(function(x, y, z)
    local square = x * x
    local dx = y - square * x * self.a + square * self.b - z
      + self.flow(x, I, g)
    local dy = self.c - square * self.d - y
    local dz = ((x - self.x_R) * self.s - z) * self.r
    return dx / self.unit, dy / self.unit, dz / self.unit
  end, neurons.voltage, neurons.y, neurons.z)
end

return HindmarshRose
