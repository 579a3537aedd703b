-- expect: ok
-- mode: both
-- why: tensors are freed while a network, a recorder, a view or a selection has them

local net = snn.Network { seed = 1 }
local neurons = snn.NeuronGroup { net = net, size = 4 }
neurons.v = neurons:vector(1)
neurons.spike = neurons.v:ge(0)
local synapse = snn.SynapseGroup { net = net, src = neurons, dst = neurons }
synapse.W = synapse:matrix "uniform"
neurons:add_behaviors {
  snn.Recorder { "v", "mean(v)" }, snn.EventRecorder "spike",
}
local B = snn.Behavior("B", { compiled = true })
function B:forward(n)
  n.v:add_(1)
  n.spike = n.v:gt(3)
end
net:initialize()
net:simulate_iterations(2)
local recorded = net("v", 1)
for _, name in ipairs { "v", "spike" } do
  neurons[name]:free()
end
synapse.W:free()
recorded:free()
for _, f in ipairs {
  function() net:simulate_iterations(2) end, function() return net("v", 1) end,
  function() return net("v", 1):sum() end, function() net:trace() end,
  function() return net("spike.t", 1) end, function() neurons.v:add_(1) end,
  function() neurons:add_behavior(5, B {}) end, function() net:save "state" end,
  function() net:simulate_iterations(2) end,
    function() return tostring(neurons) end,
  function() return neurons:sub_group({ 1, 2 }).v end,
  function() return synapse.W:sum() end, function() net:check_finite(true) end,
  function() net:simulate_iterations(2) end,
  function() return synapse:get_sub_synapse_group({ 1 }, { 1 }).W end,
  function() neurons.v = neurons:vector(2) end,
  function() neurons.spike = neurons.v:ge(3) end,
  function() net:simulate_iterations(2) end,
} do
  pcall(f)
end
neurons.v = neurons:vector(2)
local a = snn.ones(10)
local view, selection = a:narrow(1, 2, 3), a[snn.ones(10):gt(0)]
a:free()
a:free()
assert(view:sum() == 3)
pcall(selection.sum, selection)
pcall(selection.add_, selection, 1)
selection:free()
assert(not pcall(selection.sum, selection))
assert(not pcall(function() return snn.cat { view, a } end))
local k = snn.kernel(function(x) return x + view end)
k(snn.ones(3))
view:free()
pcall(k, snn.ones(3))
