-- expect: ok
-- mode: both
-- limits: lua-mem=128M memory=512M seconds=30
-- why: texts of many megabytes go through every function that takes one

local long = ("x"):rep(20000000)
local net = snn.Network { seed = 1 }
local neurons = snn.NeuronGroup { net = net, size = 2 }
neurons.v = neurons:vector(1)
net:initialize()
for _, f in ipairs {
  function() return neurons:vector(long) end,
    function() return net:find(long) end,
  function() neurons:add_tag(long) end, function() neurons[long] = 5 end,
  function() return neurons[long] end, function() return snn[long] end,
  function() snn.Behavior(long) end, function() snn.Recorder(long) end,
  function() snn.Equation(long) end, function() snn.Network { tag = long } end,
  function() snn.Network { [long] = 1 } end, function() snn.result(long,
    long) end,
  function() net:save(long) end, function() snn.load(long) end,
  function() snn.help(long) end, function() neurons:vector(1, long) end,
  function() snn.zeros(1):to(long) end, function() error(long) end,
  function() snn.plot.lines(snn.zeros(2), { title = long }) end,
  function() return snn.zeros(1)[long] end, function() net:simulate(long) end,
  function() return snn.args[long] end, function() net:add_behavior(long,
    5) end,
} do
  pcall(f)
end
net:simulate_iterations(1)
