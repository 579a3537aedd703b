-- expect: ok
-- mode: both
-- why: the last reference to the network goes while it iterates

local net = snn.Network {}
local B = snn.Behavior "B"
function B.forward()
  net = nil
  for _ = 1, 100 do
    snn.zeros(100000) -- makes garbage be collected
  end
end
snn.NeuronGroup { net = net, size = 10, behavior = { B {} } }
net:initialize()
local function run()
  local f = net.simulate_iterations
  return f(net, 5)
end
run()
