-- expect: ok
-- mode: default
-- why: finalizers at lua_close use tensors that are already finalized

local t, net = snn.zeros(10), snn.Network {}
net:initialize()
local sparse = snn.zeros(2, 2):to_sparse()
Kept = { t, net, sparse, setmetatable({}, { __gc = function()
  pcall(t.sum, t)
  pcall(t.add_, t, 1)
  pcall(sparse.sum, sparse)
  pcall(snn.zeros, 5)
  pcall(snn.Network, {})
  pcall(net.simulate_iterations, net, 5)
  pcall(function() net.x = t end)
end }) }
setmetatable({}, { __gc = function()
  pcall(net.simulate_iterations, net, 5)
  pcall(snn.NeuronGroup, { net = net, size = 3 })
end })
