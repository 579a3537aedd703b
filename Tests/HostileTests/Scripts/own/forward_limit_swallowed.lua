-- expect: ok
-- mode: both
-- limits: forward=0.3 seconds=20
-- why: a forward that swallows the limit of its time is ended, and the next one runs

local B = snn.Behavior "B"
local hangs = true
function B.forward()
  while hangs do
    pcall(function()
      while true do
      end
    end)
  end
end
local net = snn.Network {}
snn.NeuronGroup { net = net, size = 1, behavior = { B {} } }
net:initialize()
for _ = 1, 2 do
  local ok, e = pcall(net.simulate_iterations, net, 1)
  assert(not ok and tostring(e):find "limit of", e)
end
hangs = false
net:simulate_iterations(3)
