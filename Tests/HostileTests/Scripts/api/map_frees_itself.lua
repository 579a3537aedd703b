-- expect: ok
-- mode: both
-- why: the callback frees the tensor that is being walked
-- adapted: update_ and functions that networks call

local t = snn.zeros(1000)
pcall(t.update_, t, function(x)
  t:free()
  return x + 1
end)
pcall(t.sum, t)

local other = snn.zeros(1000)
pcall(snn.kernel(function(x)
  other:free()
  return x + other
end), snn.ones(1000))

local net = snn.Network {}
local group = snn.NeuronGroup { net = net, size = 1000 }
group.v = group:vector(1)
group:add_behavior(1, snn.Recorder { "v", "mean(v)" })
net:initialize()
pcall(net.simulate_iterations, net, 3, { each = function()
  group.v:free()
  for _ = 1, 100 do
    snn.zeros(1000):fill_(9)
  end
end })
pcall(net.simulate_iterations, net, 3)
group.v = group:vector(2)
net:simulate_iterations(1)
