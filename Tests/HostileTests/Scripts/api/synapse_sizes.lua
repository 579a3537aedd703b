-- expect: ok
-- mode: both
-- why: dense synapses between groups whose product overflows

local net = snn.Network {}
local a = snn.NeuronGroup { net = net, size = 1 << 20, tag = "a" }
local b = snn.NeuronGroup { net = net, size = 1 << 20, tag = "b" }
local synapse = snn.SynapseGroup { net = net, src = a, dst = b }
for _, density in ipairs { -1, 2, 0 / 0, 1 / 0, "x", {} } do
  for _, layout in ipairs { "dense", "sparse" } do
    assert(not pcall(synapse.matrix, synapse,
      { "uniform", density = density, layout = layout }), tostring(density))
  end
end
local ok, e = pcall(synapse.matrix, synapse)
assert(not ok and tostring(e):find "memory", e)
ok, e = pcall(synapse.matrix, synapse,
  { "uniform", density = 1, layout = "sparse" })
assert(not ok, e)
for _, options in ipairs {
  { net = net, src = a, dst = {} }, { net = net, src = "nope", dst = "a" },
  { net = net, src = 5, dst = "a" }, { net = net, src = net, dst = a },
  { net = {}, src = a, dst = b }, { src = a, dst = b },
} do
  assert(not pcall(snn.SynapseGroup, options))
end
local max = math.maxinteger
local huge = { max, 1 << 62, 1 << 40, 1e18 }
for _, size in ipairs(huge) do
  local made, group = pcall(snn.NeuronGroup, { net = net, size = size })
  if made then
    assert(not pcall(group.vector, group))
    local own = snn.SynapseGroup { net = net, src = group, dst = group }
    assert(not pcall(own.matrix, own))
    assert(not pcall(own.matrix, own, { "uniform", layout = "sparse" }))
    assert(not pcall(own.distances, own))
    pcall(own.connect, own, { in_degree = max })
  end
end
