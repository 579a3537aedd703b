-- expect: ok
-- mode: both
-- why: yield inside forward

local B = snn.Behavior "B"
function B.forward()
  coroutine.yield(1)
end
local net = snn.Network {}
snn.NeuronGroup { net = net, size = 1, behavior = { B {} } }
net:initialize()
local ok, e = pcall(net.simulate_iterations, net, 1)
assert(not ok and e:find "yield", e)
ok, e = coroutine.resume(coroutine.create(function()
  net:simulate_iterations(1)
end))
assert(not ok and tostring(e):find "yield", e)
function B.forward() end
net:simulate_iterations(1)
