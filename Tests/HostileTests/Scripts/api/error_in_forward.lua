-- expect: ok
-- mode: both
-- why: error at step k names script line, behaviour, key, tag and iteration; the network stays usable

local B = snn.Behavior "LIF"
function B:forward(neurons)
  if neurons.iteration == 37 and not self.off then
    error "boom"
  end
end
local net = snn.Network {}
local b = B {}
snn.NeuronGroup { net = net, size = 1, tag = "inh", behavior = { [7] = b } }
net:initialize()
local ok, e = pcall(net.simulate_iterations, net, 100)
assert(not ok)
for _, part in ipairs { "boom", ".lua:8:", "LIF", "7", "inh", "37" } do
  assert(e:find(part, 1, true), e)
end
assert(net.iteration == 36)
b.off = true
net:simulate_iterations(3)
assert(net.iteration == 39)
