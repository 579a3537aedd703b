-- The network of network.py, of models of the library.
--
-- Gets the folder of what the original got and gave, one for its outputs, and,
-- if it is to be saved and loaded while it runs, a file.
--
-- CoNeX takes steps of Euler: what fades by 1 - dt / tau there fades here with
-- the time constant exact(tau). Its traces fade in the iteration of the spike
-- too, so they are 1 - dt / tau of those here, which rules have as a factor.

local snn = require "snn"
local models = snn.models

local case, output, state = ...

local function input(name, type)
  return snn.load(case .. "/inputs/" .. name .. ".npy", type)
end

local function left(tau)
  return 1 - 1 / tau
end

local function exact(tau)
  return -1 / math.log(left(tau))
end

local Image = snn.Behavior("Image", { compiled = true })

function Image:initialize(neurons)
  self.spikes = input("image", "bool")
  neurons.spike = neurons:vector { dtype = "bool" }
end

function Image:forward(neurons)
  neurons.spike = self.spikes[neurons.iteration]
end

local Dopamine = snn.Behavior("Dopamine", { compiled = true })

function Dopamine:initialize(network)
  self.payoff = input "payoff"
  network.dopamine = 0.0
end

function Dopamine:forward(network)
  network.dopamine = network.dopamine * left(8)
    + self.payoff[network.iteration]
end

local function grid(depth, height, width)
  return snn.NeuronDimension { depth = depth, height = height, width = width }
end

local net = snn.Network {
  dt = 1,
  behavior = { [120] = Dopamine {}, [700] = snn.Recorder { "dopamine" } },
}

-- MARK: Neurons

local image = snn.NeuronGroup {
  net = net, tag = "image", size = grid(2, 8, 8),
  behavior = { [340] = Image {} },
}
local features = snn.NeuronGroup {
  net = net, tag = "features", size = grid(4, 6, 6),
  behavior = {
    [220] = models.Dendrites { tau = exact(3) },
    [260] = models.LIF {
      R = 6, tau = exact(12), threshold = -50, reset = -70, rest = -65,
      initial = input "v_features",
    },
    [300] = models.KWTA { k = 1, dimension = "depth" },
    [340] = models.Fire {},
    [600] = snn.Recorder { "spike" },
  },
}
local out = snn.NeuronGroup {
  net = net, tag = "output", size = grid(4, 3, 3),
  behavior = {
    [220] = models.Dendrites { tau = exact(4), apical = 0.9, distal = 0.7 },
    [260] = models.LIF {
      R = 5, tau = exact(10), threshold = -52, reset = -68, rest = -66,
      initial = input "v_output",
    },
    [300] = models.KWTA { k = 6 },
    [340] = models.Fire {},
    [600] = snn.Recorder { "spike", "voltage", "I_dendrites" },
  },
}

-- MARK: Synapses

-- What synapses do to neurons is the last of an iteration here, and the first
-- of the next one there.

local convolution = snn.SynapseGroup {
  net = net, src = image, dst = features, tag = "convolution",
  behavior = {
    [3] = models.Conv2d { initial = input "kernel", kernel = 3 },
    [420] = snn.AxonalDelay {
      delay = input "image_delay", result = "arriving",
    },
    [440] = models.Backpropagation { delay = input "feature_delay" },
    [500] = models.TraceRSTDP {
      A_plus = 0.3 * left(6), tau_plus = exact(6), positive_bound = "soft",
      A_minus = 0.2 * left(9), tau_minus = exact(9), negative_bound = "soft",
      tau_c = exact(15),
    },
    [540] = snn.WeightClip { w_min = 0, w_max = 1 },
    [560] = models.DendriticTransmission {
      to = "I_proximal", factor = 1.6, dendritic_delay = input "feature_delay",
    },
  },
}
snn.SynapseGroup {
  net = net, src = features, dst = features, tag = "lateral",
  behavior = {
    [3] = models.Lateral { initial = input "lateral", kernel = { 3, 3, 3 } },
    [560] = models.DendriticTransmission { to = "I_proximal", factor = -0.8 },
  },
}
local dense = snn.SynapseGroup {
  net = net, src = features, dst = out, tag = "dense",
  behavior = {
    [420] = snn.AxonalDelay {
      delay = input "feature_delay" + 1, result = "arriving",
    },
    [440] = models.Backpropagation { delay = input "output_delay" },
    [500] = models.TraceSTDP {
      A_plus = 0.004 * left(8), tau_plus = exact(8), positive_bound = "hard",
      A_minus = 0.006 * left(12), tau_minus = exact(12),
      negative_bound = "soft", w_max = 0.5,
    },
    [560] = models.DendriticTransmission {
      to = "I_proximal", factor = 0.3, dendritic_delay = input "output_delay",
    },
  },
}
dense.W = input "dense"
out:add_behavior(520, snn.SynapticNormalization { "dense", norm_factor = 28 })
snn.SynapseGroup {
  net = net, src = features, dst = out, tag = "pooling",
  behavior = {
    [3] = models.AveragePool {},
    [560] = models.DendriticTransmission { to = "I_distal", factor = 2.5 },
  },
}
snn.SynapseGroup {
  net = net, src = image, dst = out, tag = "local",
  behavior = {
    [3] = models.Local2d { initial = input "local", kernel = 4, stride = 2 },
    [560] = models.DendriticTransmission {
      to = "I_apical", factor = 0.2, dendritic_delay = input "apical_delay",
    },
  },
}

net:initialize()
if state then
  net:simulate_iterations(90)
  net:save(state)
  net:simulate_iterations(30)
  net:load(state)
end
net:simulate_iterations(200 - net.iteration)

local function save(name, tensor)
  tensor:save(output .. "/" .. name .. ".npy")
end

save("spikes_features", features.Recorder:data "spike")
save("spikes_output", out.Recorder:data "spike")
save("v_output", out.Recorder:data "voltage")
save("I_output", out.Recorder:data "I_dendrites")
save("dopamine", net.Recorder:data "dopamine")
save("kernel_final", convolution.W)
save("dense_final", dense.W)
save("eligibility_final", convolution.eligibility)
