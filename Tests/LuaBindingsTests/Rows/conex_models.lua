-- Section 15, continued: models of neurons and rules that others know too.

local snn = require "snn"
local models = snn.models

-- The spike times, in ms, of a neuron of the library under a constant current.
local function library_spikes(neuron, dt, duration)
  local net = snn.Network { seed = 1, dt = dt }
  local neurons = snn.NeuronGroup {
    net = net, size = 1, behavior = {
      [1] = neuron, [2] = snn.EventRecorder { "spike" },
    },
  }
  net:initialize()
  net:simulate(duration .. " ms")
  return (neurons("spike.t", 1):float() * dt):totable()
end

-- CoNeX's ELIF and AELIF by its formulas, in steps of Euler.
local function conex_spikes(p, current, dt, duration)
  local v, omega, times = p.v_rest, 0, {}
  for t = 1, math.floor(duration / dt + 0.5) do
    local F = p.v_rest - v + p.delta * math.exp((v - p.theta_rh) / p.delta)
    v = v + (F + p.R * current - p.R * omega) * dt / p.tau
    local spike = v >= p.threshold
    if spike then
      v = p.v_reset
      times[#times + 1] = t * dt
    end
    if p.w_tau then
      omega = omega + (p.alpha * (v - p.v_rest) - omega) * dt / p.w_tau
        + (spike and p.beta * dt or 0)
    end
  end
  return times
end

-- R of 10 Mohm and tau of 20 ms are g_L of 0.1 uS and C of 2 nF.
local conex = {
  R = 10, tau = 20, v_rest = -70, v_reset = -72, threshold = -30,
  theta_rh = -52, delta = 2, alpha = 0.05, beta = 40, w_tau = 100,
}

local function options(more)
  local result = {
    C = 2, g_L = 0.1, rest = -70, reset = -72, threshold = -30, v_T = -52,
    delta_T = 2, initial = -70, current = 2.4,
  }
  for name, value in pairs(more or {}) do
    result[name] = value
  end
  return result
end

-- Each spike is late by up to an iteration, and so is what follows it.
local function check_times(found, wanted, least)
  assert(#wanted >= least and #found == #wanted, #found .. " " .. #wanted)
  for i, time in ipairs(wanted) do
    near(found[i], time, 0.1 * i)
  end
end

row("CX-07", "EIF spikes when ELIF does in small steps", function()
  local p = setmetatable({ w_tau = false }, { __index = conex })
  check_times(library_spikes(models.EIF(options()), 0.1, 200),
    conex_spikes(p, 2.4, 0.005, 200), 4)
end)

row("CX-08", "AdEx spikes when AELIF does, with a as alpha and b as beta dt",
  function()
    local dt = 0.005
    check_times(library_spikes(models.AdEx(options {
      a = 0.05, b = 40 * dt, tau_w = 100, current = 6,
    }), 0.1, 200), conex_spikes(conex, 6, dt, 200), 5)
  end)

row("CX-32", "VogelsSTDP is iSTDP, with lr as eta and rho as rate", function()
  local lr, rho, tau = 0.01, 8, 20
  local alpha = 2 * rho * tau / 1000
  local net = snn.Network { seed = 1, dt = 1 }
  local src = snn.NeuronGroup { net = net, size = 1, tag = "src" }
  local dst = snn.NeuronGroup { net = net, size = 1, tag = "dst" }
  local synapses = snn.SynapseGroup {
    net = net, src = src, dst = dst, behavior = {
      models.VogelsSTDP {
        eta = lr, rate = rho, tau = tau, w_min = -10, w_max = 10,
      },
    },
  }
  src.spike = src:vector { dtype = "bool" }
  dst.spike = dst:vector { dtype = "bool" }
  synapses.W = synapses:matrix(1)
  net:initialize()
  local w, pre, post, left = 1, 0, 0, math.exp(-1 / tau)
  -- Spikes of the source, of the target, and none.
  for t = 1, 12 do
    local x, y = t % 3 == 1 and 1 or 0, t % 3 == 2 and 1 or 0
    src.spike:fill_(x == 1)
    dst.spike:fill_(y == 1)
    net:simulate_iteration()
    pre, post = pre * left + x, post * left + y
    -- CoNeX's formula with is_inhibitory, whose sign is -1.
    w = w + lr * (x * (alpha - post) * -1 + pre * y)
    near(synapses.W, { { w } }, 1e-5)
  end
end)
