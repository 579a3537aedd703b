-- Hebbian plasticity of rates that keeps the length of the weights.

local snn = require "snn"
local RateRule = snn.models.RateRule

local Oja = snn.Behavior("Oja", {
  extends = RateRule,
  compiled = true,
  about = [[
    Hebbian plasticity of activities, x of the source and y of the target:
    in each ms the weight w changes by eta y (x - y w). Where y is the sum
    of w x, the weights become the first principal component of x, of length
    1.
  ]],
  source = "Oja 1982, doi 10.1007/BF00275687",
})

function Oja:forward(synapses)
  local W, x, y = self:entries(synapses, synapses.src[self.activity],
    synapses.dst[self.activity])
  W:add_((x - W * y) * (y * self.rate))
end

return Oja
