-- expect: ok
-- mode: sandbox
-- why: ways from what is given to what isn't: environments, metatables, errors, coroutines, arguments

local wanted = {
  "io", "debug", "package", "dofile", "loadfile", "collectgarbage", "native",
}
local function check(value)
  if type(value) ~= "table" then
    return
  end
  for _, name in ipairs(wanted) do
    assert(rawget(value, name) == nil, name)
  end
end
local seen = {}
local function walk(value, depth)
  if type(value) ~= "table" or seen[value] or depth > 20 then
    return
  end
  seen[value] = true
  check(value)
  for k, v in next, value do
    assert(k ~= "execute" and k ~= "popen" and k ~= "getregistry", k)
    walk(k, depth + 1)
    walk(v, depth + 1)
  end
  walk(getmetatable(value), depth + 1)
end
local net = snn.Network {}
local neurons = snn.NeuronGroup { net = net, size = 2 }
local B = snn.Behavior "B"
function B.forward(...)
  walk({ ... }, 0)
end
function B.initialize(...)
  walk({ ... }, 0)
end
neurons:add_behavior(1, B {})
net:initialize()
net:simulate_iterations(1)
for _, value in ipairs {
  _G, snn, net, neurons, B, B {}, snn.Clock, snn.Recorder "v", snn.args,
  snn.stats, snn.plot, "", snn.zeros(1), coroutine.running(), print,
  net.Structures,
} do
  walk(value, 0)
  walk(getmetatable(value), 0)
end
-- A chunk has the environment that it is given, or the globals.
assert(load("return _ENV")() == _G)
check(load("return _ENV")())
assert(load("return io", "x", "t", setmetatable({}, { __index = _G }))() == nil)
-- Errors carry nothing but what was raised.
walk(select(2, pcall(error, setmetatable({}, { __index = _G }))), 0)
if require then
  for _, name in ipairs { "io", "debug", "package", "native" } do
    assert(not pcall(require, name))
  end
  -- What a script has, and nothing more.
  for _, name in ipairs { "_G", "coroutine", "math", "os", "string", "utf8" } do
    assert(rawequal(require(name), _G[name]))
  end
end
assert(getmetatable("") == false and getmetatable(net) == false)
assert(getmetatable(snn.zeros(1)) == false)
assert(snn.load and not pcall(snn.load, "/etc/passwd"))
