-- expect: ok
-- mode: both
-- limits: seconds=90
-- why: compiled behaviors that change themselves, fail, recurse or read what is gone

for _, mode in ipairs { true, "auto" } do
  local net = snn.Network { seed = 1 }
  local neurons = snn.NeuronGroup { net = net, size = 4 }
  neurons.v = neurons:vector "uniform"
  local outside = snn.ones(4)
  local self_of
  for i, forward in ipairs {
    function(self) self.forward = nil end, function() error "trace" end,
    function(_, n) n.v:add_(outside) end, function(_, n) n.v:free() end,
    function(_, n) n.network:simulate_iterations(1) end,
    function(self, n) self:forward(n) end, function(_,
    n) n.v = n.v + n.nothing end,
    function(_, n) n:remove_behavior(1) end, function(_, n) n.v = n end,
    function(_, n) n[n] = n end, function(_, n) n.v[n.v] = n.v end,
    function(_, n) n.v:add_(n.iteration) end, function(_, n) return n.v < 1 end,
    function(_, n) n.v[1 << 62] = 3 end, function(_,
    n) n.v[n.iteration] = 1 end,
    function(_, n) n.w = n.v:sum() n.v:mul_(n.w) end,
    function(_, n) n.v = snn.zeros(n.iteration) end,
    function(_, n) n.w = 0 / 0 n.v[n.w] = 1 end,
    function(_, n) n.v = n.v:reshape(2, 2) end,
    function(_, n) n.v = snn.cat { n.v, n.v } end,
    function(_, n) n.v = n.v:narrow(1, 1, 2) end,
    function(_, n) n.network.seed = 5 end,
    function(self) self_of = self self.x = 5 end,
    function(_, n) for k, v in pairs(n) do n[k] = v end end,
    function(_, n) n.v:copy_(n.v:roll(1)) n.v:add_(n.v:t()) end,
    function(_, n) coroutine.wrap(function() n.v:add_(1) end)() end,
    function(_, n) n.v[n.v:gt(0)]:add_(n.v) end,
    function() while true do error "x" end end,
  } do
    local B = snn.Behavior("B" .. i, { compiled = mode })
    B.forward = forward
    pcall(function() neurons:add_behavior(1, B {}) end)
    pcall(net.initialize, net)
    for _ = 1, 3 do
      pcall(net.simulate_iterations, net, 2)
    end
    outside:free()
    pcall(net.simulate_iterations, net, 1)
    outside = snn.ones(5)
    pcall(net.simulate_iterations, net, 1)
    neurons.v = neurons:vector "uniform"
    pcall(neurons.remove_behavior, neurons, 1)
  end
  assert(self_of == nil or self_of.x == 5 or self_of.x == nil)
  net:simulate_iterations(1)
end
