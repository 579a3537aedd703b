-- Section 5: neuron groups and sub-groups.

local snn = require "snn"

local function group(size, options)
  local net = snn.Network(options or { seed = 1 })
  return snn.NeuronGroup { net = net, size = size or 4, tag = "exc" }, net
end

local function mask(...)
  return snn.tensor { ... }:ne(0)
end

row("NG-01", "a size behavior gives the size and takes key 0", function()
  local net = snn.Network {}
  local neurons = snn.NeuronGroup {
    net = net, size = snn.NeuronDimension { 3, 2 },
  }
  equal(neurons.size, 6)
  equal(neurons("NeuronDimension", 1) == neurons.shape, true)
end)

row("NG-01", "an occupied key 0 is an error", function()
  local net = snn.Network {}
  fails(function()
    snn.NeuronGroup {
      net = net, size = snn.NeuronDimension { 3, 2 },
      behavior = { [0] = snn.Recorder "v" },
    }
  end, "NeuronGroup 'NeuronGroup_1' has a behavior with key 0, Recorder;"
    .. " NeuronDimension needs another key")
  fails(function()
    snn.NeuronGroup { net = net, size = snn.Recorder "v" }
  end, "NeuronGroup: size must be a whole number of 0 or more, got nil")
end)

row("NG-02", "id counts the neurons", function()
  equal(group(3).id, { 1, 2, 3 })
end)

row("NG-03", "vector has an element for each neuron", function()
  equal(group(3):vector(2), { 2, 2, 2 })
end)

row("NG-04", "vector_buffer has a row for each state", function()
  local buffer = group(3):vector_buffer(2, "bool")
  equal(buffer.shape, { 2, 3 })
  equal(buffer.dtype, "bool")
end)

row("NG-05", "a tag that no synapse group has gives an empty list", function()
  equal(#group().afferent_synapses.GLU, 0)
end)

row("NG-06", "synapses takes words for directions", function()
  local neurons, net = group()
  local synapse = snn.SynapseGroup {
    net = net, src = neurons, dst = neurons, tag = "GLU",
  }
  equal(neurons:synapses("dendrite", "GLU")[1] == synapse, true)
  equal(neurons:synapses(1, "GLU")[1] == synapse, true)
  fails(function() neurons:synapses "afferents" end,
    "there is no direction 'afferents'; did you mean 'afferent'?")
end)

row("NG-07", "require_synapses gives lists where there are none", function()
  local afferent, efferent = group():require_synapses "GABA"
  equal(#afferent + #efferent, 0)
end)

row("NG-08", "the combined shape counts sources in any mode", function()
  for _, mode in ipairs { "SxD", "DxS" } do
    local neurons, net = group(4, { synapse_mode = mode })
    local other = snn.NeuronGroup { net = net, size = 7 }
    for _, src in ipairs { neurons, other } do
      snn.SynapseGroup { net = net, src = src, dst = neurons, tag = "GLU" }
    end
    equal({ neurons:get_combined_synapse_shape "GLU" }, { 4, 11 })
  end
end)

row("NG-09", "values are collected from connected groups", function()
  local Mark = snn.Behavior "Mark"
  function Mark:mark(neurons)
    return neurons.tag .. self.parameters.name
  end
  local net = snn.Network {}
  for i, tag in ipairs { "a", "b", "c" } do
    snn.NeuronGroup {
      net = net, size = i, tag = tag,
      behavior = { Mark { name = "!" } },
    }
  end
  net.a.tau, net.c.tau = 10, 30
  snn.SynapseGroup { net = net, src = "a", dst = "b", tag = "GLU" }
  snn.SynapseGroup { net = net, src = "b", dst = "c", tag = "GLU" }
  equal(net.b:connected_NG_param_list("tau", { afferent_NGs = true }), { 10 })
  equal(net.b:connected_NG_param_list("tau",
    { afferent_NGs = true, efferent_NGs = true }), { 30, 10 })
  equal(net.b:connected_NG_param_list("mark",
    { same_NG = true, search_behaviors = true }), { "b!" })
  fails(function()
    net.b:connected_NG_param_list("tau", { afferent_NG = true })
  end, "connected_NG_param_list has no option 'afferent_NG'; did you mean"
    .. " 'afferent_NGs'?")
end)

row("NG-10", "mask_var is the identity of a whole group", function()
  local neurons = group()
  local v = neurons:vector(1)
  equal(neurons:mask_var(v) == v, true)
  equal(neurons:group_without_subGroup() == neurons, true)
  neurons.buffers = { spike = v }
  equal(neurons:get_masked_dict("buffers", "spike") == v, true)
  fails(function() neurons:get_masked_dict("tau", 1) end,
    "get_masked_dict: 'tau' is no table but a nil")
end)

row("NG-10", "mask_var picks out in a sub-group", function()
  local neurons = group()
  local part = neurons:sub_group(mask(0, 1, 0, 1))
  equal(part:mask_var(neurons.id), { 2, 4 })
  equal(part:mask_var(3), 3)
  equal(part:group_without_subGroup() == neurons, true)
  neurons.buffers = { spike = neurons.id }
  equal(part:get_masked_dict("buffers", "spike"), { 2, 4 })
end)

row("NG-11", "a sub-group is a group of some neurons", function()
  local neurons, net = group()
  local part = neurons:subGroup(mask(1, 0, 1, 1))
  equal({ part.size, part.tag, part.iteration }, { 3, "exc_sub", 0 })
  equal(part.id, { 1, 3, 4 })
  equal(part.id_mask, { 1, 3, 4 })
  equal(part.mask, { true, false, true, true })
  equal(part:vector(5), { 5, 5, 5 })
  equal(part:vector_buffer(2).shape, { 2, 3 })
  equal(part.network == net and part.base == neurons, true)
  equal(tostring(part),
    "NeuronSubGroup 'exc_sub': 3 neurons of exc, tags exc_sub,"
    .. " NeuronSubGroup, ng")
end)

row("NG-11", "indices and ranges pick out neurons too", function()
  local neurons = group()
  equal(neurons:sub_group(snn.tensor({ 4, 1 }, "int64")).id, { 1, 4 })
  equal(neurons:sub_group({ 2, 3 }).id, { 2, 3 })
  equal(neurons:sub_group({}).size, 4)
  neurons.v = neurons:vector(1)
  equal(neurons:sub_group(neurons.v[{ {} }]:gt(2)).size, 0)
end)

row("NG-11", "reading gives the elements of its neurons", function()
  local neurons = group()
  neurons.v = snn.tensor { 1, 2, 3, 4 }
  neurons.hist = snn.tensor { { 1, 2, 3, 4 }, { 5, 6, 7, 8 } }
  neurons.rows = snn.tensor { { 1 }, { 2 }, { 3 }, { 4 } }
  neurons.other = snn.tensor { 1, 2 }
  neurons.tau = 20
  for _, part in ipairs {
    neurons:sub_group(mask(0, 1, 0, 1)),
    neurons:sub_group(snn.tensor({ 2, 4 }, "int64")),
  } do
    equal(part.v, { 2, 4 })
    equal(part.hist, { { 2, 4 }, { 6, 8 } })
    equal(part.rows, { { 2 }, { 4 } })
    equal(part.other, { 1, 2 })
    equal(part.tau, 20)
    equal(part.nothing, nil)
  end
end)

row("NG-11", "writing goes through to the base group", function()
  for _, picks in ipairs { { 0, 1, 0, 1 }, { 0, 0, 1, 1 } } do
    local neurons = group()
    local part = neurons:sub_group(mask(table.unpack(picks)))
    local zeros = 1 - snn.tensor(picks)
    neurons.v = neurons:vector(1)
    local v = neurons.v
    part.v:add_(1)
    part.v = part.v * 2
    equal(v, zeros + (1 - zeros) * 4)
    part.v = 0
    equal(neurons.v, zeros)
    part.v[part.v:lt(1)] = 5
    part.v[part.v:gt(1)]:add_(2)
    part.v[1] = 7
    part.v[{ { 2, 2 } }] = 7
    equal(neurons.v, zeros + (1 - zeros) * 7)
    neurons.hist = neurons:vector_buffer(2)
    part.hist = snn.tensor { { 1, 2 }, { 3, 4 } }
    near(neurons.hist:sum(), 10, 0)
    equal(part.hist, { { 1, 2 }, { 3, 4 } })
  end
end)

row("NG-11", "what is written takes the type of the variable", function()
  local neurons = group()
  neurons.spike = neurons:vector { dtype = "bool" }
  local part = neurons:sub_group(mask(0, 1, 0, 1))
  part.spike = snn.tensor { 0.5, 0 }
  equal(neurons.spike, { false, true, false, false })
end)

row("NG-11", "a vector that the base lacks is created as zeros", function()
  local neurons = group()
  local part = neurons:sub_group(mask(0, 1, 0, 1))
  part.u = part:vector(3)
  equal(neurons.u, { 0, 3, 0, 3 })
  part.hist = part:vector_buffer(1) + 1
  equal(neurons.hist, { { 0, 1, 0, 1 } })
end)

row("NG-11", "what can't be written is an error", function()
  local neurons = group()
  local part = neurons:sub_group(mask(0, 1, 0, 1))
  neurons.v, neurons.tau = neurons:vector(), 20
  fails(function() part.v = snn.ones(3) end,
    "assign: shapes [2] and [3] don't match")
  fails(function() part.tau = 10 end,
    "'tau' of NeuronGroup 'exc', to which a sub-group writes, must be a tensor"
    .. " with an element for each neuron, not a number")
  fails(function() part.w = 10 end,
    "NeuronGroup 'exc' has no variable 'w'; known variables: tau, v")
  fails(function() part.v = "zeros" end,
    "NeuronSubGroup 'exc_sub': 'v' can only be set to a number, a boolean or a"
    .. " tensor, not a string")
  fails(function() part.size = 10 end,
    "NeuronSubGroup 'exc_sub': 'size' can't be replaced")
  fails(function() part.vector = part:vector() end,
    "NeuronSubGroup 'exc_sub': 'vector' can't be replaced")
end)

row("NG-11", "what picks out no neurons is an error", function()
  local neurons = group()
  fails(function() neurons:sub_group(mask(1, 0)) end,
    "a mask of shape [2] can't select from shape [4]")
  fails(function() neurons:sub_group("left") end,
    "sub_group: expected a bool mask, int64 indices or a range {first, last},"
    .. " got string")
  fails(function() neurons:sub_group({ 1, 9 }) end,
    "index: range {1, 9} of an axis of size 4")
  fails(function() neurons:sub_group(snn.tensor({ 2, 2 }, "int64")) end,
    "sub_group: a neuron is listed twice")
  fails(function() neurons:sub_group(neurons:vector()) end,
    "index: indices must be an int64 tensor with one axis, found a float32"
    .. " tensor of shape [4]")
  fails(function() neurons:sub_group({ 1, 2 }, "exc") end,
    "tag 'exc' is taken: it is the first tag of a NeuronGroup")
end)

row("NG-11", "a sub-group of a sub-group is one of the same base", function()
  local neurons = group()
  local part = neurons:sub_group(mask(0, 1, 1, 1)):sub_group(mask(1, 0, 1))
  equal(part.id, { 2, 4 })
  equal(part.base == neurons, true)
end)

row("NG-11", "a sub-group with a tag is found by it", function()
  local neurons, net = group()
  local left = neurons:sub_group({ 1, 2 }, "left,half")
  equal(net("half", 1) == left and net.left == left, true)
  equal(#net.NeuronGroups, 1)
end)

row("NG-11", "a sub-group takes no behaviors", function()
  local part = group():sub_group({ 1, 2 }, "left")
  fails(function() part:add_behavior(1, snn.Recorder "v") end,
    "Recorder can't be in NeuronSubGroup 'left', which is a view of neurons of"
    .. " 'exc'")
end)

row("NG-11", "its values are usable wherever tensors are", function()
  local neurons = group()
  neurons.v = snn.tensor { 1, 2, 3, 4 }
  neurons.spike = mask(0, 1, 0, 1)
  local part = neurons:sub_group(mask(1, 1, 0, 1))
  local W = snn.ones(3, 2)
  equal(W[part.spike]:sum(1), { 2, 2 })
  equal(part.v:matmul(W), { 7, 7 })
  equal(W.T:matmul(part.v), { 7, 7 })
  equal(part.spike:where(part.v, 0), { 0, 2, 4 })
  equal(snn.where(part.spike, 1, part.v), { 1, 1, 1 })
  equal(part.v:ge(2), { false, true, true })
  equal(1 - part.v, { 0, -1, -3 })
  equal(snn.stack { part.v, part.v }:sum(), 14)
  equal(part:vector { 1, scale = part.v }, { 1, 2, 4 })
  neurons.copy = part.v
  neurons.v:mul_(0)
  equal(neurons.copy, { 1, 2, 4 })
  equal(neurons("exc", 1).copy.dtype, "int64")
end)

row("NG-12", "a sub-group may be an end of a synapse group", function()
  local neurons, net = group()
  local left = neurons:sub_group(mask(1, 0, 1, 1), "left")
  local right = neurons:sub_group({ 3, 4 })
  local synapse = snn.SynapseGroup {
    net = net, src = "left", dst = right, tag = "GLU",
  }
  equal(synapse:matrix().shape, { 3, 2 })
  equal({ synapse:matrix_dim() }, { 3, 2 })
  equal(synapse.src == left and synapse.dst == right, true)
  equal(net("left => exc_sub", 1) == synapse, true)
  for _, list in ipairs {
    left.efferent_synapses.GLU, right.afferent_synapses.All,
    neurons.efferent_synapses.GLU, neurons.afferent_synapses.GLU,
  } do
    equal(#list == 1 and list[1] == synapse, true)
  end
  equal(#left.afferent_synapses.GLU + #right.efferent_synapses.GLU, 0)
end)

row("NG-12", "an empty sub-group works", function()
  local neurons, net = group()
  local none = neurons:sub_group(mask(0, 0, 0, 0))
  local synapse = snn.SynapseGroup { net = net, src = none, dst = neurons }
  neurons.v = neurons:vector(1)
  none.v:add_(1)
  none.v = none.v + 1
  equal(none.v.shape, { 0 })
  equal(synapse:matrix(1)[none.v:ge(0)]:sum(1), { 0, 0, 0, 0 })
  equal(neurons.v, { 1, 1, 1, 1 })
end)

row("NG-12", "sub-groups that nobody uses are collected", function()
  local neurons = group()
  neurons.v = neurons:vector()
  local weak = setmetatable({}, { __mode = "k" })
  for _ = 1, 10 do
    weak[neurons:sub_group({ 1, 2 })] = true
  end
  collectgarbage()
  collectgarbage()
  equal(next(weak), nil)
end)

row("NG-01", "a group for which there is no memory leaves nothing", function()
  local net = snn.Network { seed = 1 }
  assert(not pcall(snn.NeuronGroup, { net = net, size = 1 << 40 }))
  equal(#net.NeuronGroups, 0)
  equal(tostring(net):find "NeuronGroup", nil)
  equal(snn.NeuronGroup { net = net, size = 3 }.tag, "NeuronGroup_1")
end)
