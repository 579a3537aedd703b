-- expect: exit 9
-- mode: default
-- why: os.exit inside forward inside pcall

local B = snn.Behavior "B"
function B.forward()
  pcall(os.exit, 9)
end
local net = snn.Network {}
snn.NeuronGroup { net = net, size = 1, behavior = { B {} } }
net:initialize()
pcall(net.simulate_iterations, net, 10)
error "not reached"
