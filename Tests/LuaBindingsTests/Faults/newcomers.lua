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

row("N1", "a parameter of a library behavior is no field", function()
  local net, g = group { [1] = snn.RefractoryPeriod { period = 3 } }
  local message = "RefractoryPeriod: 'period' is a parameter, no field: set"
    .. " parameters.period = 1, and reinitialize() lets it count"
  net:initialize()
  fails(function() g.RefractoryPeriod.period = 1 end, message)
  fails(function()
    net:set_tag_attrs("RefractoryPeriod", "period", 1)
  end, message)
  fails(function() g.RefractoryPeriod.held = "v" end,
    "RefractoryPeriod: 'held' is a parameter, no field: set parameters.held ="
    .. " …, and reinitialize() lets it count")
  g.RefractoryPeriod.parameters.period = 1
  g.RefractoryPeriod:reinitialize()
  g.RefractoryPeriod.note = "mine"
  equal({ g.RefractoryPeriod.parameters.period, g.RefractoryPeriod.note },
    { 1, "mine" })
end)

row("N1", "a name in an equation is a parameter, too", function()
  local net, g = group {
    [1] = snn.Equation { "dw/dt = -w / tau", tau = "10 ms" },
    [2] = snn.Variable "w = 1",
  }
  net:initialize()
  fails(function() g.Equation.tau = "20 ms" end,
    "Equation: 'tau' is a parameter, no field: set parameters.tau = …, and"
    .. " reinitialize() lets it count")
  g.Equation.parameters.tau = "20 ms"
  g.Equation:reinitialize()
  net:simulate_iterations(1)
  near(g.w, { 0.95, 0.95, 0.95 }, 1e-6)
end)

row("N2", "an equation is found under its name", function()
  local net, g = group {
    [1] = snn.Equation "dw/dt = -w / (10 ms)", [2] = snn.Variable "w = 1",
  }
  assert(g.Equation and g.Equation == g("Equation", 1))
  assert(g.Equation == net("EquationModule", 1))
  local named = snn.NeuronGroup {
    net = net, size = 1,
    behavior = {
      [1] = snn.Equation { "dw/dt = -w / (10 ms)", tag = "decay" },
      [2] = snn.Variable "w = 1",
    },
  }
  assert(named.decay == named("Equation", 1))
end)

row("N3", "a variable behind its equation has the value after the iteration",
  function()
    local net, g = group {
      [1] = snn.Equation { "dw/dt = -w / tau", tau = "10 ms" },
      [2] = snn.Variable "w = 1",
    }
    net:initialize()
    net:simulate_iterations(2)
    near(g.w, { 0.81, 0.81, 0.81 }, 1e-6)
    equal(g.w, g.w_new)
  end)

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
