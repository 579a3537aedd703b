-- Assignments to variables of equations.

local snn = require "snn"

-- A group of `size` neurons with the variable v, an equation by which it grows
-- by 1 in each iteration, and at key 5 a behavior with this forward.
local function group(forward, options)
  options = options or {}
  local Change = snn.Behavior("Change", { compiled = options.compiled })
  function Change:forward(neurons)
    forward(neurons)
  end
  local net = snn.Network { seed = 1, dt = 1 }
  local neurons = snn.NeuronGroup {
    net = net, size = options.size or 2,
    behavior = {
      [1] = snn.Variable "v = 0",
      [2] = snn.Equation {
        options.equation or "dv/dt = 1000", method = options.method,
      },
      [5] = forward and Change {},
    },
  }
  net:initialize()
  return net, neurons
end

-- What v is after each of `count` iterations, in the first neuron.
local function course(net, neurons, count)
  local values = {}
  for i = 1, count do
    net:simulate_iterations(1)
    values[i] = neurons.v[1]
  end
  return values
end

row("A8", "a reset of v after the equation counts", function()
  for _, method in ipairs { "euler", "exponential_euler" } do
    local net, neurons = group(function(n)
      n.spike = n.v:ge(2)
      n.v[n.spike] = 0
    end, { method = method })
    equal(course(net, neurons, 7), { 0, 1, 0, 0, 1, 0, 0 })
  end
end)

row("A8", "others' steps stay as they are", function()
  local net, neurons = group(function(n) n.v[1] = 7 end)
  net:simulate_iterations(4)
  equal(neurons.v, { 7, 3 })
  equal(neurons.v_new, { 7, 4 })
end)

row("A8", "an assignment of what v was counts", function()
  local mask = snn.tensor({ true, false }, "bool")
  local index = snn.tensor({ 1 }, "int64")
  for _, assign in ipairs {
    function(n) n.v[mask] = 0 end,
    function(n) n.v[index] = 0 end,
    function(n) n.v[1] = 0 end,
    function(n) n.v[{ { 1, 1 } }] = snn.zeros(1) end,
    function(n) n.v[mask]:fill_(0) end,
    function(n) n.v:narrow(1, 1, 1):zero_() end,
    function(n) n.v:narrow(1, 1, 1):copy_(snn.zeros(1)) end,
    function(n) n:sub_group(mask).v = 0 end,
  } do
    for _, compiled in ipairs { false, "auto" } do
      local net, neurons = group(assign, { compiled = compiled })
      for i = 1, 5 do
        net:simulate_iterations(1)
        equal(neurons.v, { 0, i - 1 })
        equal(neurons.v_new, { 0, i })
      end
    end
  end
end)

row("A8", "all of v may be assigned, with the same values too", function()
  local net, neurons = group(function(n) n.v = n:vector(3) end)
  equal(course(net, neurons, 4), { 3, 3, 3, 3 })
  net, neurons = group()
  neurons.v = 3
  net:simulate_iterations(1)
  equal(neurons.v, { 3, 3 })
  net, neurons = group(function(n) n.v:fill_(3) end)
  equal(course(net, neurons, 4), { 3, 3, 3, 3 })
end)

row("A8", "an assignment after initialize counts", function()
  local net, neurons = group()
  neurons.v = neurons:vector(5)
  equal(course(net, neurons, 3), { 5, 6, 7 })
  neurons.v = neurons:vector(20)
  equal(course(net, neurons, 2), { 20, 21 })
  neurons.v[1] = 50
  equal(course(net, neurons, 2), { 50, 51 })
  equal(neurons.v[2], 23)
end)

-- What v of the first neuron is in the iteration after that of `assign`, in
-- which it is 2.
local function after(assign)
  local net, neurons = group(function(n)
    if n.iteration == 3 then
      assign(n)
    end
  end)
  net:simulate_iterations(4)
  return neurons.v[1]
end

row("A8", "of v and v_new the later assignment counts", function()
  equal(after(function(n)
    n.v[1] = 7
    n.v_new[1] = 9
  end), 9)
  equal(after(function(n)
    n.v_new[1] = 9
    n.v[1] = 7
  end), 7)
  equal(after(function(n)
    n.v = n:vector(7)
    n.v_new = n:vector(9)
  end), 9)
  equal(after(function(n)
    n.v_new = n:vector(9)
    n.v = n:vector(7)
  end), 7)
  equal(after(function(n)
    n.v_new = n.v_new + 1
    n.v[1] = 2
  end), 2)
  equal(after(function(n)
    n.v[1] = 2
    n.v_new = n.v_new + 1
  end), 3)
end)

row("A8", "what changes v in place counts where it does", function()
  equal(after(function(n) n.v:clamp_(nil, 1) end), 1)
  equal(after(function(n) n.v:clamp_(nil, 5) end), 3)
  equal(after(function(n) n.v = n.v:clamp_(nil, 1) end), 1)
  equal(after(function(n) n.v = n.v:clamp_(nil, 5) end), 3)
  equal(after(function(n) n.v:mul_(10) end), 20)
end)

row("A8", "a compiled reset is as one in Lua", function()
  local net, neurons = group(function(n)
    n.spike = n.v:ge(2)
    n.v[n.spike] = 0
  end, { compiled = true })
  equal(course(net, neurons, 7), { 0, 1, 0, 0, 1, 0, 0 })
end)

row("A8", "weights of a SynapseVariable may be limited", function()
  local net = snn.Network { seed = 1, dt = 1 }
  local neurons = snn.NeuronGroup { net = net, size = 2 }
  local synapse = snn.SynapseGroup {
    net = net, src = neurons, dst = neurons,
    behavior = {
      [1] = snn.SynapseVariable "w = 0",
      [2] = snn.Equation "dw/dt = 400",
      [3] = snn.WeightClip { variable = "w", w_max = 1, run_until = 4 },
    },
  }
  net:initialize()
  net:simulate_iterations(5)
  equal(synapse.w, { { 1, 1 }, { 1, 1 } })
end)

row("A8", "RefractoryPeriod holds a variable of an equation", function()
  local net = snn.Network { seed = 1, dt = 1 }
  local Fire = snn.Behavior "Fire"
  function Fire:forward(n)
    n.spike = n.v:ge(2)
    n.v[n.spike] = 0
  end
  local neurons = snn.NeuronGroup {
    net = net, size = 1,
    behavior = {
      [1] = snn.Variable "v = 0", [2] = snn.Equation "dv/dt = 1000",
      [3] = Fire {}, [4] = snn.RefractoryPeriod { period = 3, held = "v" },
    },
  }
  net:initialize()
  equal(course(net, neurons, 9), { 0, 1, 0, 0, 0, 0, 0, 1, 0 })
end)

row("A8", "NaN can be replaced", function()
  local net, neurons = group(function(n)
    n.v_new[n.v_new:ne(n.v_new)] = 7
  end)
  neurons.v[1] = 0 / 0
  net:simulate_iterations(2)
  equal(neurons.v, { 7, 1 })
end)

row("A8", "what was assigned is saved, and in which order", function()
  for _, assign in ipairs {
    function() end,
    function(n) n.v[1] = 2 end,
    function(n) n.v = n:vector(7) end,
    function(n) n.v_new = n:vector(7) end,
    function(n)
      n.v_new = n:vector(7)
      n.v = n:vector(9)
    end,
    function(n)
      n.v = n:vector(9)
      n.v_new = n:vector(7)
    end,
    function(n) n.v = n.v:clamp_(nil, 1) end,
  } do
    local net, neurons = group()
    net:simulate_iterations(3)
    assign(neurons)
    with_file(function(path)
      net:save(path)
      local wanted = course(net, neurons, 3)
      local copy, others = group()
      copy:load(path)
      equal(course(copy, others, 3), wanted)
      -- What comes after it doesn't matter.
      for _, undone in ipairs { "v", "v_new" } do
        neurons[undone] = neurons:vector(100)
        net:load(path)
        equal(course(net, neurons, 3), wanted)
      end
    end)
  end
end)

row("A8", "variables that follow each other do no harm", function()
  local net = snn.Network { seed = 1, dt = 1 }
  local neurons = snn.NeuronGroup {
    net = net, size = 2,
    behavior = { [1] = snn.Variable "v = 0", [2] = snn.Variable "u = 0" },
  }
  net:initialize()
  local a, b = snn.zeros(2), snn.zeros(2)
  neurons.v, neurons.u = a, b
  neurons.v_new, neurons.u_new = b, a
  neurons.v[1] = 1
  neurons.u[snn.tensor({ false, true }, "bool")] = 2
  neurons.v[snn.tensor({ 1 }, "int64")] = 3
  equal({ a, b }, { { 3, 2 }, { 3, 2 } })
  net:simulate_iterations(2)
end)

row("A8", "a number may be assigned to an element twice", function()
  local net, neurons = group()
  net:simulate_iterations(1)
  neurons.v[snn.tensor { 1, 1 }] = 5
  equal(neurons.v, { 5, 0 })
  equal(neurons.v_new, { 5, 1 })
end)
