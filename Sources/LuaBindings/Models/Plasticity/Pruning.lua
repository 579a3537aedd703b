-- Synapses that are weak are lost.

local snn = require "snn"
local Synapse = snn.models.Synapse

local Pruning = snn.Behavior("Pruning", {
  extends = Synapse,
  compiled = true,
  about = [[
    Prunes synapses: one whose weight is nearer to 0 than threshold is lost,
    and its weight stays 0. It belongs after rules of plasticity; run_every
    = 1000 prunes once in a thousand iterations, and gives weights time
    between. Those of sparse weights keep their entry.
  ]],
  source = [[
    Chechik, Meilijson and Ruppin 1998, doi 10.1162/089976698300017124
  ]],
  parameters = {
    {
      "threshold", "synapses are lost below it", default = 0.01, least = 0,
      single = true,
    },
  },
  variables = {
    { "alive", "1 where there is a synapse, 0 where it was pruned" },
  },
})

function Pruning:initialize(synapses)
  Synapse.initialize(self, synapses)
  local W = synapses[self.weights]
  self.threshold, self.sparse = self:parameter "threshold", self.is_sparse(W)
  synapses.alive = W * 0 + 1
end

function Pruning:forward(synapses)
  local W, alive = synapses[self.weights], synapses.alive
  if self.sparse then
    W, alive = W:values(), alive:values()
  end
  alive:mul_(W:abs():ge(self.threshold))
  W:mul_(alive)
end

return Pruning
