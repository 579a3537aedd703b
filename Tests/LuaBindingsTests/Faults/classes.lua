-- Classes of behaviors: what can be a method, and what a class takes over.

local snn = require "snn"

-- A group with one behavior, after some iterations.
local function simulated(behavior, iterations)
  local net = snn.Network { seed = 1 }
  local group = snn.NeuronGroup {
    net = net, size = 3, tag = "g", behavior = { behavior },
  }
  net:initialize()
  net:simulate_iterations(iterations or 2)
  return group
end

-- Something that can be called and is no function.
local function callable(body)
  return setmetatable({}, {
    __call = function(_, ...)
      return body(...)
    end,
  })
end

row("E5", "a callable table is a method", function()
  local B = snn.Behavior "B"
  B.initialize = callable(function(self, g)
    self.step, g.x = 2, 0
  end)
  B.forward = callable(function(self, g)
    g.x = g.x + self.step
  end)
  equal(simulated(B {}, 3).x, 6)
end)

row("E5", "what can't be called is told by its name and type", function()
  local B = snn.Behavior "B"
  B.forward = 5
  fails(function()
    simulated(B {})
  end, "in B:forward (key 1) of NeuronGroup 'g', iteration 1: B.forward is a"
    .. " number, not a function")
  B.forward = {}
  fails(function()
    simulated(B {})
  end, "in B:forward (key 1) of NeuronGroup 'g', iteration 1: B.forward is a"
    .. " table, not a function")
  B.forward, B.initialize = nil, false
  fails(function()
    simulated(B {})
  end, "in B:initialize (key 1) of NeuronGroup 'g': B.initialize is a boolean,"
    .. " not a function")
end)

row("E5", "a compiled forward is a function", function()
  local B = snn.Behavior("B", { compiled = true })
  B.forward = callable(function() end)
  fails(function()
    simulated(B {})
  end, "in B:forward (key 1) of NeuronGroup 'g', iteration 1: B.forward is a"
    .. " table, which has no compiled form: write it as a function")
  B.compiled = "auto"
  B.forward = callable(function(_, g) g.x = (g.x or 0) + 1 end)
  equal(simulated(B {}).x, 2)
end)

row("E4", "a class takes over the methods of the one it extends", function()
  local A = snn.Behavior "A"
  function A:initialize(g)
    g.x, g.y = self:start(), 0
  end
  function A:forward(g)
    g.x = g.x * 2
  end
  function A:start()
    return self:parameter("x", 1)
  end
  local B = A:extend "B"
  function B:start()
    return A.start(self) + 10
  end
  local C = snn.Behavior("C", { extends = B })
  function C:forward(g)
    B.forward(self, g)
    g.y = g.y + 1
  end
  equal(simulated(A {}).x, 4)
  equal(simulated(B { x = 2 }).x, 48)
  local group = simulated(C {}, 3)
  equal({ group.x, group.y, group.C == group("C")[1] }, { 88, 3, true })
  function A:forward(g)
    g.x = 0
  end
  group.network:simulate_iterations(1)
  equal({ group.x, group.y }, { 0, 4 })
end)

row("E4", "a class that is compiled has compiled heirs", function()
  local A = snn.Behavior("A", { compiled = true })
  function A:initialize(g) g.v = g:vector(1) end
  function A:forward(g) g.v:mul_(2) end
  local B = A:extend "B"
  equal(simulated(B {}, 3).v, { 8, 8, 8 })
  local D = A:extend "D"
  function D.forward() print(1) end
  fails(function()
    simulated(D {})
  end, "in D:forward (key 1) of NeuronGroup 'g', iteration 1: _G.print has no"
    .. " compiled form")
end)

row("E4", "setmetatable of a class says how it extends one", function()
  local A, B = snn.Behavior "A", snn.Behavior "B"
  fails(function()
    setmetatable(B, { __index = A })
  end, 'cannot change a protected metatable: for the methods of another class'
    .. ' say snn.Behavior("B", { extends = A })')
  assert(B {})
  fails(function()
    setmetatable(setmetatable({}, { __metatable = false }), nil)
  end, "cannot change a protected metatable")
  fails(function()
    setmetatable({})
  end, "bad argument #2 to 'setmetatable' (nil or table expected, got no"
    .. " value)")
end)

row("E4", "parameters can become fields of the behavior", function()
  local B = snn.Behavior "B"
  function B:initialize(g)
    self:set_parameters_as_variables(self)
    self:set_parameters_as_variables(g)
    g.again = self:parameter("tau", nil, self)
  end
  local b = B { tau = 20, rate = "uniform(1, 1)" }
  local group = simulated(b)
  equal({ b.tau, group.tau, group.again }, { 20, 20, 20 })
  equal({ b.rate, group.rate }, { { 1, 1, 1 }, { 1, 1, 1 } })
end)

row("E4", "what is no object for parameters is told", function()
  local B = snn.Behavior "B"
  function B:initialize()
    self:set_parameters_as_variables()
  end
  fails(function()
    simulated(B { tau = 1 })
  end, "in B:initialize (key 1) of NeuronGroup 'g':"
    .. " set_parameters_as_variables: expected a network object or the"
    .. " behavior, got nil")
  function B:initialize()
    self:parameter("tau", 1, {})
  end
  fails(function()
    simulated(B { tau = 1 })
  end, "in B:initialize (key 1) of NeuronGroup 'g': parameter: expected a"
    .. " network object, got table")
end)
