-- expect: ok
-- mode: both
-- why: removing and replacing behaviours inside forward takes effect later, never crashes
-- adapted: behaviors are removed by methods

local A, B = snn.Behavior "A", snn.Behavior "B"
function A:forward(neurons)
  pcall(neurons.replace_behavior, neurons, 2, B {})
  pcall(neurons.remove_behavior, neurons, 2)
  pcall(neurons.remove_behavior, neurons, self)
  pcall(neurons.remove_behavior, neurons, 1)
  pcall(neurons.add_behavior, neurons, 1, A {})
  pcall(neurons.add_behavior, neurons, 1, self)
  A.forward = nil
  B.forward = 42
end
function B.forward() end
local net = snn.Network {}
snn.NeuronGroup { net = net, size = 1, behavior = { A {}, B {} } }
pcall(net.simulate_iterations, net, 3)
net:initialize()
pcall(net.simulate_iterations, net, 3)
pcall(net.simulate_iterations, net, 3)
