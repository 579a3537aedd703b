-- The direction that a population stands for.

local snn = require "snn"
local Membrane = snn.models.Membrane

local PopulationVector = snn.Behavior("PopulationVector", {
  compiled = true,
  about = [[
    Reads a direction from neurons that prefer directions: the sum of unit
    vectors that point there, each times the rate of its neuron.
  ]],
  source = [[
    Georgopoulos, Schwartz and Kettner 1986, doi 10.1126/science.3749885
  ]],
  parameters = {
    {
      "preferred", "the direction of each neuron, a vector in radians; evenly"
        .. " spread from 0 if it isn't given", kinds = { "tensor" },
    },
    {
      "tau", "time constant of the rates", default = "50 ms", above = 0,
      single = true,
    },
  },
  variables = {
    { "rate_trace", "the rates, Hz, a vector" },
    {
      "direction", "of the sum, in radians from -pi to pi, a vector of one",
    },
    {
      "coherence", "the length of the sum as a part of what it can be, from 0"
        .. " to 1, a vector of one",
    },
  },
})

PopulationVector.initialize_last = true -- the neurons are known by then

function PopulationVector:initialize(neurons)
  Membrane.need(neurons, "spike", self)
  local preferred = self:parameter "preferred"
    or snn.arange(0, neurons.size - 1) * (2 * math.pi / neurons.size)
  if preferred:numel() ~= neurons.size then
    error(("PopulationVector: there are %d preferred directions, and %s has %d"
      .. " neurons"):format(preferred:numel(), neurons.tag, neurons.size))
  end
  self.x = neurons:vector():add_(preferred:cos())
  self.y = neurons:vector():add_(preferred:sin())
  local tau = self:parameter "tau"
  self.left = self:decay(tau)
  self.gain = 1000 / tau -- Hz for a spike
  neurons.rate_trace = neurons:vector()
  neurons.direction = self.x:sum(1, true):zero_()
  neurons.coherence = neurons.direction:clone()
end

function PopulationVector:forward(neurons)
  local rate = neurons.rate_trace
  rate:mul_(self.left):add_(neurons.spike * self.gain)
  local x, y = (rate * self.x):sum(1, true), (rate * self.y):sum(1, true)
  neurons.direction = y:atan2(x)
  neurons.coherence = x:hypot(y) / rate:sum(1, true):maximum(1e-12)
end

return PopulationVector
