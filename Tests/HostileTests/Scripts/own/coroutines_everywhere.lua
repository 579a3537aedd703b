-- expect: ok
-- mode: both
-- limits: seconds=30
-- why: natives run in coroutines that are nested, closed, and left while they wait

local net = snn.Network { seed = 1 }
local B = snn.Behavior "B"
function B.forward(_, n)
  n.v:add_(1)
end
local n = snn.NeuronGroup { net = net, size = 3 }
n.v = n:vector(0)
n:add_behavior(1, B {})
net:initialize()
local function nest(depth)
  if depth == 0 then
    net:simulate_iterations(1)
    return
  end
  coroutine.wrap(nest)(depth - 1)
end
nest(20)
pcall(nest, 500)
for i = 1, 500 do
  local thread = coroutine.create(function()
    local t <close> = snn.ones(10)
    net:simulate_iterations(1)
    coroutine.yield(t:sum())
    error "x"
  end)
  assert(coroutine.resume(thread))
  if i % 3 == 0 then
    coroutine.close(thread)
  elseif i % 3 == 1 then
    coroutine.resume(thread)
  end
end
local outer = coroutine.wrap(function()
  net:simulate_iterations(2, { each = function()
    local inner = coroutine.wrap(function()
      pcall(net.simulate_iterations, net, 1)
      coroutine.yield()
    end)
    inner()
  end })
end)
outer()
assert(n.v[1] == net.iteration)
