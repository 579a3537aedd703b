-- Section 10: homeostasis, normalization and other ready-made behaviors.

local snn = require "snn"

-- A synapse group with all weights 0.5.
local function synapses(behavior)
  local net = snn.Network { seed = 1 }
  local neurons = snn.NeuronGroup { net = net, size = 3 }
  local synapse = snn.SynapseGroup {
    net = net, src = neurons, dst = neurons, behavior = behavior,
  }
  synapse.W = synapse:matrix(0.5)
  return net, synapse
end

row("CX-35", "WeightClip keeps weights within limits", function()
  local net, synapse = synapses {
    snn.WeightClip { w_min = 0.1, w_max = 0.4 },
  }
  synapse.W[{ 1, 1 }] = -1
  net:initialize()
  net:simulate_iteration()
  near(synapse.W[1], { 0.1, 0.4, 0.4 }, 1e-6)
end)

row("CX-35", "limits in the wrong order are an error", function()
  local net = synapses { snn.WeightClip { w_min = 2 } }
  fails(function()
    net:initialize()
  end, "in WeightClip:initialize (key 1) of SynapseGroup 'SynapseGroup_1':"
    .. " WeightClip: parameter 'w_min' = 2.0: it must be at most w_max, 1.0")
end)

row("BEH-15", "a library behavior names a parameter it doesn't know", function()
  local net = synapses { snn.WeightClip { w_mx = 2 } }
  fails(function()
    net:initialize()
  end, "in WeightClip:initialize (key 1) of SynapseGroup 'SynapseGroup_1':"
    .. " WeightClip has no parameter 'w_mx'; did you mean 'w_max'?")
end)

row("BEH-23", "changed parameters count once initialized again", function()
  local clip = snn.WeightClip { 0, 0.4 }
  local net, synapse = synapses { clip }
  net:initialize()
  equal(clip.parameters.w_max, 0.4)
  clip.parameters.w_max = 0.2
  net:initialize()
  net:simulate_iteration()
  near(synapse.W:max(), 0.2, 1e-6)
end)
