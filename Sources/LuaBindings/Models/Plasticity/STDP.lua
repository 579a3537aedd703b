-- Spike-timing-dependent plasticity of pairs of spikes.

local snn = require "snn"
local Plasticity = snn.models.Plasticity

local STDP = snn.Behavior("STDP", {
  extends = Plasticity,
  compiled = true,
  about = [[
    Plasticity by the times of pairs of spikes: a spike of the source that
    arrives t after one of the target weakens the synapse by A_minus exp(-t
    / tau_minus), one of the target t after an arriving one strengthens it
    by A_plus exp(-t / tau_plus), also if t is 0. All pairs count, or with
    pairs = "nearest" each spike with the last one of the other side alone.
    It belongs after Transmission.
  ]],
  source = [[
    Song, Miller and Abbott 2000, doi 10.1038/78829; nearest: Morrison,
    Diesmann and Gerstner 2008, doi 10.1007/s00422-008-0233-1; bounds: see
    Plasticity
  ]],
  parameters = {
    { "A_plus", "largest strengthening", default = 0.01, single = true },
    { "A_minus", "largest weakening", default = 0.0105, single = true },
    {
      "tau_plus", "time constant of trace_pre", default = "20 ms", above = 0,
      single = true,
    },
    {
      "tau_minus", "time constant of trace_post", default = "20 ms", above = 0,
      single = true,
    },
  },
  variables = {
    { "trace_pre", "of spikes that arrived, [source]" },
    { "trace_post", "of the target's spikes, [destination]" },
  },
})

function STDP:initialize(synapses)
  Plasticity.initialize(self, synapses)
  self.A_plus, self.A_minus = self:parameter "A_plus", self:parameter "A_minus"
  self.left_plus = self:decay(self:parameter "tau_plus")
  self.left_minus = self:decay(self:parameter "tau_minus")
  self:make(synapses, "trace_pre", synapses.src:vector())
  self:make(synapses, "trace_post", synapses.dst:vector())
end

function STDP:forward(synapses)
  self:pair(synapses, synapses[self.weights])
end

-- Moves the weights `W`, or what else is to change, by the spikes of this
-- iteration: first by those that arrive, then by those of the target.
function STDP:pair(synapses, W)
  local pre, post = self:arriving(synapses), synapses.dst.spike
  local trace_pre = synapses[self.trace_pre]
  local trace_post = synapses[self.trace_post]
  trace_post:mul_(self.left_minus)
  self:lower(W[pre], trace_post * self.A_minus)
  self:follow(trace_pre, pre, self.left_plus)
  self:raise(W[{ {}, post }], (trace_pre * self.A_plus):unsqueeze(2))
  self:follow(trace_post, post, 1)
end

return STDP
