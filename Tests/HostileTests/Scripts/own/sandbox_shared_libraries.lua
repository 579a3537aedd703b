-- expect: ok
-- mode: sandbox
-- why: the library goes on when a script has replaced the functions of the standard one

local error = error
local function fails()
  error "replaced"
end
local kept = { pairs = pairs, pcall = pcall, assert = assert, next = next }
local pcall, assert, pairs, ipairs = pcall, assert, pairs, ipairs
local type = type
for _, library in ipairs { string, table, math, coroutine, utf8, os } do
  for name in pairs(library) do
    library[name] = fails
  end
end
for name, value in pairs(_G) do
  if type(value) == "function" and not kept[name] then
    _G[name] = fails
  end
end
local B = snn.Behavior "B"
function B:initialize(n)
  n.v = n:vector(self:parameter("x", 1))
end
function B.forward(_, n)
  n.v:add_(1)
end
local net = snn.Network { seed = 1 }
local n = snn.NeuronGroup {
  net = net, size = 3, behavior = { B { x = 2 }, [9] = snn.Recorder "v" },
}
local synapse = snn.SynapseGroup { net = net, src = n, dst = n }
net:initialize()
net:simulate_iterations(3)
assert(n.v:sum() == 15)
pcall(function() return net("v", 1):sum() end)
pcall(function() return synapse:matrix { "uniform", density = 0.5 } end)
pcall(function() return synapse:connect { in_degree = 1 } end)
pcall(function() return net:describe() end)
pcall(function() return net:trace() end)
pcall(function() return snn.kernel(function(x) return x + 1 end)(n.v) end)
pcall(function() return n.nothing, snn.nothing end)
pcall(function() return snn.Network { sede = 1 } end)
pcall(function() return net:save "state" end)
pcall(function() return snn.sorted_pairs {} end)
assert(n.v:sum() == 15 or n.v:sum() == 18)
