-- Section 11: clocks, variables and differential equations.

local snn = require "snn"

-- A group of two neurons with these behaviors, in a network with a clock of
-- 1 ms.
local function group(behavior, options)
  options = options or {}
  local net = snn.Network {
    seed = 1, dtype = options.dtype,
    behavior = { [0] = snn.Clock { options.step or "1 ms" } },
  }
  local neurons = snn.NeuronGroup {
    net = net, size = 2, tag = "exc", behavior = behavior,
  }
  return net, neurons
end

-- The message of an error in the initialize of a behavior.
local function refused(behavior, message)
  local net = group { behavior }
  local name = tostring(behavior):match "^%w+"
  fails(function() net:initialize() end,
    "in " .. name .. ":initialize (key 1) of NeuronGroup 'exc': " .. message)
end

row("EUL-01", "a Clock counts the time of its owner", function()
  local net, neurons = group { snn.Clock "0.5*ms" }
  net:initialize()
  equal({ net.clock_step_size, net.t, net.dt }, { 0.001, 0, 1 })
  equal({ neurons.clock_step_size, neurons.t }, { 0.0005, 0 })
  equal(neurons.dt, nil)
  net:simulate_iterations(3)
  near({ net.t, neurons.t }, { 0.003, 0.0015 }, 1e-12)
end)

row("EUL-01", "without a step it is the network's dt, or 1 ms", function()
  local net = snn.Network { seed = 1, behavior = { snn.Clock {} } }
  net:initialize()
  equal(net.clock_step_size, 0.001)
  net = snn.Network { seed = 1, behavior = { snn.Clock {} } }
  net.dt = 0.1
  net:initialize()
  near(net.clock_step_size, 0.0001, 1e-18)
end)

row("EUL-01", "a step is a time above 0", function()
  refused(snn.Clock { step = "1 mV" },
    "time '1 mV', column 3: mV is a unit of voltage, not of time")
  refused(snn.Clock { step = "0 ms" },
    "Clock: parameter 'step' = '0 ms': it must be more than 0")
  refused(snn.Clock { step = 1 },
    "Clock: parameter 'step' = 1: it must be a text")
end)

row("EUL-02", "time_to_iterations counts whole iterations", function()
  local net = group({}, { step = "0.1 ms" })
  net:initialize()
  local clock = net.Clock
  equal(clock:time_to_iterations "0.1*second", 1000)
  equal(clock:time_to_iterations "0.3 ms", 3)
  equal(clock:time_to_iterations "0 ms", 0)
end)

row("EUL-02", "a time that can't be counted is an error", function()
  local net = group {}
  net:initialize()
  local clock = net.Clock
  local expected = "a time must be 0 or more, and a number of iterations that"
    .. " can be counted, not "
  fails(function() clock:time_to_iterations "-1 ms" end,
    expected .. "'-1 ms'")
  fails(function() clock:time_to_iterations "1e300 s" end,
    expected .. "'1e300 s'")
end)

row("EUL-03", "a Variable is a vector with a value in mV or s", function()
  local net, neurons = group {
    snn.Variable "v = 1*mV", snn.Variable { eq = "tau = 100 ms" },
    snn.Variable "u = -0.065 V", snn.Variable { "w = 2 * a", a = 4 },
    snn.Variable "r = w / 2",
  }
  net:initialize()
  equal(neurons.v, { 1, 1 })
  near(neurons.tau, { 0.1, 0.1 }, 1e-7)
  near(neurons.u, { -65, -65 }, 1e-4)
  equal(neurons.w, { 8, 8 })
  equal(neurons.r, { 4, 4 })
end)

row("EUL-03", "it applies v_new as it runs", function()
  local net, neurons = group { snn.Variable "v = 1" }
  net:initialize()
  neurons.v_new = neurons:vector(5)
  equal(neurons.v, { 1, 1 })
  net:simulate_iteration()
  equal(neurons.v, { 5, 5 })
end)

row("EUL-03", "a SynapseVariable is a matrix", function()
  local net, neurons = group {}
  local synapse = snn.SynapseGroup {
    net = net, src = neurons, dst = neurons,
    behavior = {
      snn.SynapseVariable "w = 0.5",
      [3] = snn.Equation "dw/dt = -w / (10 ms)",
    },
  }
  net:initialize()
  equal(synapse.w, { { 0.5, 0.5 }, { 0.5, 0.5 } })
  net:simulate_iterations(2)
  near(synapse.w[1], { 0.45, 0.45 }, 1e-6)
end)

row("EUL-03", "mistakes in a variable are errors", function()
  refused(snn.Variable "v", "equation 'v', column 1: expected 'v = ' and a"
    .. " value")
  refused(snn.Variable "v = 1 mW",
    "equation 'v = 1 mW', column 7: there is no unit 'mW'; known units: s, ms,"
    .. " us, ns, second, seconds, msecond, minute, hour, Hz, kHz, V, mV, volt,"
    .. " A, nA, pA, amp, ohm, Mohm, S, nS, siemens, F, pF, farad, C, m, um")
  refused(snn.Variable "v = u",
    "NeuronGroup 'exc' has no variable 'u'; there are no variables")
  refused(snn.Variable {}, "Variable needs the parameter 'eq'")
  refused(snn.Variable { "v = 1", tau = 2 },
    "Variable has no parameter 'tau'; known parameters: eq")
  refused(snn.SynapseVariable "v = 1",
    "the object of SynapseVariable must be a synapse group, not NeuronGroup"
    .. " 'exc'")
end)

row("EUL-04", "an Equation takes a forward Euler step", function()
  local net, neurons = group {
    snn.Variable "v = 1 mV", snn.Variable "tau = 100 ms",
    [5] = snn.Equation "dv/dt=(0-v)/tau",
  }
  net:initialize()
  net:simulate_iteration()
  equal(neurons.v, { 1, 1 })
  near(neurons.v_new, { 0.99, 0.99 }, 1e-6)
  net:simulate_iterations(10)
  near(neurons.v, { 0.99 ^ 10, 0.99 ^ 10 }, 1e-5)
end)

row("EUL-04", "equations see values of one iteration, whatever their order",
  function()
    local net, neurons = group({
      snn.Variable "x = 1", snn.Variable "y = 0",
      [5] = snn.Equation "dx/dt = -y * 100", [6] = snn.Equation
        "dy/dt = x * 100",
    }, { dtype = "float64" })
    net:initialize()
    local x, y = 1, 0
    for _ = 1, 20 do
      net:simulate_iteration()
      near(neurons.x[1], x, 1e-12)
      near(neurons.y[1], y, 1e-12)
      x, y = x - y * 0.1, y + x * 0.1
    end
  end)

row("EUL-04", "names are parameters, variables, the network's, units",
  function()
    local net, neurons = group {
      snn.Variable "v = 0", [5] = snn.Equation {
        "dv/dt = (E + R * I + n.bias - v) * clip(k, 0, 1) / tau + 0 * t",
        tau = "20 ms", E = -65, R = "10 Mohm", k = 2,
        I = snn.tensor { 0.5, 2 },
      },
    }
    neurons.bias = neurons:vector(1)
    net:initialize()
    net:simulate_iteration()
    near(neurons.v_new, { (-65 + 5 + 1) / 20, (-65 + 20 + 1) / 20 }, 1e-5)
  end)

row("EUL-04", "a variable wins over a unit of its name", function()
  local net, neurons = group {
    [5] = snn.Equation "dm/dt = (1 - m) / (2 ms)", [6] = snn.Variable "m = 0",
  }
  net:initialize()
  net:simulate_iteration()
  near(neurons.m_new, { 0.5, 0.5 }, 1e-6)
end)

row("EUL-04", "the network's dt can stand in for a clock", function()
  local net = snn.Network { seed = 1 }
  local neurons = snn.NeuronGroup {
    net = net, size = 1,
    behavior = { snn.Variable "v = 1", snn.Equation "dv/dt = -v / (10 ms)" },
  }
  net.dt = 0.5
  net:initialize()
  net:simulate_iteration()
  near(neurons.v_new, { 0.95 }, 1e-6)
end)

row("EUL-04", "an exponential step is exact for a linear equation", function()
  for _, dtype in ipairs { "float32", "float64" } do
    local net, neurons = group({
      snn.Variable "v = 1", [5] = snn.Equation {
        "dv/dt = (2 - v) / tau + g * (3 - v)",
        tau = "5 ms", g = "100 Hz", method = "exponential_euler",
      },
    }, { dtype = dtype })
    net:initialize()
    net:simulate_iterations(11)
    local rate = 1 / 0.005 + 100
    local rest = (2 / 0.005 + 300) / rate
    local wanted = rest + (1 - rest) * math.exp(-rate * 0.010)
    near(neurons.v[1], wanted, dtype == "float32" and 1e-6 or 1e-14)
  end
end)

row("EUL-04", "rates may differ from neuron to neuron, and be 0", function()
  local net, neurons = group({
    snn.Variable "v = 1", [5] = snn.Equation {
      "dv/dt = b - v * rate", rate = snn.tensor({ 0, 1e-3 }, "float64"),
      b = 2, method = "exponential_euler",
    },
  }, { dtype = "float64" })
  net:initialize()
  net:simulate_iteration()
  near(neurons.v_new, {
    1 + 2 * 0.001, 2000 + (1 - 2000) * math.exp(-1e-6),
  }, 1e-12)
end)

row("EUL-04", "growth is exact too", function()
  local net, neurons = group({
    snn.Variable "v = 1", [5] = snn.Equation {
      "dv/dt = rate * v", rate = snn.tensor({ 500, 30000 }, "float64"),
      method = "exponential_euler",
    },
  }, { dtype = "float64" })
  net:initialize()
  net:simulate_iteration()
  near(neurons.v_new / snn.tensor({ math.exp(0.5), math.exp(30) }, "float64"),
    { 1, 1 }, 1e-13)
end)

row("EUL-04", "mistakes in an equation are errors", function()
  local function refuse(parameters, message)
    local net = group { snn.Variable "v = 1", [5] = snn.Equation(parameters) }
    fails(function() net:initialize() end,
      "in Equation:initialize (key 5) of NeuronGroup 'exc': " .. message)
  end
  refuse("v = 1", "equation 'v = 1', column 1: expected 'dv/dt = ' and its"
    .. " value")
  refuse("dv/dt = (0 - v", "equation 'dv/dt = (0 - v', column 15: expected"
    .. " ')', found the end")
  refuse("dv/dt = -v / tua", "NeuronGroup 'exc' has no variable 'tua';"
    .. " known variables: v, v_new")
  refuse("du/dt = 1", "Equation: parameter 'eq' = 'du/dt = 1': 'u' needs a"
    .. " Variable or SynapseVariable, which applies what the equation gives,"
    .. " or a unit, as in 'du/dt = 1 : mV'")
  refuse({ "dv/dt = -v ^ 2", method = "exponential_euler" },
    "Equation: parameter 'eq' = 'dv/dt = -v ^ 2': exponential_euler needs an"
    .. " equation that is linear in 'v'")
  refuse({ "dv/dt = 1 / v", method = "exponential_euler" },
    "Equation: parameter 'eq' = 'dv/dt = 1 / v': exponential_euler needs an"
    .. " equation that is linear in 'v'")
  refuse({ "dv/dt = exp(v)", method = "exponential_euler" },
    "Equation: parameter 'eq' = 'dv/dt = exp(v)': exponential_euler needs an"
    .. " equation that is linear in 'v'")
  refuse({ "dv/dt = -v", method = "rk4" }, "Equation: parameter 'method' ="
    .. " 'rk4': it needs equations that say their units, as in 'dv/dt = -v :"
    .. " mV'; of others a step is euler or exponential_euler")
  refuse({ "dv/dt = -v", tau = 3 }, "Equation has no parameter 'tau'; known"
    .. " parameters: eq, method, threshold, reset, refractory, spike, on_pre,"
    .. " on_post, pre_spike, post_spike")
end)

row("EUL-04", "without a clock there is an error", function()
  local net = snn.Network { seed = 1 }
  snn.NeuronGroup {
    net = net, size = 1, tag = "exc",
    behavior = { snn.Variable "v = 1", snn.Equation "dv/dt = -v" },
  }
  fails(function() net:initialize() end,
    "in Equation:initialize (key 2) of NeuronGroup 'exc': Equation: parameter"
    .. " 'eq' = 'dv/dt = -v': it needs a Clock of NeuronGroup 'exc' or of the"
    .. " network, or the network's dt")
end)

row("EUL-04", "a change of another shape is an error", function()
  local net = group {
    snn.Variable "v = 1", [5] = snn.Equation {
      "dv/dt = k", k = snn.zeros(3, 2),
    },
  }
  net:initialize()
  fails(function() net:simulate_iteration() end,
    "in Equation:forward (key 5) of NeuronGroup 'exc', iteration 1: the change"
    .. " of 'v' must be a number or of shape [2], not of another shape")
end)
