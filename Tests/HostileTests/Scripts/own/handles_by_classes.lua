-- expect: ok
-- mode: both
-- why: a class of behaviors gives the functions that make its engine's side

local B = snn.Behavior "B"
function B.forward() end
local net = snn.Network { seed = 1 }
local neurons = snn.NeuronGroup { net = net, size = 3 }
neurons.v = neurons:vector(1)
net:initialize()
for _, class in ipairs {
  B, snn.Clock, snn.NeuronDimension, snn.Equation, snn.WeightClip,
  snn.SynapticDelay, snn.Variable,
} do
  local made, handle = pcall(class.__new, class.name, "tag", { eq = "v = 1" })
  if made then
    for _, what in ipairs {
      function() neurons:add_behavior(1, handle) end,
      function() net:add_behavior(1, handle) end,
      function() snn.NeuronGroup { net = net, size = handle } end,
      function() net:simulate_iterations(2) end,
      function() handle:forward(neurons) end,
      function() handle:data "v" end,
      function() handle:clear() end,
      function() handle:cut_length(3) end,
      function() return handle.v, handle.parameters, handle.variables end,
      function() handle.x = 5 end,
      function() net:describe() end,
      function() neurons:replace_behavior(1, handle) end,
      function() net:trace() end,
      function() net:simulate_iterations(2) end,
      function() return tostring(handle) end,
      function() return neurons:find(class.name, 1) end,
      function() neurons:remove_behavior(handle) end,
      function() net:remove_behavior(1) end,
    } do
      pcall(what)
    end
  end
  for _, name in ipairs { "Clock", "Equation", "", "x\0", ("x"):rep(100000) } do
    pcall(class.__new, name, name, {})
    pcall(class.__new, name, nil, { eq = {} })
    pcall(class.__new, name)
    pcall(class.__new)
    pcall(class.__new, B, B, B)
    pcall(class.__parameters, name, name)
    pcall(class.__parameters)
    pcall(class.__index, name, name)
    pcall(class.__newindex, name, name, name)
    pcall(class.__tostring, name)
  end
  local metatable = getmetatable(class)
  if metatable then
    pcall(metatable.__call)
    pcall(metatable.__call, {}, {})
    pcall(metatable.__call, class, "x")
  end
end
local b = B {}
for _, change in ipairs {
  function() setmetatable(b, nil) end,
  function() setmetatable(b, snn.Clock) end,
  function() setmetatable(b, snn.NeuronDimension) end,
  function() b.parameters = 5 end,
  function() b.forward = 5 end,
  function() b.initialize = {} end,
} do
  b = B {}
  pcall(change)
  pcall(neurons.add_behavior, neurons, 5, b)
  pcall(net.simulate_iterations, net, 1)
  pcall(function() return b.width, b:move(1, 1, 1), b.behavior_enabled end)
  pcall(snn.NeuronGroup, { net = net, size = b })
  pcall(neurons.remove_behavior, neurons, 5)
end
