-- expect: budget
-- mode: both
-- limits: seconds=0.5
-- why: forward that swallows everything

local B = snn.Behavior "B"
function B:forward(neurons)
  while true do
    pcall(error, "x")
    pcall(neurons.network.simulate_iterations, neurons.network, 1)
  end
end
local net = snn.Network {}
snn.NeuronGroup { net = net, size = 1, behavior = { B {} } }
net:initialize()
while true do
  pcall(net.simulate_iterations, net, 1)
end
