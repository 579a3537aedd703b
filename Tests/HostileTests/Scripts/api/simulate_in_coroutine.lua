-- expect: ok
-- mode: both
-- why: simulate from a coroutine, with coroutines inside forward

local B = snn.Behavior "B"
function B:forward(neurons)
  local numbers = coroutine.wrap(function()
    for i = 1, 3 do
      coroutine.yield(i)
    end
  end)
  neurons.v = neurons:vector(numbers() + numbers())
end
local net = snn.Network {}
local group = snn.NeuronGroup { net = net, size = 1, behavior = { B {} } }
net:initialize()
local thread = coroutine.wrap(function()
  net:simulate_iterations(5)
  coroutine.yield()
  net:simulate_iterations(5)
end)
thread()
assert(net.iteration == 5 and group.v[1] == 3)
net:simulate_iterations(1)
thread()
assert(net.iteration == 11)
