-- expect: ok
-- mode: both
-- why: simulate inside forward of the same network

local B = snn.Behavior "B"
function B:forward(neurons)
  neurons.network:simulate_iterations(1)
end
local net = snn.Network {}
snn.NeuronGroup { net = net, size = 1, behavior = { B {} } }
net:initialize()
local ok, e = pcall(net.simulate_iterations, net, 3)
assert(not ok and tostring(e):find "simulat", e)
assert(net.iteration == 0)
