-- expect: ok
-- mode: both
-- limits: seconds=60
-- why: grids, blocks, masks and distances of sizes that cannot be had

local max = math.maxinteger
local sizes = { -1, 0, 1 << 6, 1 << 40, 1 << 62, max, 1.5, 0 / 0, 1e300, "x" }
local net = snn.Network { seed = 1 }
local grid = snn.NeuronGroup {
  net = net, size = snn.NeuronDimension { width = 3, height = 3 },
}
local synapse = snn.SynapseGroup { net = net, src = grid, dst = grid }
net:initialize()
for _, size in ipairs(sizes) do
  for _, f in ipairs {
    function() return snn.NeuronDimension { width = size } end,
    function() return snn.NeuronDimension { width = size, height = size } end,
    function()
      return snn.NeuronDimension { width = size, height = 3, depth = size }
    end,
  } do
    local ok, dimension = pcall(f)
    if ok then
      pcall(function()
        local group = snn.NeuronGroup { net = net, size = dimension }
        net:initialize()
        return group.x, group:vector()
      end)
    end
  end
  for _, f in ipairs {
    function() return grid:partition_masks { size, size, size } end,
    function() return grid:partition_masks(size) end,
    function() return grid:split_grid_into_sub_group_blocks { size, 1, 1 } end,
    function() return grid:partition(size) end,
    function() return synapse:get_ring_mat(size, size) end,
    function() return synapse:get_distance_mat(size) end,
    function() return synapse:get_random_synapse_mat_fixed(size) end,
    function() return synapse:connect { in_degree = size } end,
    function() return synapse:connect { out_degree = size } end,
    function() return grid:get_buffer_mat({ size, size }, size) end,
    function() return grid:vector_buffer(size) end,
    function() return grid:tensor("zeros", size, size) end,
    function() return grid:tensor("uniform", { size, 3 }) end,
    function() return snn.vec_to_mat(snn.zeros(3), size) end,
    function() return snn.vec_to_mat_transposed(snn.zeros(3), size) end,
    function() return grid.NeuronDimension:move(size, size, size) end,
    function() return grid.NeuronDimension:scale(size, size, size) end,
    function() return grid.NeuronDimension:noise(size, size, size) end,
    function() return grid.NeuronDimension:rotate({ 0, 0, size }, size) end,
    function() return grid.NeuronDimension:get_area_mask { size, size } end,
    function() return snn.rotation_matrix({ size, size, size }, size) end,
    function() return grid:sub_group { size, size } end,
    function() return grid:buffer_roll(snn.zeros(3, 9), snn.zeros(9), size) end,
    function() return grid:buffer_roll(snn.zeros(3, 9), snn.zeros(size)) end,
  } do
    local ok, e = pcall(f)
    assert(ok or type(e) == "string")
  end
end
