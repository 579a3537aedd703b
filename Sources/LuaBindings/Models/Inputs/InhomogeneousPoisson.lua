-- Neurons that spike at random, with a rate that changes with the time.

local snn = require "snn"
local Timetable = snn.models.Timetable

local InhomogeneousPoisson = snn.Behavior("InhomogeneousPoisson", {
  extends = Timetable,
  compiled = true,
  about = [[
    Neurons that spike at random, with rates in Hz that change with the
    time: those of a table, or of a function, such as values = function(t)
    return 10 + 10 * math.sin(t / 100) end. A neuron spikes once in an
    iteration at most, with probability rate dt.
  ]],
  variables = {
    { "rate", "Hz, of this iteration" },
    { "spike", "who spikes in this iteration, bool" },
  },
})

function InhomogeneousPoisson:initialize(neurons)
  Timetable.initialize(self, neurons)
  if self.values:lt(0):any() then
    error(self.name .. ": values are rates in Hz, of at least 0, and go down"
      .. " to " .. self.values:min())
  end
  neurons.spike = neurons:vector { dtype = "bool" }
  neurons.rate = neurons:vector()
end

function InhomogeneousPoisson:forward(neurons)
  neurons.rate:fill_(0):add_(self:row(neurons))
  neurons.spike:bernoulli_(neurons.rate * (self.dt / 1000))
end

return InhomogeneousPoisson
