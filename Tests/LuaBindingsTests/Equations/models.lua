-- The models of brian.py, and how their spikes and last values compare with
-- what Brian2 gave for them: ... is the path of brian.lua and the name of one.

local snn = require "snn"
local path, name = ...
local wanted = dofile(path)[name]

local currents = snn.tensor({ 0.1, 0.16, 0.2, 0.3, 0.5 }, "float64")

-- The behaviors of five neurons, by the name of the model.
local models = {}

local adapting = {
  threshold = "v > -50 mV", reset = "v = -60 mV; u += 0.02 nA",
  v = "-65 mV", I = currents, E_L = "-65 mV", R = "100 Mohm", a = "2 nS",
  tau_u = "80 ms",
}

local function with(options, more)
  local result = {}
  for _, given in ipairs { options, more } do
    for key, value in pairs(given) do result[key] = value end
  end
  return result
end

function models.exact()
  return snn.Equation(with(adapting, {
    [[
      dv/dt = (E_L - v + R * (I - u)) / tau : mV
      du/dt = (a * (v - E_L) - u) / tau_u : nA
      I : nA (constant)
      tau : ms (constant)
    ]],
    method = "exact", refractory = "20 ms",
    tau = snn.tensor({ 10, 15, 20, 25, 30 }, "float64"),
  }))
end

function models.refractory()
  return snn.Equation(with(adapting, {
    [[
      dv/dt = (E_L - v + R * (I - u)) / tau : mV (unless refractory)
      du/dt = (a * (v - E_L) - u) / tau_u : nA
      I : nA (constant)
    ]],
    method = "euler", refractory = "2.5 ms", tau = "10 ms",
  }))
end

local exponential = {
  threshold = "v > -40 mV", reset = "v = -58 mV; u += 0.1 nA", v = "-70 mV",
  I = currents * 2, g_L = "10 nS", E_L = "-70 mV", C = "200 pF", a = "2 nS",
  tau_u = "30 ms",
}

for _, method in ipairs { "euler", "rk4" } do
  models[method] = function()
    return snn.Equation(with(exponential, {
      [[
        dv/dt = (g_L * (E_L - v) + g_L * D * exp((v - V_T) / D)
                 - u + I) / C : mV
        du/dt = (a * (v - E_L) - u) / tau_u : nA
        I : nA (constant)
      ]],
      method = method, D = "2 mV", V_T = "-50 mV",
    }))
  end
end

function models.exponential_euler()
  return snn.Equation(with(exponential, {
    [[
      dv/dt = (g_L * (E_L - v) + g * (E_e - v) - u + I) / C : mV
      du/dt = (a * (v - E_L) - u) / tau_u : nA
      dg/dt = -g / tau_g : nS
      I : nA (constant)
    ]],
    method = "exponential_euler", g = 10, E_e = "0 mV", tau_g = "4 ms",
  }))
end

function models.condition()
  return snn.Equation {
    [[
      dv/dt = (1.5 * sin(2 * pi * f * t) * k - v) / tau : 1
      k : 1
    ]],
    k = snn.tensor({ 1, 1.1, 1.2, 1.3, 1.4 }, "float64"), f = "20 Hz",
    tau = "5 ms", threshold = "v > 0.9", refractory = "v > 0.2",
  }
end

local durations = { euler = "200 ms", rk4 = "200 ms",
  exponential_euler = "200 ms" }

local function network()
  return snn.Network { seed = 1, dt = 0.1, dtype = "float64" }
end

-- Throws unless the spikes of a network are those that Brian2 gave.
local function compare_spikes(net)
  local t, i = net("spike.t", 1), net("spike.i", 1)
  assert(#t == #wanted.spikes, ("%d spikes, not %d"):format(#t,
    #wanted.spikes))
  for place, spike in ipairs(wanted.spikes) do
    assert(t[place] == spike[1] and i[place] == spike[2],
      ("spike %d is of neuron %d in iteration %d"):format(place, i[place],
        t[place]))
  end
end

local function compare_last(found)
  local last = snn.tensor(wanted.last, "float64")
  local difference = (found - last):abs():max()
  assert(difference < 1e-9, difference)
end

if models[name] then
  local net = network()
  local neurons = snn.NeuronGroup {
    net = net, size = 5,
    behavior = { [1] = models[name](), [9] = snn.EventRecorder { "spike" } },
  }
  net:initialize()
  net:simulate(durations[name] or "300 ms")
  compare_spikes(net)
  compare_last(neurons.v)
  return
end

-- Song, Miller and Abbott (2000), doi:10.1038/78829, with known input; "stdp"
-- has dense weights, "sparse_stdp" the same as a sparse matrix.
local is_sparse = name == "sparse_stdp"
wanted = wanted or dofile(path).stdp

local Input = snn.Behavior "Input"

function Input:initialize(neurons)
  neurons.spike = neurons:vector { dtype = "bool" }
end

function Input:forward(neurons)
  neurons.spike:fill_(false)
  for _, spike in ipairs(wanted.input) do
    if spike[1] == neurons.iteration then neurons.spike[spike[2]] = true end
  end
end

local net = network()
local input = snn.NeuronGroup {
  net = net, size = 8, tag = "input", behavior = { [1] = Input {} },
}
local neurons = snn.NeuronGroup {
  net = net, size = 2, tag = "exc",
  behavior = {
    [2] = snn.Equation {
      [[
        dv/dt = (ge * (E_e - v) + E_l - v) / tau_m : mV
        dge/dt = -ge / tau_e : 1
      ]],
      method = "euler", threshold = "v > -54 mV", reset = "v = -60 mV",
      v = "-74 mV", E_e = "0 mV", E_l = "-74 mV", tau_m = "10 ms",
      tau_e = "5 ms",
    },
    [9] = snn.EventRecorder { "spike" },
  },
}
local start = snn.tensor(wanted.start, "float64")
local synapses = snn.SynapseGroup {
  net = net, src = input, dst = neurons, tag = "plastic",
  behavior = {
    [5] = snn.Equation {
      [[
        w : 1
        dapre/dt = -apre / tau_pre : 1 (source)
        dapost/dt = -apost / tau_post : 1 (destination)
      ]],
      w = not is_sparse and start or nil,
      on_pre = [[
        ge_post += w
        apre += A_pre
        w = clip(w + apost, 0, w_max)
      ]],
      on_post = [[
        apost += A_post
        w = clip(w + apre, 0, w_max)
      ]],
      tau_pre = "20 ms", tau_post = "20 ms", w_max = 0.5, A_pre = 0.01,
      A_post = -0.0105,
    },
  },
}
if is_sparse then synapses.w = start:to_sparse() end
net:initialize()
net:simulate "300 ms"
compare_spikes(net)
compare_last(is_sparse and synapses.w:to_dense() or synapses.w)
