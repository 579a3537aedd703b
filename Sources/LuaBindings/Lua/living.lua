-- Networks while they live: what is added to them, taken out and found in them.
--
-- Returns a function that is told of each object and its metatable, and one
-- that enters a new group in its network.

local native, Options, Behaviors, Methods = ...
local raise = native.raise
local check_type = Options.check_type
local take_out, check_self = Methods.take_out, Methods.check_self

local type, next, ipairs, setmetatable = type, next, ipairs, setmetatable
local rawequal, rawset = rawequal, rawset
local format, unpack = string.format, table.unpack

local ObjectMethods, NetworkMethods = Methods.object, Methods.network

-- The slots and the values of all objects, which scripts can't reach, and the
-- lists of groups of networks.
local slots_of = setmetatable({}, { __mode = "k" })
local values_of = setmetatable({}, { __mode = "k" })
local groups_of = setmetatable({}, { __mode = "k" })

local function watch(object, metatable)
  slots_of[object], values_of[object] = metatable[2], metatable[3]
end

-- Raises unless `value` is an object; gives its values.
local function required_object(value, what)
  local values = values_of[value == nil and false or value]
  if not values then
    raise(format("%s: expected a network object, got %s", what,
      native.type_name(value)))
  end
  return values
end

-- MARK: Structures

-- The order in which objects became parts.
local parts_order, number_part = Methods.new_order()

-- Makes an object a part of another one, and of none else.
local function place_under(object, parent)
  local old = object.parent_structure
  if old then
    take_out(old.sub_structures, object, parts_order)
  end
  number_part(object)
  rawset(values_of[object], "parent_structure", parent)
  local parts = parent.sub_structures
  parts[#parts + 1] = object
end

function ObjectMethods:add_sub_structure(other)
  required_object(self, "add_sub_structure")
  required_object(other, "add_sub_structure")
  local ancestor = self
  repeat
    if rawequal(ancestor, other) then
      raise(format("add_sub_structure: %s can't be a part of itself",
        other.tag))
    end
    ancestor = ancestor.parent_structure
  until not ancestor
  if not rawequal(other.network, self.network) then
    raise(format("add_sub_structure: %s belongs to another network", other.tag))
  end
  place_under(other, self)
end

function ObjectMethods:all_sub_structures()
  check_self(self, "all_sub_structures")
  local all = {}
  local function collect(object)
    for _, part in ipairs(object.sub_structures) do
      all[#all + 1] = part
      collect(part)
    end
  end
  collect(self)
  return all
end

-- MARK: Groups

-- Makes a group a field of its network under its first tag, if that is free.
local function add_field(net, group)
  local tag, slots, values = group.tag, slots_of[net], values_of[net]
  if slots[tag] == nil and values[tag] == nil then
    slots[tag] = false
    rawset(values, tag, group)
  end
end

Methods.add_field = add_field

-- Enters a new group in the lists of its network.
local function enter(groups, group, kind)
  local net = group.network
  groups_of[net] = groups
  for _, list in ipairs { groups.all, groups[kind] } do
    list[#list + 1] = group
  end
  add_field(net, group)
  place_under(group, net)
end

-- Takes a group out of the structure of its network; its parts move up.
local function leave_parent(group)
  local parent = group.parent_structure
  take_out(parent.sub_structures, group, parts_order)
  rawset(values_of[group], "parent_structure", nil)
  for _, part in ipairs { unpack(group.sub_structures) } do
    place_under(part, parent)
  end
end

-- Takes a group, which may be a sub-group, out of the lists of its network.
local function leave(net, group)
  local groups, tag = groups_of[net], group.tag
  for _, list in next, groups do
    take_out(list, group, Methods.orders)
  end
  Methods.leave_ends(group)
  if values_of[group] then
    leave_parent(group)
  end
  local slots, values = slots_of[net], values_of[net]
  if rawequal(values[tag], group) then
    slots[tag] = nil
    rawset(values, tag, nil)
    local other = native.synapses_tagged(net, tag)
    if other then
      add_field(net, other)
    end
  end
end

function NetworkMethods:remove(group)
  required_object(group, "remove")
  local removed = native.remove_group(self, group)
  for _, object in ipairs(removed) do
    leave(self, object)
  end
  return unpack(removed)
end

function NetworkMethods:all_objects()
  check_self(self, "all_objects")
  return { self, unpack(self.Structures) }
end

function NetworkMethods:all_behaviors()
  check_self(self, "all_behaviors")
  local all = {}
  for _, object in ipairs(self:all_objects()) do
    for _, behavior in ipairs(native.behavior_list(object)) do
      all[#all + 1] = behavior
    end
  end
  return all
end

-- MARK: Behaviors

-- The entries of a table of behaviors that are given to a method.
local function entries_of(behaviors, what)
  if type(behaviors) ~= "table" then
    raise(format("%s: expected a table of behaviors by key, got %s", what,
      native.type_name(behaviors)))
  end
  return Behaviors.sorted(behaviors, what)
end

-- The only entry of a behavior and its key.
local function entry_of(key, behavior, what)
  if key == nil or key ~= key then
    raise(format("%s: expected a key, got %s", what, key and "nan" or "nil"))
  end
  if behavior == nil then
    raise(what .. ": expected a behavior, got nil")
  end
  return entries_of({ [key] = behavior }, what)
end

local function add(object, entries, initialize, what)
  check_type(initialize, "boolean", what .. ": initialize")
  native.add_behaviors(object, Behaviors.flattened(entries),
    initialize ~= false)
  Behaviors.name(object, values_of[object], entries)
end

function ObjectMethods:add_behavior(key, behavior, initialize)
  add(self, entry_of(key, behavior, "add_behavior"), initialize, "add_behavior")
  return behavior
end

function ObjectMethods:add_behaviors(behaviors, initialize)
  add(self, entries_of(behaviors, "add_behaviors"), initialize, "add_behaviors")
end

function ObjectMethods:replace_behavior(key, behavior)
  local values = required_object(self, "replace_behavior")
  local entries = entry_of(key, behavior, "replace_behavior")
  local old = native.replace_behavior(self, Behaviors.flattened(entries))
  Behaviors.unname(self, values, old)
  Behaviors.name(self, values, entries)
  return old
end

function ObjectMethods:remove_behavior(what)
  local values = required_object(self, "remove_behavior")
  local value, kind = what, nil
  if Behaviors.handle_of(what) then
    value, kind = Behaviors.handle_of(what), "behavior"
  elseif type(what) == "number" then
    kind = "key"
  elseif type(what) == "string" then
    kind = "tag"
  elseif Behaviors.is_class(what) then
    value, kind = what.name, "tag"
  else
    raise("remove_behavior: expected a key, a tag, a behavior or a class, got "
      .. native.type_name(what))
  end
  local removed = native.remove_behaviors(self, value, kind)
  for _, behavior in ipairs(removed) do
    Behaviors.unname(self, values, behavior)
  end
  return unpack(removed)
end

-- MARK: What has a tag

function ObjectMethods:has_module(tag)
  check_self(self, "has_module")
  return self:find(tag, 1) ~= nil
end

-- The objects and behaviors with a tag; there must be one.
local function having(object, tag)
  local found = {}
  for _, one in ipairs(object:find(tag)) do
    if values_of[one] or Behaviors.handle_of(one) then
      found[#found + 1] = one
    end
  end
  if #found == 0 then
    native.unknown_tag(object, tag, "object or behavior")
  end
  return found
end

function ObjectMethods:set_tag_attrs(tag, name, value)
  check_self(self, "set_tag_attrs")
  for _, one in ipairs(having(self, tag)) do
    one[name] = value
  end
end

function ObjectMethods:call_tag_functions(tag, name, ...)
  check_self(self, "call_tag_functions")
  local results = {}
  for position, one in ipairs(having(self, tag)) do
    local method = one[name]
    if type(method) ~= "function" then
      raise(format("call_tag_functions: %s has no method '%s'",
        values_of[one] and one.tag
          or native.behavior_tag(Behaviors.handle_of(one)), name))
    end
    results[position] = (method(one, ...))
  end
  return results
end

return {
  watch = watch,
  enter = enter,
  required_object = required_object,
}
