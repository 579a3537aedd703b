-- expect: ok
-- mode: both
-- why: adding a group inside forward
-- adapted: groups may be added while a network iterates; they count from the next iteration

local B = snn.Behavior "B"
function B:forward(neurons)
  self.count = (self.count or 0) + 1
  if self.count < 100 then
    snn.NeuronGroup {
      net = neurons.network, size = 5, tag = "late" .. self.count,
      behavior = { [1] = B { self.count } },
    }
  end
  if self.count > 3 then
    neurons.network:remove(neurons)
  end
end
local net = snn.Network {}
snn.NeuronGroup { net = net, size = 1, behavior = { B {} } }
net:initialize()
pcall(net.simulate_iterations, net, 8)
assert(#net.NeuronGroups < 10000)
snn.NeuronGroup { net = net, size = 5 }
