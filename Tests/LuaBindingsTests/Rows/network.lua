-- Section 1: networks.

local snn = require "snn"

local Note = snn.Behavior "Note"

function Note:forward(object)
  object.count = (object.count or 0) + 1
end

-- A network of a group 'a' with a Note at key 1 and a recorder at key 9.
local function network()
  local net = snn.Network { seed = 1 }
  local a = snn.NeuronGroup {
    net = net, size = 2, tag = "a",
    behavior = { [1] = Note {}, [9] = snn.Recorder "count" },
  }
  net:initialize()
  return net, a
end

row("NET-01", "a network has defaults for everything", function()
  local net = snn.Network()
  equal(net.tag, "Network_1")
  equal(net.dtype, "float32")
  equal(net.synapse_mode, "SxD")
  equal(net.iteration, 0)
end)

row("NET-01", "an unknown synapse mode is an error", function()
  fails(function() snn.Network { synapse_mode = "SxE" } end,
    "there is no synapse mode 'SxE'; did you mean 'SxD'?")
  fails(function() snn.Network { synapsemode = "SxD" } end,
    "Network has no option 'synapsemode'; did you mean 'synapse_mode'?")
end)

row("NET-02", "groups are listed in the order of creation", function()
  local net, a = network()
  local b = snn.NeuronGroup { net = net, size = 1 }
  local s = snn.SynapseGroup { net = net, src = a, dst = b }
  local c = snn.NeuronGroup { net = net, size = 1 }
  equal(net.NeuronGroups, { a, b, c })
  equal(net.SynapseGroups, { s })
  equal(net.Structures, { a, b, s, c })
end)

row("NET-03", "a group is a field of its network under its first tag",
  function()
    local net, a = network()
    assert(net.a == a)
    local odd = snn.NeuronGroup { net = net, size = 1, tag = "initialize" }
    assert(net.initialize ~= odd and net("initialize", 1) == odd)
    fails(function() net.a = 1 end,
      "Network 'Network_1': 'a' can't be replaced")
  end)

row("NET-04", "initializing again starts over but for the iteration", function()
  local net = network()
  net:simulate_iterations(3)
  equal(net("count", 1).shape, { 3 })
  net:initialize()
  equal(net("count", 1).shape, { 0 })
  equal(net.iteration, 3)
end)

row("NET-05", "what initializes last follows all others, each once", function()
  local order = {}
  local First, Last = snn.Behavior "First", snn.Behavior "Last"
  function First:initialize() order[#order + 1] = "first" .. self.key end
  Last.initialize_last = true
  function Last:initialize() order[#order + 1] = "last" end
  local one, two = First {}, First {}
  one.key, two.key = 1, 2
  local net = snn.Network { behavior = { [0] = Last {}, one, two } }
  net:initialize()
  equal(order, { "first1", "first2", "last" })
end)

row("NET-09", "the iteration can be set on any object", function()
  local net, a = network()
  a.iteration = 41
  equal(net.iteration, 41)
  net:simulate_iteration()
  equal(a.iteration, 42)
end)

row("NET-09", "an iteration is a whole number of 0 or more", function()
  local net = network()
  fails(function() net.iteration = -1 end,
    "iteration must be a whole number of 0 or more, not -1")
  fails(function() net.iteration = 1.5 end,
    "iteration must be a whole number of 0 or more, not 1.5")
  fails(function() net.iteration = 1 << 60 end,
    "iteration must be at most 9007199254740992, not 1152921504606846976")
  fails(function() net.iteration = {} end,
    "iteration must be a whole number of 0 or more, not table")
  local Setter = snn.Behavior "Setter"
  function Setter:forward(object) object.iteration = 7 end
  net:add_behavior(2, Setter {})
  fails(function() net:simulate_iteration() end, "in Setter:forward (key 2) of"
    .. " Network 'Network_1', iteration 1: iteration: not while behaviors run"
    .. " (called from Setter)")
end)

row("NET-10", "recorders neither record nor count while they are off",
  function()
    local net, a = network()
    net:recording_off()
    net:simulate_iterations(2)
    net:recording_on()
    net:simulate_iteration()
    equal(net("count", 1), { 3 })
    a:find("Recorder", 1):disable()
    net:simulate_iteration()
    equal(net("count", 1), { 3 })
  end)

row("NET-11", "recorders forget, all or those with a key", function()
  local net, a = network()
  a:add_behavior(10, snn.Recorder { "iteration", "count" })
  net:simulate_iterations(2)
  net:clear_recorder(9)
  equal(a:behavior(9):data "count", {})
  equal(a:behavior(10):data "count", { 1, 2 })
  net:clear_recorder()
  equal(a:behavior(10):data "count", {})
  fails(function() net:clear_recorder "all" end,
    "clear_recorder: expected keys of recorders, got string")
end)

row("NET-12", "behaviors are switched by their tag", function()
  local net, a = network()
  a.count = 0
  net:deactivate_behaviors "Note"
  net:simulate_iteration()
  net:activate_behaviors "Note"
  net:simulate_iteration()
  equal(a.count, 1)
  net:set_behaviors("Note", false)
  net:simulate_iteration()
  equal(a.count, 1)
  fails(function() net:deactivate_behaviors "Noet" end,
    "no behavior has the tag 'Noet'; did you mean 'Note'?")
end)

row("NET-13", "all objects and all behaviors can be listed", function()
  local net, a = network()
  local mine = Note {}
  net:add_behavior(5, mine)
  equal(net:all_objects(), { net, a })
  local all = net:all_behaviors()
  equal(#all, 3)
  assert(all[1] == mine and all[2] == a.Note and all[3] == a:behavior(9))
end)

row("NET-14", "a search sees what was created after another search", function()
  local net = network()
  equal(net:find "late", {})
  local late = snn.NeuronGroup { net = net, size = 1, tag = "late" }
  equal(net:find "late", { late })
end)

row("NET-15", "a first tag that is taken is an error", function()
  local net = network()
  fails(function()
    snn.NeuronGroup { net = net, size = 1, tag = "a" }
  end, "tag 'a' is taken: it is the first tag of a NeuronGroup")
  equal(#net.NeuronGroups, 1)
end)

row("NET-16", "lists of synapses follow additions and removals", function()
  local net, a = network()
  local s = snn.SynapseGroup { net = net, src = a, dst = a, tag = "GLU" }
  local t = snn.SynapseGroup { net = net, src = a, dst = a, tag = "GLU" }
  equal(a.afferent_synapses.GLU, { s, t })
  net:remove(s)
  equal(a.afferent_synapses.GLU, { t })
  equal(a.efferent_synapses.All, { t })
end)

row("NET-17", "a network describes itself", function()
  local net = network()
  equal(tostring(net), [[
Network 'Network_1': seed 1, float32, SxD, iteration 0
  NeuronGroup 'a': 2 neurons, tags a, NeuronGroup, ng
schedule:
  1  a  Note
  9  a  Recorder  (initializes last)]])
end)

row("NET-18", "new groups are parts of their network", function()
  local net, a = network()
  equal(net.sub_structures, { a })
  assert(a.parent_structure == net)
end)

row("NET-19", "the float type is the network's", function()
  local net = snn.Network { dtype = "float64" }
  local a = snn.NeuronGroup { net = net, size = 2 }
  equal(a:vector("uniform").dtype, "float64")
  fails(function() snn.Network { dtype = "int64" } end,
    "a network's type must be float32 or float64, not int64")
end)

row("NET-20", "a network runs on the processor, if nobody says otherwise",
  function()
    for _, device in ipairs { "cpu", { "cpu" } } do
      local net = snn.Network { device = device }
      equal(net:device_report(), nil)
      net:set_device "cpu"
      equal(net:device_report(), nil)
    end
    fails(function() snn.Network { device = 1 } end,
      'Network: device: expected the name of a device, such as "gpu", or a'
        .. " table, got number")
    fails(function() snn.Network { device = { "cpu", hots = "error" } } end,
      "Network: device has no option 'hots'; did you mean 'host'?")
    fails(function() snn.Network():set_device() end,
      'set_device: expected the name of a device, such as "gpu", or a table,'
        .. " got nil")
    -- Which devices there are depends on the machine.
    assert(not pcall(snn.Network, { device = "nothing" }))
  end)

row("NET-22", "an error in a behavior names its place", function()
  local Bad = snn.Behavior "Bad"
  function Bad:forward(object) object.missing:add_(1) end
  local net = snn.Network { behavior = { Bad {} } }
  net:initialize()
  local ok, message = pcall(net.simulate_iterations, net, 1)
  assert(not ok)
  assert(message:find("in Bad:forward (key 1) of Network 'Network_1', iteration"
    .. " 1: attempt to index a nil value (field 'missing')", 1, true), message)
end)
