-- Homeostasis of rates: all weights of a neuron are scaled.

local snn = require "snn"
local Synapse = snn.models.Synapse

local SynapticScaling = snn.Behavior("SynapticScaling", {
  extends = Synapse,
  compiled = true,
  about = [[
    Scales all weights of each target so that its activity comes to a goal:
    dw/dt = beta w (goal - activity), in each second. Give run_every = 100: in
    float32 the change of one iteration may be less than the last digit of a
    weight, and is lost then; and each costs a pass over all weights.
  ]],
  source = [[
    Turrigiano, Leslie, Desai, Rutherford and Nelson 1998, doi
    10.1038/36103; van Rossum, Bi and Turrigiano 2000, doi
    10.1523/JNEUROSCI.20-23-08812.2000
  ]],
  parameters = {
    {
      "beta", "how fast, in each second and for each Hz", default = 1e-3,
      least = 0, single = true,
    },
    { "goal", "the activity wanted", default = "5 Hz", least = 0 },
    { "activity", "the target's variable", default = "activity" },
  },
})

function SynapticScaling:initialize(synapses)
  Synapse.initialize(self, synapses)
  self.activity = self:parameter "activity"
  self:need(synapses.dst, self.activity, "the target",
    "snn.models.Activity {} to it")
  self.goal = self:parameter { "goal", object = synapses.dst }
  self.rate = self:parameter "beta" * self:time_step() / 1000
end

function SynapticScaling:forward(synapses)
  local distance = self.goal - synapses.dst[self.activity]
  local change = distance * self.rate * self:passed(synapses)
  synapses[self.weights][{ {}, {} }]:mul_(change:exp())
end

return SynapticScaling
