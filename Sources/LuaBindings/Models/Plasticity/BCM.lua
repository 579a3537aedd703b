-- Plasticity of rates with a threshold that slides.

local snn = require "snn"
local RateRule = snn.models.RateRule

local BCM = snn.Behavior("BCM", {
  extends = RateRule,
  compiled = true,
  about = [[
    Plasticity of activities, x of the source and y of the target: in each
    ms the weight changes by eta x y (y - theta), within w_min and w_max.
    The threshold theta follows y^2 / scale with the time constant tau, so
    that y comes to rest at scale.
  ]],
  source = [[
    Bienenstock, Cooper and Munro 1982, doi
    10.1523/JNEUROSCI.02-01-00032.1982; Intrator and Cooper 1992, doi
    10.1016/S0893-6080(05)80003-6
  ]],
  parameters = {
    {
      "tau", "time constant of the threshold", default = "1000 ms",
      above = 0, single = true,
    },
    {
      "scale", "the activity that y comes to", default = 1.0, above = 0,
      single = true,
    },
    { "w_min", "the smallest weight", default = 0.0, single = true },
    { "w_max", "the largest weight; none if not given", single = true },
    {
      "suffix", "the end of the names of its variables; a second rule of the"
        .. " group needs another", default = "",
    },
  },
  variables = { { "theta", "threshold, [destination]" } },
})

function BCM:initialize(synapses)
  RateRule.initialize(self, synapses)
  local _, gone = self:decay(self:parameter "tau")
  self.gone, self.scale = gone, self:parameter "scale"
  self.w_min, self.w_max = self:parameter "w_min", self:parameter "w_max"
  local y = synapses.dst[self.activity]
  self:make(synapses, "theta", y * y / self.scale)
end

function BCM:forward(synapses)
  local y, theta = synapses.dst[self.activity], synapses[self.theta]
  theta:add_((y * y / self.scale - theta) * self.gone)
  local W, x, change = self:entries(synapses, synapses.src[self.activity],
    y * (y - theta) * self.rate)
  W:add_(x * change):clamp_(self.w_min, self.w_max)
end

return BCM
