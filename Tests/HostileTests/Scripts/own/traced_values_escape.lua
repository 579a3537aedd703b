-- expect: ok
-- mode: both
-- why: a stand-in of a trace is used after it, in another one, and as an argument of everything else

local kept = {}
local function keep(value)
  kept[#kept + 1] = value
end
local trap = setmetatable({}, {
  __index = function(_, key) keep(key) end,
  __add = function(a, b) keep(a) keep(b) end,
  __concat = function(a, b) keep(a) keep(b) end,
})
for _, body in ipairs {
  function(x) return x, trap[x] end, function(x) return x + trap end,
  function(x) return trap .. x end, function(x) return trap[x + 1] end,
  function(x) error(x) end, function(x) return trap[x:sum()] end,
  function(x) coroutine.yield(x) end, function(x) return keep(x) end,
} do
  local thread = coroutine.create(snn.kernel(body))
  local _, value = coroutine.resume(thread, snn.ones(3))
  keep(value)
end
if debug then
  local function look()
    for level = 2, 4 do
      for i = 1, debug.getinfo(level, "f") and 10 or 0 do
        local _, value = debug.getlocal(level, i)
        if type(value) == "userdata" then
          rawset(kept, #kept + 1, value)
        end
      end
    end
  end
  debug.sethook(look, "crl")
  local k = snn.kernel(function(x)
    local y = x + 1
    local sum = y:sum()
    return x * y + sum
  end)
  pcall(k, snn.ones(3))
  debug.sethook()
  assert(#kept > 0)
end
local net = snn.Network { seed = 1 }
local neurons = snn.NeuronGroup { net = net, size = 3 }
neurons.v = neurons:vector(1)
net:initialize()
for _, v in ipairs(kept) do
  for _, what in ipairs {
    function() return v + 1 end, function() return v:sum() end,
    function() return tostring(v) end, function() return #v end,
    function() return v[1] end, function() v[1] = 5 end,
    function() return snn.zeros(3) + v end, function() return -v end,
    function() neurons.v = v end, function() neurons.w = v end,
    function() snn.zeros(3):add_(v) end, function() snn.zeros(v) end,
    function() snn.cat { v, v } end, function() return v:clone() end,
    function() snn.NeuronGroup { net = net, size = v } end,
    function() return snn.zeros(3)[v] end, function() v:free() end,
    function() snn.kernel(function(x) return x end)(v) end,
      function() v:update_(function(x) return x end) end,
    function() snn.kernel(function(x) return x + v end)(snn.ones(3)) end,
    function() snn.kernel(function(x) return v end)(snn.ones(3)) end,
    function() snn.kernel(function(x) x:add_(v) end)(snn.ones(3)) end,
    function() return v < 1 end, function() return v == v end,
    function() for _ in pairs(v) do end end, function() return v.shape end,
    function() snn.plot.lines(v) end, function() snn.sparse(v) end,
    function() return v .. "x" end, function() v:save "x" end,
  } do
    pcall(what)
  end
end
-- In a trace within a trace.
for _ = 1, 3 do
  pcall(snn.kernel(function(x)
    return snn.kernel(function(y)
      trap[x + y] = 1
      return y + x
    end)(x) + x
  end), snn.ones(3))
end
local self
self = snn.kernel(function(x) return self(x) + 1 end)
assert(not pcall(self, snn.ones(3)))
-- A trace that never ends as it should.
local thread = coroutine.wrap(function()
  snn.kernel(function(x)
    coroutine.yield()
    return x + 1
  end)(snn.ones(3))
end)
pcall(thread)
assert((snn.ones(3) + 1):sum() == 6)
pcall(snn.kernel(function(x)
  pcall(thread)
  return x + 1
end), snn.ones(3))
pcall(thread)
net:simulate_iterations(2)
assert(snn.kernel(function(x) return x + 1 end)(snn.ones(3)):sum() == 6)
