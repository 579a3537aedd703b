-- Section 2, OBJ-19 and OBJ-20: buffers of the last states.

local snn = require "snn"

local function group(size)
  return snn.NeuronGroup { net = snn.Network { seed = 1 }, size = size or 4 }
end

row("OBJ-19", "buffer_roll moves rows on, the last to the front", function()
  local neurons = group()
  local buffer = snn.tensor { { 1, 2 }, { 3, 4 }, { 5, 6 } }
  equal(neurons:buffer_roll(buffer), { { 5, 6 }, { 1, 2 }, { 3, 4 } })
  equal(neurons:buffer_roll(buffer, snn.tensor { 7, 8 }),
    { { 7, 8 }, { 1, 2 }, { 3, 4 } })
  equal(neurons:buffer_roll(buffer, 9, false),
    { { 9, 9 }, { 1, 2 }, { 3, 4 } })
  equal(buffer, { { 1, 2 }, { 3, 4 }, { 5, 6 } })
end)

row("OBJ-19", "counter moves them the other way", function()
  local neurons = group()
  local buffer = snn.tensor { { 1, 2 }, { 3, 4 }, { 5, 6 } }
  equal(neurons:buffer_roll(buffer, nil, true),
    { { 3, 4 }, { 5, 6 }, { 1, 2 } })
  equal(neurons:buffer_roll(buffer, snn.tensor { 7, 8 }, true),
    { { 3, 4 }, { 5, 6 }, { 7, 8 } })
end)

row("OBJ-19", "old buffers keep their elements", function()
  local neurons = group(2)
  local buffers = { neurons:vector_buffer(3) }
  for i = 1, 50 do
    buffers[i + 1] = neurons:buffer_roll(buffers[i], neurons:vector(i))
  end
  for i = 4, 51 do
    equal(buffers[i][{ {}, 1 }], { i - 1, i - 2, i - 3 })
  end
end)

row("OBJ-19", "a row of another size is an error", function()
  local neurons = group()
  fails(function()
    neurons:buffer_roll(neurons:vector_buffer(3), snn.ones(3))
  end, "buffer_roll: shapes [4] and [3] don't match")
  fails(function() neurons:buffer_roll(3) end,
    "bad argument #1 to 'buffer_roll' (Tensor expected, got number)")
end)

row("OBJ-20", "get_buffer_mat puts the count in front", function()
  equal(group():get_buffer_mat({ 2, 3 }, 4).shape, { 4, 2, 3 })
  fails(function() group():get_buffer_mat(2, 3) end,
    "get_buffer_mat: expected a list of sizes, got number")
end)
