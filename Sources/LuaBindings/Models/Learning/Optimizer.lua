-- What optimizers share: a tensor that they change, and its gradient.

local snn = require "snn"

local Optimizer = snn.Behavior("Optimizer", {
  compiled = true,
  about = [[
    What optimizers share: they change a variable of an object, and use up
    the derivative of the loss by it, which another behavior such as EProp
    has added up. Synapses that are not enabled stay as they are. They run
    after each batch: give them run_every, the iterations of a trial times
    the trials of a batch, and the highest key. One of a model's own extends
    it by change(self, gradient), the change for the lowered loss.
  ]],
  parameters = {
    { "rate", "learning rate", default = 1e-3, least = 0, single = true },
    { "variable", "what is changed; its derivative is the variable of this name"
      .. " with _gradient at its end", default = "W" },
    { "scale", "what the derivative is multiplied by: 1 / n makes a mean over n"
      .. " trials", default = 1.0, above = 0, single = true },
    { "decay", "what share of the variable goes, for a rate of 1",
      default = 0.0, least = 0, single = true },
  },
})

Optimizer.initialize_last = true -- the gradients are there by then

function Optimizer:initialize(object)
  self.rate, self.scale = self:parameter "rate", self:parameter "scale"
  self.variable, self.decay = self:parameter "variable", self:parameter "decay"
  self.gradient = self.variable .. "_gradient"
  if not object[self.gradient] then
    error(("%s: %s has no '%s': add a behavior that makes it, such as"
      .. " snn.models.EProp {}, with a lower key"):format(self.name, object.tag,
      self.gradient))
  end
  self.masks = type(object.enabled) == "userdata"
end

function Optimizer:forward(object)
  local gradient = object[self.gradient]
  if self.scale ~= 1 then
    gradient:mul_(self.scale)
  end
  local change = self:change(gradient)
  if self.decay ~= 0 then
    change = change + object[self.variable] * self.decay
  end
  if self.masks then
    change = change * object.enabled
  end
  object[self.variable]:sub_(change * self.rate)
  gradient:zero_()
end

return Optimizer
