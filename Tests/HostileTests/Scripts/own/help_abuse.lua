-- expect: ok
-- mode: both
-- limits: seconds=30
-- why: help about anything

print = function() end
local own = setmetatable({}, { __tostring = error, __index = error })
local net = snn.Network {}
for _, value in ipairs {
  "", "x", "snn", "Tensor", "Tensor.add", "snn.zeros", "Tensor:", ":", ".",
  "\0",
  ("Tensor."):rep(10000), ("x"):rep(100000), "topics", 5, true, {}, own, print,
  snn.zeros, snn, net, snn.zeros(1), snn.Clock, snn.Clock {},
  coroutine.create(print),
  snn.Recorder "v", 0 / 0, "%s", "[", "NeuronGroup", "behaviors", "*",
} do
  pcall(snn.help, value)
  pcall(snn.help, value, value)
end
pcall(snn.help)
pcall(snn.help, nil)
