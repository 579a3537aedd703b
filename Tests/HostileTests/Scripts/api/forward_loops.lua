-- expect: budget
-- mode: both
-- limits: seconds=0.5
-- why: a forward that never returns

local B = snn.Behavior "B"
function B.forward()
  while true do
  end
end
local net = snn.Network {}
snn.NeuronGroup { net = net, size = 1, behavior = { B {} } }
net:initialize()
net:simulate_iterations(1)
