-- Numbers near the ends of their type.

local snn = require "snn"

-- The weights of a synapse group from two neurons to one after `behavior` has
-- run.
local function normalized(behavior, weights, options)
  options = options or {}
  local net = snn.Network { seed = 1, dtype = options.dtype }
  local src = snn.NeuronGroup { net = net, size = #weights }
  local dst = snn.NeuronGroup { net = net, size = #weights[1] }
  local synapse = snn.SynapseGroup {
    net = net, src = src, dst = dst, tag = "GLUTAMATE",
  }
  local W = snn.tensor(weights, net.dtype)
  synapse.W = options.is_sparse and W:to_sparse() or W
  local owner = options.is_efferent and src or dst
  owner:add_behavior(1, behavior)
  net:initialize()
  net:simulate_iterations(1)
  W = synapse.W
  return options.is_sparse and W:to_dense() or W
end

row("A5", "SynapticNormalization divides by tiny and by overflowing sums",
  function()
    local function each(options, weights, wanted)
      near(normalized(snn.SynapticNormalization {}, weights, options), wanted,
        1e-6)
    end
    local weights = {
      { 1e-39, 3e38, 1, 1e-45, 0, -1e-40 },
      { 0, 3e38, 3, 1e-45, 0, 1e-40 },
    }
    local wanted = {
      { 1, 0.5, 0.25, 0.5, 0, -0.5 }, { 0, 0.5, 0.75, 0.5, 0, 0.5 },
    }
    each({}, weights, wanted)
    each({ is_sparse = true }, weights, wanted)
    each({ dtype = "float64" }, {
      { 1e-310, 1e308, 5e-324 }, { 0, 1e308, 5e-324 },
    }, { { 1, 0.5, 0.5 }, { 0, 0.5, 0.5 } })
  end)

row("A5", "others' weights have the same bits beside them", function()
  local plain = normalized(snn.SynapticNormalization { norm_factor = 0.7 },
    { { 0.1, 0.4 }, { 0.3, 0.9 } })
  local beside = normalized(snn.SynapticNormalization { norm_factor = 0.7 },
    { { 0.1, 1e-40, 0.4 }, { 0.3, 0, 0.9 } })
  equal(beside[{ {}, snn.tensor({ 1, 3 }, "int64") }], plain)
end)

row("A5", "of a group's efferent synapses, and for a total beyond reach",
  function()
    near(normalized(
      snn.SynapticNormalization { direction = "efferent" },
      { { 2e38, 2e38 }, { 1e-40, 3e-40 } }, { is_efferent = true }),
      { { 0.5, 0.5 }, { 0.25, 0.75 } }, 1e-4)
    near(normalized(snn.SynapticNormalization { norm_factor = 1e38 },
      { { 1e-5 }, { 3e-5 } }) / 1e38, { { 0.25 }, { 0.75 } }, 1e-6)
  end)

row("A5", "CreateWeights divides by overflowing sums", function()
  local net = snn.Network { seed = 1 }
  local neurons = snn.NeuronGroup { net = net, size = 2 }
  local synapse = snn.SynapseGroup {
    net = net, src = neurons, dst = neurons,
    behavior = { snn.CreateWeights { distribution = 3e38 } },
  }
  net:initialize()
  equal(synapse.W, { { 0.5, 0.5 }, { 0.5, 0.5 } })
end)

row("A5", "TimeIntegratedHomeostasis averages what has no sum", function()
  local net = snn.Network { seed = 1 }
  local neurons = snn.NeuronGroup {
    net = net, size = 1,
    behavior = {
      snn.TimeIntegratedHomeostasis {
        adjustment_param = "v", measurement_param = "u", threshold = 3e38,
        integration_length = 3, adj_strength = 0,
      },
    },
  }
  neurons.v, neurons.u = neurons:vector(0), neurons:vector(1e38)
  net:initialize()
  near(neurons.v_average / 1e38, 3, 1e-6)
  net:simulate_iterations(1)
  near(neurons.v_average / 1e38, { 2.5 }, 1e-6)
end)

-- The voltage after an iteration of 1 ms from `v`, of a group with these
-- variables too.
local function stepped(equation, v, variables)
  local behavior = {
    snn.Variable("v = " .. v),
    [3] = snn.Equation { equation, method = "exponential_euler" },
  }
  for name, value in pairs(variables or {}) do
    behavior[2] = snn.Variable(name .. " = " .. value)
  end
  local net = snn.Network { seed = 1, dt = 1 }
  local neurons = snn.NeuronGroup { net = net, size = 1, behavior = behavior }
  net:initialize()
  net:simulate_iterations(2)
  return neurons.v[1]
end

row("A6", "what is 0 stays 0, however fast it would grow", function()
  equal(stepped("dv/dt = v * 1e5", 0), 0)
  equal(stepped("dv/dt = v * 1e6", 0), 0)
  equal(stepped("dv/dt = v * a", 0, { a = 1e5 }), 0)
  equal(stepped("dv/dt = v / tau", 0, { tau = 1e-39 }), 0)
  equal(stepped("dv/dt = v * 1e5", 1), math.huge)
end)

row("A6", "a tiny coefficient loses no digits", function()
  near(stepped("dv/dt = 5 + v * a", 0, { a = 1e-42 }), 0.005, 1e-9)
  near(stepped("dv/dt = 5 + v * 1e-322", 0), 0.005, 1e-9)
end)
