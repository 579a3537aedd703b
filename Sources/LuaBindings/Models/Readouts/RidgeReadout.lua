-- A linear readout that is fitted by ridge regression.

local snn = require "snn"

local RidgeReadout = snn.Behavior("RidgeReadout", {
  compiled = true,
  about = [[
    A linear readout of a variable of neurons, such as voltage or a trace:
    takes part in iterations until fit is called, which finds the weights by
    ridge regression, and gives what they make of the variable from then on.
    RidgeReadout.solve(X, Y, penalty) does the same with matrices, a row for
    each example.
  ]],
  source = "Hoerl and Kennard 1970, doi 10.1080/00401706.1970.10488634",
  parameters = {
    { "variable", "the variable that is read, a vector", default = "voltage" },
    {
      "target", "the variable with what is wanted, a number or a vector",
      default = "target",
    },
    {
      "object", "the object that has the target; the neurons' own group if it"
        .. " isn't given", kinds = { "object" },
    },
    {
      "penalty", "what the squares of weights cost", default = 1e-6, least = 0,
      single = true,
    },
  },
  variables = { { "readout", "what the weights make of the variable" } },
})

RidgeReadout.initialize_last = true -- the variables are there by then

local function need(object, name)
  local value = object[name]
  if type(value) ~= "userdata" and type(value) ~= "number" then
    error(("RidgeReadout needs the variable '%s': %s has none; set it before"
      .. " initialize, or add a behavior that makes it"):format(name,
      object.tag))
  end
  return value
end

function RidgeReadout:initialize(neurons)
  self.variable = self:parameter "variable"
  self.target = self:parameter "target"
  self.object = self:parameter "object" or neurons
  self.penalty = self:parameter "penalty"
  local inputs = need(neurons, self.variable):numel()
  local target = need(self.object, self.target)
  local outputs = type(target) == "number" and 1 or target:numel()
  -- Sums of products of inputs x, targets y and 1, over all iterations.
  self.one = snn.ones(1, "float64")
  self.xx = snn.zeros(inputs, inputs, "float64")
  self.xy = snn.zeros(inputs, outputs, "float64")
  self.x1, self.y1 = snn.zeros(inputs, "float64"), snn.zeros(outputs, "float64")
  self.count = 0
  self.weights = snn.zeros(inputs, outputs, "float64")
  self.constant = snn.zeros(outputs, "float64")
  self.is_fitted = false
  neurons.readout = snn.zeros(outputs, "float64")
end

function RidgeReadout:forward(neurons)
  local x = neurons[self.variable]:to "float64"
  if not self.is_fitted then
    local y = self.one * self.object[self.target]
    self.xx:add_(x:outer(x))
    self.xy:add_(x:outer(y))
    self.x1:add_(x)
    self.y1:add_(y)
    self.count = self.count + 1
  end
  neurons.readout = x:matmul(self.weights) + self.constant
end

-- The weights of ridge regression, from the sums of products of inputs and
-- targets.
local function solve(xx, xy, penalty)
  return (xx + snn.eye(xx:size(1), "float64") * penalty):solve(xy)
end

-- Finds the weights and constants; gives them as a matrix, [inputs + 1,
-- outputs], whose last row has the constants. What was seen is kept, so that
-- the readout can go on to learn.
function RidgeReadout:fit()
  local x1 = self.x1:unsqueeze(2)
  local corner = snn.full({ 1, 1 }, self.count):to "float64"
  local xx = snn.cat({
    snn.cat({ self.xx, x1 }, 2), snn.cat({ x1.T, corner }, 2),
  }, 1)
  local W = solve(xx, snn.cat({ self.xy, self.y1:unsqueeze(1) }, 1),
    self.penalty)
  local inputs = self.x1:numel()
  self.weights:copy_(W[{ { 1, inputs }, {} }])
  self.constant:copy_(W[inputs + 1])
  self.is_fitted = true
  return W
end

-- Takes part in iterations again.
function RidgeReadout:learn()
  self.is_fitted = false
end

-- The weights W for which X:matmul(W) is next to Y, with a 1 at the end of each
-- row of X.
function RidgeReadout.solve(X, Y, penalty)
  local ones = snn.ones(X:size(1), 1, "float64")
  local inputs = snn.cat({ X:to "float64", ones }, 2)
  local outputs = Y:to "float64":reshape(X:size(1), -1)
  return solve(inputs.T:matmul(inputs), inputs.T:matmul(outputs),
    penalty or 1e-6)
end

return RidgeReadout
