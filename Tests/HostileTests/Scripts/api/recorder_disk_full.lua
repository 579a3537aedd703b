-- expect: ok
-- mode: default
-- why: ENOSPC while recording is a catchable error; the file ends at the last whole chunk
-- adapted: /dev/full is no regular file, so it is refused; disks that fill up are in Tests/CommandLineTests/Faults

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

local streamed = snn.Network { seed = 1 }
local other = snn.NeuronGroup {
  net = streamed, size = 1000,
  behavior = { [9] = snn.Recorder { "v", file = "/dev/full" } },
}
other.v = other:vector "uniform"
local ok, message = pcall(function()
  streamed:initialize()
  streamed:simulate_iterations(10)
end)
assert(not ok and message:find("/dev/full", 1, true), message)
net:simulate_iterations(1)
