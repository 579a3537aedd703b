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

row("CX-35", "a limit that is NaN is an error, and the other is not", function()
  for _, name in ipairs { "w_min", "w_max" } do
    local net = synapses { snn.WeightClip { [name] = 0 / 0 } }
    fails(function()
      net:initialize()
    end, "in WeightClip:initialize (key 1) of SynapseGroup 'SynapseGroup_1':"
      .. " WeightClip: parameter '" .. name .. "' = nan: it must not be NaN")
  end
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

row("SYN-05", "WeightClip leaves disabled synapses alone", function()
  local net, synapse = synapses { snn.WeightClip { 0.1, 0.4 } }
  synapse.enabled = synapse:matrix { "ones", dtype = "bool" }
  synapse.enabled[{ 1, 1 }] = false
  synapse.W[{ 1, 1 }] = 0
  net:initialize()
  net:simulate_iteration()
  near(synapse.W[1], { 0, 0.4, 0.4 }, 1e-6)
end)

-- A neuron group with these behaviors, and variables th and v.
local function neurons(behavior)
  local net = snn.Network { seed = 1 }
  local group = snn.NeuronGroup {
    net = net, size = 3, tag = "exc", behavior = behavior,
  }
  group.th = group:vector(1)
  group.v = snn.tensor { 0, 2, 10 }
  return net, group
end

row("HOM-01", "InstantHomeostasis moves the target by the distance", function()
  local net, group = neurons {
    snn.InstantHomeostasis {
      adjustment_param = "th", measurement_param = "v", min_th = 1, max_th = 4,
      inc = 2, dec = 0.5, adj_strength = 0.1,
    },
  }
  net:initialize()
  net:simulate_iteration()
  near(group.th, { 1.2, 1, 0.7 }, 1e-6)
end)

row("HOM-01", "without distance_sensitive only the side counts", function()
  local net, group = neurons {
    snn.InstantHomeostasis {
      adjustment_param = "th", measurement_param = "v", min_th = 1, max_th = 4,
      inc = 2, dec = 0.5, distance_sensitive = false,
    },
  }
  net:initialize()
  net:simulate_iteration()
  near(group.th, { 3, 1, 0.5 }, 1e-6)
end)

row("HOM-01", "limits of measurement and target leave what is measured",
  function()
    local net, group = neurons {
      snn.InstantHomeostasis {
        adjustment_param = "th", measurement_param = "v", threshold = 2,
        measurement_min = 1, measurement_max = 5,
        target_clip_min = 0, target_clip_max = 1.5,
      },
    }
    net:initialize()
    net:simulate_iteration()
    near(group.th, { 1.5, 1, 0 }, 1e-6)
    equal(group.v, { 0, 2, 10 })
  end)

row("HOM-01", "a target that doesn't exist is an error", function()
  local net = neurons {
    snn.InstantHomeostasis {
      adjustment_param = "tth", measurement_param = "v", threshold = 2,
    },
  }
  net:initialize()
  fails(function() net:simulate_iteration() end,
    "in InstantHomeostasis:forward (key 1) of NeuronGroup 'exc', iteration 1:"
    .. " NeuronGroup 'exc' has no variable 'tth'; did you mean 'th'?")
end)

row("HOM-01", "synapses that are not enabled are left alone", function()
  local net, synapse = synapses {
    snn.InstantHomeostasis {
      adjustment_param = "W", measurement_param = "W", threshold = 2,
    },
  }
  synapse.enabled = synapse:matrix { "ones", dtype = "bool" }
  synapse.enabled[{ 1, 1 }] = false
  net:initialize()
  net:simulate_iteration()
  near(synapse.W[1], { 0.5, 2, 2 }, 1e-6)
end)

row("HOM-02", "gap_percent widens the thresholds that threshold gives",
  function()
    local net, group = neurons {
      snn.InstantHomeostasis {
        adjustment_param = "th", measurement_param = "v", threshold = 5,
        gap_percent = 20,
      },
    }
    net:initialize()
    net:simulate_iteration()
    near(group.th, { 5, 3, -3 }, 1e-6)
  end)

row("HOM-02", "given thresholds win over threshold", function()
  local net, group = neurons {
    snn.InstantHomeostasis {
      adjustment_param = "th", measurement_param = "v", threshold = 5,
      max_th = 9, gap_percent = 20,
    },
  }
  net:initialize()
  net:simulate_iteration()
  near(group.th, { 5, 3, 0 }, 1e-6)
end)

row("HOM-02", "thresholds may be one for each neuron", function()
  local net, group = neurons {
    snn.InstantHomeostasis {
      adjustment_param = "th", measurement_param = "v",
      threshold = snn.tensor { 1, 2, 3 },
    },
  }
  net:initialize()
  net:simulate_iteration()
  near(group.th, { 2, 1, -6 }, 1e-6)
end)

row("HOM-02", "without thresholds there is an error", function()
  local net = neurons {
    snn.InstantHomeostasis {
      adjustment_param = "th", measurement_param = "v", min_th = 1,
    },
  }
  fails(function() net:initialize() end,
    "in InstantHomeostasis:initialize (key 1) of NeuronGroup 'exc':"
    .. " InstantHomeostasis needs the parameter 'max_th'")
end)

row("HOM-03", "what is measured is a recorder's expression", function()
  local net, group = neurons {
    snn.InstantHomeostasis {
      adjustment_param = "th", measurement_param = "mean(n.v)", threshold = 3,
    },
  }
  net:initialize()
  net:simulate_iteration()
  near(group.th, { 0, 0, 0 }, 1e-6)
end)

row("HOM-03", "an expression is checked when the network is initialized",
  function()
    local net = neurons {
      snn.InstantHomeostasis {
        adjustment_param = "th", measurement_param = "maen(v)", threshold = 3,
      },
    }
    fails(function() net:initialize() end,
      "in InstantHomeostasis:initialize (key 1) of NeuronGroup 'exc':"
      .. " there is no function 'maen'; did you mean 'mean'?")
  end)

row("HOM-04", "TimeIntegratedHomeostasis measures a running average", function()
  local net, group = neurons {
    snn.TimeIntegratedHomeostasis {
      adjustment_param = "th", measurement_param = "v", min_th = 1, max_th = 3,
      integration_length = 3, adj_strength = 0.1,
    },
  }
  net:initialize()
  equal(group.th_average, 2)
  net:simulate_iteration()
  near(group.th_average, { 1.5, 2, 4 }, 1e-6)
  near(group.th, { 1, 1, 0.9 }, 1e-6)
  net:simulate_iteration()
  near(group.th_average, { 1.125, 2, 5.5 }, 1e-6)
  near(group.th, { 1, 1, 0.65 }, 1e-6)
end)

row("HOM-04", "the average begins with init_avg", function()
  local net, group = neurons {
    snn.TimeIntegratedHomeostasis {
      adjustment_param = "th", measurement_param = "v", threshold = 3,
      integration_length = 1, init_avg = 0,
    },
  }
  net:initialize()
  net:simulate_iteration()
  near(group.th_average, { 0, 1, 5 }, 1e-6)
end)

row("HOM-04", "a length below 0 is an error", function()
  local net = neurons {
    snn.TimeIntegratedHomeostasis {
      adjustment_param = "th", measurement_param = "v", threshold = 3,
      integration_length = -1,
    },
  }
  fails(function() net:initialize() end,
    "in TimeIntegratedHomeostasis:initialize (key 1) of NeuronGroup 'exc':"
    .. " TimeIntegratedHomeostasis: parameter 'integration_length' = -1.0:"
    .. " it must be 0 or more")
end)

-- Two synapse groups that end at one neuron group of two, with a behavior on
-- the neurons.
local function convergent(mode, behavior)
  local net = snn.Network { seed = 1, synapse_mode = mode }
  local a = snn.NeuronGroup { net = net, size = 1, tag = "a" }
  local b = snn.NeuronGroup { net = net, size = 2, tag = "b" }
  local dst = snn.NeuronGroup {
    net = net, size = 2, tag = "dst", behavior = { behavior },
  }
  local first = snn.SynapseGroup { net = net, src = a, dst = dst, tag = "GLU" }
  local second = snn.SynapseGroup { net = net, src = b, dst = dst, tag = "GLU" }
  first.W = snn.tensor { { 1.0, 0 } }
  second.W = snn.tensor { { 2.0, 0 }, { -1, 0 } }
  if mode == "DxS" then
    first.W, second.W = first.W.T:clone(), second.W.T:clone()
  end
  return net, first, second
end

row("NOR-01", "totals over all groups of a tag become norm_factor", function()
  local net, first, second = convergent("SxD",
    snn.SynapticNormalization { synapse_type = "GLU", norm_factor = 8 })
  net:initialize()
  net:simulate_iteration()
  near(first.W, { { 2, 0 } }, 1e-6)
  near(second.W, { { 4, 0 }, { -2, 0 } }, 1e-6)
end)

row("NOR-01", "matrices may be [destination, source]", function()
  local net, first, second = convergent("DxS",
    snn.SynapticNormalization { synapse_type = "GLU", norm_factor = 8 })
  net:initialize()
  net:simulate_iteration()
  near(first.W.T, { { 2, 0 } }, 1e-6)
  near(second.W.T, { { 4, 0 }, { -2, 0 } }, 1e-6)
end)

row("NOR-01", "each neuron may have its total; disabled synapses don't count",
  function()
    local net, first, second = convergent("SxD", snn.SynapticNormalization {
      synapse_type = "GLU", norm_factor = snn.tensor { 6, 1 },
    })
    first.W = snn.tensor { { 1.0, 3 } }
    second.enabled = snn.tensor { { true, true }, { false, true } }
    net:initialize()
    net:simulate_iteration()
    near(first.W, { { 2, 1 } }, 1e-6)
    near(second.W, { { 4, 0 }, { -1, 0 } }, 1e-6)
  end)

row("NOR-01", "synapses of a sub-group count for its neurons", function()
  local net, first, second = convergent("SxD",
    snn.SynapticNormalization { synapse_type = "GLU", norm_factor = 8 })
  local part = snn.SynapseGroup {
    net = net, src = "a", tag = "GLU",
    dst = net.dst:sub_group(snn.tensor { false, true }),
  }
  first.W = snn.tensor { { 1.0, 1 } }
  part.W = snn.tensor { { 3.0 } }
  net:initialize()
  net:simulate_iteration()
  near(first.W, { { 2, 2 } }, 1e-6)
  near(second.W, { { 4, 0 }, { -2, 0 } }, 1e-6)
  near(part.W, { { 6 } }, 1e-6)
end)

row("NOR-01", "a tag that no synapse group has is an error", function()
  local net = convergent("SxD",
    snn.SynapticNormalization { synapse_type = "GLUT" })
  fails(function() net:initialize() end,
    "in SynapticNormalization:initialize (key 1) of NeuronGroup 'dst': no"
    .. " afferent synapse group has the tag 'GLUT'; did you mean 'GLU'?")
end)

row("NOR-01", "a total of the wrong shape is an error", function()
  local net = convergent("SxD", snn.SynapticNormalization {
    synapse_type = "GLU", norm_factor = snn.tensor { 1, 2, 3 },
  })
  fails(function() net:initialize() end,
    "in SynapticNormalization:initialize (key 1) of NeuronGroup 'dst':"
    .. " SynapticNormalization: parameter 'norm_factor' = a tensor of shape"
    .. " [3]: its shape must be [2]")
end)

row("NOR-02", "efferent weights can be normalized", function()
  local net, _, second = convergent "SxD"
  net:find("b", 1):add_behavior(1, snn.SynapticNormalization {
    synapse_type = "GLU", direction = "efferent",
  })
  second.W = snn.tensor { { 1.0, 3 }, { 0, 0 } }
  net:initialize()
  net:simulate_iteration()
  near(second.W, { { 0.25, 0.75 }, { 0, 0 } }, 1e-6)
end)

row("OTH-01", "Refractory lowers activity by a counter of past output",
  function()
    local net, group = neurons {
      snn.Refractory { decayfactor = 0.5, strengthfactor = 2 },
    }
    group.output = snn.tensor { true, false, true }
    group.activity = group:vector(10)
    net:initialize()
    net:simulate_iteration()
    near(group.activity, { 8, 10, 8 }, 1e-6)
    net:simulate_iteration()
    near(group.refractory_counter, { 1.5, 0, 1.5 }, 1e-6)
    near(group.activity, { 5, 10, 5 }, 1e-6)
  end)

row("NONE-08", "RefractoryPeriod keeps neurons from spiking", function()
  local net, group = neurons {
    [2] = snn.RefractoryPeriod { period = 2, held = "v" },
    [3] = snn.Recorder { "spike", "v" },
  }
  local Fire = snn.Behavior "Fire"
  function Fire:forward(object)
    object.v:add_(1)
    object.spike = object.v:ge(3)
    object.v[object.spike] = 0
  end
  group.v = snn.tensor { 2, 1, -9 }
  group:add_behavior(1, Fire {})
  net:initialize()
  net:simulate_iterations(6)
  equal(net("spike", 1)[{ {}, 1 }],
    { true, false, false, false, false, true })
  equal(net("spike", 1)[{ {}, 2 }],
    { false, true, false, false, false, false })
  equal(net("v", 1)[{ {}, 1 }], { 0, 0, 0, 1, 2, 0 })
end)

row("NONE-08", "a period below 0 is an error", function()
  local net = neurons { snn.RefractoryPeriod { -1 } }
  fails(function() net:initialize() end,
    "in RefractoryPeriod:initialize (key 1) of NeuronGroup 'exc':"
    .. " RefractoryPeriod: parameter 'period' = -1: it must be 0 or more")
end)
