-- Neurons that learn by e-prop to follow a sum of sines.
--
-- E-prop (Bellec et al. 2020, doi 10.1038/s41467-020-17236-y) finds gradients
-- forwards in time: each synapse keeps an eligibility trace, and the errors of
-- the readout come back as learning signals. Shows the order of its parts: what
-- has a lower key runs first. Takes the number of trials.
--
-- Prints: loss of the first trial 26.6, of the last 0.7

local snn = require "snn"
local models = snn.models

local trials = tonumber((...) or 40)
local steps = 100

local net = snn.Network {
  seed = 1, dt = 1,
  behavior = {
    [1] = models.SineWaves {
      steps = steps, inputs = 20, rate = 100, sines = 2,
    },
  },
}
local input = snn.NeuronGroup {
  net = net, size = 20, behavior = { [2] = models.Samples {} },
}
local hidden = snn.NeuronGroup {
  net = net, size = 50, behavior = { [3] = models.EPropLIF { tau = "20 ms" } },
}
local readout = snn.NeuronGroup {
  net = net,
  size = 1,
  behavior = {
    [2] = models.Samples { "targets", to = "target" },
    [5] = models.Readout { tau = "20 ms", gain = 0.05 },
    [9] = snn.Recorder { "trial_loss", run_every = steps },
  },
}

-- Synapses that learn, with weights drawn from a mode.
local function connect(src, dst, mode)
  local synapses = snn.SynapseGroup {
    net = net,
    src = src,
    dst = dst,
    behavior = {
      [4] = models.Transmission { to = "I" },
      [6] = dst == readout and models.LearningSignal { "symmetric" } or nil,
      [7] = models.EProp {},
      [8] = models.Adam { rate = 0.01, run_every = steps },
    },
  }
  synapses.W = synapses:matrix(mode)
end

connect(input, hidden, "normal(0, 0.3)")
connect(hidden, hidden, "normal(0, 0.1)")
connect(hidden, readout, "normal(0, 1)")

net:initialize()
net:simulate_iterations(trials * steps)

local loss = net("trial_loss", 1)
print(("loss of the first trial %.1f, of the last %.1f"):format(
  loss[1], loss[-1]))
