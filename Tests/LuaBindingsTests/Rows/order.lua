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
