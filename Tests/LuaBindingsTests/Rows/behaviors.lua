-- Section 4: behaviors and their parameters.

local snn = require "snn"

-- What `ask` gives in `initialize` of a behavior with these parameters.
local function asked(given, ask, owner)
  local Asking = snn.Behavior "Asking"
  local result
  function Asking:initialize(object)
    result = ask(self, object)
  end
  local net = snn.Network { seed = 1 }
  local a = snn.NeuronGroup { net = net, size = 2, tag = "a" }
  snn.NeuronGroup { net = net, size = 1, tag = "b" }.other = snn.tensor { 7 }
  local s = snn.SynapseGroup { net = net, src = a, dst = "b", tag = "s" }
  local objects = { a = a, net = net, s = s }
  objects[owner or "a"]:add_behavior(1, Asking(given))
  net:initialize()
  return result
end

-- A network whose group has these behaviors.
local function network(behavior)
  local net = snn.Network { seed = 1 }
  local a = snn.NeuronGroup {
    net = net, size = 2, tag = "a", behavior = behavior,
  }
  return net, a
end

row("BEH-01", "initialize gets the behavior and its object", function()
  local B = snn.Behavior "B"
  function B:initialize(object) self.object = object end
  local b = B {}
  local net, a = network { b }
  net:initialize()
  assert(b.object == a)
end)

row("BEH-02", "forward is called in every iteration", function()
  local B = snn.Behavior "B"
  function B:forward(object) self.last = object.iteration end
  local b = B {}
  local net = network { b }
  net:initialize()
  net:simulate_iterations(3)
  equal(b.last, 3)
end)

row("BEH-03", "parameters have names or positions", function()
  equal(asked({ tau = 3 }, function(self) return self:parameter "tau" end), 3)
  equal(asked({ 9 }, function(self) return self:parameter("arg_1", 1) end), 9)
end)

row("BEH-03", "the library's options are no parameters", function()
  local B = snn.Behavior "B"
  local b = B { tag = "x", behavior_enabled = false, run_every = 2 }
  local net = network { b }
  net:initialize()
  equal(net("x", 1), b)
  fails(function() B { tag = 1 } end, "B: tag: expected a string, got number")
  fails(function() B(1) end, "B: expected a table of parameters, got number")
end)

row("BEH-04", "a parameter is what was given, or the default", function()
  equal(asked({ tau = 3 }, function(self) return self:parameter("tau", 1) end),
    3)
  equal(asked({}, function(self) return self:parameter("tau", 1) end), 1)
  equal(asked({}, function(self) return self:parameter "tau" end), nil)
  fails(function() asked({}, function(self) return self:parameter(1) end) end,
    "in Asking:initialize (key 1) of NeuronGroup 'a': parameter: expected a"
    .. " name, got number")
end)

row("BEH-05", "false and 0 count as given", function()
  equal(asked({ x = false }, function(self)
    return self:parameter("x", true)
  end), false)
  equal(asked({ x = 0 }, function(self) return self:parameter("x", 7) end), 0)
end)

row("BEH-06", "a text becomes what its default is", function()
  local function with(default)
    return function(self) return self:parameter("x", default) end
  end
  equal(asked({ x = "3" }, with(1)), 3)
  equal(asked({ x = "1e-3" }, with(1.5)), 0.001)
  equal(asked({ x = "False" }, with(true)), false)
  equal(asked({ x = "3.5" }, with(1)), 3.5)
  fails(function() asked({ x = "abc" }, with(1)) end,
    "in Asking:initialize (key 1) of NeuronGroup 'a': Asking: parameter 'x' ="
    .. " 'abc': it must be a number")
end)

row("BEH-07", "a percentage is a number", function()
  local function with(default)
    return function(self) return self:parameter("x", default) end
  end
  equal(asked({ x = "50%" }, with(1.5)), 0.5)
  equal(asked({ x = "50%" }, with(1)), 0.5)
  equal(asked({ x = "50%" }, with "x"), "0.5")
  equal(asked({ x = "50%" }, with(nil)), "50%")
  fails(function() asked({ x = "5%5" }, with(1)) end,
    "in Asking:initialize (key 1) of NeuronGroup 'a': Asking: parameter 'x' ="
    .. " '5%5': it must be a number")
end)

row("BEH-08", "a distribution is a vector or a matrix", function()
  local function ask(self) return self:parameter("x", 1) end
  equal(asked({ x = "ones()*3" }, ask), { 3, 3 })
  equal(asked({ x = "ones()*3" }, ask, "s"), { { 3 }, { 3 } })
  fails(function() asked({ x = "ones()*3" }, ask, "net") end,
    "in Asking:initialize (key 1) of Network 'Network_1': Asking: parameter 'x'"
    .. " = 'ones()*3': it must be a number")
end)

row("BEH-09", "same() is a variable of another object", function()
  local function ask(self) return self:parameter("x", 1) end
  equal(asked({ x = "same(b, other)" }, ask), { 7 })
  fails(function() asked({ x = "same(c, other)" }, ask) end,
    "in Asking:initialize (key 1) of NeuronGroup 'a': no object or behavior"
    .. " has the tag 'c'; known tags: Asking, Network_1, Network, a,"
    .. " NeuronGroup, ng, b, s, SynapseGroup, syn, a => b")
end)

row("BEH-10", "a wish for a plot is no part of a distribution", function()
  equal(asked({ x = "ones();plot" }, function(self)
    return self:parameter("x", 1)
  end), { 1, 1 })
end)

row("BEH-11", "tensor makes a tensor", function()
  local function ask(self) return self:parameter { "x", tensor = true } end
  local list = asked({ x = { 1, 2, 3 } }, ask)
  equal(list, { 1, 2, 3 })
  equal(list.dtype, "int64")
  equal(asked({ x = { 1.5, 2 } }, ask).dtype, "float32")
  equal(asked({ x = 4 }, ask), 4) -- without axes it is a number in Lua
  equal(asked({}, ask), nil)
  equal(asked({}, function(self)
    return self:parameter { "x", { 1, 2 }, tensor = true }
  end), { 1, 2 })
  fails(function() asked({ x = "a" }, ask) end,
    "in Asking:initialize (key 1) of NeuronGroup 'a': Asking: parameter 'x' ="
    .. " 'a': it can't become a tensor")
end)

row("BEH-12", "a required parameter that is missing is an error", function()
  fails(function()
    asked({}, function(self)
      return self:parameter { "x", 3, required = true }
    end)
  end, "in Asking:initialize (key 1) of NeuronGroup 'a': Asking needs the"
    .. " parameter 'x'")
  fails(function()
    asked({}, function(self)
      return self:parameter { "x", requierd = true }
    end)
  end, "in Asking:initialize (key 1) of NeuronGroup 'a': parameter has no"
    .. " option 'requierd'; did you mean 'required'?")
  fails(function()
    asked({}, function(self) return self:parameter { "x", tensor = 1 } end)
  end, "in Asking:initialize (key 1) of NeuronGroup 'a': parameter: tensor:"
    .. " expected a boolean, got number")
end)

row("BEH-13", "a parameter can come from another behavior", function()
  local A, B = snn.Behavior "A", snn.Behavior "B"
  function A:initialize()
    self.x = self:parameter { "x", 1, search_other_behaviors = true }
  end
  function B:initialize() self:parameter "x" end
  local one, two = A {}, A { x = 2 }
  local net = network { one, two, B { x = 5 } }
  net:initialize()
  equal({ one.x, two.x }, { 2, 2 })
  net("B", 1).parameters.x = nil
  two.parameters.x = nil
  net:initialize()
  equal(one.x, 1)
end)

row("BEH-14", "a distribution can stay a text", function()
  equal(asked({ x = "ones()" }, function(self)
    return self:parameter { "x", do_not_diversify = true }
  end), "ones()")
end)

row("BEH-15", "what is never asked for is an error", function()
  fails(function()
    asked({ treshold = 1 }, function(self)
      return self:parameter("threshold", 1)
    end)
  end, "in Asking:initialize (key 1) of NeuronGroup 'a': Asking has no"
    .. " parameter 'treshold'; did you mean 'threshold'?")
end)

row("BEH-15", "parameters are asked for by the end of initialize", function()
  local Late = snn.Behavior "Late"
  function Late:forward() self.x = self:parameter("x", 1) end
  local net = network { Late { x = 2 } }
  fails(function() net:initialize() end, "in Late:initialize (key 1) of"
    .. " NeuronGroup 'a': Late has no parameter 'x'; there are no parameters")
end)

row("BEH-16", "parameters become variables", function()
  local B = snn.Behavior "B"
  function B:initialize(object) self:set_parameters_as_variables(object) end
  local net, a = network { B { tau = 3, x = "ones()*2", tag = "t" } }
  net:initialize()
  equal(a.tau, 3)
  equal(a.x, { 2, 2 })
end)

row("BEH-17", "a behavior that is switched off is initialized and waits",
  function()
    local B = snn.Behavior "B"
    function B:initialize() self.count = 0 end
    function B:forward() self.count = self.count + 1 end
    local b = B { behavior_enabled = false }
    local net = network { b }
    net:initialize()
    net:simulate_iteration()
    equal(b.count, 0)
    b.behavior_enabled = true
    net:simulate_iteration()
    b:disable()
    net:simulate_iteration()
    equal(b.count, 1)
  end)

row("BEH-18", "a behavior needs no forward", function()
  local B = snn.Behavior "B"
  local net = network { B {} }
  net:initialize()
  net:simulate_iteration()
  assert(tostring(net):find("no forward", 1, true))
end)

row("BEH-19", "initialize_on_init initializes with the object", function()
  local Size = snn.Behavior "Size"
  Size.initialize_on_init = true
  function Size:initialize(object)
    object.seen = (object.seen or 0) + object.size
  end
  local net, a = network { Size {} }
  equal(a.seen, 2)
  net:initialize()
  equal(a.seen, 2)
end)

row("BEH-19", "on synapses both ends are there", function()
  local Ends = snn.Behavior "Ends"
  Ends.initialize_on_init = true
  function Ends:initialize(synapse)
    synapse.sizes = synapse.src.size + synapse.dst.size
  end
  local net, a = network {}
  local s = snn.SynapseGroup {
    net = net, src = a, dst = a, behavior = { Ends {} },
  }
  equal(s.sizes, 4)
end)

row("BEH-19", "a group whose behavior fails at it is not there", function()
  local Bad = snn.Behavior "Bad"
  Bad.initialize_on_init = true
  function Bad.initialize() error("no", 0) end
  local net = snn.Network {}
  for _ = 1, 2 do
    fails(function()
      snn.NeuronGroup { net = net, size = 1, tag = "a", behavior = { Bad {} } }
    end, "in Bad:initialize (key 1) of NeuronGroup 'a': no")
  end
  equal(#net.Structures, 0)
  equal(net "a", {})
end)

row("BEH-20", "initialize_last comes after all others", function()
  local order = {}
  local Last, B = snn.Behavior "Last", snn.Behavior "B"
  Last.initialize_last = true
  function Last:initialize() order[#order + 1] = "last" end
  function B:initialize() order[#order + 1] = "b" end
  network { Last {}, B {} }:initialize()
  equal(order, { "b", "last" })
end)

row("BEH-21", "two groups can share a behavior", function()
  local B = snn.Behavior "B"
  function B:initialize(object) object.x = 0 end
  function B:forward(object) object.x = object.x + 1 end
  local shared = B {}
  local net, a = network { shared }
  local b = snn.NeuronGroup { net = net, size = 1, behavior = { shared } }
  net:initialize()
  a:remove_behavior(shared)
  collectgarbage()
  net:simulate_iteration()
  equal({ a.x, b.x }, { 0, 1 })
end)

row("BEH-22", "only an object's state can be recorded", function()
  local B = snn.Behavior "B"
  function B:initialize(object) self.mine, object.ours = 1, 2 end
  local net = network { B {}, [9] = snn.Recorder { "ours" } }
  net:initialize()
  net:simulate_iteration()
  equal(net("ours", 1), { 2 })
end)

row("BEH-23", "a behavior is initialized again with changed parameters",
  function()
    local B = snn.Behavior "B"
    function B:initialize(object) object.tau = self:parameter("tau", 1) end
    local b = B { tau = 2 }
    local net, a = network { b }
    net:initialize()
    b.parameters.tau = 3
    b:reinitialize()
    equal(a.tau, 3)
    b.parameters.tua = 4
    fails(function() b:reinitialize() end, "in B:initialize (key 1) of"
      .. " NeuronGroup 'a': B has no parameter 'tua'; did you mean 'tau'?")
    fails(function() B {}:reinitialize() end,
      "reinitialize: this B belongs to no object; add it to one first")
  end)

row("BEH-23", "a library behavior is initialized again", function()
  local clip = snn.WeightClip { 0, 0.4 }
  local net, a = network {}
  local s = snn.SynapseGroup {
    net = net, src = a, dst = a, behavior = { clip },
  }
  s.W = s:matrix(1)
  net:initialize()
  clip.parameters.w_max = 0.2
  clip:reinitialize()
  net:simulate_iteration()
  near(s.W:max(), 0.2, 1e-6)
end)

row("BEH-24", "a behavior shows its parameters", function()
  equal(tostring(snn.Behavior "B" { tau = 2, mode = "x" }),
    "B { mode = 'x', tau = 2 }")
end)
