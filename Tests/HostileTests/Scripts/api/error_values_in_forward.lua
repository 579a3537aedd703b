-- expect: ok
-- mode: both
-- why: non-string errors travel unchanged through the Swift frame

local value
local B = snn.Behavior "B"
function B.forward()
  error(value)
end
local net = snn.Network {}
snn.NeuronGroup { net = net, size = 1, behavior = { B {} } }
net:initialize()
for _, v in ipairs { {}, print, true, false, snn.zeros(2), net } do
  value = v
  local ok, e = pcall(net.simulate_iterations, net, 1)
  assert(not ok and rawequal(e, v))
end
value = nil
local ok, e = pcall(net.simulate_iterations, net, 1)
assert(not ok and e == nil)
