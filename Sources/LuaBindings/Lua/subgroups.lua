-- Sub-groups: some of the neurons of a group, seen as a group.
--
-- Gets what the prelude keeps of networks, by their tables.

local native, Methods, lists_by_tag, networks = ...
local raise = native.raise
local NeuronMethods = Methods.neurons

local type, setmetatable = type, setmetatable
local format = string.format

-- The groups that sub-groups are views of, and their engine's side.
local bases = setmetatable({}, { __mode = "k" })
local handles = setmetatable({}, { __mode = "k" })

function NeuronMethods:sub_group(mask, tag)
  local handle, first_tag, size, id, base_mask =
    native.new_sub_group(self, mask, tag)
  local base = bases[self] or self
  local network = networks[base.network]
  local values = {
    tag = first_tag,
    size = size,
    id = id,
    id_mask = id,
    mask = base_mask,
    base = base,
    network = base.network,
    afferent_synapses = lists_by_tag(),
    efferent_synapses = lists_by_tag(),
  }
  local sub_group = setmetatable({}, {
    handle, {}, values,
    __index = function(_, name)
      local value = values[name]
      if value == nil then
        value = base[name]
        if type(value) == "userdata" then
          return native.part_of(handle, value)
        end
      end
      return value
    end,
    __newindex = function(_, name, value)
      if values[name] ~= nil or network.neurons[name] ~= nil then
        raise(format("NeuronSubGroup '%s': '%s' can't be replaced", first_tag,
          name))
      end
      native.set_part(handle, name, value)
    end,
    __call = native.find,
    __tostring = native.describe,
    __name = "NeuronSubGroup",
    __metatable = false,
  })
  bases[sub_group], handles[sub_group] = base, handle
  if tag ~= nil then
    native.adopt(handle, sub_group)
    Methods.add_field(base.network, sub_group)
  end
  return sub_group
end

NeuronMethods.subGroup = NeuronMethods.sub_group

function NeuronMethods:group_without_subGroup()
  return bases[self] or self
end

function NeuronMethods:mask_var(value)
  if bases[self] then
    return native.part_of(self, value)
  end
  return value
end

function NeuronMethods:get_masked_dict(name, key)
  local values = self:group_without_subGroup()[name]
  if type(values) ~= "table" then
    raise("get_masked_dict: '" .. tostring(name) .. "' is no table but a "
      .. native.type_name(values))
  end
  return self:mask_var(values[key])
end

-- Keeps sub-groups that are ends of synapse groups.
function Methods.keep_ends(...)
  for i = 1, select("#", ...) do
    local group = select(i, ...)
    local handle = group ~= nil and handles[group]
    if handle then
      native.adopt(handle, group)
    end
  end
end
