-- expect: ok
-- mode: both
-- limits: tensor-mem=32M seconds=60
-- why: what a recorder keeps is bounded by the limit, and the network lives on

local net = snn.Network { seed = 1 }
local neurons = snn.NeuronGroup { net = net, size = 200000 }
neurons.v = neurons:vector(1)
neurons:add_behavior(9, snn.Recorder "v")
net:initialize()
local ok, e = pcall(net.simulate_iterations, net, 1000000)
assert(not ok and tostring(e):find "memory", e)
net:clear_recorder()
neurons:remove_behavior(9)
net:simulate_iterations(10)
neurons:add_behavior(9, snn.Recorder { "v", max_length = 2 })
net:simulate_iterations(10)
