-- Section 2: network objects.

local snn = require "snn"

local Note = snn.Behavior "Note"
local notes

function Note:initialize(object)
  self.value = self:parameter "value"
  object.noted = self.value
end

function Note:forward()
  notes[#notes + 1] = self.value
end

-- A network of a group 'a' of two neurons with these behaviors.
local function network(behavior)
  notes = {}
  local net = snn.Network { seed = 1 }
  local a = snn.NeuronGroup {
    net = net, size = 2, tag = "a", behavior = behavior,
  }
  return net, a
end

row("OBJ-01", "behaviors are given by key", function()
  local net = network { [2] = Note { value = 2 }, [1] = Note { value = 1 } }
  net:initialize()
  net:simulate_iteration()
  equal(notes, { 1, 2 })
end)

row("OBJ-01", "what is no behavior is an error", function()
  fails(function() network { [1] = "Note" } end,
    "NeuronGroup: expected a behavior at key 1, got string")
  fails(function() network { [1] = Note } end,
    "NeuronGroup: expected a behavior at key 1, got the class Note;"
    .. " did you mean Note {}?")
  fails(function() network { one = Note {} } end,
    "NeuronGroup: behavior keys must be finite numbers, got \"one\"")
end)

row("OBJ-02", "keys are any numbers", function()
  local net = network {
    [-1.5] = Note { value = "a" }, [0] = Note { value = "b" },
    [1e6] = Note { value = "c" },
  }
  net:initialize()
  net:simulate_iteration()
  equal(notes, { "a", "b", "c" })
end)

row("OBJ-03", "a behavior is a field of its object under its first tag",
  function()
    local first, second = Note {}, Note { tag = "second" }
    local _, a = network { first, second }
    assert(a.Note == first and a.second == second)
    a:remove_behavior(first)
    equal(a.Note, nil)
    local third = Note {}
    a:add_behavior(3, third)
    assert(a.Note == third)
  end)

row("OBJ-03", "of two behaviors with a name the next gets it", function()
  local first, second = Note {}, Note {}
  local _, a = network { first, second }
  assert(a.Note == first)
  a:remove_behavior(1)
  assert(a.Note == second)
end)

row("OBJ-04", "a behavior that is added is initialized and returned", function()
  local net, a = network {}
  net:initialize()
  local note = Note { value = 5 }
  assert(a:add_behavior(1, note) == note)
  equal(a.noted, 5)
  net:simulate_iteration()
  equal(notes, { 5 })
end)

row("OBJ-04", "initializing can wait for the next iteration", function()
  local net, a = network {}
  net:initialize()
  a:add_behavior(1, Note { value = 5 }, false)
  equal(a.noted, nil)
  net:simulate_iteration()
  equal(a.noted, 5)
end)

row("OBJ-04", "mistakes in adding are errors that leave nothing", function()
  local net, a = network { Note {} }
  net:initialize()
  fails(function() a:add_behavior(1, Note {}) end,
    "NeuronGroup 'a' has a behavior with key 1, Note; Note needs another key")
  fails(function() a:add_behavior(nil, Note {}) end,
    "add_behavior: expected a key, got nil")
  fails(function() a:add_behavior(2) end,
    "add_behavior: expected a behavior, got nil")
  fails(function() a:add_behavior(2, Note {}, 1) end,
    "add_behavior: initialize: expected a boolean, got number")
  fails(function() a:add_behavior(2, Note { vlaue = 1 }) end,
    "in Note:initialize (key 2) of NeuronGroup 'a': Note has no parameter"
    .. " 'vlaue'; did you mean 'value'?")
  equal(a:behavior(2), nil)
end)

row("OBJ-05", "behaviors are added together or not at all", function()
  local net, a = network {}
  a:add_behaviors { [2] = Note { value = 2 }, [1] = Note { value = 1 } }
  net:initialize()
  net:simulate_iteration()
  equal(notes, { 1, 2 })
  fails(function()
    a:add_behaviors { [3] = Note {}, [2] = Note {} }
  end, "NeuronGroup 'a' has a behavior with key 2, Note; Note needs another"
    .. " key")
  fails(function()
    a:add_behaviors { [3] = Note {}, [4] = Note { vlaue = 1 } }
  end, "in Note:initialize (key 4) of NeuronGroup 'a': Note has no parameter"
    .. " 'vlaue'; did you mean 'value'?")
  equal(a:behavior(3), nil)
  fails(function() a:add_behaviors(3) end,
    "add_behaviors: expected a table of behaviors by key, got number")
end)

row("OBJ-06", "behaviors are removed by key, tag, class or themselves",
  function()
    local third = Note { tag = "third" }
    local net, a = network {
      Note { value = 1 }, Note { value = 2 }, third, Note { value = 4 },
      snn.Recorder "noted",
    }
    net:initialize()
    equal(a:remove_behavior(1).value, 1)
    assert(a:remove_behavior "third" == third)
    local recorder = a:behavior(5)
    assert(a:remove_behavior(recorder) == recorder)
    equal(net:find "third", {})
    net:simulate_iteration()
    equal(notes, { 2, 4 })
    local second, fourth = a:remove_behavior(Note)
    equal({ second.value, fourth.value }, { 2, 4 })
    equal(net:find "Note", {})
  end)

row("OBJ-06", "removing what isn't there is an error", function()
  local _, a = network { Note {} }
  fails(function() a:remove_behavior(2) end,
    "NeuronGroup 'a' has no behavior with key 2; it has Note at key 1")
  fails(function() a:remove_behavior "Noet" end,
    "no behavior of NeuronGroup 'a' has the tag 'Noet'; did you mean 'Note'?")
  fails(function() a:remove_behavior(Note {}) end,
    "NeuronGroup 'a' has no behavior that is this Note; it has Note at key 1")
  fails(function() a:remove_behavior() end,
    "remove_behavior: expected a key, a tag, a behavior or a class, got nil")
end)

row("OBJ-06", "a behavior can move to another object", function()
  local note = Note { value = 3 }
  local net, a = network { note }
  local b = snn.NeuronGroup { net = net, size = 1 }
  net:initialize()
  b:add_behavior(1, a:remove_behavior(1))
  net:simulate_iteration()
  equal(notes, { 3 })
  equal(b.noted, 3)
end)

row("OBJ-06", "a replacement stands at the same place", function()
  local net, a = network { Note { value = "old" } }
  local b = snn.NeuronGroup {
    net = net, size = 1, behavior = { Note { value = "b" } },
  }
  net:initialize()
  equal(a:replace_behavior(1, Note { value = "new" }).value, "old")
  net:simulate_iteration()
  equal(notes, { "new", "b" })
  equal(a.Note.value, "new")
  fails(function() b:replace_behavior(2, Note {}) end,
    "NeuronGroup 'NeuronGroup_2' has no behavior with key 2; it has Note at key"
    .. " 1")
end)

row("OBJ-06", "what can't replace leaves the old behavior", function()
  local net, a = network { Note { value = "old" } }
  net:initialize()
  fails(function() a:replace_behavior(1, Note { vlaue = 1 }) end,
    "in Note:initialize (key 1) of NeuronGroup 'a': Note has no parameter"
    .. " 'vlaue'; did you mean 'value'?")
  net:simulate_iteration()
  equal(notes, { "old" })
  equal(a.Note.value, "old")
end)

row("OBJ-07", "an object switches its own behaviors", function()
  local net, a = network { Note { value = "a" } }
  snn.NeuronGroup { net = net, size = 1, behavior = { Note { value = "b" } } }
  net:initialize()
  a:deactivate_behaviors "Note"
  net:simulate_iteration()
  a:set_behaviors("Note", true)
  net:simulate_iteration()
  equal(notes, { "b", "a", "b" })
end)

row("OBJ-08", "a number finds the behaviors with that key", function()
  local net, a = network { Note { value = "a" } }
  local b = snn.NeuronGroup {
    net = net, size = 1, behavior = { Note { value = "b" } },
  }
  equal(net:find(1), { a.Note, b.Note })
  assert(net(1, 2) == b.Note and a:find(1, 1) == a.Note)
  assert(a:behavior(1) == a.Note)
  equal(a:behavior(2), nil)
  equal(net(2), {})
  fails(function() a:behavior "Note" end,
    "behavior: expected a key, got string")
end)

row("OBJ-09", "an object collects results of its modules", function()
  local Sum = snn.AnalysisModule "Sum"
  function Sum:execute(owner, options)
    return owner.size + (options.more or 0)
  end
  local net, a = network {}
  local sum = a:add_analysis_module(Sum {})
  sum { more = 3 }
  local results, modules = net:get_all_analysis_module_results "Sum"
  equal(results, { ["Sum() {more = 3}"] = 5 })
  assert(modules["Sum() {more = 3}"] == sum)
end)

row("OBJ-10", "a tensor has any shape", function()
  local _, a = network {}
  equal(a:tensor("ones", 2, 3).shape, { 2, 3 })
  equal(a:tensor({ "ones", scale = 2 }, { 1, 2 }), { { 2, 2 } })
end)

row("OBJ-11", "modes are words", function()
  local _, a = network {}
  equal(a:vector "zeros", { 0, 0 })
  equal(a:vector "ones", { 1, 1 })
  for _, word in ipairs {
    "uniform", "random", "rand", "rnd", "uniform(0, 1)",
  } do
    local v = a:vector(word)
    assert(v:min() >= 0 and v:max() < 1)
  end
  equal(a:vector("normal").shape, { 2 })
  equal(a:vector("lognormal(0, 1)").shape, { 2 })
  fails(function() a:vector "uniformm" end,
    "there is no mode 'uniformm'; did you mean 'uniform'?")
end)

row("OBJ-12", "modes are calls", function()
  local _, a = network {}
  equal(a:vector "full(fill_value=7.0)", { 7, 7 })
  local v = a:vector "normal(mean=100, std=0.5)"
  assert(v:min() > 90 and v:max() < 110)
end)

row("OBJ-13", "modes are arithmetic", function()
  local _, a = network {}
  equal(a:vector "ones()*3", { 3, 3 })
  equal(a:vector "2*ones() + 1", { 3, 3 })
  equal(a:vector "-5", { -5, -5 })
end)

row("OBJ-14", "a number is a mode", function()
  local _, a = network {}
  equal(a:vector(0.5), { 0.5, 0.5 })
end)

row("OBJ-15", "scale multiplies", function()
  local _, a = network {}
  equal(a:vector { "ones", scale = 2.5 }, { 2.5, 2.5 })
end)

row("OBJ-16", "density keeps some elements", function()
  local _, a = network {}
  equal(a:vector { "ones", density = 0 }, { 0, 0 })
  equal(a:vector { "ones", density = 1 }, { 1, 1 })
  equal(a:vector { "ones", density = snn.tensor { 0, 1 } }, { 0, 1 })
end)

row("OBJ-17", "a type can be asked for", function()
  local _, a = network {}
  equal(a:vector { "ones", dtype = "int64" }.dtype, "int64")
  equal(a:vector("zeros", "bool"), { false, false })
end)

row("OBJ-18", "a mode that is used again draws anew", function()
  local _, a = network {}
  local first, second = a:vector "uniform", a:vector "uniform"
  assert(first[1] ~= second[1])
end)

row("OBJ-21", "objects are parts of others", function()
  local net, a = network {}
  local b = snn.NeuronGroup { net = net, size = 1 }
  local c = snn.NeuronGroup { net = net, size = 1 }
  a:add_sub_structure(b)
  b:add_sub_structure(c)
  equal(net.sub_structures, { a })
  equal(a:all_sub_structures(), { b, c })
  assert(c.parent_structure == b)
  net:remove(b)
  equal(a.sub_structures, { c })
end)

row("OBJ-21", "no object is a part of itself", function()
  local net, a = network {}
  local b = snn.NeuronGroup { net = net, size = 1, tag = "b" }
  a:add_sub_structure(b)
  fails(function() b:add_sub_structure(a) end,
    "add_sub_structure: a can't be a part of itself")
  fails(function() a:add_sub_structure(3) end,
    "add_sub_structure: expected a network object, got number")
  fails(function() a:add_sub_structure(snn.NeuronGroup {
    net = snn.Network(), size = 1, tag = "far",
  }) end, "add_sub_structure: far belongs to another network")
end)

row("OBJ-22", "any state is a variable", function()
  local net, a = network {}
  a.voltage = a:vector(1)
  a.name, a.list = "x", { 1 }
  equal(a.voltage, { 1, 1 })
  equal({ a.name, a.list[1] }, { "x", 1 })
  assert(a:set_var("rate", 3) == a and a.rate == 3)
  fails(function() a.find = 1 end, "NeuronGroup 'a': 'find' is a method or"
    .. " field of every NeuronGroup; choose another name")
  assert(net)
end)
