-- Runs a task of pinned.py, and compares the losses of trials with those of
-- NEST. Takes the folder, the task and the number of batches.

local snn = require "snn"
local models = snn.models

local folder, task, batches = ...
local is_sines = task == "sines"
local batch = task == "evidence2" and 2 or 1
local steps, tau = is_sines and 1000 or 2250, is_sines and 30 or 20
local threshold = is_sines and 0.03 or 0.6

local function load(name, type)
  return snn.load(("%s/%s.npy"):format(folder, name), type)
end

local function spikes(samples, inputs)
  local rows = snn.zeros(samples * steps, inputs, "bool")
  for _, row in ipairs(load(task .. "_spikes"):totable()) do
    rows[{ row[1] + 1, row[2] + 1 }] = true
  end
  return rows:reshape(samples, steps, inputs)
end

-- A current of 1 ends at a voltage of 1.
local gain = 1 - math.exp(-1 / tau)
local trials, neurons, readout
if is_sines then
  trials = models.Trials {
    spikes = spikes(1, 100),
    targets = load "sines_target":reshape(1, steps, 1),
  }
  neurons = models.EPropLIF {
    tau = tau, threshold = threshold, gain = gain, width = threshold,
    height = 0.3 / threshold,
  }
  readout = models.Readout { tau = tau, gain = gain }
else
  local labels = load(task .. "_labels"):unsqueeze(2)
  local adapts = snn.arange(1, 100):gt(50):double()
  trials = models.Trials {
    spikes = spikes(5 * batch, 40),
    targets = labels:eq(snn.arange(0, 1)):double(),
  }
  neurons = models.EPropLIF {
    tau = tau, threshold = threshold, width = threshold,
    height = 0.3 / threshold, refractory = 5, tau_adaptation = 2000,
    beta = adapts * (1.7 * (1 - math.exp(-1 / 2000)) / gain),
  }
  readout = models.Readout {
    tau = tau, gain = gain, loss = "cross_entropy", from = steps - 149,
  }
end

local function optimizer()
  local every = steps * batch
  if is_sines then
    return models.GradientDescent { rate = 1e-4, run_every = every }
  end
  return models.Adam {
    rate = 5e-3, scale = 1 / 150 / batch, run_every = every,
  }
end

local net = snn.Network {
  dt = 1, dtype = "float64", behavior = { [1] = trials },
}
local groups = {
  input = snn.NeuronGroup {
    net = net, size = is_sines and 100 or 40,
    behavior = { [2] = models.Samples {} },
  },
  neuron = snn.NeuronGroup {
    net = net, size = 100,
    behavior = {
      [3] = neurons,
      [8] = models.RateRegularization { strength = 300, run_every = steps },
    },
  },
  readout = snn.NeuronGroup {
    net = net, size = is_sines and 1 or 2,
    behavior = {
      [2] = models.Samples { "targets", to = "target" },
      [5] = readout,
      [10] = snn.Recorder { "trial_loss", run_every = steps },
    },
  },
}
local kind = is_sines and "sines_" or "evidence_"

local function connect(from, to, name)
  local synapses = snn.SynapseGroup {
    net = net, src = groups[from], dst = groups[to],
    behavior = {
      [4] = models.Transmission { to = "I" },
      [6] = to == "readout" and models.LearningSignal { "random" } or nil,
      [7] = models.EProp {},
      [9] = optimizer(),
    },
  }
  synapses.W = load(kind .. name, "float64")
  return synapses
end

connect("input", "neuron", "input")
connect("neuron", "neuron", "recurrent").enabled = snn.eye(100):eq(0)
connect("neuron", "readout", "output").B = load(kind .. "feedback", "float64")
net:initialize()
net:simulate_iterations(steps * batch * batches)

local losses = net("trial_loss", 1):reshape(batches, batch):mean(2)
if not is_sines then
  losses = losses / 150
end
local wanted = load(task .. "_losses")
assert(#wanted == 5)
for place = 1, batches do
  local difference = losses[place] / wanted[place] - 1
  assert(math.abs(difference) < 1e-10, ("loss %d: %.12f, not %.12f"):format(
    place, losses[place], wanted[place]))
end
