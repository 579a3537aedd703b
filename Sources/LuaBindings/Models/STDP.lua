-- Spike-timing-dependent plasticity of pairs of spikes.

local snn = require "snn"
local Synapse = snn.models.Synapse

local STDP = snn.Behavior("STDP", {
  extends = Synapse,
  compiled = true,
  about = [[
    Plasticity by the times of pairs of spikes: a spike of the source that
    arrives t after one of the target weakens the synapse by A_minus exp(-t
    / tau_minus), one of the target t after an arriving one strengthens it
    by A_plus exp(-t / tau_plus). All pairs count, or with pairs = "nearest"
    the last spike of the other side alone. Bounds are hard (additive STDP),
    or soft (multiplicative), where changes are proportional to how far the
    weight is from them. It belongs after Transmission.
  ]],
  source = [[
    Song, Miller and Abbott 2000, doi 10.1038/78829; soft bounds: van
    Rossum, Bi and Turrigiano 2000, doi 10.1523/JNEUROSCI.20-23-08812.2000;
    nearest: Morrison, Diesmann and Gerstner 2008, doi
    10.1007/s00422-008-0233-1
  ]],
  parameters = {
    { "A_plus", "largest strengthening", default = 0.01 },
    { "A_minus", "largest weakening", default = 0.0105 },
    { "tau_plus", "time constant", default = "20 ms", above = 0 },
    { "tau_minus", "time constant", default = "20 ms", above = 0 },
    { "w_min", "the smallest weight", default = 0.0, single = true },
    { "w_max", "the largest weight", default = 1.0, single = true },
    { "bounds", "how weights stay between", default = "hard",
      choices = { "hard", "soft" } },
    { "pairs", "which spikes count", default = "all",
      choices = { "all", "nearest" } },
  },
  variables = {
    { "trace_pre", "of spikes that arrived, [source]" },
    { "trace_post", "of the target's spikes, [destination]" },
  },
})

function STDP:initialize(synapses)
  Synapse.initialize(self, synapses)
  self:need(synapses.dst, "spike", "the target")
  self.A_plus, self.A_minus = self:parameter "A_plus", self:parameter "A_minus"
  self.w_min, self.w_max = self:parameter "w_min", self:parameter "w_max"
  self.left_plus = self:decay(self:parameter "tau_plus")
  self.left_minus = self:decay(self:parameter "tau_minus")
  self.soft = self:parameter "bounds" == "soft"
  self.nearest = self:parameter "pairs" == "nearest"
  synapses.trace_pre = synapses.src:vector()
  synapses.trace_post = synapses.dst:vector()
end

-- Lets a trace fade, and adds the spikes of this iteration.
function STDP:follow(trace, spike, left)
  trace:mul_(left)
  if self.nearest then
    trace[spike] = 1
  else
    trace:add_(spike)
  end
end

-- Moves weights up or down by `change`, within the bounds.
function STDP:move(weights, change, is_up)
  if self.soft then
    local bound = is_up and self.w_max or self.w_min
    weights:mul_(1 - change):add_(change * bound)
  elseif is_up then
    weights:add_(change):clamp_(self.w_min, self.w_max)
  else
    weights:sub_(change):clamp_(self.w_min, self.w_max)
  end
end

function STDP:forward(synapses)
  local W = synapses[self.weights]
  local pre, post = self:arriving(synapses), synapses.dst.spike
  local trace_pre, trace_post = synapses.trace_pre, synapses.trace_post
  trace_post:mul_(self.left_minus)
  self:move(W[pre], trace_post * self.A_minus, false)
  self:follow(trace_pre, pre, self.left_plus)
  self:move(W[{ {}, post }], (trace_pre * self.A_plus):unsqueeze(2), true)
  self:follow(trace_post, post, 1)
end

return STDP
