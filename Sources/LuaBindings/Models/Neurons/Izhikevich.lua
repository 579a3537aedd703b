-- The simple model of Izhikevich.

local snn = require "snn"
local Membrane = snn.models.Membrane

-- Figure 2 of the paper.
local kinds = {
  RS = { a = 0.02, b = 0.2, c = -65, d = 8 },
  IB = { a = 0.02, b = 0.2, c = -55, d = 4 },
  CH = { a = 0.02, b = 0.2, c = -50, d = 2 },
  FS = { a = 0.1, b = 0.2, c = -65, d = 2 },
  TC = { a = 0.02, b = 0.25, c = -65, d = 0.05 },
  RZ = { a = 0.1, b = 0.26, c = -65, d = 2 },
  LTS = { a = 0.02, b = 0.25, c = -65, d = 2 },
}

local Izhikevich = snn.Behavior("Izhikevich", {
  extends = Membrane,
  compiled = true,
  about = [[
    The simple model of Izhikevich: dv/dt = 0.04 v^2 + 5 v + 140 - u + I,
    du/dt = a (b v - u), per ms; from threshold on v is set to c and d is
    added to u. An I of the paper is as many nA here. A kind is one of the
    paper's sets, of which RS is the default: RS regular spiking, IB
    intrinsically bursting, CH chattering, FS fast spiking, TC
    thalamo-cortical, RZ resonator, LTS low-threshold spiking. An iteration
    is that of the paper's script: two half steps of Euler's method for v,
    then one step for u. At 1 ms, as in the paper, these steps are part of
    the model.
  ]],
  source = "Izhikevich 2003, doi 10.1109/TNN.2003.820440",
  parameters = {
    { "kind", "a named set of a, b, c and d; what is given beside it counts",
      choices = { "RS", "IB", "CH", "FS", "TC", "RZ", "LTS" } },
    { "a", "how fast u recovers, 1/ms", default = 0.02 },
    { "b", "how much u follows v", default = 0.2 },
    { "c", "v after a spike", default = "-65 mV" },
    { "d", "what a spike adds to u", default = 8.0 },
    { "threshold", "a neuron spikes from this voltage on", default = "30 mV" },
  },
  variables = { { "u", "recovery, b v at first" } },
})

function Izhikevich:initialize(neurons)
  self:take_set(kinds[self:parameter "kind"] or {})
  Membrane.initialize(self, neurons)
  self.a, self.b = self:parameter "a", self:parameter "b"
  self.c, self.d = self:parameter "c", self:parameter "d"
  neurons.u = neurons.voltage * self.b
end

function Izhikevich:integrate(neurons, I, g)
  local v, u = neurons.voltage, neurons.u
  for _ = 1, 2 do
    local slope = v * 0.04 * v + v * 5 + 140 - u + self.flow(v, I, g)
    v:add_(slope * (self.dt / 2))
  end
  u:add_((v * self.b - u) * (self.a * self.dt))
end

function Izhikevich:fire(neurons)
  neurons.spike = neurons.voltage:ge(self.threshold)
  self.set(neurons.voltage, neurons.spike, self.c)
  self.set(neurons.u, neurons.spike, neurons.u + self.d)
end

return Izhikevich
