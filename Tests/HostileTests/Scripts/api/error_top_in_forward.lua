-- expect: error
-- match: in LIF:forward (key 100) of NeuronGroup 'exc'
-- mode: both
-- why: the CLI report of an error in forward

local B = snn.Behavior "LIF"
function B.forward()
  local x = nil
  return x.y
end
local net = snn.Network {}
snn.NeuronGroup {
  net = net, size = 1, tag = "exc", behavior = { [100] = B {} },
}
net:initialize()
net:simulate_iterations(5)
