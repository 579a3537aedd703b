-- What rules of plasticity that read rates share.

local snn = require "snn"
local Synapse = snn.models.Synapse

local RateRule = snn.Behavior("RateRule", {
  extends = Synapse,
  compiled = true,
  about = [[
    What rules that read the activity of neurons share: a variable of the
    source, and one of the target. A rule of one's own extends it by
    forward(self, synapses), with entries.
  ]],
  parameters = {
    {
      "eta", "learning rate, in each ms", default = 1e-3, least = 0,
      single = true,
    },
    { "activity", "the variable of both groups", default = "activity" },
  },
})

function RateRule:initialize(synapses)
  Synapse.initialize(self, synapses)
  self.activity = self:parameter "activity"
  self.rate = self:parameter "eta" * self:time_step()
  local maker = "snn.models.Activity {} to it, or set it"
  self:need(synapses.src, self.activity, "the source", maker)
  self:need(synapses.dst, self.activity, "the target", maker)
  local W = synapses[self.weights]
  if self.is_sparse(W) then
    self.rows, self.columns = W:indices()
  end
end

-- The weights, and for each of them `x` of its source and `y` of its target, in
-- shapes that go together: matrices, columns and rows, or lists of what sparse
-- weights store.
function RateRule:entries(synapses, x, y)
  local W = synapses[self.weights]
  if self.rows then
    return W:values(), x[self.rows], y[self.columns]
  end
  return W, x:unsqueeze(2), y
end

return RateRule
