-- expect: ok
-- mode: default
-- limits: seconds=60
-- why: debug.setupvalue puts other values into the library's own functions

local snn = snn
local net = snn.Network { seed = 1 }
local n = snn.NeuronGroup { net = net, size = 3 }
local synapse = snn.SynapseGroup { net = net, src = n, dst = n }
local B = snn.Behavior "B"
function B.forward() end
net:initialize()
local functions = {}
for _, owner in ipairs { snn, snn.stats, snn.plot, B, snn.Clock } do
  for _, f in pairs(owner) do
    functions[#functions + 1] = type(f) == "function" and f or nil
  end
end
for _, object in ipairs { net, n, synapse } do
  for _, name in ipairs {
    "simulate_iterations", "vector", "matrix", "connect", "add_behavior",
    "find",
    "remove", "sub_group", "add_tag", "all_objects",
    "load",
  } do
    local ok, f = pcall(function() return object[name] end)
    functions[#functions + 1] = ok and type(f) == "function" and f or nil
  end
end
local values = {
  5, {}, print, setmetatable({}, { __index = error }),
}
local function use(f)
  pcall(f, net, 1)
  pcall(f, { net = net, size = 1 })
  pcall(f, n, "uniform")
  pcall(f, synapse, { in_degree = 1 })
end
for _, f in ipairs(functions) do
  for i = 1, 20 do
    local name, before = debug.getupvalue(f, i)
    if not name then
      break
    end
    for _, value in ipairs(values) do
      pcall(debug.setupvalue, f, i, value)
      use(f)
    end
    pcall(debug.setupvalue, f, i, before)
  end
end
net:simulate_iterations(1)
