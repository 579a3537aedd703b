-- expect: ok
-- mode: default
-- limits: seconds=30
-- why: hooks of scripts raise, yield and run networks in the middle of everything

local net = snn.Network { seed = 1 }
local B = snn.Behavior("B", { compiled = "auto" })
function B:initialize(n)
  n.v = n:vector(self:parameter("x", 1))
end
function B:forward(n)
  n.v:add_(1)
end
local n = snn.NeuronGroup {
  net = net, size = 3, behavior = { B {}, [9] = snn.Recorder "v" },
}
net:initialize()
local function work()
  net:simulate_iterations(3)
  snn.kernel(function(x) return x + 1 end)(n.v)
  snn.ones(3):update_(function(x) return x * 2 end)
  n:vector { "uniform", density = 0.5 }
  net:trace()
  return net("v", 1):sum()
end
local hooks = {
  function() error "hook" end, function() error() end,
  function() coroutine.yield() end, function() debug.sethook() error "off" end,
  function()
    for i = 1, 10 do
      pcall(debug.setlocal, 2, i, 5)
    end
  end,
  function() net:remove_behavior(1) end,
  function() pcall(net.simulate_iterations, net, 1) end,
}
for _, hook in ipairs(hooks) do
  for _, mask in ipairs { "c", "r", "l" } do
    for _, count in ipairs { 0, 1, 7, 100, 1000 } do
      local thread = coroutine.create(work)
      debug.sethook(thread, hook, mask, count)
      coroutine.resume(thread)
      coroutine.close(thread)
    end
  end
end
debug.sethook()
n.v = n:vector(1)
net:simulate_iterations(1)
