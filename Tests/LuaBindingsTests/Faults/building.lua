-- What it costs to build a network: twice the parts, twice the work.

local snn = require "snn"

-- How many instructions of Lua `body` runs, in hundreds.
local function cost(body, count)
  local hundreds = 0
  debug.sethook(function()
    hundreds = hundreds + 1
  end, "", 100)
  body(count)
  debug.sethook()
  return hundreds
end

-- Raises unless `body` does with eight times as many parts at most ten times
-- the work: to look for a place takes a little longer among many.
local function linear(body)
  cost(body, 100) -- what is done once
  local few, many = cost(body, 250), cost(body, 2000)
  if many > 10 * few then
    error(("%d hundred instructions for 250, %d for 2000"):format(few, many), 2)
  end
end

-- A network with a group that has a synapse group to itself.
local function network()
  local net = snn.Network { seed = 1 }
  local group = snn.NeuronGroup { net = net, size = 1, tag = "g" }
  return net, group,
    snn.SynapseGroup { net = net, src = group, dst = group, tag = "s" }
end

row("F2", "tags are added at a cost that doesn't grow", function()
  linear(function(count)
    local net, group, synapses = network()
    for n = 1, count do
      local tag = "t" .. n
      net:add_tag(tag)
      group:add_tag(tag)
      synapses:add_tag(tag)
    end
    assert(#group:tags() == count + 3)
    assert(group.afferent_synapses["t" .. count][1] == synapses)
  end)
end)

row("F2", "groups are found by their tags, early and late ones", function()
  linear(function(count)
    local net = network()
    local last = "g"
    for n = 1, count do
      local group = snn.NeuronGroup { net = net, size = 1 }
      group:add_tag("g" .. n .. ", late")
      snn.SynapseGroup { net = net, src = last, dst = "g" .. n }
      last = "g" .. n
    end
    local synapses = snn.SynapseGroup { net = net, src = "late", dst = last }
    assert(synapses.src == net.NeuronGroup_2)
    assert(synapses.dst.tag == "NeuronGroup_" .. count + 1)
  end)
end)

row("F2", "a group that is gone is found by no tag", function()
  local net = snn.Network { seed = 1 }
  local a = snn.NeuronGroup { net = net, size = 1, tag = "a, x" }
  local b = snn.NeuronGroup { net = net, size = 2, tag = "b" }
  b:add_tag "x, y"
  local function source(tag)
    return snn.SynapseGroup { net = net, src = tag, dst = b }.src
  end
  assert(source "x" == a and source "y" == b)
  net:remove(a)
  assert(source "x" == b)
  fails(function()
    source "a"
  end, "no neuron group (source) has the tag 'a'; known tags: b, NeuronGroup,"
    .. " ng, x, y")
  a:add_tag "y"
  b:subGroup(snn.ones(2, "bool")):add_tag "z"
  fails(function()
    source "z"
  end, "no neuron group (source) has the tag 'z'; known tags: b, NeuronGroup,"
    .. " ng, x, y")
  snn.NeuronGroup { net = net, size = 1, tag = "a" }
  assert(source "a".size == 1)
end)

row("F2", "synapses that get a tag late stand in the order of creation",
  function()
    linear(function(count)
      local net, group = network()
      local all = {}
      for n = 1, count do
        all[n] = snn.SynapseGroup { net = net, src = group, dst = group }
      end
      for n = count, 1, -1 do
        all[n]:add_tag "late"
      end
      local late = group.afferent_synapses.late
      assert(#late == count)
      for n = 1, count do
        assert(late[n] == all[n])
      end
    end)
  end)

row("F2", "behaviors are added and removed one by one", function()
  local B = snn.Behavior "B"
  linear(function(count)
    local _, group = network()
    for n = 1, count do
      group:add_behavior(n, B {})
    end
    assert(group.B == group:behavior(1))
    for n = 1, count do
      assert(group.B == group:behavior(n))
      group:remove_behavior(n)
    end
    assert(group.B == nil)
  end)
end)

row("F2", "groups become parts, and leave, in any order", function()
  linear(function(count)
    local net, group = network()
    local all = {}
    for n = 1, count do
      all[n] = snn.NeuronGroup { net = net, size = 1 }
    end
    for n = count, 1, -1 do
      group:add_sub_structure(all[n])
    end
    assert(group.sub_structures[1] == all[count])
    for n = count, 1, -1 do
      net:remove(all[n])
    end
    assert(#group.sub_structures == 0 and #net.NeuronGroups == 1)
  end)
end)

row("F2", "lists that a script has changed are searched all the same",
  function()
    local net, group = network()
    local a = snn.NeuronGroup { net = net, size = 1, tag = "a" }
    table.sort(net.NeuronGroups, function(x, y) return x.tag < y.tag end)
    table.insert(net.NeuronGroups, 1, {})
    net:remove(a)
    equal(#net.NeuronGroups, 2)
    assert(net.NeuronGroups[2] == group)
  end)

row("F5", "a network that was changed after it ran can be described", function()
  local Step = snn.Behavior("Step", { compiled = true })
  function Step:initialize(neurons) neurons.v = neurons:vector() end
  function Step:forward(neurons) neurons.v:add_(1) end
  local net = snn.Network { seed = 1 }
  local function group(tag)
    return snn.NeuronGroup {
      net = net, tag = tag, size = 2, behavior = { Step {} },
    }
  end
  local a = group "a"
  net:initialize()
  net:simulate_iterations(2)
  group "b"
  assert(tostring(net):find "1  b  Step")
  net:simulate_iterations(2)
  net:remove(a)
  assert(not tostring(net):find "1  a  Step")
  net:simulate_iterations(1)
  assert(net:program():find "Step")
  equal(net.b.v, { 3, 3 })
end)
