-- expect: ok
-- mode: both
-- why: classname and fields with metamethods

local function fails()
  error "fails"
end
local evil = setmetatable({}, {
  __tostring = fails, __index = fails, __newindex = fails, __len = fails,
  __concat = fails, __eq = fails, __call = fails, __pairs = fails,
})
local net = snn.Network {}
for _, field in ipairs {
  "name", "__name", "forward", "initialize", "compiled", "initialize_last",
  "__index", "__newindex", "__tostring", "__new", "__positions", "__call",
  "__parameters", "behavior_enabled", "parameters", "tag", "__gc", "__close",
} do
  for _, value in ipairs { evil, 5, "x", true, print, fails } do
    local B = snn.Behavior("B" .. field)
    function B.forward() end
    local made, b = pcall(B, {}) -- a class of a known name is the same one
    b = made and b or {}
    pcall(function() b[field] = value end)
    pcall(function()
      net:add_behavior(1, b)
      net:initialize()
    end)
    pcall(function() B[field] = value end)
    pcall(tostring, B)
    pcall(tostring, b)
    pcall(B, {})
    pcall(B)
    pcall(net.initialize, net)
    pcall(net.simulate_iterations, net, 1)
    pcall(tostring, net)
    pcall(net.save, net, "state")
    pcall(net.remove_behavior, net, 1)
  end
end
assert(not pcall(snn.NeuronGroup, {
  net = net, size = 1, behavior = { evil },
}))
