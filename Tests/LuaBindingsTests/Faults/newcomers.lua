-- What somebody stumbles over who has read the README alone.

local snn = require "snn"

-- A network with a group of three neurons that has these behaviors.
local function group(behavior, options)
  local net = snn.Network(options or { seed = 1, dt = 1 })
  local neurons = snn.NeuronGroup {
    net = net, size = 3, tag = "g", behavior = behavior,
  }
  neurons.v = neurons:vector "uniform"
  neurons.spike = neurons.v:gt(0.5)
  return net, neurons
end

-- What is said of a method that was called with a dot.
local function dotted(name, shown)
  return name .. " is a method: call it with a colon, as x:" .. (shown or name)
    .. "(…)"
end

row("N4", "a method that was called with a dot says so", function()
  local net, g = group({
    [1] = snn.Recorder "v", [2] = snn.Variable "w = 1",
  })
  net:initialize()
  local s = snn.SynapseGroup { net = net, src = g, dst = g }
  fails(function() net.simulate_iterations(10) end,
    dotted "simulate_iterations")
  fails(function() net.simulate_iterations(10, {}) end,
    dotted "simulate_iterations")
  fails(function() net.simulate("10 ms") end, dotted "simulate")
  fails(function() net.save("x") end, dotted "save")
  fails(function() net.initialize() end, dotted "initialize")
  fails(function() net.stop() end, dotted "stop")
  fails(function() g.vector("uniform") end, dotted "vector")
  fails(function() g.vector { "uniform", density = 0.1 } end, dotted "vector")
  fails(function() s.matrix("uniform") end, dotted "matrix")
  fails(function() g.add_behavior(4, snn.Variable "x = 1") end,
    dotted "add_behavior")
  fails(function() g.find("v") end, dotted "find")
  fails(function() g.v.add_(1) end, dotted "add_")
  fails(function() g.v.fill_(1) end, dotted "fill_")
  fails(function() net.trace() end, dotted "trace")
  fails(function() net.set_tag_attrs("g", "x", 1) end, dotted "set_tag_attrs")
  fails(function() g.Recorder.data("v") end, dotted "data")
  fails(function() g.Variable.reinitialize() end, dotted "reinitialize")
  fails(function() return net.stop() end, dotted("this", "method"))
end)

row("N4", "a function that is a method too tells of both", function()
  local _, g = group()
  local message = "bad argument #1 to 'exp' (Tensor expected, got no value); as"
    .. " a method it is called with a colon, x:exp(…)"
  fails(function() g.v.exp() end, message)
  fails(function() snn.exp() end, message)
  local exp = snn.exp
  fails(function() exp() end,
    "bad argument #1 to 'exp' (Tensor expected, got no value)")
end)

row("N4", "a dot with the object as the first argument is a colon", function()
  local net, g = group()
  net.initialize(net)
  net.simulate_iterations(net, 2)
  equal(net.iteration, 2)
  equal(g.v.add(g.v, 1), g.v + 1)
  fails(function() net.simulate(net, 5) end,
    "simulate: expected a time such as \"100 ms\", got number;"
    .. " simulate_iterations takes a number of iterations")
end)
