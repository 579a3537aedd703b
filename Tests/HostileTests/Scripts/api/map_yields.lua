-- expect: ok
-- mode: both
-- why: yield across the Swift frame
-- adapted: update_, kernel and each

local t = snn.zeros(10)
local net = snn.Network {}
net:initialize()
for _, f in ipairs {
  function() t:update_(function() coroutine.yield() end) end,
  function() t:update_(coroutine.yield) end,
  function() snn.kernel(function() coroutine.yield() end)(t) end,
  function() net:simulate_iterations(1, { each = coroutine.yield }) end,
  function()
    net:simulate_iterations(1, { each = function() coroutine.yield() end })
  end,
} do
  local thread = coroutine.create(f)
  coroutine.resume(thread)
  coroutine.close(thread)
  pcall(coroutine.wrap(f))
end
t:update_(function(x) return x + 1 end)
assert(t:sum() == 10)
local B = snn.Behavior("B", { compiled = true })
function B:forward(neurons)
  neurons.v:add_(1)
end
local group = snn.NeuronGroup { net = net, size = 3 }
group.v = group:vector()
group:add_behavior(1, B {})
net:simulate_iterations(3)
assert(group.v:sum() == 9)
