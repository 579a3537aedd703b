-- expect: ok
-- mode: both
-- limits: tensor-mem=32M seconds=60
-- why: spikes of all neurons in each iteration, recorded until memory ends

local net = snn.Network { seed = 1 }
local neurons = snn.NeuronGroup { net = net, size = 200000 }
neurons.spike = neurons:vector(1):ge(0)
neurons:add_behavior(9, snn.EventRecorder "spike")
net:initialize()
local ok, e = pcall(net.simulate_iterations, net, 1000000)
assert(not ok and tostring(e):find "memory", e)
neurons:remove_behavior(9)
net:simulate_iterations(10)
