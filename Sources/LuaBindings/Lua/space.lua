-- Neurons and synapses in space, connections, and buffers.

local native, snn, Options, Methods = ...
local raise = native.raise
local check_options, check_type = Options.check, Options.check_type

local ObjectMethods, NeuronMethods, SynapseMethods =
  Methods.object, Methods.neurons, Methods.synapses

local type, ipairs = type, ipairs
local format, concat = string.format, table.concat

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
  local given = count == nil and 7 or count
  count = Options.integer(given)
  if not count then
    raise("partition: expected a whole number of blocks along each axis, got "
      .. tostring(given))
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
      value = value(holder, group)
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
