-- Symmetric plasticity of inhibitory synapses, which keeps the target's rate.

local snn = require "snn"
local Plasticity = snn.models.Plasticity

local VogelsSTDP = snn.Behavior("VogelsSTDP", {
  extends = Plasticity,
  compiled = true,
  about = [[
    Plasticity of inhibitory synapses that brings the target to a rate: a
    pair of spikes t apart, in either order, strengthens the synapse by eta
    exp(-t / tau), and each spike that arrives weakens it by eta 2 rate tau.
    Weights of currents that inhibit are negative: with w_min = -1 and w_max
    = 0, say, what strengthens makes them more negative. It belongs after
    Transmission.
  ]],
  source = [[
    Vogels, Sprekeler, Zenke, Clopath and Gerstner 2011, doi
    10.1126/science.1211095
  ]],
  parameters = {
    { "eta", "learning rate", default = 1e-4, least = 0, single = true },
    {
      "rate", "the rate that the target is brought to", default = "5 Hz",
      least = 0, single = true,
    },
    {
      "tau", "time constant of both traces", default = "20 ms", above = 0,
      single = true,
    },
  },
  variables = {
    { "trace_pre", "of spikes that arrived, [source]" },
    { "trace_post", "of the target's spikes, [destination]" },
  },
})

VogelsSTDP.strengthen = Plasticity.raise

function VogelsSTDP:initialize(synapses)
  Plasticity.initialize(self, synapses)
  local tau = self:parameter "tau"
  self.eta, self.left = self:parameter "eta", self:decay(tau)
  self.expected = 2 * self:parameter "rate" * tau / 1000
  if self.w_max <= 0 then
    self.strengthen = self.lower
  end
  self:make(synapses, "trace_pre", synapses.src:vector())
  self:make(synapses, "trace_post", synapses.dst:vector())
end

function VogelsSTDP:forward(synapses)
  local W = synapses[self.weights]
  local pre, post = self:arriving(synapses), synapses.dst.spike
  local trace_pre = synapses[self.trace_pre]
  local trace_post = synapses[self.trace_post]
  trace_post:mul_(self.left)
  self:strengthen(W[pre], (trace_post - self.expected) * self.eta)
  self:follow(trace_pre, pre, self.left)
  self:strengthen(W[{ {}, post }], (trace_pre * self.eta):unsqueeze(2))
  self:follow(trace_post, post, 1)
end

return VogelsSTDP
