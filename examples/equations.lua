-- Neurons and plastic synapses, written as equations.
--
-- Shows equations with units, thresholds, resets, refractory times, and what
-- spikes do at synapses: the rule of Song, Miller and Abbott (2000), which
-- strengthens inputs that fire before the neuron does.
--
-- Prints: the neuron fires 201 times in 2000 ms
-- Prints: mean weight 0.250 before, 0.253 after

local snn = require "snn"

local net = snn.Network { seed = 1, dt = 0.1 }

local input = snn.NeuronGroup {
  net = net, size = 200, tag = "input",
  behavior = {
    [1] = snn.Equation {
      "rate : Hz", rate = "uniform(5 Hz, 25 Hz)",
      threshold = "rand() < rate * dt",
    },
  },
}

local neuron = snn.NeuronGroup {
  net = net, size = 1, tag = "neuron",
  behavior = {
    [2] = snn.Equation {
      [[
        dv/dt = (E_L - v + g * (E_e - v)) / tau : mV (unless refractory)
        dg/dt = -g / tau_e : 1
      ]],
      threshold = "v > -54 mV", reset = "v = -60 mV", refractory = "2 ms",
      v = "-74 mV", E_L = "-74 mV", E_e = "0 mV", tau = "10 ms",
      tau_e = "5 ms",
    },
    [9] = snn.EventRecorder { "spike" },
  },
}

local synapses = snn.SynapseGroup {
  net = net, src = input, dst = neuron, tag = "plastic",
  behavior = {
    [3] = snn.Equation {
      [[
        w : 1
        dapre/dt = -apre / tau_stdp : 1 (source)
        dapost/dt = -apost / tau_stdp : 1 (destination)
      ]],
      on_pre = "g_post += w * 0.12; apre += 0.01; w = clip(w + apost, 0, 0.5)",
      on_post = "apost -= 0.0105; w = clip(w + apre, 0, 0.5)",
      w = 0.25, tau_stdp = "20 ms",
    },
  },
}

net:initialize()
local before = synapses.w:mean()
net:simulate "2000 ms"

print(("the neuron fires %d times in 2000 ms"):format(#net("spike.t", 1)))
print(("mean weight %.3f before, %.3f after"):format(before,
  synapses.w:mean()))
