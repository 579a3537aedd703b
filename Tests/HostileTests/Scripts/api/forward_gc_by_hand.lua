-- expect: ok
-- mode: default
-- why: __gc of the network called inside forward
-- adapted: no metatable of an object can be had

local net = snn.Network {}
for _, value in ipairs {
  net, snn.zeros(1), snn.Recorder "v", snn.zeros(2, 2):to_sparse(),
} do
  assert(debug.getmetatable(value) == false
    or type(debug.getmetatable(value)) == "table")
  assert(getmetatable(value) == false)
  local metatable = debug.getmetatable(value)
  if metatable then
    local close = metatable.__gc
    if close then
      pcall(close, value)
      pcall(close, value)
    end
  end
end
local B = snn.Behavior "B"
function B.forward()
  local metatable = debug.getmetatable(net)
  for _, name in ipairs { "__gc", "__close", "__newindex", "__index" } do
    if metatable and metatable[name] then
      pcall(metatable[name], net)
    end
  end
  collectgarbage()
end
pcall(function()
  snn.NeuronGroup { net = net, size = 10, behavior = { B {} } }
  net:initialize()
  net:simulate_iterations(5)
end)
