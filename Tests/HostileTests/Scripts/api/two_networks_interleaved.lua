-- expect: ok
-- mode: both
-- why: network B simulated inside forward of network A

local b = snn.Network {}
b:initialize()
local B = snn.Behavior "B"
function B.forward()
  b:simulate_iterations(2)
end
local a = snn.Network {}
snn.NeuronGroup { net = a, size = 1, behavior = { B {} } }
a:initialize()
a:simulate_iterations(10)
assert(a.iteration == 10 and b.iteration == 20)
