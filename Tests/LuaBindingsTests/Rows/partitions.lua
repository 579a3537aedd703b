-- Section 5, NG-13 to NG-16: partitions and receptive fields of neurons.

local snn = require "snn"

local function mask(...)
  return snn.tensor { ... }:ne(0)
end

-- A grid of 4 x 2 neurons, of the coordinates -1.5 to 1.5 and -0.5 to 0.5.
local function grid()
  return snn.NeuronGroup {
    net = snn.Network { seed = 1 }, size = snn.NeuronDimension { 4, 2 },
  }
end

row("NG-13", "partition masks are disjoint blocks, x slowest", function()
  local masks = grid():partition_masks { 2, 2, 1 }
  equal(#masks, 4)
  equal(masks[1], mask(1, 1, 0, 0, 0, 0, 0, 0))
  equal(masks[2], mask(0, 0, 0, 0, 1, 1, 0, 0))
  equal(masks[3], mask(0, 0, 1, 1, 0, 0, 0, 0))
end)

row("NG-13", "a neuron between two blocks belongs to the first", function()
  local neurons = snn.NeuronGroup {
    net = snn.Network {}, size = snn.NeuronDimension { 3 },
  }
  local masks = neurons:partition_masks { 2, 1, 1 }
  equal(masks[1], mask(1, 1, 0))
  equal(masks[2], mask(0, 0, 1))
end)

row("NG-13", "blocks that are not possible are an error", function()
  local plain = snn.NeuronGroup { net = snn.Network {}, size = 4, tag = "exc" }
  fails(function() grid():partition_masks { 2, 0, 1 } end,
    "the numbers of blocks must be three whole numbers of 1 or more, with a"
    .. " product of at most 1000000, not [2, 0, 1]")
  fails(function() grid():partition_masks { 2, 1.5, 1 } end,
    "partition_masks: 1.5 is not a whole number")
  fails(function() grid():partition_masks(2) end,
    "partition_masks: expected a list of numbers, got number")
  fails(function() plain:partition_masks { 1, 1, 1 } end,
    "NeuronGroup 'exc' has no variable 'x'; there are no variables")
end)

row("NG-14", "partition gives the blocks that have neurons", function()
  local neurons = grid()
  local blocks = neurons:partition(2)
  equal(#blocks, 4)
  equal(blocks[2].id, { 5, 6 })
  equal(neurons:partition(1)[1] == neurons, true)
  fails(function() neurons:partition(2.5) end,
    "partition: expected a whole number of blocks along each axis, got 2.5")
end)

row("NG-15", "blocks are sub-groups", function()
  local blocks = grid():split_grid_into_sub_group_blocks { 4, 1, 1 }
  equal(#blocks, 4)
  equal(blocks[3].id, { 3, 7 })
  equal(blocks[3].x, { 0.5, 0.5 })
end)

row("NG-16", "a receptive field is the box of a sub-group, enlarged", function()
  local neurons = grid()
  local part = neurons:sub_group({ 1, 1 })
  equal(neurons:get_subgroup_receptive_field_mask(part, { 1, 0, 0 }),
    mask(1, 1, 0, 0, 0, 0, 0, 0))
  equal(neurons:get_subgroup_receptive_field_mask(part),
    mask(1, 1, 0, 0, 1, 1, 0, 0))
  local none = neurons:sub_group(neurons.x:gt(9))
  equal(neurons:get_subgroup_receptive_field_mask(none):any(), false)
  fails(function()
    neurons:get_subgroup_receptive_field_mask(part, { 1 })
  end, "the margins must be three numbers, not [1.0]")
end)
