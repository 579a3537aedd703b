-- Section 12: the order of execution.

local snn = require "snn"

local Note = snn.Behavior "Note"
local notes

function Note:initialize()
  self.name = self:parameter "name"
end

function Note:forward()
  notes[#notes + 1] = self.name
end

row("ORD-01", "behaviors of all objects run ascending by key", function()
  notes = {}
  local net = snn.Network { behavior = { [2] = Note { name = "net 2" } } }
  snn.NeuronGroup {
    net = net, size = 1,
    behavior = { [3] = Note { name = "a 3" }, [1] = Note { name = "a 1" } },
  }
  net:initialize()
  net:simulate_iteration()
  equal(notes, { "a 1", "net 2", "a 3" })
end)

row("ORD-02", "equal keys run in the order of registration", function()
  notes = {}
  local net = snn.Network {}
  local a = snn.NeuronGroup { net = net, size = 1, tag = "a" }
  snn.SynapseGroup {
    net = net, src = a, dst = a, behavior = { [1] = Note { name = "syn" } },
  }
  snn.NeuronGroup {
    net = net, size = 1, behavior = { [1] = Note { name = "b" } },
  }
  a:add_behavior(1, Note { name = "late" })
  net:initialize()
  net:simulate_iteration()
  equal(notes, { "syn", "b", "late" })
end)

row("ORD-03", "within one object keys are unique", function()
  local net = snn.Network { behavior = { [1] = Note {} } }
  fails(function()
    net:add_behavior(1, Note {})
  end, "Network 'Network_1' has a behavior with key 1, Note; Note needs"
    .. " another key")
end)

row("ORD-04", "keys may be negative or fractional", function()
  notes = {}
  local net = snn.Network {
    behavior = {
      [0.5] = Note { name = "0.5" }, [-2] = Note { name = "-2" },
      [0] = Note { name = "0" },
    },
  }
  net:initialize()
  net:simulate_iteration()
  equal(notes, { "-2", "0", "0.5" })
end)

row("ORD-05", "behaviors are initialized in order, some first, some last",
  function()
    local order = {}
    local function class(name)
      local C = snn.Behavior(name)
      function C:initialize(object)
        order[#order + 1] = name .. " " .. object.tag
      end
      return C
    end
    local OnInit, Init, InitLast =
      class "OnInit", class "Init", class "InitLast"
    OnInit.initialize_on_init, InitLast.initialize_last = true, true
    local net = snn.Network { behavior = { [5] = Init {} } }
    snn.NeuronGroup {
      net = net, size = 1, tag = "a",
      behavior = { InitLast {}, Init {}, OnInit {} },
    }
    snn.NeuronGroup {
      net = net, size = 1, tag = "b", behavior = { [0] = Init {}, OnInit {} },
    }
    net:initialize()
    equal(order, {
      "OnInit a", "OnInit b", "Init b", "Init a", "Init Network_1",
      "InitLast a",
    })
  end)

-- A behavior that calls a function in iteration 2.
local Change = snn.Behavior "Change"

function Change:forward(object)
  if object.iteration == 2 then
    self.change(object)
  end
end

local function change(body)
  local behavior = Change {}
  behavior.change = body
  return behavior
end

row("ORD-06", "what is removed still runs to the end of the iteration",
  function()
    notes = {}
    local net = snn.Network {}
    snn.NeuronGroup {
      net = net, size = 1, tag = "a",
      behavior = {
        change(function(a)
          a:remove_behavior(2)
          equal(a:behavior(2), nil)
          collectgarbage()
        end),
        Note { name = 1 },
      },
    }
    net:initialize()
    net:simulate_iterations(4)
    equal(notes, { 1, 1 })
  end)

row("ORD-06", "what is added or switched counts from the next iteration",
  function()
    notes = {}
    local net = snn.Network {}
    snn.NeuronGroup {
      net = net, size = 1,
      behavior = {
        change(function(a)
          a:add_behavior(3, Note { name = "new" })
          a("off", 1):disable()
        end),
        [2] = Note { name = "old", tag = "off" },
      },
    }
    net:initialize()
    net:simulate_iterations(3)
    equal(notes, { "old", "old", "new" })
  end)

row("ORD-06", "a group is removed after the iteration", function()
  notes = {}
  local net = snn.Network {}
  local a = snn.NeuronGroup { net = net, size = 1, tag = "a" }
  local b = snn.NeuronGroup {
    net = net, size = 1, tag = "b", behavior = { [2] = Note { name = "b" } },
  }
  local s = snn.SynapseGroup {
    net = net, src = b, dst = a, tag = "GLU",
    behavior = { [3] = Note { name = "s" } },
  }
  b.v = b:vector(3)
  a:add_behavior(1, change(function()
    local first, second = net:remove(b)
    assert(first == b and second == s)
    collectgarbage()
  end))
  net:initialize()
  net:simulate_iterations(3)
  equal(notes, { "b", "s", "b", "s" })
  equal(net.Structures, { a })
  equal(a.afferent_synapses.GLU, {})
  equal({ net.b, net.GLU }, {})
  equal(b.v, { 3 })
end)

row("ORD-06", "a group that removes itself finishes", function()
  local net = snn.Network {}
  local seen
  snn.NeuronGroup {
    net = net, size = 1, tag = "a",
    behavior = {
      change(function(a)
        net:remove(a)
        a.v = a:vector(1)
        seen = a.v[1]
      end),
    },
  }
  net:initialize()
  net:simulate_iterations(3)
  equal(seen, 1)
  equal(net.Structures, {})
end)

row("ORD-06", "a group that is made in an iteration runs from the next",
  function()
    notes = {}
    local net = snn.Network {
      behavior = {
        change(function()
          local b = snn.NeuronGroup {
            net = snn.Network(), size = 1, behavior = { Note { name = "x" } },
          }
          assert(b)
        end),
      },
    }
    net:add_behavior(0, change(function(object)
      snn.NeuronGroup {
        net = object, size = 1, behavior = { [7] = Note { name = "new" } },
      }
    end))
    net:initialize()
    net:simulate_iterations(4)
    equal(notes, { "new", "new" })
  end)

row("ORD-06", "nothing can be done with a group that was removed", function()
  local net = snn.Network {}
  local a = snn.NeuronGroup { net = net, size = 1, tag = "a" }
  net:remove(a)
  local message = "NeuronGroup 'a' was removed from its network"
  fails(function() net:remove(a) end, message)
  fails(function() a:add_behavior(1, Note {}) end, message)
  fails(function() a:remove_behavior(1) end, message)
  fails(function() a.iteration = 3 end, message)
  fails(function() snn.SynapseGroup { net = net, src = a, dst = a } end,
    message)
  fails(function() net:remove(net) end,
    "what is removed must be a neuron group or a synapse group, not Network"
    .. " 'Network_1'")
  fails(function() net:remove(3) end,
    "remove: expected a network object, got number")
end)

row("ORD-07", "a recorder sees what its key lets it see", function()
  local Count = snn.Behavior "Count"
  function Count:initialize(object) object.x = 0 end
  function Count:forward(object) object.x = object.x + 1 end
  local net = snn.Network {
    behavior = {
      [1] = snn.Recorder { "x + 0" }, [5] = Count {}, [9] = snn.Recorder "x",
    },
  }
  net:initialize()
  net:simulate_iterations(3)
  equal(net("x + 0", 1), { 0, 1, 2 })
  equal(net("x", 1), { 1, 2, 3 })
end)

row("ORD-08", "a behavior sees what earlier ones wrote in the iteration",
  function()
    local Write, Copy = snn.Behavior "Write", snn.Behavior "Copy"
    function Write:forward(object) object.x = object.iteration end
    function Copy:forward(object) object.y = object.x end
    local net = snn.Network { behavior = { [1] = Write {}, [2] = Copy {} } }
    net:initialize()
    net:simulate_iterations(2)
    equal(net.y, 2)
  end)
