-- expect: ok
-- mode: default
-- why: save and load while the network iterates: refused or deferred to the end of the iteration

local path = os.tmpname()
local B = snn.Behavior "B"
function B:forward(neurons)
  self.saved = pcall(neurons.network.save, neurons.network, path)
  pcall(neurons.network.load, neurons.network, path)
  pcall(neurons.network.save, neurons.network, "/dev/null")
  pcall(neurons.network.load, neurons.network, "/dev/null")
end
local net = snn.Network {}
snn.NeuronGroup { net = net, size = 1, behavior = { B {} } }
net:initialize()
pcall(net.simulate_iterations, net, 2)
local C = snn.Behavior "C"
function C:initialize(neurons)
  pcall(neurons.network.save, neurons.network, path)
  neurons.network:load "/dev/null"
end
net = snn.Network {}
snn.NeuronGroup { net = net, size = 1, behavior = { C {} } }
assert(not pcall(net.initialize, net))
os.remove(path)
