-- expect: budget
-- mode: both
-- limits: seconds=0.5
-- why: a trace that never ends

local B = snn.Behavior("B", { compiled = true })
function B.forward(_, n)
  while true do
    n.v:add_(1)
  end
end
local net = snn.Network {}
local neurons = snn.NeuronGroup { net = net, size = 3 }
neurons.v = neurons:vector(1)
neurons:add_behavior(1, B {})
while true do
  pcall(net.initialize, net)
  pcall(net.simulate_iterations, net, 1)
end
