-- expect: ok
-- mode: default
-- why: metatables that all values of a type share are replaced below the library

local function fails()
  error "replaced"
end
local evil = {
  __index = fails, __call = fails, __add = fails, __concat = fails,
  __len = fails,
  __eq = fails, __lt = fails, __tostring = fails, __newindex = fails,
  __name = ("x"):rep(1000), __close = fails, __gc = fails, __unm = fails,
}
local net = snn.Network { seed = 1 }
local B = snn.Behavior "B"
function B.forward() end
local n = snn.NeuronGroup {
  net = net, size = 3, behavior = { B {}, [9] = snn.Recorder "v" },
}
n.v = n:vector(1)
net:initialize()
for _, value in ipairs { 1, "x", true, print, coroutine.create(print) } do
  local before = debug.getmetatable(value)
  debug.setmetatable(value, evil)
  pcall(function()
    net:simulate_iterations(2)
  end)
  for _, f in ipairs {
    function() return n.nothing end, function() return snn.nothing end,
    function() return net("v", 1):sum() end, function() net:describe() end,
    function() return snn.Network { sede = 1 } end, function() net:trace() end,
    function() return snn.kernel(function(x) return x + 1 end)(n.v) end,
    function() return tostring(n), n:vector "uniform" end,
    function() return n.v[1], n.v["x"], n.v[true] end,
    function() return snn.tensor { 1, "x", true } end,
  } do
    pcall(f)
  end
  debug.setmetatable(value, before)
end
debug.setmetatable(nil, evil)
pcall(net.simulate_iterations, net, 2)
pcall(function() return n.nothing end)
pcall(snn.Network)
debug.setmetatable(nil, nil)
net:simulate_iterations(2)
assert(n.v:sum() == 3)
