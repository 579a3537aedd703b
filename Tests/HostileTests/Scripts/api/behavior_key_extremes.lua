-- expect: ok
-- mode: both
-- why: keys at the edges of the integer range keep their order

local log = {}
local B = snn.Behavior "B"
function B:forward()
  log[#log + 1] = self.k
end
local behaviors = {}
for _, k in ipairs { math.maxinteger, math.mininteger, 0, -1, 1, 1e308 } do
  behaviors[k] = B {}
  behaviors[k].k = k
end
local net = snn.Network {}
snn.NeuronGroup { net = net, size = 1, behavior = behaviors }
net:initialize()
net:simulate_iterations(1)
assert(log[1] == math.mininteger and log[2] == -1 and log[3] == 0)
assert(log[5] == math.maxinteger and log[6] == 1e308)
for _, k in ipairs { 1 / 0, -1 / 0, "1", true } do
  assert(not pcall(snn.NeuronGroup, {
    net = net, size = 1, behavior = { [k] = B {} },
  }))
  assert(not pcall(net.add_behavior, net, k, B {}))
end
assert(not pcall(net.add_behavior, net, 0 / 0, B {}))
assert(not pcall(net.add_behavior, net, nil, B {}))
