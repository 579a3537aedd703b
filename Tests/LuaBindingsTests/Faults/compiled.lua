-- Compiled functions: what has no compiled form, and what has.

local snn = require "snn"

-- The group after some iterations of `forward`, in Lua or compiled.
local function simulated(forward, compiled)
  local B = snn.Behavior("B", { compiled = compiled })
  function B:initialize(g)
    self.tau, g.k, g.j, g.size_of = 3, 2, -1, 0
    g.v, g.W = g:vector "uniform", g:tensor("uniform", 5, 5)
    g.mask = g.v:gt(0.5)
  end
  function B:forward(g)
    g.k = g.k % 3 + 1
    g.j = -1 - g.k
    forward(self, g)
  end
  local net = snn.Network { seed = 1 }
  local group = snn.NeuronGroup {
    net = net, size = 5, tag = "g", behavior = { B {} },
  }
  net:initialize()
  net:simulate_iterations(4)
  return group
end

-- Raises unless `forward` does the same in Lua and compiled.
local function same(forward)
  local a, b = simulated(forward, false), simulated(forward, true)
  for _, name in ipairs { "v", "W", "k", "size_of" } do
    equal(b[name], a[name])
  end
end

-- Raises unless `forward` can't be compiled for this reason, and runs in Lua
-- where that is left to the library.
local function refused(forward, reason)
  fails(function()
    simulated(forward, true)
  end, "in B:forward (key 1) of NeuronGroup 'g', iteration 1: " .. reason)
  local a, b = simulated(forward, false), simulated(forward, "auto")
  for _, name in ipairs { "v", "W", "k", "size_of" } do
    equal(b[name], a[name])
  end
end

local no_text = "a value that isn't known when a function is compiled can't"
  .. " become text"

row("E6", "what isn't known has no text", function()
  refused(function(_, g) g.size_of = #tostring(g.v) end, no_text)
  refused(function(_, g) g.size_of = #tostring(g.k) end, no_text)
  refused(function(_, g) g.size_of = #("%s"):format(g.v) end, no_text)
  refused(function(_, g) g.size_of = #string.format("%s", g.v[g.mask]) end,
    no_text)
end)

row("E6", "stand-ins of behaviors and groups have no text either", function()
  refused(function(self, g) g.size_of = #tostring(self) end,
    "tostring(self) has no compiled form")
  refused(function(_, g) g.size_of = #("%s"):format(g) end,
    "tostring(neurons) has no compiled form")
  refused(function(_, g)
    for _ in pairs(g) do
      g.size_of = g.size_of + 1
    end
  end, "pairs(neurons) has no compiled form")
end)

row("E6", "what isn't known can't be raised", function()
  fails(function()
    simulated(function(_, g) error(g.v) end, true)
  end, "in B:forward (key 1) of NeuronGroup 'g', iteration 1: error: a value"
    .. " that isn't known when a function is compiled can't be raised")
  fails(function()
    simulated(function() error "mine" end, true)
  end, "in B:forward (key 1) of NeuronGroup 'g', iteration 1: mine")
  local ok, raised = pcall(simulated, function(self) error(self) end, true)
  assert(not ok and raised.tau == 3 and tostring(raised) == "B {}")
end)

row("E6", "the type of what isn't known is known", function()
  same(function(_, g)
    g.size_of = #type(g.v) + 100 * #type(g.k) + 10000 * #type(g)
  end)
end)

row("E6", "an element whose number isn't known can be set", function()
  same(function(_, g) g.v[g.k] = 3 end)
  same(function(_, g) g.v[g.k] = g.v[g.k] * 2 + g.v:sum() end)
  same(function(_, g) g.v[g.j] = g.v[g.j] - 1 end)
  same(function(_, g) g.W[g.k] = g.v end)
  same(function(_, g) g.W[g.k] = g.W[g.k] * 0.5 + 1 end)
  same(function(_, g) g.W[g.j] = 1 g.v:add_(g.W:sum(1)) end)
  same(function(_, g) g.W[1][g.k] = 3 end)
  same(function(_, g) g.v:add_(g.W[g.k]:clone():mul_(2)) end)
  same(function(_, g) g.v:add_(g.W[g.k][g.mask]:sum(1)) end)
end)

row("E6", "an index that isn't known is checked when it is", function()
  local message = "in B:forward (key 1) of NeuronGroup 'g', iteration 1:"
    .. " index 13 is out of range 1...5"
  fails(function()
    simulated(function(_, g) g.v[g.k + 10] = 1 end, true)
  end, message)
  fails(function()
    simulated(function(_, g) g.v:add_(g.v[g.k + 10]) end, true)
  end, message)
  fails(function()
    simulated(function(_, g) g.W[g.k] = snn.ones(3) end, true)
  end, "in B:forward (key 1) of NeuronGroup 'g', iteration 1: assign: shapes"
    .. " [5] and [3] don't match")
end)

local lost = "which elements these are isn't known when a function is compiled;"
  .. " set them together, as in W[k] = W[k] * 2"

row("E6", "a part whose number isn't known can't be changed in place",
  function()
    refused(function(_, g) g.W[g.k]:add_(1) end, "add: " .. lost)
    refused(function(_, g) g.W[g.k]:narrow(1, 1, 2):zero_() end,
      "copy: " .. lost)
    refused(function(_, g) g.W[g.k][1] = 3 end, "copy: " .. lost)
    refused(function(_, g) g.W[g.k][g.k] = 3 end, "assign: " .. lost)
    refused(function(_, g) g.W[g.k][g.mask] = 3 end, "assign: " .. lost)
  end)

row("E6", "a part whose number isn't known is no view", function()
  refused(function(_, g)
    local part = g.W[g.k]
    g.W:mul_(2)
    g.v:add_(part)
  end, "index: the tensor was changed after a part of it was taken whose number"
    .. " isn't known when a function is compiled; take it again, as W[k]")
  refused(function(_, g)
    g.part = g.W[g.k]
    g.part:add_(1)
  end, "add: " .. lost)
  same(function(_, g) g.part = g.W[g.k] g.v:add_(g.part) end)
  same(function(_, g) g.part = g.W[g.k]:clone() g.v:add_(g.part) end)
  refused(function(_, g) g.v:add_(g.W[{ {}, g.k }]) end,
    "index: a number that isn't known when a function is compiled can't be one"
    .. " of several selectors; it can be the only one, as in W[k]")
end)

local endless = "kernel: it calls itself without end: what a kernel does is"
  .. " settled when it is compiled, so only a truth value or a text that it is"
  .. " given can end the calls"

row("E6", "a kernel that calls itself without end is an error", function()
  local tail, inner, one, other
  tail = snn.kernel(function(x) return tail(x) end)
  inner = snn.kernel(function(x)
    local y = inner(x)
    return y + 1
  end)
  one = snn.kernel(function(x)
    local y = other(x)
    return y + 1
  end)
  other = snn.kernel(function(x)
    local y = one(x)
    return y + 1
  end)
  for _, kernel in ipairs { tail, inner, one } do
    fails(function()
      kernel(snn.ones(2))
    end, endless)
  end
end)

row("E6", "a truth value ends the calls of a kernel", function()
  local kernel
  kernel = snn.kernel(function(x, again)
    if again then
      return kernel(x * 2, false)
    end
    return x + 1
  end)
  equal(kernel(snn.ones(2), true), { 3, 3 })
  equal(kernel(snn.ones(2), false), { 2, 2 })
end)
