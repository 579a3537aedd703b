-- expect: budget
-- mode: both
-- limits: seconds=0.5
-- why: an initialize that never returns, and swallows

local B = snn.Behavior "B"
function B.initialize()
  while true do
    pcall(coroutine.wrap(function()
      while true do
      end
    end))
  end
end
local net = snn.Network {}
while true do
  pcall(snn.NeuronGroup, { net = net, size = 1, behavior = { B {} } })
  pcall(net.initialize, net)
end
