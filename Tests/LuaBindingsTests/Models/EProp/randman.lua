-- Learns Randman with recurrent neurons by e-prop; gives the share of samples
-- that it tells apart of those that it hasn't learned. Takes the samples of
-- each class, the classes, the neurons, the epochs, the samples of a batch, and
-- the seed.

local snn = require "snn"
local models = snn.models

local samples, classes, size, epochs, batch, seed = ...
local steps = 100

local net = snn.Network {
  seed = seed, dt = 1,
  behavior = {
    [1] = models.Randman {
      samples = samples, classes = classes, steps = steps,
    },
  },
}
local input = snn.NeuronGroup {
  net = net, size = 20, behavior = { [2] = models.Samples {} },
}
local neurons = snn.NeuronGroup {
  net = net, size = size, behavior = { [3] = models.EPropLIF {} },
}
local readout = snn.NeuronGroup {
  net = net, size = classes,
  behavior = {
    [2] = models.Samples { "targets", to = "target" },
    [5] = models.Readout {
      tau = 50, loss = "cross_entropy", from = steps // 2,
    },
    [10] = snn.Recorder { "correct", run_every = steps },
  },
}

local function connect(src, dst, mode)
  local synapses = snn.SynapseGroup {
    net = net, src = src, dst = dst,
    behavior = {
      [4] = models.Transmission { to = "I" },
      [6] = dst == readout and models.LearningSignal {} or nil,
      [7] = models.EProp {},
      [9] = models.Adam {
        rate = 0.01, scale = 2 / steps / batch, run_every = steps * batch,
      },
    },
  }
  if src == dst then
    synapses.enabled = snn.eye(size):eq(0)
  end
  synapses.W = synapses:matrix(mode)
end

connect(input, neurons, "normal(0, 1)")
connect(neurons, neurons, "normal(0, 0.05)")
connect(neurons, readout, "normal(0, 0.2)")
net:initialize()

local recorder = net("Recorder", 1)

-- The share of right answers to samples in a random order.
local function share(indices)
  net.sample_order = indices[net:tensor("uniform", #indices):argsort()]
  recorder:reset()
  net:simulate_iterations(#indices * steps)
  return recorder.variables.correct:mean()
end

local count = samples * classes
local order = net:tensor("uniform", count):argsort()
local learned = order[{ { 1, count * 4 // 5 } }]
local held_out = order[{ { count * 4 // 5 + 1, count } }]
for epoch = 1, epochs do
  if epoch == epochs then -- smaller steps at the end
    for _, adam in ipairs(net "Adam") do
      adam.rate = adam.rate / 4
    end
  end
  share(learned)
end
for _, class in ipairs { "EProp", "Adam" } do
  net:deactivate_behaviors(class)
end
return share(held_out)
