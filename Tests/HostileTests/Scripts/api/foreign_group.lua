-- expect: ok
-- mode: both
-- why: a group of one network handed to another

local one, two = snn.Network {}, snn.Network {}
local a = snn.NeuronGroup { net = one, size = 3, tag = "a" }
local b = snn.NeuronGroup { net = two, size = 3, tag = "b" }
assert(not pcall(snn.SynapseGroup, { net = one, src = a, dst = b }))
assert(not pcall(snn.SynapseGroup, { net = one, src = b, dst = b }))
assert(not pcall(one.remove, one, b))
assert(not pcall(one.add_sub_structure, one, b))
local synapse = snn.SynapseGroup { net = one, src = a }
assert(not pcall(synapse.connect_dst, synapse, b))
assert(not pcall(a.get_subgroup_receptive_field_mask, a, b))
pcall(function() a.other = b end)
pcall(function() a.other = two end)
local B = snn.Behavior "B"
local shared = B {}
a:add_behavior(1, shared)
pcall(b.add_behavior, b, 1, shared)
pcall(one.initialize, one)
pcall(two.initialize, two)
pcall(one.simulate_iterations, one, 1)
pcall(two.simulate_iterations, two, 1)
