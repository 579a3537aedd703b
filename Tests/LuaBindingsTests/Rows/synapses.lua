-- Section 7: synapse groups.

local snn = require "snn"

-- A network with a grid `src` and a grid `dst` and synapses between them.
local function synapses(src, dst, options)
  options = options or {}
  local net = snn.Network { seed = 1, synapse_mode = options.mode }
  snn.NeuronGroup { net = net, tag = "src", size = snn.NeuronDimension(src) }
  if dst then
    snn.NeuronGroup { net = net, tag = "dst", size = snn.NeuronDimension(dst) }
  end
  local synapse = snn.SynapseGroup {
    net = net, src = "src", dst = dst and "dst" or "src", tag = "GLU",
    behavior = options.behavior,
  }
  return synapse, net
end

-- The matrix with a row for each source.
local function by_source(synapse, matrix)
  return synapse.network.synapse_mode == "SxD" and matrix or matrix.T
end

local modes = { "SxD", "DxS" }

row("SYN-01", "ends are groups or tags", function()
  local synapse, net = synapses({ 2 }, { 3 })
  equal(synapse.src == net.src and synapse.dst == net.dst, true)
  fails(function() snn.SynapseGroup { net = net, src = "scr", dst = "dst" } end,
    "no neuron group (source) has the tag 'scr'; did you mean 'src'?")
  fails(function() snn.SynapseGroup { net = net, src = synapse } end,
    "SynapseGroup: src must be a neuron group or its tag, got SynapseGroup"
    .. " 'GLU'")
end)

row("SYN-02", "ends may be connected later", function()
  local _, net = synapses({ 2 }, { 3 })
  local synapse = snn.SynapseGroup {
    net = net, tag = "late", behavior = { snn.RemoveAutapses {} },
  }
  equal(synapse.src or synapse.dst, false)
  synapse:connect_src "src"
  equal(net.src.efferent_synapses.late[1] == synapse, true)
  equal(synapse.enabled, nil)
  synapse:connect_dst(net.src)
  equal(net.src.afferent_synapses.All[1] == synapse, true)
  equal(net("src => src", 1) == synapse, true)
  equal(synapse.src == net.src and synapse.dst == net.src, true)
  equal(synapse.enabled, { { false, true }, { true, false } })
end)

row("SYN-02", "what needs both ends is an error before", function()
  local net = snn.Network {}
  snn.NeuronGroup { net = net, size = 2, tag = "src" }
  local synapse = snn.SynapseGroup { net = net, src = "src", tag = "late" }
  local message = "SynapseGroup 'late' has no destination; connect it first"
  fails(function() synapse:matrix() end, message)
  fails(function() synapse:matrix_dim() end, message)
  fails(function() synapse:connect { in_degree = 1 } end, message)
  fails(function() net:initialize() end, message)
  fails(function() synapse:connect_src "src" end,
    "SynapseGroup 'late' has a source, 'src'")
  fails(function() synapse:connect_dst() end,
    "connect_dst: expected a neuron group or its tag, got nil")
  fails(function() synapse:connect_dst "srk" end,
    "no neuron group (destination) has the tag 'srk'; did you mean 'src'?")
end)

row("SYN-03", "matrix_dim follows the synapse mode", function()
  equal({ synapses({ 2 }, { 3 }):matrix_dim() }, { 2, 3 })
  equal({ synapses({ 2 }, { 3 }, { mode = "DxS" }):matrix_dim() }, { 3, 2 })
end)

row("SYN-04", "matrix is 0 where synapses are not enabled", function()
  local synapse = synapses { 2 }
  synapse.enabled = snn.tensor { { 1, 0 }, { 0, 1 } }
  equal(synapse:matrix(3), { { 3, 0 }, { 0, 3 } })
  equal(synapse:matrix { 3, only_enabled = false }, { { 3, 3 }, { 3, 3 } })
  equal(synapse:matrix(1, "bool"), { { true, false }, { false, true } })
  local clone = synapse:matrix {
    "uniform", clone_along_first_axis = true, only_enabled = false,
  }
  equal(clone[1], clone[2])
end)

row("SYN-05", "connections go into enabled", function()
  local synapse = synapses { 2, 2 }
  synapse.enabled = synapse:connect { rule = "one_to_one" }
  equal(synapse:matrix(2), snn.eye(4) * 2)
  synapse.enabled = false
  equal(synapse:matrix(2):any(), false)
end)

row("SYN-06", "group_weighting is 1 until it is set", function()
  local synapse, net = synapses { 2 }
  equal({ synapse.group_weighting, net.src.group_weighting }, { 1, 1 })
  equal(synapse:set_var("group_weighting", 2) == synapse, true)
  equal(synapse.group_weighting, 2)
end)

row("SYN-07", "each destination gets as many random weights", function()
  for _, mode in ipairs(modes) do
    local synapse = synapses({ 8 }, { 5 }, { mode = mode })
    local W = by_source(synapse, synapse:get_random_synapse_mat_fixed(3))
    equal(W:gt(0):sum(1), { 3, 3, 3, 3, 3 })
    equal(W:max() < 1, true)
  end
end)

row("SYN-07", "an in degree is that of each destination", function()
  for _, mode in ipairs(modes) do
    local synapse = synapses({ 8 }, { 5 }, { mode = mode })
    local chosen = by_source(synapse, synapse:connect { in_degree = 3 })
    equal({ chosen.dtype, chosen.shape }, { "bool", { 8, 5 } })
    equal(chosen:sum(1), { 3, 3, 3, 3, 3 })
    local other = by_source(synapse, synapse:connect { in_degree = 3 })
    equal(other:eq(chosen):all(), false)
  end
end)

row("SYN-07", "an out degree is that of each source", function()
  for _, mode in ipairs(modes) do
    local synapse = synapses({ 3 }, { 8 }, { mode = mode })
    local chosen = by_source(synapse, synapse:connect { out_degree = 8 })
    equal(chosen:sum(2), { 8, 8, 8 })
    equal(synapse:connect({ out_degree = 0 }):any(), false)
  end
end)

row("SYN-07", "every source is as likely as any other", function()
  local synapse = synapses({ 5 }, { 2000 })
  local counts = synapse:connect({ in_degree = 2 }):sum(2)
  equal(counts:gt(700):all() and counts:lt(900):all(), true)
end)

row("SYN-07", "the seed gives the connections", function()
  local a, b = synapses { 9 }, synapses { 9 }
  equal(a:connect { in_degree = 4 }, b:connect { in_degree = 4 })
end)

row("SYN-07", "other rules connect with a probability or all", function()
  local synapse = synapses { 40 }
  local share = synapse:connect({ density = 0.25 }):sum() / 1600
  near(share, 0.25, 0.05)
  equal(synapse:connect({ rule = "all" }):all(), true)
  equal(synapse:connect { density = snn.eye(40) }, snn.eye(40):gt(0))
end)

row("SYN-07", "a rule that is not possible is an error", function()
  local synapse = synapses({ 4 }, { 5 })
  fails(function() synapse:connect { in_degree = 5 } end,
    "in degree must be from 0 to 4, not 5")
  fails(function() synapse:connect { out_degree = -1 } end,
    "out degree must be from 0 to 5, not -1")
  fails(function() synapse:connect { out_degree = 1.5 } end,
    "connect: out_degree must be a whole number, not 1.5")
  fails(function() synapse:connect { in_degree = "3" } end,
    "connect: in_degree must be a whole number, not a string")
  fails(function() synapse:connect { rule = "one_to_one" } end,
    "one to one: the number of destinations must be that of sources, 4, not 5")
  fails(function() synapse:connect { rule = "some" } end,
    'connect: rule must be "all" or "one_to_one", not some')
  fails(function() synapse:connect { density = 2 } end,
    "bernoulli: a probability must be between 0 and 1, not 2.0")
  fails(function() synapse:connect { density = "high" } end,
    "connect: density must be a number or a tensor, got string")
  fails(function() synapse:connect {} end,
    "connect: give one of in_degree, out_degree, density, distance, rule; got"
    .. " none")
  fails(function() synapse:connect { in_degree = 1, density = 1 } end,
    "connect: give one of in_degree, out_degree, density, distance, rule; got"
    .. " in_degree and density")
  fails(function() synapse:connect { in_degre = 1 } end,
    "connect has no option 'in_degre'; did you mean 'in_degree'?")
end)

row("SYN-08", "get_distance_mat is largest for the nearest", function()
  for _, mode in ipairs(modes) do
    local synapse, net = synapses({ 3 }, { 3 }, { mode = mode })
    net.dst.shape:move(1)
    near(by_source(synapse, synapse:get_distance_mat(2)), {
      { 0.5, 0, 0 }, { 1, 0.5, 0 }, { 0.5, 1, 1 },
    }, 1e-6)
  end
end)

row("SYN-08", "a destination with nothing in reach has zeros", function()
  local synapse, net = synapses({ 2 }, { 1 })
  net.dst.shape:move(0, 50)
  equal(synapse:get_distance_mat(2), { { 0 }, { 0 } })
  equal(synapse:get_ring_mat(2, 2), { { 0 }, { 0 } })
end)

row("SYN-08", "without coordinates there is an error", function()
  local net = snn.Network {}
  local a = snn.NeuronGroup { net = net, size = 1, tag = "a" }
  local synapse = snn.SynapseGroup { net = net, src = a, dst = a }
  fails(function() synapse:get_distance_mat(2) end,
    "NeuronGroup 'a' has no variable 'x'; there are no variables")
  a.x = snn.ones(2)
  fails(function() synapse:get_distance_mat(2) end,
    "'x' of NeuronGroup 'a' must be a tensor with a number for each neuron, not"
    .. " a tensor of shape [2]")
end)

row("SYN-08", "synapses may depend on distance", function()
  local synapse = synapses { 3 }
  local d = synapse:distances()
  equal(d, { { 0, 1, 2 }, { 1, 0, 1 }, { 2, 1, 0 } })
  local near_ones = synapse:connect {
    distance = function(distance) return distance:le(1) end,
  }
  equal(near_ones, d:le(1))
  equal(synapse:connect { distance = "distance <= 1", autapses = false },
    d:eq(1))
  equal(synapse:connect { distance = "exp(-distance * 1000)" }, d:eq(0))
  synapse.reach = 1
  equal(synapse:connect { distance = "distance < reach" }, d:eq(0))
  fails(function() synapse:connect { distance = "distanc < 1" } end,
    "SynapseGroup 'GLU' has no variable 'distanc'; known variables: reach")
  fails(function() synapse:connect { distance = "distance <" } end,
    "connect: distance 'distance <', column 11: expected a value, found the"
    .. " end")
  fails(function() synapse:connect { distance = 1 } end,
    "connect: distance must be a function or a text, got number")
  fails(function() synapse:connect { distance = function() end } end,
    "connect: distance must be a number or a tensor, got nil")
end)

row("SYN-09", "a ring is between the near and the far", function()
  for _, mode in ipairs(modes) do
    local synapse = synapses({ 5 }, { 1 }, { mode = mode })
    local ring = by_source(synapse, synapse:get_ring_mat(3, 3))
    near(ring:select(2, 1), { 0.6666667, 1, 0, 1, 0.6666667 }, 0.4)
    equal({ ring[{ 3, 1 }], ring:max() }, { 0, 1 })
  end
end)

row("SYN-10", "the receptive field size is that of enabled ones", function()
  local synapse = synapses({ 5, 2 }, { 1 })
  equal({ synapse:get_max_receptive_field_size() }, { 2, 1, 1 })
  synapse.enabled = synapse:distances():lt(1)
  equal({ synapse:get_max_receptive_field_size() }, { 1, 1, 1 })
end)

row("SYN-11", "a sub-group of synapses has copies of the block", function()
  for _, mode in ipairs(modes) do
    local synapse, net = synapses({ 3 }, { 2 }, { mode = mode })
    local W = snn.tensor { { 1, 2 }, { 3, 4 }, { 5, 6 } }
    synapse.W = by_source(synapse, W):clone()
    synapse.eta = 0.5
    local part = synapse:get_sub_synapse_group(
      net.src.x:ge(0), net.dst.x:gt(0))
    equal(by_source(part, part.W), { { 4 }, { 6 } })
    part.W:fill_(0)
    equal(by_source(synapse, synapse.W), W)
    equal({ part.eta, part.tag, part.src.size, part.dst.size },
      { 0.5, "GLU", 2, 1 })
    equal(#net.dst.afferent_synapses.GLU, 2)
  end
end)

row("SYN-12", "the size factor balances groups", function()
  local synapse, net = synapses({ 4 }, { 2 })
  local other = snn.SynapseGroup {
    net = net, src = "dst", dst = "dst", tag = "GLU",
  }
  near(synapse:get_synapse_group_size_factor(synapse, "GLU"), 2 / 6 * 4, 1e-9)
  near(synapse:get_synapse_group_size_factor(other, "GLU"), 2 / 6 * 2, 1e-9)
  other.group_weighting = 3
  net.dst.group_weighting = 2
  near(other:get_synapse_group_size_factor(other, "GLU"), 4 / 8 * 6, 1e-9)
end)

row("SYN-13", "autapses can be left out", function()
  local synapse = synapses { 4 }
  equal(synapse:connect { rule = "all", autapses = false }, snn.eye(4):eq(0))
  local chosen = synapse:connect { in_degree = 3, autapses = false }
  equal(chosen, snn.eye(4):eq(0))
  local out = synapse:connect { out_degree = 2, autapses = false }
  equal(out:sum(2), { 2, 2, 2, 2 })
  equal(out:bitand(snn.eye(4):gt(0)):any(), false)
  fails(function() synapse:connect { in_degree = 4, autapses = false } end,
    "in degree must be from 0 to 3, not 4")
end)

row("SYN-13", "a neuron is itself in every sub-group", function()
  local _, net = synapses { 4 }
  local synapse = snn.SynapseGroup {
    net = net, src = net.src:sub_group { 1, 3 },
    dst = net.src:sub_group { 3, 4 },
    behavior = { snn.RemoveAutapses {} },
  }
  equal(synapse.enabled, { { true, true }, { true, true }, { false, true } })
  equal(synapse:connect { out_degree = 1, autapses = false }[3],
    { false, true })
end)

row("SYN-14", "ignore_transpose_mode has a row for each destination", function()
  for _, mode in ipairs(modes) do
    local synapse = synapses({ 2 }, { 3 }, { mode = mode })
    equal(synapse:ignore_transpose_mode(synapse:matrix()).shape, { 3, 2 })
  end
end)

row("SYN-15", "several groups may join the same neurons", function()
  local synapse, net = synapses { 2 }
  local slow = snn.SynapseGroup {
    net = net, src = "src", dst = "src", tag = "slow,GLU",
  }
  local list = net.src.afferent_synapses.GLU
  equal(list[1] == synapse and list[2] == slow and #list == 2, true)
  equal(net.src.afferent_synapses.slow[1] == slow, true)
end)

row("SYN-16", "behaviors of synapse groups get the group", function()
  local Count = snn.Behavior "Count"
  function Count:initialize(synapse)
    synapse.count = 0
  end
  function Count:forward(synapse)
    synapse.count = synapse.count + synapse.src.size
  end
  local synapse, net = synapses({ 2 }, nil, { behavior = { Count {} } })
  net:initialize()
  net:simulate_iterations(3)
  equal(synapse.count, 6)
end)

row("SYN-17", "rows and blocks are read and written by masks", function()
  local synapse = synapses { 3 }
  synapse.W = synapse:matrix(1)
  local pre = snn.tensor({ 1, 0, 1 }):gt(0)
  local post = snn.tensor({ 0, 1, 0 }):gt(0)
  equal(synapse.W[pre]:sum(1), { 2, 2, 2 })
  synapse.W[{ pre, post }]:add_(0.5):clamp_(0, 1.25)
  equal(synapse.W, { { 1, 1.25, 1 }, { 1, 1, 1 }, { 1, 1.25, 1 } })
end)
