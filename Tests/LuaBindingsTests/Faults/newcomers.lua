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
  fails(function() return net.stop() end, dotted "stop")
  fails(function() return net.trace() end, dotted("this", "method"))
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

row("N5", "a comparison of a tensor says what to write", function()
  local message = "tensors can't be compared with <, <=, > or >=, which give"
    .. " one boolean in Lua; write a:lt(b), a:le(b), a:gt(b) or a:ge(b)"
  local v = snn.rand(3)
  for _, compare in ipairs {
    function(x) return x > 1 end, function(x) return 1 >= x end,
    function(x) return x < x + 1 end, function(x) return x <= v end,
  } do
    fails(function() return compare(v) end, message)
    fails(function() return snn.kernel(compare)(v) end, message)
  end
  fails(function()
    snn.kernel(function(x) return x:max() > 1 and x or x + 1 end)(v)
  end, "a branch on a value that isn't known when a function is compiled: use"
    .. " mask:where(a, b) or x[mask], or leave the behavior to Lua")
end)

row("N6", "a statistic of a recorder with nothing in memory is an error",
  function()
    local path = os.tmpname()
    local net, g = group { [1] = snn.EventRecorder { "spike", file = path } }
    net:initialize()
    net:simulate_iterations(3)
    os.remove(path)
    local options = { neurons = g, bin = 1 }
    for _, name in ipairs {
      "rate", "counts", "isi", "cv", "lv", "fano", "synchrony", "correlation",
    } do
      fails(function() snn.stats[name](net("spike", 1), options) end,
        "stats." .. name .. ": the recorder has nothing in memory; let it"
        .. " record, and if it writes to a file, read that with"
        .. " snn.load_recording")
    end
  end)

row("N12", "a sparse matrix where a dense one is needed says what to do",
  function()
    local net, g = group {}
    local s = snn.SynapseGroup { net = net, src = g, dst = g, tag = "s" }
    s.W = s:matrix { "uniform", density = 0.5, layout = "sparse" }
    net:initialize()
    s:add_behavior(2, snn.Recorder "mean(W)")
    fails(function() net:simulate_iterations(1) end,
      "in Recorder:forward (key 2) of SynapseGroup 's', iteration 1: recording"
      .. " 'mean(W)': 'W' of SynapseGroup 's' must be a tensor or a number, not"
      .. " a sparse matrix; W:values() are its entries, a vector that can be a"
      .. " variable of its own")
    s:remove_behavior(2)
    s.w = s.W:values()
    s:add_behavior(2, snn.Recorder "mean(w)")
    net:simulate_iterations(1)
    s.W:mul_(2)
    net:simulate_iterations(1)
    local mean = net("mean(w)", 1)
    near(mean[2], 2 * mean[1], 1e-6)
  end)

-- The error of an equation of `w` with these parameters.
local function fails_at(message, parameters)
  parameters.eq = parameters.eq or "dw/dt = -w / tau"
  fails(function()
    local net = group {
      [1] = snn.Equation(parameters), [2] = snn.Variable "w = 1",
    }
    net:initialize()
  end, "in Equation:initialize (key 1) of NeuronGroup 'g': " .. message)
end

row("N13", "a parameter of an equation can be drawn for each neuron", function()
  local net, g = group {
    [1] = snn.Equation { "dw/dt = 1 / tau", tau = "uniform(10 ms, 20 ms)" },
    [2] = snn.Variable "w = 0",
  }
  net:initialize()
  net:simulate_iterations(1)
  local first = g.w:clone()
  assert(first:min() >= 0.05 and first:max() <= 0.1 and first:std() > 0)
  net:simulate_iterations(1)
  near(g.w, 2 * first, 1e-6)
end)

row("N13", "an equation draws nothing by itself, and says so", function()
  fails_at("equation 'dw/dt = normal(0, 1) - w', column 9: 'normal' can't be"
    .. " here; give a value for each element as a parameter, tau ="
    .. " \"uniform(10 ms, 20 ms)\", and noise as a state variable that a"
    .. " behavior draws", { eq = "dw/dt = normal(0, 1) - w" })
end)

row("N14", "a unit that there isn't is told by name", function()
  local units = "s, ms, us, ns, second, seconds, msecond, minute, hour"
  fails_at("tau '20 msec', column 4: there is no unit 'msec'; known units: "
    .. units .. ", Hz, kHz, V, mV, volt, A, nA, pA, amp, ohm, Mohm, S, nS,"
    .. " siemens, F, pF, farad, C, m, um", { tau = "20 msec" })
  fails_at("tau '20 mss', column 4: there is no unit 'mss'; did you mean 'ms'?",
    { tau = "20 mss" })
  fails(function()
    snn.Network { dt = "1 fortnight" }
  end, "time '1 fortnight', column 3: there is no unit 'fortnight'; known"
    .. " units: " .. units)
end)

row("N15", "a value without a name asks for one", function()
  local L = snn.Behavior "L"
  function L:initialize()
    self.tau = self:parameter("tau", 20)
  end
  local net = group { [1] = L { 5 } }
  fails(function() net:initialize() end,
    "in L:initialize (key 1) of NeuronGroup 'g': L has no parameter 'arg_1', as"
    .. " a value without a name is called; give it one: L { tau = … }")
end)
