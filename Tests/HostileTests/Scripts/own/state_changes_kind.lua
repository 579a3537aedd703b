-- expect: ok
-- mode: both
-- why: a state variable becomes another shape, type or thing in each iteration

local kinds = {
  function(n) n.v = n:vector(1) end, function(n) n.v = 5 end,
  function(n) n.v = n:vector(1):ge(0) end, function(n) n.v = "text" end,
  function(n) n.v = snn.zeros(0) end, function(n) n.v = nil end,
  function(n) n.v = snn.zeros(7) end, function(n) n.v = snn.zeros(2, 2) end,
  function(n) n.v = {} end, function(n) n.v = n end, function(n) n.v = true end,
  function(n) n.v = snn.zeros(3):to_sparse() end, function(n) n.v = print end,
  function(n) n.v = snn.zeros(2, 2):to_sparse() end,
  function(n) n.v = 0 / 0 end,
  function(n) n.v = n:vector(1)[n:vector(1):ge(0)] end,
  function(n) n.v = n:vector(0, "int64") end,
  function(n) n.v = n:vector(0, "float16") end,
}
local A = snn.Behavior "A"
function A:forward(n)
  self.k = (self.k or 0) + 1
  local kind = kinds[self.k]
  if kind then
    kind(n)
  end
end
local C = snn.Behavior("C", { compiled = true })
function C:forward(n)
  n.v:mul_(0.5)
  n.w = n.v + 1
end
for _, second in ipairs {
  function() return C {} end, function() return snn.Recorder "v" end,
  function() return snn.Recorder { "mean(v)", "v[1]", "v + v" } end,
  function() return snn.EventRecorder "v" end,
  function() return snn.AxonalDelay { variable = "v" } end,
  function() return snn.RefractoryPeriod { variable = "v", held = "v" } end,
  function() return snn.Variable "v = v + 1" end,
  function() return snn.Equation { "dv/dt = -v / tau", tau = "1 ms" } end,
  function()
    return snn.InstantHomeostasis {
      adjustment_param = "v", measurement_param = "mean(v)", threshold = 1,
    }
  end,
} do
  local net = snn.Network { seed = 1, dt = 1 }
  local neurons = snn.NeuronGroup { net = net, size = 3 }
  neurons.v = neurons:vector(1)
  neurons:add_behavior(1, A {})
  pcall(function() neurons:add_behavior(2, second()) end)
  pcall(net.initialize, net)
  for _ = 1, #kinds + 2 do
    pcall(net.simulate_iterations, net, 1)
  end
  pcall(tostring, net)
  pcall(function() return net("v", 1):sum() end)
end
