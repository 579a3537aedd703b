-- expect: ok
-- mode: both
-- why: strange tags in error messages
-- adapted: a name of a class must be a name

assert(not pcall(snn.Behavior, "n\0\xff%s"))
local B = snn.Behavior "B"
function B.forward()
  error "e"
end
local net = snn.Network {}
snn.NeuronGroup {
  net = net, size = 1, tag = ("t\0\xff%s"):rep(10000),
  behavior = { B { tag = "b\0\xff%n" } },
}
net:initialize()
local ok, e = pcall(net.simulate_iterations, net, 1)
assert(not ok and type(e) == "string")
ok, e = pcall(function() return net[("\xff%d\0"):rep(1000)].x end)
assert(not ok and type(e) == "string")
ok, e = pcall(function() return snn[("\xff%d\0"):rep(1000)] end)
assert(not ok and type(e) == "string")
