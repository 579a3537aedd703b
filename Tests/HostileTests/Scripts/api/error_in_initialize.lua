-- expect: ok
-- mode: both
-- why: error in initialize names the behaviour, the key and the tag; simulate can be tried again

local fails = true
local B = snn.Behavior "Izh"
function B.initialize()
  if fails then
    error "bad init"
  end
end
function B.forward() end
local net = snn.Network {}
snn.NeuronGroup { net = net, size = 1, tag = "exc", behavior = { [42] = B {} } }
local ok, e = pcall(net.initialize, net)
assert(not ok)
for _, part in ipairs { "bad init", "Izh:initialize", "key 42", "exc" } do
  assert(e:find(part, 1, true), e)
end
assert(net.iteration == 0)
fails = false
net:initialize()
net:simulate_iterations(2)
assert(net.iteration == 2)
