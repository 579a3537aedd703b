-- expect: ok
-- mode: both
-- why: weights become another shape or thing below behaviors that use them

local kinds = {
  function(s) s.W = s:matrix(1) end, function(s) s.W = 5 end,
  function(s) s.W = snn.zeros(2, 2) end, function(s) s.W = snn.zeros(4) end,
  function(s) s.W = s:matrix { 1, layout = "sparse", density = 1 } end,
  function(s) s.W = nil end, function(s) s.W = snn.zeros(0, 0) end,
  function(s) s.W = snn.zeros(4, 4):ge(0) end,
  function(s) s.W = snn.zeros(1):expand(4, 4) end,
  function(s) s.W = s:matrix(1):t() end, function(s) s.enabled = 5 end,
  function(s) s.enabled = snn.zeros(2, 2):ge(0) end,
  function(s) s.src.spike = snn.zeros(9):ge(0) end,
  function(s) s.src.spike = 3 end, function(s) s.src.spike = nil end,
  function(s) s.W = s:matrix { 1, dtype = "float16" } end,
}
local A = snn.Behavior "A"
function A:forward(s)
  self.k = (self.k or 0) + 1
  local kind = kinds[self.k]
  if kind then
    kind(s)
  end
end
for _, make in ipairs {
  function() return snn.SynapticDelay { delay = 2 } end,
  function() return snn.SynapticDelay { delay = "random" } end,
  function() return snn.WeightClip {} end,
  function() return snn.CreateWeights {} end,
  function() return snn.RemoveAutapses {} end,
  function() return snn.SynapseVariable "W = W + 1" end,
  function() return snn.BoxReceptiveFields { range = 1 } end,
  function() return snn.SynapticNormalization {} end,
} do
  local net = snn.Network { seed = 1 }
  local neurons = snn.NeuronGroup {
    net = net, size = snn.NeuronDimension { width = 2, height = 2 },
  }
  neurons.spike = neurons:vector(1):ge(0)
  local synapse = snn.SynapseGroup {
    net = net, src = neurons, dst = neurons, tag = "GLUTAMATE",
  }
  synapse.W = synapse:matrix "uniform"
  synapse:add_behavior(1, A {})
  if not pcall(function() synapse:add_behavior(2, make()) end) then
    pcall(function() neurons:add_behavior(2, make()) end)
  end
  pcall(net.initialize, net)
  for _ = 1, #kinds + 2 do
    pcall(net.simulate_iterations, net, 1)
  end
end
