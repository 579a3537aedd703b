-- expect: ok
-- mode: both
-- why: groups and behaviors that were removed are used further

local net = snn.Network { seed = 1 }
local function group(tag)
  local g = snn.NeuronGroup {
    net = net, size = 3, tag = tag, behavior = { [9] = snn.Recorder "v" },
  }
  g.v = g:vector(1)
  return g
end
local a, b = group "a", group "b"
local synapse = snn.SynapseGroup { net = net, src = a, dst = b, tag = "s" }
synapse.W = synapse:matrix(1)
local sub = a:sub_group { 1, 2 }
net:initialize()
net:simulate_iterations(2)
local recorder = a.Recorder
net:remove(a)
for _, object in ipairs { a, synapse, sub } do
  for _, f in ipairs {
    function() return object.v, object.W end, function() object.v = 5 end,
    function() return object:vector(1) end,
      function() return object:matrix(1) end,
    function() object:add_behavior(1, snn.Recorder "v") end,
    function() object:remove_behavior(9) end, function() return object("v",
      1) end,
    function() return object:find "a" end, function() object:add_tag "x" end,
    function() return object:tags() end, function() return tostring(object) end,
    function() net:remove(object) end, function() return object.network end,
    function() return object:sub_group { 1 } end,
    function() object:set_behaviors("Recorder", false) end,
    function() snn.SynapseGroup { net = net, src = object, dst = b } end,
    function() net:add_sub_structure(object) end,
    function() return object:all_sub_structures() end,
    function() return object.afferent_synapses.All[1].W end,
    function() return object:connect { in_degree = 1 } end,
    function() object:add_analysis_module(5) end,
    function() return object.src, object.dst.v end,
    function() snn.NeuronGroup { net = object.network, size = 1 } end,
  } do
    pcall(f)
    pcall(net.simulate_iterations, net, 1)
  end
end
pcall(recorder.data, recorder, "v")
pcall(recorder.clear, recorder)
pcall(b.add_behavior, b, 3, recorder)
pcall(net.simulate_iterations, net, 2)
net:remove(b)
pcall(net.remove, net, b)
pcall(net.remove, net, net)
pcall(net.remove, net)
net:simulate_iterations(1)
