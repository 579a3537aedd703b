-- Conformance case 06: matrices of either orientation, with matrix products,
-- outer products and periodic normalization.
--
-- Gets the folder of the case and a folder for its outputs.

local snn = require "snn"

local case, output = ...

local function input(name, type)
  return snn.load(case .. "/inputs/" .. name .. ".npy", type)
end

local function save(name, tensor)
  tensor:save(output .. "/" .. name .. ".npy")
end

local Source = snn.Behavior "Source"

function Source:initialize(neurons)
  self.pattern = self:parameter { "pattern", required = true }
  neurons.spike = neurons:vector()
  neurons.spike_old = neurons:vector()
end

function Source:forward(neurons)
  neurons.spike_old = neurons.spike
  neurons.spike = self.pattern[neurons.iteration]
end

-- Makes the input weights of each destination sum to 4.
local function normalize(synapse)
  synapse.W:div_(synapse.W:sum(synapse.source_axis, true)):mul_(4)
end

local Matmul = snn.Behavior "Matmul"

function Matmul:initialize(synapse)
  -- The file has a row for each destination.
  local weights = self:parameter { "weights", required = true }
  synapse.is_transposed = self:parameter { "is_transposed", required = true }
  synapse.source_axis = synapse.is_transposed and 1 or 2
  synapse.W = synapse:matrix():copy_(
    synapse.is_transposed and weights.T or weights)
  synapse.I = synapse.dst:vector()
  normalize(synapse)
end

function Matmul:forward(synapse)
  local W, spike = synapse.W, synapse.src.spike
  synapse.I = synapse.is_transposed and spike:matmul(W) or W:matmul(spike)
end

local Integrate = snn.Behavior "Integrate"

function Integrate:initialize(neurons)
  self.keep = self:parameter("keep", 0.8)
  self.threshold = self:parameter("threshold", 1.0)
  neurons.v = neurons:vector()
  neurons.spike = neurons:vector { dtype = "bool" }
end

function Integrate:forward(neurons)
  local v = neurons.v
  v:mul_(self.keep):add_(neurons.afferent_synapses.FF[1].I)
  neurons.spike = v:gt(self.threshold)
  v:mul_(1 - neurons.spike)
end

local Hebb = snn.Behavior "Hebb"

function Hebb:initialize()
  self.eta = self:parameter("eta", 0.02)
  self.every = self:parameter("every", 10)
end

function Hebb:forward(synapse)
  local pre, post = synapse.src.spike_old, synapse.dst.spike
  local coincidence =
    synapse.is_transposed and pre:outer(post) or post:outer(pre)
  synapse.W:add_(self.eta * coincidence):clamp_(0, 1)
  if synapse.iteration % self.every == 0 then
    normalize(synapse)
  end
end

-- Runs the model with matrices of one orientation: "DxS" has a row for each
-- destination, "SxD" for each source.
local function run(synapse_mode)
  local net = snn.Network { synapse_mode = synapse_mode }
  snn.NeuronGroup {
    net = net,
    tag = "A",
    size = 60,
    behavior = {
      [10] = Source { pattern = input("pattern", "float32") },
    },
  }
  local B = snn.NeuronGroup {
    net = net,
    tag = "B",
    size = 40,
    behavior = {
      [40] = Integrate { keep = 0.8, threshold = 1.0 },
      [80] = snn.Recorder { "v", "spike" },
    },
  }
  local synapse = snn.SynapseGroup {
    net = net,
    src = "A",
    dst = "B",
    tag = "FF",
    behavior = {
      [30] = Matmul {
        weights = input "W0", is_transposed = synapse_mode == "SxD",
      },
      [50] = Hebb { eta = 0.02, every = 10 },
    },
  }
  net:initialize()
  net:simulate_iterations(200)
  return B.Recorder, synapse.W
end

local recorder, W = run "DxS"
save("v_B", recorder:data "v")
save("spikes_B", recorder:data "spike")
save("W_final", W)

local _, W_SxD = run "SxD"
save("W_final_SxD", W_SxD)
