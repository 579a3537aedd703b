-- expect: ok
-- mode: both
-- why: snn and the standard library deleted while iterating

local B = snn.Behavior "B"
local S, P, A, G = snn, pairs, assert, _G
function B:forward(neurons)
  for k in P(G) do
    if k ~= "assert" then
      G[k] = nil
    end
  end
  self.v = self.v and self.v:add_(1) or S.zeros(3)
  neurons.v = self.v
end
local net = snn.Network {}
local group = snn.NeuronGroup { net = net, size = 1, behavior = { B {} } }
net:initialize()
net:simulate_iterations(3)
A(group.v:sum() == 6)
net:simulate_iterations(3, { each = function() end })
