-- expect: exit 5
-- mode: default
-- why: os.exit closes the state in the middle of a run, with finalizers that use it

local net = snn.Network { seed = 1 }
local t = snn.zeros(10)
local B = snn.Behavior "B"
function B.forward()
  local closed <close> = setmetatable({},
    { __close = function() t:add_(1) end })
  Kept = { closed, setmetatable({}, { __gc = function()
    pcall(net.simulate_iterations, net, 1)
    pcall(t.sum, t)
  end }) }
  coroutine.wrap(function()
    pcall(os.exit, 5, true)
  end)()
end
snn.NeuronGroup {
  net = net, size = 3, behavior = { B {}, [9] = snn.Recorder "v" },
}
net:initialize()
pcall(net.simulate_iterations, net, 3)
error "not reached"
