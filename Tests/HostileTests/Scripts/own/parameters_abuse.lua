-- expect: ok
-- mode: both
-- why: parameters that are asked for again, changed, or that raise

local net = snn.Network { seed = 1 }
local neurons = snn.NeuronGroup { net = net, size = 3 }
local hostile = setmetatable({}, {
  __index = function() error "index" end, __pairs = error, __len = error,
})
local B = snn.Behavior "B"
function B:initialize(n)
  for _, name in ipairs { "x", "", "x\0", "tag", 5, {}, true, 0 / 0,
    hostile } do
    for _, default in ipairs { 1, "uniform", "normal(", {}, hostile, print,
      n } do
      pcall(self.parameter, self, name, default)
      pcall(self.parameter, self, name, default, n)
      pcall(self.parameter, self, { name, default, tensor = true, object = n })
      pcall(self.parameter, self, { name, default, required = true,
        object = 5 })
    end
  end
  pcall(self.set_parameters_as_variables, self, n)
  pcall(self.set_parameters_as_variables, self, hostile)
end
for _, value in ipairs {
  1, "uniform", "uniform(0, 1", ("("):rep(1000), {}, { 1, 2, 3 }, hostile,
  print,
  snn.zeros(3), neurons, net, 0 / 0, "", "\0", { "x", 1 }, { {}, {} },
} do
  pcall(function()
    local b = B { x = value, value, [2] = value, [1 << 40] = value }
    neurons:add_behavior(1, b)
    net:initialize()
    b.parameters = hostile
    b:reinitialize()
    tostring(b)
  end)
  pcall(neurons.remove_behavior, neurons, 1)
end
net:initialize()
