-- expect: ok
-- mode: both
-- why: callbacks that raise, return nothing, strings, tables, loop through pcall, recurse
-- adapted: functions that are called back are those of update_, kernel, simulate_iterations, connect

local function calls(f)
  local t = snn.zeros(10)
  local net = snn.Network {}
  local group = snn.NeuronGroup { net = net, size = 3 }
  local synapse = snn.SynapseGroup { net = net, src = group, dst = group }
  net:initialize()
  return {
    function() t[t:ge(0)]:update_(f) end,
    function() t:update_(f, 1) end,
    function() snn.kernel(f)(t) end,
    function() net:simulate_iterations(1, { each = f }) end,
    function() net:simulate_iterations(1, { stop = f }) end,
    function() net:simulate_iterations(1, { progress = f }) end,
    function() synapse:connect { distance = f } end,
  }
end

for _, f in ipairs {
  function() error "x" end, function() error() end, function() error {} end,
  function() end, function() return {} end, function() return "12" end,
  function() return 1e308 end, function() return 0 / 0 end,
  function() return print end, function(x) return x end,
  function() return 1, 2, 3, nil, nil end, error, print, pcall, 5, "x",
} do
  for _, call in ipairs(calls(f)) do
    pcall(call)
  end
end

local t = snn.zeros(10)
local function again(x)
  t:update_(again)
  return x
end
local ok = pcall(t.update_, t, again)
assert(not ok)
t:update_(function(x) return x + 1 end)
assert(t:sum() == 10)
