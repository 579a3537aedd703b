-- Plasticity by traces that a reward makes lasting.

local snn = require "snn"
local TraceSTDP = snn.models.TraceSTDP

local TraceRSTDP = snn.Behavior("TraceRSTDP", {
  extends = TraceSTDP,
  compiled = true,
  about = [[
    TraceSTDP modulated by reward: what would change a weight is added to
    its eligibility, which fades, and the weight changes by the eligibility
    times the network's variable dopamine in each ms.
  ]],
  source = [[
    Izhikevich 2007, doi 10.1093/cercor/bhl152; as CoNeX's SimpleRSTDP,
    Conv2dRSTDP, Local2dRSTDP and One2OneRSTDP
  ]],
  parameters = {
    {
      "tau_c", "time constant of the eligibility", default = "1000 ms",
      above = 0, single = true,
    },
  },
  variables = { { "eligibility", "in the shape of the weights" } },
})

TraceRSTDP.sparse_rule = "RewardSTDP"

function TraceRSTDP:initialize(synapses)
  TraceSTDP.initialize(self, synapses)
  self.left, self.dt = self:decay(self:parameter "tau_c"), self:time_step()
  self:make(synapses, "eligibility", synapses[self.weights] * 0)
  if synapses.network.dopamine == nil then
    error(("%s needs the network's variable dopamine: add snn.models.Dopamine"
      .. " {} to the network, or set it"):format(self.name))
  end
end

return TraceRSTDP
