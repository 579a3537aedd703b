-- expect: ok
-- mode: both
-- why: net:reset(), net:close() and snn.load inside forward
-- adapted: initialize, clear_recorder, reinitialize, remove and stop

local calls = {
  function(net) net:initialize() end,
  function(net) net:clear_recorder() end,
  function(net) net:clear_recorder { 9 } end,
  function(net) net:recording_off() end,
  function(net) net:stop() end,
  function(net) net:remove(net.a) end,
  function(net) net:trace() end,
  function(net) net:profile(1) end,
  function(net) net:describe() end,
  function(net) net.a.B:reinitialize() end,
  function(net) net:check_finite(true) end,
  function(net) net.a("v", 1) end,
  function(net) net:simulate_iteration(true) end,
}
local print = print
_G.print = function() end
for _, call in ipairs(calls) do
  local B = snn.Behavior "B"
  local net = snn.Network {}
  function B:forward()
    pcall(call, net)
  end
  function B:initialize(neurons)
    neurons.v = neurons:vector()
    pcall(call, net)
  end
  snn.NeuronGroup {
    net = net, size = 1, tag = "a", behavior = { B {}, [9] = snn.Recorder "v" },
  }
  pcall(net.initialize, net)
  pcall(net.simulate_iterations, net, 2)
  pcall(net.simulate_iterations, net, 2)
end
print(#calls)
