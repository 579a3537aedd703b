-- Neurons and synapses in space, connections, and buffers.

local native, snn, Options, Behaviors, Methods = ...
local raise = native.raise
local check_options, check_type = Options.check, Options.check_type

local ObjectMethods, NeuronMethods, SynapseMethods =
  Methods.object, Methods.neurons, Methods.synapses

local type, ipairs = type, ipairs
local format, concat = string.format, table.concat

-- MARK: Grids

local Dimension = snn.NeuronDimension

local function handle_of(grid, what)
  return Behaviors.handle(grid, what)
end

local new_dimension = Dimension.new

-- A list of patterns is as large as the largest along each axis.
function Dimension.new(name, tag, parameters)
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
  return new_dimension(name, tag, parameters)
end

Behaviors.attachers[Dimension] = function(grid, neurons)
  rawset(grid, "neurons", neurons)
  native.replace_field(neurons, "shape", grid)
end

-- The three values of a call: numbers, or a table with the fields x, y and z.
local function triple(what, default, x, y, z)
  if type(x) == "table" then
    check_options(x, what, { x = true, y = true, z = true }, true)
    x, y, z = x.x or x[1], x.y or x[2], x.z or x[3]
  end
  return { x or default, y or default, z or default }
end

for name, default in next, { move = 0, scale = 1, noise = 1 } do
  Dimension[name] = function(self, x, y, z)
    native.transform(handle_of(self, name), name,
      triple(name, default, x, y, z))
    return self
  end
end

function Dimension:rotate(axis, angle)
  native.rotate(handle_of(self, "rotate"), axis, angle)
  return self
end

function Dimension:stretch_to_equal_size(neurons)
  native.stretch(handle_of(self, "stretch_to_equal_size"), neurons)
  return self
end

local area = { "xmin", "xmax", "ymin", "ymax", "zmin", "zmax" }
local area_options = {}
for _, name in ipairs(area) do
  area_options[name] = true
end

function Dimension:get_area_mask(box)
  local handle = handle_of(self, "get_area_mask")
  box = box == nil and {} or box
  check_options(box, "get_area_mask", area_options, true)
  local limits = { {}, {} }
  for i, name in ipairs(area) do
    local is_end = i % 2 == 0
    local list = limits[is_end and 2 or 1]
    list[#list + 1] = box[name] or box[i] or (is_end and -1 or 0)
  end
  return native.area_mask(handle, limits[1], limits[2])
end

function Dimension:apply_pattern_transformation_function(places, height, width)
  handle_of(self, "apply_pattern_transformation_function")
  local neurons = self.neurons
  if not neurons then
    raise("NeuronDimension belongs to no neuron group")
  end
  local from = places - 1
  neurons.x = neurons:vector():copy_(from % width)
  neurons.y = neurons:vector():copy_((from // width) % height)
  return self
end

function snn.get_squared_dim(count, depth)
  if math.type(count) ~= "integer" or count < 0 then
    raise("get_squared_dim: expected a whole number of neurons, got "
      .. tostring(count))
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

snn.rotation_matrix = native.rotation_matrix

-- MARK: Neuron groups

NeuronMethods.partition_masks = native.partition_masks

function NeuronMethods:split_grid_into_sub_group_blocks(steps)
  local blocks = native.partition_masks(self, steps)
  for i, mask in ipairs(blocks) do
    blocks[i] = self:sub_group(mask)
  end
  return blocks
end

function NeuronMethods:partition(count)
  count = count == nil and 7 or count
  if math.type(count) ~= "integer" then
    raise("partition: expected a whole number of blocks along each axis, got "
      .. tostring(count))
  end
  if count < 2 then
    return { self }
  end
  local blocks = {}
  for _, mask in ipairs(native.partition_masks(self, { count, count, count }))
  do
    if mask:any() then
      blocks[#blocks + 1] = self:sub_group(mask)
    end
  end
  return blocks
end

function NeuronMethods:get_subgroup_receptive_field_mask(sub_group, margins)
  return native.receptive_field_mask(self, sub_group, margins or { 1, 1, 1 })
end

function NeuronMethods:get_combined_synapse_shape(tag)
  local count = 0
  for _, synapse in ipairs(self.afferent_synapses[tag or "All"]) do
    count = count + synapse.src.size
  end
  return self.size, count
end

-- What `name` gives in a group, and in its behaviors if wanted.
local function collect(list, group, name, searches_behaviors)
  local holders = { group }
  if searches_behaviors then
    for _, behavior in ipairs(native.behavior_list(group)) do
      holders[#holders + 1] = behavior
    end
  end
  for _, holder in ipairs(holders) do
    local value = holder[name]
    if type(value) == "function" then
      value = value(group)
    end
    list[#list + 1] = value
  end
end

local connected_options = {
  syn_tag = true, afferent_NGs = true, efferent_NGs = true, same_NG = true,
  search_behaviors = true,
}

function NeuronMethods:connected_NG_param_list(name, options)
  options = options == nil and {} or options
  check_options(options, "connected_NG_param_list", connected_options)
  local tag, list = options.syn_tag or "All", {}
  local searches = options.search_behaviors
  if options.same_NG then
    collect(list, self, name, searches)
  end
  if options.efferent_NGs then
    for _, synapse in ipairs(self.efferent_synapses[tag]) do
      collect(list, synapse.dst, name, searches)
    end
  end
  if options.afferent_NGs then
    for _, synapse in ipairs(self.afferent_synapses[tag]) do
      collect(list, synapse.src, name, searches)
    end
  end
  return list
end

-- A tag that no synapse group has gives an empty list anyway.
function NeuronMethods:require_synapses(tag)
  return self.afferent_synapses[tag], self.efferent_synapses[tag]
end

-- MARK: Synapse groups

SynapseMethods.matrix_dim = native.matrix_dim
SynapseMethods.distances = native.distances
SynapseMethods.get_distance_mat = native.get_distance_mat
SynapseMethods.get_ring_mat = native.get_ring_mat
SynapseMethods.get_max_receptive_field_size =
  native.get_max_receptive_field_size

for _, name in ipairs { "src", "dst" } do
  SynapseMethods["connect_" .. name] = function(self, group)
    if group == nil then
      raise("connect_" .. name .. ": expected a neuron group or its tag,"
        .. " got nil")
    end
    Methods.keep_ends(group)
    local found, tags = native.connect_end(self, name, group)
    native.replace_field(self, name, found)
    tags[#tags + 1] = "All"
    Methods.enter_at_ends(self, tags)
  end
end

local rules = { "in_degree", "out_degree", "density", "distance", "rule" }
local connect_options = { autapses = true }
for _, name in ipairs(rules) do
  connect_options[name] = true
end

-- Which synapses a rule makes, as a bool matrix.
function SynapseMethods:connect(options)
  check_options(options, "connect", connect_options)
  check_type(options.autapses, "boolean", "connect: autapses")
  local given = {}
  for _, name in ipairs(rules) do
    if options[name] ~= nil then
      given[#given + 1] = name
    end
  end
  if #given ~= 1 then
    raise("connect: give one of " .. concat(rules, ", ") .. "; got "
      .. (given[1] and concat(given, " and ") or "none"))
  end
  local rule, value = given[1], options[given[1]]
  if rule == "distance" then
    if type(value) == "string" then
      value = native.distance_expression(self, value)
    elseif type(value) == "function" then
      value = value(native.distances(self))
    else
      raise("connect: distance must be a function or a text, got "
        .. native.type_name(value))
    end
  end
  return native.connections(self, rule, value, options.autapses)
end

function SynapseMethods:get_random_synapse_mat_fixed(count)
  return self:connect { in_degree = count or 0 } * self:matrix "uniform"
end

function SynapseMethods:get_sub_synapse_group(src_mask, dst_mask)
  local part = snn.SynapseGroup {
    net = self.network,
    src = self.src:sub_group(src_mask),
    dst = self.dst:sub_group(dst_mask),
    tag = concat(native.own_tags(self), ","),
  }
  native.copy_part(part, self)
  return part
end

function SynapseMethods:get_synapse_group_size_factor(synapse, tag)
  return native.size_factor(synapse == nil and self or synapse, tag or "All")
end

function SynapseMethods:ignore_transpose_mode(matrix)
  return self.network.synapse_mode == "SxD" and matrix.T or matrix
end

-- MARK: Buffers

ObjectMethods.buffer_roll = native.buffer_roll

function ObjectMethods:get_buffer_mat(shape, count)
  if type(shape) ~= "table" then
    raise(format("get_buffer_mat: expected a list of sizes, got %s",
      native.type_name(shape)))
  end
  return self:tensor("zeros", { count, table.unpack(shape) })
end
