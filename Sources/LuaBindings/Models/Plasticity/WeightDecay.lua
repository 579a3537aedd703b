-- Weights that fade.

local snn = require "snn"
local Synapse = snn.models.Synapse

local WeightDecay = snn.Behavior("WeightDecay", {
  extends = Synapse,
  compiled = true,
  about = [[
    Weights fade to a rest with the time constant tau. Give run_every = 100: in
    float32 the change of one iteration may be less than the last digit of a
    weight, and is lost then; and each costs a pass over all weights.
  ]],
  parameters = {
    {
      "tau", "time constant", default = "100 s", unit = "ms", above = 0,
      single = true,
    },
    { "rest", "the weight that they fade to", default = 0.0, single = true },
  },
})

function WeightDecay:initialize(synapses)
  Synapse.initialize(self, synapses)
  self.rest = self:parameter "rest"
  self.rate = synapses.dst:vector(-self:time_step() / self:parameter "tau")
end

function WeightDecay:forward(synapses)
  local left = (self.rate * self:passed(synapses)):exp()
  local W = synapses[self.weights][{ {}, {} }]
  W:sub_(self.rest):mul_(left):add_(self.rest)
end

return WeightDecay
