-- What rules of plasticity share: traces of spikes, and bounds of weights.

local snn = require "snn"
local Synapse = snn.models.Synapse

local Plasticity = snn.Behavior("Plasticity", {
  extends = Synapse,
  compiled = true,
  about = [[
    What rules of plasticity share: traces of spikes, and the bounds between
    which weights stay. Bounds are hard (additive rules); or soft
    (multiplicative ones), where a change counts times the distance from the
    bound that it leads to; or power, where it counts times w_max - w_min
    and the power mu of that distance in units of w_max - w_min; or none. A
    rule of one's own extends it by forward(self, synapses), with follow,
    raise and lower.
  ]],
  source = [[
    Soft bounds: van Rossum, Bi and Turrigiano 2000, doi
    10.1523/JNEUROSCI.20-23-08812.2000; power: Guetig, Aharonov, Rotter and
    Sompolinsky 2003, doi 10.1523/JNEUROSCI.23-09-03697.2003
  ]],
  parameters = {
    { "w_min", "the smallest weight", default = 0.0, single = true },
    { "w_max", "the largest weight", default = 1.0, single = true },
    {
      "bounds", "how weights stay between", default = "hard",
      choices = { "hard", "soft", "power", "none" },
    },
    {
      "mu_plus", "power of the distance from w_max", default = 0.4, least = 0,
      single = true,
    },
    {
      "mu_minus", "power of the distance from w_min", default = 0.4, least = 0,
      single = true,
    },
    {
      "pairs", "which spikes count: all, or the nearest on the other side",
      default = "all", choices = { "all", "nearest" },
    },
    {
      "suffix", "the end of the names of its variables; a second rule of the"
        .. " group needs another", default = "",
    },
  },
})

function Plasticity:initialize(synapses)
  Synapse.initialize(self, synapses)
  self:need(synapses.dst, "spike", "the target")
  self.undelayed[synapses] = not self.is_delayed and self.name or nil
  self.w_min, self.w_max = self:parameter "w_min", self:parameter "w_max"
  if self.w_min >= self.w_max then
    error(("%s: w_min is %g, and w_max %g: there is nothing between"):format(
      self.name, self.w_min, self.w_max))
  end
  self.mu_plus = self:parameter "mu_plus"
  self.mu_minus = self:parameter "mu_minus"
  self.bounds = self:parameter "bounds"
  self.nearest = self:parameter "pairs" == "nearest"
  if self.bounds == "power" and self.is_sparse(synapses[self.weights]) then
    error(("%s: bounds = \"power\" needs dense weights, and %s of %s is sparse;"
      .. " hard and soft bounds work with both"):format(self.name, self.weights,
      synapses.tag))
  end
end

-- Lets a trace fade, and adds the spikes of this iteration.
function Plasticity:follow(trace, spike, left)
  trace:mul_(left)
  if self.nearest then
    trace[spike] = 1
  else
    trace:add_(spike)
  end
end

-- Raises weights by `change`, within the bounds.
function Plasticity:raise(weights, change)
  local span = self.w_max - self.w_min
  if self.bounds == "soft" then
    weights:mul_(1 - change):add_(change * self.w_max)
  elseif self.bounds == "power" then
    local room = ((self.w_max - weights) / span):clamp(0, 1)
    weights:add_(room ^ self.mu_plus * change * span)
  else
    weights:add_(change)
  end
  self:keep(weights)
end

-- Lowers weights by `change`, within the bounds.
function Plasticity:lower(weights, change)
  local span = self.w_max - self.w_min
  if self.bounds == "soft" then
    weights:mul_(1 - change):add_(change * self.w_min)
  elseif self.bounds == "power" then
    local room = ((weights - self.w_min) / span):clamp(0, 1)
    weights:sub_(room ^ self.mu_minus * change * span)
  else
    weights:sub_(change)
  end
  self:keep(weights)
end

-- Soft bounds keep weights by themselves.
function Plasticity:keep(weights)
  if self.bounds == "hard" or self.bounds == "power" then
    weights:clamp_(self.w_min, self.w_max)
  end
end

return Plasticity
