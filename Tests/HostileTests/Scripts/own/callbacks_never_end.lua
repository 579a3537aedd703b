-- expect: budget
-- mode: both
-- limits: seconds=0.5
-- why: functions that networks call never return

local net = snn.Network {}
net:initialize()
local function hangs()
  while true do
  end
end
while true do
  pcall(net.simulate_iterations, net, 3, { each = hangs })
  pcall(net.simulate_iterations, net, 3, { stop = hangs })
  pcall(snn.kernel(hangs), snn.ones(1))
end
