-- expect: ok
-- mode: default
-- limits: seconds=30
-- why: simulate, allocation and errors inside finalizers

local net = snn.Network {}
local B = snn.Behavior "B"
local count = 0
function B.forward()
  setmetatable({}, { __gc = function()
    count = count + 1
    pcall(net.simulate_iterations, net, 1)
    snn.zeros(100):add_(1)
    if count % 7 == 0 then
      error "gc"
    end
  end })
end
snn.NeuronGroup { net = net, size = 1, behavior = { B {} } }
net:initialize()
net:simulate_iterations(2000)
collectgarbage()
assert(count > 100)
