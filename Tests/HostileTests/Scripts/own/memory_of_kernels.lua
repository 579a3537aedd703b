-- expect: ok
-- mode: both
-- limits: memory=256M seconds=60
-- why: kernels and networks that nobody holds any more give their memory back

for i = 1, 60 do
  snn.kernel(function(x)
    for _ = 1, 20 do
      x = x * i + 1
    end
    return x
  end)(snn.ones(3))
  local net = snn.Network { seed = i }
  local g = snn.NeuronGroup { net = net, size = 1000 }
  local s = snn.SynapseGroup { net = net, src = g, dst = g }
  s.W = s:matrix "uniform"
  g.v = g:vector(1)
  g:add_behavior(1, snn.Recorder "v")
  net:initialize()
  net:simulate_iterations(3)
end
