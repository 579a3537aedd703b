-- expect: ok
-- mode: both
-- limits: seconds=60
-- why: long chains of objects that hold each other are let go of without leaving the stack

local net = snn.Network { seed = 1 }
local neurons = snn.NeuronGroup { net = net, size = 3 }
neurons.v = neurons:vector(1)
local sub = neurons
pcall(function()
  for _ = 1, 3000 do
    sub = sub:sub_group { 1, 2 }
  end
end)
pcall(function() return sub.v end)
pcall(function() sub.v = 5 end)
pcall(tostring, sub)
sub = nil
local t = snn.ones(4)
for _ = 1, 30000 do
  t = t:narrow(1, 1, 4)
end
assert(t:sum() == 4)
t = nil
local s = snn.ones(4)
pcall(function()
  for _ = 1, 30000 do
    s = s[snn.ones(4):gt(0)]
  end
end)
s = nil
local group = net
pcall(function()
  for i = 1, 300 do
    local inner = snn.NeuronGroup { net = net, size = 1, tag = "g" .. i }
    group:add_sub_structure(inner)
    group = inner
  end
end)
net:all_sub_structures()
pcall(net.describe, net)
local figure = snn.plot.lines(snn.zeros(2))
pcall(function()
  for _ = 1, 30000 do
    figure = snn.plot.grid { { figure } }
  end
end)
pcall(tostring, figure)
figure, group, net, neurons = nil, nil, nil, nil
for _ = 1, 300 do
  snn.zeros(100000)
end
assert(not (t or s or sub or figure or group or net or neurons))
