-- Spike-timing-dependent plasticity that dopamine makes lasting.

local snn = require "snn"
local STDP = snn.models.STDP

local RewardSTDP = snn.Behavior("RewardSTDP", {
  extends = STDP,
  compiled = true,
  about = [[
    Plasticity modulated by reward: what STDP would add to a weight is added
    to the eligibility c of the synapse, which fades with tau_c, and the
    weight changes by dw/dt = c (dopamine - baseline), in each second.
    dopamine is a variable of the synapse group or, if that has none, of the
    network, which snn.models.Dopamine {} gives them. Weights stay between
    hard bounds; c has none. An iteration costs a pass over all weights. It
    belongs after Transmission.
  ]],
  source = "Izhikevich 2007, doi 10.1093/cercor/bhl152",
  parameters = {
    {
      "tau_c", "time constant of the eligibility", default = "1000 ms",
      above = 0, single = true,
    },
    {
      "baseline", "dopamine at which weights stay", default = 0.0,
      single = true,
    },
    { "dopamine", "the variable with it", default = "dopamine" },
    {
      "bounds", "how weights stay between", default = "hard",
      choices = { "hard", "none" },
    },
  },
  variables = {
    { "eligibility", "c, in the shape and with the entries of the weights" },
  },
})

function RewardSTDP:initialize(synapses)
  STDP.initialize(self, synapses)
  local name = self:parameter "dopamine"
  self.of_network = synapses[name] == nil
  if self.of_network and synapses.network[name] == nil then
    error(("RewardSTDP needs dopamine: neither %s nor its network has the"
      .. " variable '%s'; add snn.models.Dopamine {} to the behaviors of one of"
      .. " them"):format(synapses.tag, name))
  end
  self.is_bounded = self.bounds == "hard"
  self.dopamine, self.baseline = name, self:parameter "baseline"
  self.left_c = self:decay(self:parameter "tau_c")
  self.seconds = self:time_step() / 1000
  self.sparse = self.is_sparse(synapses[self.weights])
  self:make(synapses, "eligibility", synapses[self.weights] * 0)
end

-- What STDP raises and lowers is the eligibility, which has no bounds.
function RewardSTDP.raise(_, eligibility, change)
  eligibility:add_(change)
end

function RewardSTDP.lower(_, eligibility, change)
  eligibility:sub_(change)
end

function RewardSTDP:forward(synapses)
  local owner = synapses
  if self.of_network then
    owner = synapses.network
  end
  local W, c = synapses[self.weights], synapses[self.eligibility]
  c:mul_(self.left_c)
  self:pair(synapses, c)
  if self.sparse then
    W, c = W:values(), c:values()
  end
  W:add_(c * ((owner[self.dopamine] - self.baseline) * self.seconds))
  if self.is_bounded then
    W:clamp_(self.w_min, self.w_max)
  end
end

return RewardSTDP
