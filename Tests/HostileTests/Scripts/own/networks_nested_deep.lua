-- expect: ok
-- mode: both
-- limits: seconds=30
-- why: networks that run each other, hundreds deep

local depth = 0
local B = snn.Behavior "B"
local function build()
  local net = snn.Network {}
  snn.NeuronGroup { net = net, size = 1, behavior = { B {} } }
  return net
end
function B.forward()
  depth = depth + 1
  local net = build()
  net:initialize()
  net:simulate_iterations(1)
end
local net = build()
net:initialize()
local ok, e = pcall(net.simulate_iterations, net, 1)
assert(not ok and tostring(e):find "overflow", e)
assert(depth > 5)
function B.initialize()
  build():initialize()
end
assert(not pcall(build().initialize, build()))
local C = snn.Behavior "C"
function C.forward() end
net = snn.Network {}
snn.NeuronGroup { net = net, size = 1, behavior = { C {} } }
net:initialize()
net:simulate_iterations(1)
