-- Section 3: tags and what is found by them.

local snn = require "snn"

local Note = snn.Behavior "Note"

function Note:rename(name, suffix)
  self.name = name .. (suffix or "")
  return self.name
end

-- A network of two groups with a Note each, and a synapse group.
local function network()
  local net = snn.Network { seed = 1 }
  local a = snn.NeuronGroup {
    net = net, size = 1, tag = "a, pop", behavior = { Note { tag = "first" } },
  }
  local b = snn.NeuronGroup {
    net = net, size = 1, tag = "b,pop,pop,", behavior = { Note {} },
  }
  local s = snn.SynapseGroup { net = net, src = a, dst = b, tag = "GLU" }
  return net, a, b, s
end

row("TAG-01", "a tag text is cut at commas, and kinds are tags", function()
  local _, a, b, s = network()
  equal(a:tags(), { "a", "pop", "NeuronGroup", "ng" })
  equal(b:tags(), { "b", "pop", "NeuronGroup", "ng" })
  equal(s:tags(), { "GLU", "SynapseGroup", "syn", "a => b" })
end)

row("TAG-02", "objects without a tag get a number", function()
  local net = network()
  local c = snn.NeuronGroup { net = net, size = 1 }
  equal(c.tag, "NeuronGroup_3")
  equal(snn.SynapseGroup { net = net, src = c, dst = c }.tag, "SynapseGroup_2")
  equal(net.tag, "Network_1")
end)

row("TAG-03", "the first tag is the object's own", function()
  local _, a = network()
  equal(a.tag, "a")
  fails(function() a.tag = "x" end, "NeuronGroup 'a': 'tag' can't be replaced")
end)

row("TAG-04", "a tag finds objects and behaviors in order", function()
  local net, a, b = network()
  equal(net:find "pop", { a, b })
  equal(net "Note", { a.first, b.Note })
  equal(a:find "Note", { a.first })
  equal(net "nothing", {})
end)

row("TAG-04", "a list that was found can be changed", function()
  local net, a, b = network()
  local list = net "pop"
  list[#list + 1] = "more"
  equal(net "pop", { a, b })
end)

row("TAG-05", "an index finds one, from either end, or nil", function()
  local net, a, b = network()
  assert(net("pop", 1) == a and net("pop", -1) == b)
  equal(net("pop", 3), nil)
  equal(net("nothing", 1), nil)
  fails(function() net("pop", 0) end,
    "bad argument #3 to 'find' (indices count from 1, or from -1 at the end)")
end)

row("TAG-06", "tags match as they are", function()
  local net = network()
  equal(net "Pop", {})
  equal(net "Behavior", {})
end)

row("TAG-07", "data are found under the text of their expression", function()
  local net, a = network()
  a.spike = snn.tensor { true }
  a:add_behavior(8, snn.Recorder "sum(spike)")
  a:add_behavior(9, snn.EventRecorder "spike")
  net:initialize()
  net:simulate_iterations(2)
  equal(net("sum(spike)", 1), { 1, 1 })
  equal(net("spike", 1), { { 1, 1 }, { 2, 1 } })
  equal(net("spike.t", 1), { 1, 2 })
  equal(net("spike.i", 1), { 1, 1 })
end)

row("TAG-08", "what was found is never stale", function()
  local net, a = network()
  equal(#net "pop", 2)
  snn.NeuronGroup { net = net, size = 1, tag = "c, pop" }
  equal(#net "pop", 3)
  net:remove(a)
  equal(#net "pop", 2)
  equal(net "first", {})
end)

row("TAG-09", "tags can be added", function()
  local net, a, b, s = network()
  a:add_tag "late"
  s:add_tag "slow, late"
  equal(net "late", { a, s })
  equal(b.afferent_synapses.slow, { s })
  equal(a.efferent_synapses.late, { s })
end)

row("TAG-09", "a late tag keeps the order of creation", function()
  local net, a, b, s = network()
  local t = snn.SynapseGroup { net = net, src = a, dst = b, tag = "slow" }
  s:add_tag "slow"
  equal(b.afferent_synapses.slow, { s, t })
end)

row("TAG-10", "has_module says whether a tag is found", function()
  local net = network()
  assert(net:has_module "Note" and not net:has_module "Noet")
end)

row("TAG-11", "a field is set of all that have a tag", function()
  local net, a, b = network()
  net:set_tag_attrs("pop", "rate", 3)
  equal({ a.rate, b.rate }, { 3, 3 })
  net:set_tag_attrs("Note", "name", "x")
  equal({ a.first.name, b.Note.name }, { "x", "x" })
  fails(function() net:set_tag_attrs("pup", "rate", 3) end,
    "no object or behavior has the tag 'pup'; did you mean 'pop'?")
end)

row("TAG-12", "a method is called of all that have a tag", function()
  local net, a = network()
  equal(net:call_tag_functions("Note", "rename", "x", "y"), { "xy", "xy" })
  equal(a.first.name, "xy")
  fails(function() net:call_tag_functions("Note", "forget") end,
    "call_tag_functions: first has no method 'forget'")
  fails(function() net:call_tag_functions("Noet", "rename") end,
    "no object or behavior has the tag 'Noet'; did you mean 'Note'?")
end)

row("TAG-13", "a class finds nothing, its name does", function()
  local net, a, b = network()
  equal(net(Note.name), { a.first, b.Note })
  fails(function() net(Note) end,
    "bad argument #2 to 'find' (tag expected, got table)")
end)

row("TAG-14", "recorded data are tensors", function()
  local net, a = network()
  a:add_behavior(9, snn.Recorder "iteration")
  net:initialize()
  net:simulate_iterations(2)
  equal(net("iteration", 1):sum(), 3)
end)
