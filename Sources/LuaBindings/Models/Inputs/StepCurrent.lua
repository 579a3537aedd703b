-- A constant current for a while.

local snn = require "snn"
local Membrane = snn.models.Membrane

local StepCurrent = snn.Behavior("StepCurrent", {
  compiled = true,
  about = [[
    A constant current into the neurons from start to stop; several of them
    add up. It belongs before the neuron model, with a lower key. A current
    of another course extends it by at(self, time), its value in nA at a
    time in ms since start.
  ]],
  parameters = {
    { "amplitude", "the current", default = "0.1 nA" },
    { "start", "when it begins", default = "0 ms", unit = "iterations",
      least = 0 },
    { "stop", "when it ends, if it does", unit = "iterations", least = 0 },
  },
})

StepCurrent.belongs_to = "a neuron group"

StepCurrent.initialize_last = true -- the neurons are known by then

function StepCurrent:initialize(neurons)
  Membrane.of(neurons, self)
  self.dt, self.amplitude = self:time_step(), self:parameter "amplitude"
  self.start, self.stop = self:parameter "start", self:parameter "stop"
  if type(self.start) == "number" and type(self.stop) == "number"
    and self.stop < self.start then
    error(("%s: it stops after %d iterations, before it starts, after %d")
      :format(self.name, self.stop, self.start))
  end
  self.zero = snn.tensor({ 0.0 }, "float64")
end

function StepCurrent:forward(neurons)
  local iteration = self.zero + neurons.iteration
  local is_on = iteration:gt(self.start)
  if self.stop then
    is_on = is_on & iteration:le(self.stop)
  end
  -- An iteration takes the value in its middle.
  local time = (iteration - self.start - 0.5) * self.dt
  neurons.I:add_(is_on:double() * self:at(time))
end

function StepCurrent:at()
  return self.amplitude
end

return StepCurrent
