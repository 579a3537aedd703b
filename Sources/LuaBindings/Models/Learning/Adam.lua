-- Steps against the gradient that are about as large for all elements.

local snn = require "snn"
local Optimizer = snn.models.Optimizer

local Adam = snn.Behavior("Adam", {
  extends = Optimizer,
  compiled = true,
  about = [[
    Changes a variable by about rate, against the derivative of the loss: by
    its running mean over the root of that of its squares.
  ]],
  source = "Kingma and Ba 2015, arXiv 1412.6980",
  parameters = {
    { "beta_1", "what is left of the mean at a step", default = 0.9, least = 0,
      below = 1, single = true },
    { "beta_2", "what is left of that of squares", default = 0.999, least = 0,
      below = 1, single = true },
    { "epsilon", "keeps steps small where derivatives are", default = 1e-8,
      least = 0, single = true },
  },
})

function Adam:initialize(object)
  Optimizer.initialize(self, object)
  self.beta_1, self.beta_2 = self:parameter "beta_1", self:parameter "beta_2"
  self.epsilon = self:parameter "epsilon"
  self.mean = snn.zeros_like(object[self.gradient])
  self.squares = snn.zeros_like(object[self.gradient])
  self.power_1, self.power_2 = 1.0, 1.0
end

function Adam:change(gradient)
  self.power_1 = self.power_1 * self.beta_1
  self.power_2 = self.power_2 * self.beta_2
  self.mean:mul_(self.beta_1):add_(gradient * (1 - self.beta_1))
  self.squares:mul_(self.beta_2):add_(gradient:pow(2) * (1 - self.beta_2))
  local unbiased = (1 - self.power_2) ^ 0.5 / (1 - self.power_1)
  return self.mean / (self.squares:sqrt() + self.epsilon) * unbiased
end

return Adam
