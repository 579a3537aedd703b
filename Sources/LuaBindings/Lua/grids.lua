-- Neurons in a grid.

local native, snn, Options, Behaviors = ...
local raise = native.raise

local type, ipairs, rawset = type, ipairs, rawset

local Dimension = snn.NeuronDimension

-- A list of patterns is as large as the largest along each axis.
function Dimension.__prepare(parameters)
  local patterns = parameters.input_patterns
  if type(patterns) == "table" then
    local sizes = { 1, 1, 1 }
    for _, pattern in ipairs(patterns) do
      local shape = type(pattern) == "userdata" and pattern.shape or {}
      if #shape < 1 or #shape > 3 then
        raise("NeuronDimension: input_patterns are tensors with 1 to 3 axes,"
          .. " got " .. native.type_name(pattern))
      end
      local depth, height, width = 1, shape[1], shape[2] or 1
      if #shape == 3 then
        depth, height, width = shape[1], shape[2], shape[3]
      end
      sizes = {
        math.max(sizes[1], depth), math.max(sizes[2], height),
        math.max(sizes[3], width),
      }
    end
    parameters.input_patterns = snn.zeros(sizes)
  end
end

function Dimension.__attach(grid, neurons)
  rawset(grid, "neurons", neurons)
  native.replace_field(neurons, "shape", grid)
end

function Dimension:apply_pattern_transformation_function(places, height, width)
  Behaviors.handle(self, "apply_pattern_transformation_function")
  local neurons = self.neurons
  if not neurons then
    raise("NeuronDimension belongs to no neuron group")
  end
  if type(places) ~= "userdata" then
    raise("apply_pattern_transformation_function: expected a tensor of places,"
      .. " got " .. native.type_name(places))
  end
  for _, size in ipairs { height or false, width or false } do
    if not Options.integer(size) or size < 1 then
      raise("apply_pattern_transformation_function: height and width must be"
        .. " whole numbers of 1 or more, not " .. tostring(size or nil))
    end
  end
  if places:lt(1):any() then
    raise "apply_pattern_transformation_function: places count from 1"
  end
  local from = places - 1
  neurons.x = neurons:vector():copy_(from % width)
  neurons.y = neurons:vector():copy_((from // width) % height)
  return self
end

function snn.get_squared_dim(size, depth)
  local count = Options.integer(size)
  if not count or count < 0 then
    raise("get_squared_dim: expected a whole number of neurons, got "
      .. tostring(size))
  end
  local width = math.max(1, math.floor(math.sqrt(count)))
  while count % width ~= 0 do
    width = width - 1
  end
  return Dimension {
    width = width, height = count // width, depth = depth or 1,
  }
end

function snn.vec_to_mat(vector, count)
  return vector:unsqueeze(1):expand(count, #vector):clone()
end

function snn.vec_to_mat_transposed(vector, count)
  return vector:unsqueeze(2):expand(#vector, count):clone()
end
