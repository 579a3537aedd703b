-- Plasticity by traces for all layouts of synapses, with bounds.

local snn = require "snn"
local Synapse = snn.models.Synapse

local TraceSTDP = snn.Behavior("TraceSTDP", {
  extends = Synapse,
  compiled = true,
  about = [[
    Plasticity by traces of spikes, for dense weights and for layouts such
    as Conv2d: where the target spikes, a weight grows by A_plus times the
    trace of the source, and where a spike of the source arrives, it shrinks
    by A_minus times the trace of the target, each times its bound. Both
    traces have the spikes of the iteration, so two at once count both ways.
  ]],
  source = [[
    Morrison, Diesmann and Gerstner 2008, doi 10.1007/s00422-008-0233-1; as
    CoNeX's SimpleSTDP, Conv2dSTDP, Local2dSTDP and One2OneSTDP
  ]],
  parameters = {
    { "A_plus", "largest growth", default = 0.01 },
    { "A_minus", "largest shrinking", default = 0.0105 },
    {
      "tau_plus", "time constant of trace_pre", default = "20 ms", above = 0,
    },
    {
      "tau_minus", "time constant of trace_post", default = "20 ms", above = 0,
    },
    { "w_min", "where bounds begin", default = 0.0, single = true },
    { "w_max", "where bounds end", default = 1.0, single = true },
    {
      "positive_bound", "what growth is multiplied by: soft is (W -"
        .. " w_min)(w_max - W), hard 1 between w_min and w_max and 0 elsewhere,"
        .. " none 1",
      default = "none", choices = { "none", "soft", "hard" },
    },
    {
      "negative_bound", "the same of shrinking; WeightClip keeps weights within"
        .. " limits", default = "none", choices = { "none", "soft", "hard" },
    },
    {
      "suffix", "the end of the names of its variables; a second rule of the"
        .. " group needs another", default = "",
    },
  },
  variables = {
    { "trace_pre", "of spikes that arrived, [source]" },
    { "trace_post", "of spikes of the target that are back, [destination]" },
  },
})

TraceSTDP.follows_layouts = true
TraceSTDP.sparse_rule = "STDP"

function TraceSTDP:initialize(synapses)
  Synapse.initialize(self, synapses)
  self:need(synapses.dst, "spike", "the target")
  self.undelayed[synapses] = not self.is_delayed and self.name or nil
  self.A_plus, self.A_minus = self:parameter "A_plus", self:parameter "A_minus"
  self.w_min, self.w_max = self:parameter "w_min", self:parameter "w_max"
  self.positive = self:parameter "positive_bound"
  self.negative = self:parameter "negative_bound"
  self.left_plus = self:decay(self:parameter {
    "tau_plus", object = synapses.src,
  })
  self.left_minus = self:decay(self:parameter {
    "tau_minus", object = synapses.dst,
  })
  self.has_returned = synapses.returned ~= nil
  if self.layout and not self.layout.products then
    error(("%s has no weights to learn: the synapses of %s are %s"):format(
      self.name, synapses.tag, self.layout.name))
  elseif not self.layout and self.is_sparse(synapses[self.weights]) then
    error(("%s is for dense weights and layouts; for the sparse ones of %s"
      .. " there is snn.models.%s"):format(self.name, synapses.tag,
      self.sparse_rule))
  end
  self:make(synapses, "trace_pre", synapses.src:vector())
  self:make(synapses, "trace_post", synapses.dst:vector())
end

-- Changes of weights times their bounds.
local bounds = {
  none = function(_, _, change)
    return change
  end,
  soft = function(self, W, change)
    return change * ((W - self.w_min) * (self.w_max - W))
  end,
  hard = function(self, W, change)
    return change * (W:gt(self.w_min) & W:lt(self.w_max))
  end,
}

function TraceSTDP:forward(synapses)
  local pre, post = synapses.src.spike, synapses.dst.spike
  if self.is_delayed then
    pre = synapses.arriving
  end
  if self.has_returned then
    post = synapses.returned
  end
  local trace_pre = synapses[self.trace_pre]
  local trace_post = synapses[self.trace_post]
  trace_pre:mul_(self.left_plus):add_(pre)
  trace_post:mul_(self.left_minus):add_(post)

  -- The products of traces and spikes for each weight.
  local plus, minus
  if self.layout then
    plus = self.layout:products(synapses, trace_pre, post)
    minus = self.layout:products(synapses, pre, trace_post)
  else
    plus = trace_pre:unsqueeze(2) * post:unsqueeze(1)
    minus = pre:unsqueeze(2) * trace_post:unsqueeze(1)
  end

  local W = synapses[self.weights]
  local change = bounds[self.positive](self, W, plus * self.A_plus)
    - bounds[self.negative](self, W, minus * self.A_minus)
  if self.left then
    local eligibility = synapses[self.eligibility]
    eligibility:mul_(self.left):add_(change)
    change = eligibility * (synapses.network.dopamine * self.dt)
  end
  W:add_(change)
end

return TraceSTDP
