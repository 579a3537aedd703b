-- Section 10, OTH-03 and OTH-04: weights and receptive fields.

local snn = require "snn"

-- Synapses between a grid `src` and a grid `dst`, and their network.
local function synapses(src, dst, options)
  local net = snn.Network { seed = 1, synapse_mode = options.mode }
  local from = snn.NeuronGroup { net = net, size = snn.NeuronDimension(src) }
  local to = dst and snn.NeuronGroup {
    net = net, size = snn.NeuronDimension(dst),
  }
  local synapse = snn.SynapseGroup {
    net = net, src = from, dst = to or from, tag = "GLU",
    behavior = options.behavior,
  }
  return synapse, net
end

row("OTH-03", "CreateWeights draws and normalizes weights", function()
  for _, mode in ipairs { "SxD", "DxS" } do
    local synapse, net = synapses({ 20 }, nil, {
      mode = mode,
      behavior = {
        [1] = snn.RemoveAutapses {},
        [2] = snn.CreateWeights { norm_factor = 3 },
      },
    })
    net:initialize()
    local W = synapse:ignore_transpose_mode(synapse.W)
    near(W:sum(1), snn.full({ 20 }, 3), 1e-4)
    near(W:sum(2), snn.full({ 20 }, 3), 0.01)
    equal((W * snn.eye(20)):any(), false)
  end
end)

row("OTH-03", "weights may have a density and no normalization", function()
  local synapse, net = synapses({ 40 }, nil, {
    behavior = {
      snn.CreateWeights {
        distribution = "uniform(2, 3)", density = 0.25, normalize = false,
        variable = "w",
      },
    },
  })
  net:initialize()
  near(synapse.w:gt(0):sum() / 1600, 0.25, 0.05)
  equal(synapse.w:max() > 2.5, true)
  local _, other = synapses({ 2 }, nil, {
    behavior = { snn.CreateWeights { distribution = "unifrm" } },
  })
  fails(function() other:initialize() end,
    "in CreateWeights:initialize (key 1) of SynapseGroup 'GLU': there is no"
    .. " mode 'unifrm'; did you mean 'uniform'?")
end)

row("OTH-04", "a box and a circle restrict what is enabled", function()
  local box = synapses({ 3, 3 }, { 1 }, {
    behavior = { snn.BoxReceptiveFields { range = 1 } },
  })
  equal(box.enabled:sum(), 9)
  local circle = synapses({ 3, 3 }, { 1 }, {
    behavior = { snn.CircleReceptiveFields { 1 } },
  })
  equal(circle.enabled:reshape(3, 3), {
    { false, true, false }, { true, true, true }, { false, true, false },
  })
end)

row("OTH-04", "restrictions add up", function()
  local synapse = synapses({ 3, 3 }, nil, {
    behavior = {
      [1] = snn.CircleReceptiveFields { 1 },
      [2] = snn.BoxReceptiveFields { 5, remove_autapses = true },
    },
  })
  equal(synapse.enabled:sum(), 24)
  equal(synapse.enabled:sum(1)[5], 4)
  local other = synapses({ 3 }, nil, { behavior = { snn.RemoveAutapses {} } })
  equal(other.enabled, snn.eye(3):eq(0))
  local net = snn.Network {}
  fails(function()
    snn.NeuronGroup {
      net = net, size = 2, tag = "a", behavior = { snn.RemoveAutapses {} },
    }
  end, "in RemoveAutapses:initialize (key 1) of NeuronGroup 'a': the object of"
    .. " RemoveAutapses must be a synapse group, not NeuronGroup 'a'")
end)
