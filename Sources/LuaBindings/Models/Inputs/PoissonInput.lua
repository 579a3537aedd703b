-- Input from many neurons that spike at random and are not simulated.

local snn = require "snn"
local Membrane = snn.models.Membrane

local PoissonInput = snn.Behavior("PoissonInput", {
  compiled = true,
  about = [[
    Input of N neurons that spike at random with a rate: adds weight times a
    Poisson number of spikes to a variable of each neuron, independently of
    the others: to voltage, in mV (delta synapses), or to I_syn of
    ExponentialCurrent, in nA. It belongs after the neuron model, with a
    higher key, as Transmission does.
  ]],
  source = "Brunel 2000, doi 10.1023/A:1008925309027",
  parameters = {
    { "rate", "expected spikes of one of them in a second", default = "10 Hz",
      least = 0 },
    { "weight", "what a spike adds", default = 0.1 },
    { "N", "how many of them a neuron hears", default = 1000, least = 0 },
    { "to", "the variable", default = "voltage" },
  },
})

PoissonInput.belongs_to = "a neuron group"

PoissonInput.initialize_last = true -- the variable is there by then

function PoissonInput:initialize(neurons)
  self.to, self.weight = self:parameter "to", self:parameter "weight"
  self.expected = self:parameter "rate" * self:parameter "N"
    * (self:time_step() / 1000)
  if neurons[self.to] == nil then
    error(("%s adds to the variable '%s', and %s has none: add a model that"
      .. " makes it, such as snn.models.LIF {} for voltage, or"
      .. " snn.models.ExponentialCurrent {} for I_syn"):format(self.name,
      self.to, neurons.tag))
  end
  Membrane.need(neurons, self.to, self)
  if neurons[self.to].dtype == "bool" then
    error(("%s adds to the variable '%s', and that of %s is bool"):format(
      self.name, self.to, neurons.tag))
  end
end

function PoissonInput:forward(neurons)
  local spikes = neurons:vector():poisson_(self.expected)
  neurons[self.to]:add_(spikes * self.weight)
end

return PoissonInput
