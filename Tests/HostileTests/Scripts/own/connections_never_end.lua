-- expect: budget
-- mode: both
-- limits: seconds=0.5
-- why: more draws of connections than there is time for

local net = snn.Network { seed = 1 }
local neurons = snn.NeuronGroup { net = net, size = 5000 }
local synapse = snn.SynapseGroup { net = net, src = neurons, dst = neurons }
while true do
  pcall(synapse.connect, synapse, { in_degree = 5000 })
  pcall(synapse.connect, synapse, { out_degree = 5000, autapses = true })
end
