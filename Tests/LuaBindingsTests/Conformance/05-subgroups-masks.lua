-- Conformance case 05: sub-groups of a grid of neurons, which are read, written
-- and connected like groups, and a buffer of the last spikes.
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

local drive = input("drive", "float32")
local counts = snn.zeros({ 60, 7 }, "int64")
local left, right, checker, parts

local State = snn.Behavior "State"

function State:initialize(neurons)
  neurons.v = neurons:vector()
  neurons.I = neurons:vector()
  neurons.spike = neurons:vector()
  neurons.hist = neurons:vector_buffer(4)
end

local Drive = snn.Behavior "Drive"

function Drive:forward(neurons)
  neurons.I = drive[neurons.iteration]:clone()
end

local SubOps = snn.Behavior "SubOps"

function SubOps:forward()
  left.v:add_(0.05)
  checker.v = checker.v * 0.9
  for k, part in ipairs(parts) do
    part.I:add_(0.1 * (k - 1))
  end
end

local Propagate = snn.Behavior "Propagate"

function Propagate:initialize(synapse)
  synapse.W = synapse:matrix():copy_(input("W_sub", "float32"))
end

function Propagate:forward(synapse)
  local src, dst = synapse.src, synapse.dst
  dst.I = dst.I + synapse.W:matmul(src.spike)
end

local Leak = snn.Behavior "Leak"

function Leak:forward(neurons)
  neurons.v = neurons.v * 0.8
  neurons.v = neurons.v + neurons.I * 0.2
end

local Fire = snn.Behavior "Fire"

function Fire:forward(neurons)
  left.spike = left.v:ge(0.7)
  right.spike = right.v:ge(0.9)
  neurons.v[neurons.spike:gt(0)] = 0
end

local Hist = snn.Behavior "Hist"

function Hist:forward(neurons)
  neurons.hist = neurons:buffer_roll(neurons.hist, neurons.spike)
  local row = counts[neurons.iteration]
  row[1] = checker.hist:sum()
  row[2] = left.spike:sum()
  row[3] = right.spike:sum()
  for k, part in ipairs(parts) do
    row[3 + k] = part.spike:sum()
  end
end

local net = snn.Network { synapse_mode = "DxS" }
local grid = snn.NeuronGroup {
  net = net,
  tag = "grid",
  size = snn.NeuronDimension { width = 8, height = 6, depth = 1 },
  behavior = {
    [1] = State {},
    [10] = Drive {},
    [20] = SubOps {},
    [40] = Leak {},
    [50] = Fire {},
    [60] = Hist {},
    [80] = snn.Recorder { "v", "spike" },
  },
}

local mask_left = grid.shape:get_area_mask {
  xmin = 0, xmax = 4, ymin = 0, ymax = 6, zmin = 0, zmax = 1,
}
local masks = grid:partition_masks { 2, 2, 1 }
left = grid:sub_group(mask_left, "left")
right = grid:sub_group(~mask_left, "right")
checker = grid:sub_group(input("checker", "bool"), "checker")
parts = grid:split_grid_into_sub_group_blocks { 2, 2, 1 }

snn.SynapseGroup {
  net = net, src = "left", dst = checker, tag = "SUB",
  behavior = { [30] = Propagate {} },
}

net:initialize()
net:simulate_iterations(60)

save("xyz", snn.stack { grid.x, grid.y, grid.z })
save("mask_left", mask_left)
save("partition_masks", snn.stack(masks))
save("rf_mask", grid:get_subgroup_receptive_field_mask(parts[4], { 1, 1, 1 }))
save("v", grid.Recorder:data "v")
save("spikes", grid.Recorder:data "spike")
save("counts", counts)
