-- expect: exit 6
-- mode: default
-- why: os.exit inside a function that is traced, or that a network calls

local net = snn.Network { seed = 1 }
net:initialize()
pcall(snn.kernel(function(x)
  os.exit(7)
  return x
end), snn.ones(3))
pcall(net.simulate_iterations, net, 3, { each = function() os.exit(6,
  true) end })
error "not reached"
