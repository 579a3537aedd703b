-- A current of noise that fades from memory.

local snn = require "snn"
local Membrane = snn.models.Membrane

local OrnsteinUhlenbeck = snn.Behavior("OrnsteinUhlenbeck", {
  compiled = true,
  about = [[
    A current of colored noise into each neuron: normal with mean and
    deviation sigma, whose correlation fades as exp(-t / tau): dI = (mean -
    I) / tau dt + sigma sqrt(2 / tau) dW. The update is exact for every dt,
    and the first value is drawn too. It belongs before the neuron model,
    with a lower key.
  ]],
  source = "Gillespie 1996, doi 10.1103/PhysRevE.54.2084",
  parameters = {
    { "sigma", "standard deviation", default = "0.1 nA", least = 0 },
    { "tau", "how long the current remembers", default = "5 ms", above = 0 },
    { "mean", "the mean current", default = "0 nA" },
    { "variable", "the variable of the current", default = "I_noise" },
  },
  variables = { { "I_noise", "the current, nA" } },
})

OrnsteinUhlenbeck.belongs_to = "a neuron group"

OrnsteinUhlenbeck.initialize_last = true -- the neurons are known by then

function OrnsteinUhlenbeck:initialize(neurons)
  Membrane.of(neurons, self)
  local sigma, tau = self:parameter "sigma", self:parameter "tau"
  self.mean, self.variable = self:parameter "mean", self:parameter "variable"
  self.left = self:decay(tau)
  -- 1 - left^2, of which the variance is made up, by half the time constant.
  local _, lost = self:decay(tau / 2)
  self.deviation = sigma * lost ^ 0.5
  neurons[self.variable] = neurons:vector "normal" * sigma + self.mean
end

function OrnsteinUhlenbeck:forward(neurons)
  local current = neurons[self.variable]
  current:sub_(self.mean):mul_(self.left):add_(self.mean)
  current:add_(neurons:vector():normal_() * self.deviation)
  neurons.I:add_(current)
end

return OrnsteinUhlenbeck
