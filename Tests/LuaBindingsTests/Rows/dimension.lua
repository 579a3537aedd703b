-- Section 6: neurons in a grid.

local snn = require "snn"

local function grid(...)
  return snn.NeuronGroup {
    net = snn.Network { seed = 1 }, tag = "exc",
    size = snn.NeuronDimension(...),
  }
end

row("DIM-01", "neurons lie along x, then y, then z", function()
  local neurons = grid { 2, 2, 2, centered = false }
  equal(neurons.size, 8)
  equal(neurons.x, { 0, 1, 0, 1, 0, 1, 0, 1 })
  equal(neurons.y, { 0, 0, 1, 1, 0, 0, 1, 1 })
  equal(neurons.z, { 0, 0, 0, 0, 1, 1, 1, 1 })
end)

row("DIM-01", "a centered grid has its middle at 0", function()
  local neurons = grid { width = 3, height = 2 }
  equal(neurons.x, { -1, 0, 1, -1, 0, 1 })
  equal(neurons.y, { -0.5, -0.5, -0.5, 0.5, 0.5, 0.5 })
  equal(neurons.z, { 0, 0, 0, 0, 0, 0 })
  equal({ neurons.width, neurons.height, neurons.depth }, { 3, 2, 1 })
  equal(tostring(neurons.shape), "NeuronDimension { height = 2, width = 3 }")
end)

row("DIM-01", "it may be a behavior of a group of its size", function()
  local net = snn.Network {}
  local neurons = snn.NeuronGroup {
    net = net, size = 4, behavior = { snn.NeuronDimension { 2, 2 } },
  }
  equal(neurons.x, { -0.5, 0.5, -0.5, 0.5 })
  local other = snn.NeuronGroup { net = net, size = 4 }
  local shape = other:add_behavior(1, snn.NeuronDimension { 4, 1 })
  equal(other.x, { -1.5, -0.5, 0.5, 1.5 })
  equal(other.shape == shape, true)
  fails(function()
    snn.NeuronGroup {
      net = net, size = 5, tag = "a",
      behavior = { snn.NeuronDimension { 2, 2 } },
    }
  end, "in NeuronDimension:initialize (key 1) of NeuronGroup 'a':"
    .. " NeuronDimension: parameter 'width' = 2: 2 x 2 x 1 places for 5"
    .. " neurons")
end)

row("DIM-01", "sizes must be whole numbers", function()
  fails(function() grid { width = 2.5 } end,
    "NeuronDimension: parameter 'width' = 2.5: it must be a whole number of 0"
    .. " or more")
  fails(function() grid { 1 << 40, 1 << 40 } end,
    "shape [1099511627776, 1099511627776, 1] has too many elements")
end)

row("DIM-02", "the grid grows to the largest pattern", function()
  equal(grid { input_patterns = snn.zeros(3, 4) }.width, 4)
  local neurons = grid {
    input_patterns = { snn.zeros(5), snn.zeros(2, 3), snn.zeros(2, 1, 1) },
    width = 2,
  }
  equal({ neurons.width, neurons.height, neurons.depth }, { 3, 5, 2 })
  equal(neurons.size, 30)
  fails(function() grid { input_patterns = { 3 } } end,
    "NeuronDimension: input_patterns are tensors with 1 to 3 axes, got number")
end)

row("DIM-03", "get_squared_dim is as square as it can be", function()
  for count, width in pairs { [12] = 3, [16] = 4, [7] = 1, [0] = 1 } do
    local neurons = snn.NeuronGroup {
      net = snn.Network {}, size = snn.get_squared_dim(count),
    }
    equal({ neurons.width, neurons.height, neurons.size },
      { width, count // width, count })
  end
  equal(snn.NeuronGroup {
    net = snn.Network {}, size = snn.get_squared_dim(4, 3),
  }.size, 12)
  fails(function() snn.get_squared_dim(2.5) end,
    "get_squared_dim: expected a whole number of neurons, got 2.5")
end)

row("DIM-04", "an area is a box of the grid, its end not included", function()
  local neurons = grid { 3, 2 }
  local shape = neurons.shape
  equal(shape:get_area_mask { xmin = 1 },
    { false, true, true, false, true, true })
  equal(shape:get_area_mask { xmax = 2, ymax = 1 },
    { true, true, false, false, false, false })
  equal(shape:get_area_mask():all(), true)
end)

row("DIM-04", "a negative end counts from the end of the grid", function()
  local shape = grid { 3, 2 }.shape
  equal(shape:get_area_mask { 0, -1 }:all(), true)
  equal(shape:get_area_mask { 0, -2 },
    { true, true, false, true, true, false })
  equal(shape:get_area_mask { 0, 0 }:any(), false)
  equal(shape:get_area_mask { -5, 99, 1, -9 }:any(), false)
end)

row("DIM-04", "an unknown side is an error", function()
  local shape = grid { 3, 2 }.shape
  fails(function() shape:get_area_mask { xmn = 1 } end,
    "get_area_mask has no option 'xmn'; did you mean 'xmin'?")
  fails(function() shape:get_area_mask { 0.5 } end,
    "get_area_mask: 0.5 is not a whole number")
  fails(function() snn.NeuronDimension {}:get_area_mask {} end,
    "NeuronDimension has no neuron group; connect it first")
  fails(function() shape.get_area_mask {} end,
    "get_area_mask is a method: call it with a colon, as x:get_area_mask(…)")
end)

row("DIM-05", "move and scale change the coordinates", function()
  local neurons = grid { 2, 1 }
  local x = neurons.x
  neurons.shape:move(1, 2):scale(2, 1, 3):move { z = 1 }
  equal(neurons.x, { 1, 3 })
  equal(neurons.y, { 2, 2 })
  equal(neurons.z, { 1, 1 })
  equal(x, { -0.5, 0.5 })
  neurons.network:initialize()
  equal(neurons.x, { 1, 3 })
end)

row("DIM-05", "what is no number is an error", function()
  local shape = grid { 2, 1 }.shape
  fails(function() shape:move("a") end,
    "move: expected a number at [1] of the list, got string")
  fails(function() shape:scale(1 / 0) end,
    "the values along x, y and z must be three finite numbers, not"
    .. " [inf, 1.0, 1.0]")
end)

row("DIM-06", "noise moves each neuron a little", function()
  local neurons = grid { 100, 1, centered = false }
  neurons.shape:noise(0.5, 0)
  local moved = neurons.x - neurons:vector():copy_(neurons.id - 1)
  equal(moved:abs():le(0.5):all(), true)
  equal(moved:std() > 0.2 and moved:mean() < 0.2, true)
  equal(neurons.y:any(), false)
  equal(neurons.z:any(), true)
end)

row("DIM-06", "rotate turns about an axis", function()
  local neurons = grid { 2, 1 }
  neurons.shape:move(1.5):rotate({ 0, 0, 2 }, math.pi / 2)
  near(neurons.x, { 0, 0 }, 1e-6)
  near(neurons.y, { 1, 2 }, 1e-6)
  neurons.shape:rotate({ 1, 0, 0 }, math.pi / 2)
  near(neurons.z, { 1, 2 }, 1e-6)
  neurons.shape:rotate({ 0, 1, 0 }, math.pi / 2)
  near(neurons.x, { 1, 2 }, 1e-6)
  fails(function() neurons.shape:rotate({ 0, 0, 0 }, 1) end,
    "the axis of a rotation must be three numbers that are not all 0, not"
    .. " [0.0, 0.0, 0.0]")
end)

row("DIM-06", "a transformation puts neurons at other places", function()
  local neurons = grid { 2, 1 }
  neurons.shape:apply_pattern_transformation_function(
    snn.tensor({ 3, 5 }, "int64"), 2, 3)
  equal(neurons.x, { 2, 1 })
  equal(neurons.y, { 0, 1 })
  local function apply(...)
    neurons.shape:apply_pattern_transformation_function(...)
  end
  fails(function() apply(3, 2, 3) end, "apply_pattern_transformation_function:"
    .. " expected a tensor of places, got number")
  fails(function() apply(neurons.id, 2) end,
    "apply_pattern_transformation_function: height and width must be whole"
    .. " numbers of 1 or more, not nil")
  fails(function() apply(neurons.id - 1, 2, 3) end,
    "apply_pattern_transformation_function: places count from 1")
end)

row("DIM-07", "grids are stretched to the size of others", function()
  local neurons, other = grid { 2, 2 }, grid { 4, 6 }
  neurons.shape:stretch_to_equal_size(other)
  equal(neurons.x, { -1, 1, -1, 1 })
  equal(neurons.y, { -1.5, -1.5, 1.5, 1.5 })
  local plain = snn.NeuronGroup { net = snn.Network {}, size = 1, tag = "p" }
  fails(function() neurons.shape:stretch_to_equal_size(plain) end,
    "NeuronGroup 'p' has no variable 'width'; there are no variables")
end)

row("DIM-08", "vectors become matrices", function()
  local v = snn.tensor { 1, 2 }
  equal(snn.vec_to_mat(v, 3), { { 1, 2 }, { 1, 2 }, { 1, 2 } })
  equal(snn.vec_to_mat_transposed(v, 3), { { 1, 1, 1 }, { 2, 2, 2 } })
  near(snn.rotation_matrix({ 0, 0, 1 }, math.pi / 2),
    { { 0, -1, 0 }, { 1, 0, 0 }, { 0, 0, 1 } }, 1e-6)
end)
