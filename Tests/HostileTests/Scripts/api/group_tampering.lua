-- expect: ok
-- mode: both
-- limits: tensor-mem=1G
-- why: a script that rewrites the fields of a group
-- adapted: fields of the library can't be written to

local net = snn.Network {}
local group = snn.NeuronGroup { net = net, size = 5 }
for _, name in ipairs {
  "size", "network", "tag", "id", "afferent_synapses", "sub_structures",
  "iteration", "vector", "handle",
} do
  for _, value in ipairs { -5, 1e18, "x", {}, snn.zeros(3), false } do
    pcall(function() group[name] = value end)
  end
  pcall(function() group[name] = nil end)
  pcall(rawset, group, name, 1 << 60)
end
pcall(setmetatable, group, nil)
pcall(setmetatable, group, {})
pcall(function() return group:vector() end)
pcall(function() return group:vector "uniform" end)
pcall(function()
  local names = {}
  for key in next, group do
    names[#names + 1] = key
  end
  for _, key in ipairs(names) do
    rawset(group, key, nil)
  end
end)
assert(#group:vector() == 5)
net:initialize()
net:simulate_iterations(1)
for _, list in ipairs { net.NeuronGroups, net.Structures, net.SynapseGroups } do
  list[1], list[2], list[3] = 5, "x", list
end
pcall(snn.NeuronGroup, { net = net, size = 2 })
for _, name in ipairs { "trace", "describe", "all_objects", "all_behaviors" } do
  pcall(net[name], net)
end
pcall(net.remove, net, group)
net:simulate_iterations(1)
