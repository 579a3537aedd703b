-- Steps against the gradient, with or without momentum.

local snn = require "snn"
local Optimizer = snn.models.Optimizer

local GradientDescent = snn.Behavior("GradientDescent", {
  extends = Optimizer,
  compiled = true,
  about = [[
    Changes a variable by -rate times the derivative of the loss, or, with
    momentum, times their sum, in which older ones fade.
  ]],
  source = [[
    Robbins and Monro 1951, doi 10.1214/aoms/1177729586; momentum: Polyak
    1964, doi 10.1016/0041-5553(64)90137-5
  ]],
  parameters = {
    { "momentum", "what is left of older derivatives", default = 0.0, least = 0,
      below = 1, single = true },
  },
})

function GradientDescent:initialize(object)
  Optimizer.initialize(self, object)
  self.momentum = self:parameter "momentum"
  if self.momentum ~= 0 then
    self.sum = snn.zeros_like(object[self.gradient])
  end
end

function GradientDescent:change(gradient)
  if self.momentum == 0 then
    return gradient
  end
  return self.sum:mul_(self.momentum):add_(gradient)
end

return GradientDescent
