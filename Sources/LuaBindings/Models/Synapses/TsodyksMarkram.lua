-- Transmission with short-term depression and facilitation.

local snn = require "snn"
local Transmission = snn.models.Transmission

local TsodyksMarkram = snn.Behavior("TsodyksMarkram", {
  extends = Transmission,
  compiled = true,
  about = [[
    Transmission with short-term plasticity, in the place of Transmission: a
    spike that arrives first raises the use u of resources, by U (1 - u),
    and then releases u x of the resources x that there are; its weights
    count times that. Between spikes u falls to 0 with tau_facil, and x
    recovers to 1 with tau_rec, which is solved exactly. All synapses of a
    source share u and x. Without facilitation, tau_facil = 0, each spike
    uses U.
  ]],
  source = [[
    Markram, Wang and Tsodyks 1998, doi 10.1073/pnas.95.9.5323; Tsodyks,
    Uziel and Markram 2000, doi 10.1523/JNEUROSCI.20-01-j0003.2000
  ]],
  parameters = {
    { "U", "what a first spike uses", default = 0.5, least = 0, most = 1 },
    { "tau_rec", "time constant of recovery", default = "800 ms", above = 0 },
    {
      "tau_facil", "time constant of facilitation", default = "0 ms", least = 0,
    },
    {
      "suffix", "the end of the names of its variables; another model of the"
        .. " group may have u and x", default = "",
    },
  },
  variables = {
    { "u", "use of resources, [source]" },
    { "x", "resources that are left, [source]" },
    { "released", "dense weights times what the last spike released" },
  },
})

TsodyksMarkram.follows_layouts = false

function TsodyksMarkram:initialize(synapses)
  Transmission.initialize(self, synapses)
  self:refuse_from(synapses)
  self.sparse = self.is_sparse(synapses[self.weights])
  self.U = self:parameter { "U", object = synapses.src }
  self.left_rec = self:decay(self:parameter {
    "tau_rec", object = synapses.src,
  })
  self.left_facil = self:decay(self:parameter {
    "tau_facil", object = synapses.src,
  })
  if not self.sparse then
    self:make(synapses, "released", synapses[self.weights] * 0)
  end
  self:make(synapses, "u", synapses.src:vector())
  self:make(synapses, "x", synapses.src:vector "ones")
end

function TsodyksMarkram:brought(synapses)
  local u, x = synapses[self.u], synapses[self.x]
  local spike = self:arriving(synapses)
  u:mul_(self.left_facil)
  x:sub_(1):mul_(self.left_rec):add_(1)
  u:add_((1 - u) * self.U * spike)
  local release = u * x * spike
  x:sub_(release)
  local W = synapses[self.weights]
  if self.sparse then
    return release:matmul(W)
  end
  local released = synapses[self.released]
  released[spike] = W[spike] * release:unsqueeze(2)[spike]
  return released[spike]:sum(1)
end

return TsodyksMarkram
