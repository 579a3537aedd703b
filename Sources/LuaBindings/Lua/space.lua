-- Neurons and synapses in space, and buffers: what is written in Lua.

local native, snn, Options, Methods = ...
local raise = native.raise

local ObjectMethods, NeuronMethods, SynapseMethods =
  Methods.object, Methods.neurons, Methods.synapses

local type, ipairs = type, ipairs
local format, concat = string.format, table.concat

-- MARK: Neuron groups

function NeuronMethods:split_grid_into_sub_group_blocks(steps)
  local blocks = self:partition_masks(steps)
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
  for _, mask in ipairs(self:partition_masks { count, count, count }) do
    if mask:any() then
      blocks[#blocks + 1] = self:sub_group(mask)
    end
  end
  return blocks
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

function NeuronMethods:connected_NG_param_list(name, options)
  options = options == nil and {} or options
  Options.check(options, "connected_NG_param_list")
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

function SynapseMethods:ignore_transpose_mode(matrix)
  return self.network.synapse_mode == "SxD" and matrix.T or matrix
end

-- MARK: Buffers

function ObjectMethods:get_buffer_mat(shape, count)
  if type(shape) ~= "table" then
    raise(format("get_buffer_mat: expected a list of sizes, got %s",
      native.type_name(shape)))
  end
  return self:tensor("zeros", { count, table.unpack(shape) })
end
