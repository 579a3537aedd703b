-- expect: ok
-- mode: default
-- why: ENOSPC while what was recorded is written is an error that can be caught
-- adapted: recorders keep in memory; save writes

local net = snn.Network { seed = 1 }
local group = snn.NeuronGroup {
  net = net, size = 1000, behavior = { [9] = snn.Recorder "v" },
}
group.v = group:vector "uniform"
net:initialize()
net:simulate_iterations(10)
assert(not pcall(net.save, net, "/dev/full"))
local v = net("v", 1)
assert(not pcall(v.save, v, "/dev/full"))
net:simulate_iterations(1)
assert(net("v", 1):size(1) == 11)
