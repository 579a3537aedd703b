-- The structure of networks as plain tables, and networks made of them.
--
-- The description of an object has its kind at 1, and then the options that it
-- is made with: { "NeuronGroup", tag = "exc", size = 80, behavior = { … } }.
-- Objects are named by their first tags.

local native, snn, Options, Behaviors, network_of, weights = ...
local raise, check_options = native.raise, Options.check

local type, next, ipairs, pairs = type, next, ipairs, pairs
local rawequal, getmetatable, tostring = rawequal, getmetatable, tostring
local format, sort, concat = string.format, table.sort, table.concat
local huge = math.huge

local Descriptions = native.part "descriptions" (native, snn, Behaviors,
  weights)

local Structures = {}

-- MARK: Making

-- What descriptions of each kind may have.
local kinds = {}
for kind, names in next, {
  NeuronGroup = { "tag", "size", "behavior", "parent" },
  SynapseGroup = { "tag", "src", "dst", "W", "behavior", "parent" },
  NetworkObject = { "tag", "behavior", "parent" },
  NeuronSubGroup = { "tag", "base", "neurons" },
} do
  kinds[kind] = {}
  for _, name in ipairs(names) do
    kinds[kind][name] = true
  end
end

-- The mask of the neurons in a list of { first, last }.
local function mask_of(list, size, what)
  local mask = snn.zeros(size, "bool")
  if type(list) ~= "table" then
    raise(format("%s: neurons must be a list such as { { 1, 10 } }, got %s",
      what, native.type_name(list)))
  end
  for _, range in ipairs(list) do
    local first = type(range) == "table" and Options.integer(range[1])
    local last = type(range) == "table" and Options.integer(range[2])
    if not first or not last or first < 1 or last > size or first > last then
      raise(format("%s: neurons must be a list of { first, last } from 1 to"
        .. " %d", what, size))
    end
    mask[{ { first, last } }] = true
  end
  return mask
end

-- The neuron group with a tag, as a sub-group's base.
local function base_of(description, found, what)
  local base = found[description.base]
  if not base or not base.sub_group then
    raise(format("%s: base must be the tag of a neuron group before it, got %s",
      what, type(description.base) == "string"
        and format("'%s'", description.base)
        or native.type_name(description.base)))
  end
  return base
end

-- The end that is described: by a name, or as some neurons of a group. What is
-- neither is for the synapse group to refuse.
local function made_end(description, found, what)
  if type(description) == "string" then
    return found[description] or description
  elseif native.is_object(description) then
    return found[description] or raise(format("%s: there is no group '%s' to"
      .. " connect", what, description.tag))
  elseif type(description) ~= "table" or description.base == nil then
    return description
  end
  local base = base_of(description, found, what)
  return base:sub_group(mask_of(description.neurons, base.size, what))
end

-- Makes the object that is described, without behaviors and parts.
local function make_object(net, description, found, what)
  if type(description) ~= "table" or not kinds[description[1]] then
    raise(format("%s: expected an object such as { \"NeuronGroup\", tag ="
      .. " \"exc\", size = 80 }, got %s", what,
      type(description) ~= "table" and native.type_name(description)
      or description[1] == nil and "a table without a kind at 1"
      or tostring(description[1])))
  end
  local kind = description[1]
  for name in pairs(description) do
    if name ~= 1 and not kinds[kind][name] then
      native.unknown_option(what, name, kinds[kind])
    end
  end
  local tag = description.tag
  if kind == "NeuronGroup" then
    return snn.NeuronGroup { net = net, tag = tag, size = description.size }
  elseif kind == "NetworkObject" then
    return snn.NetworkObject { net = net, tag = tag }
  elseif kind == "SynapseGroup" then
    return snn.SynapseGroup {
      net = net, tag = tag, src = made_end(description.src, found, what),
      dst = made_end(description.dst, found, what),
      W = Descriptions.made_value(description.W, what .. ".W", found),
    }
  end
  local base = base_of(description, found, what)
  return base:sub_group(mask_of(description.neurons, base.size, what), tag)
end

-- The behaviors of a description, lowest key first.
local function sorted_keys(behaviors, what)
  local keys = {}
  if type(behaviors) ~= "table" then
    raise(format("%s: behavior must be a table of behaviors by key, got %s",
      what, native.type_name(behaviors)))
  end
  for key in next, behaviors do
    if type(key) ~= "number" or key ~= key or key == huge or key == -huge then
      raise(format("%s: behavior keys must be finite numbers, got %s", what,
        tostring(key)))
    end
    keys[#keys + 1] = key
  end
  sort(keys)
  return keys
end

-- Sorts behaviors as `order` says, a list of { number, key }; those that it
-- doesn't name come last.
local function put_in_order(pending, order)
  if type(order) ~= "table" then
    raise("build: order must be a list of { number of a group, key }, got "
      .. native.type_name(order))
  end
  local places = {}
  for place, item in ipairs(order) do
    if type(item) == "table" and type(item[2]) == "number" then
      places[format("%s %.17g", tostring(item[1]), item[2])] = place
    end
  end
  for place, item in ipairs(pending) do
    item.place = places[format("%d %.17g", item.number, item.key)]
      or #order + place
  end
  sort(pending, function(a, b)
    return a.place < b.place
  end)
end

-- Gives objects the behaviors that are described. The number 0 stands for the
-- network, and groups count from 1.
local function add_behaviors(list, objects, found, options)
  local pending, first = {}, options.first and 0 or 1
  for place, description in ipairs(list) do
    local what = format("%s: %s", options.what, objects[place].tag)
    for _, key in ipairs(sorted_keys(description.behavior or {}, what)) do
      pending[#pending + 1] = {
        number = place - 1 + first, key = key, object = objects[place],
        what = format("%s (key %s)", what, native.number_name(key)),
        description = description.behavior[key],
      }
    end
  end
  if options.order ~= nil then
    put_in_order(pending, options.order)
  end
  local made = {}
  for _, item in ipairs(pending) do
    local behavior
    local description = item.description
    local same = type(description) == "table" and description.same_as
    if Behaviors.handle_of(description) then
      behavior = description
    elseif type(same) == "table" then
      behavior = made[same[1]] and made[same[1]][same[2]]
      if not behavior then
        raise(item.what .. ": same_as must be { number of a group, key } of a"
          .. " behavior before it")
      end
    else
      behavior = Descriptions.made(description, item.what, found)
    end
    made[item.number] = made[item.number] or {}
    made[item.number][item.key] = behavior
    item.object:add_behavior(item.key, behavior, false)
  end
end

-- Makes the groups that are described in a network, and gives them their
-- behaviors. `found` are objects by their names, to which those are added that
-- are made. Options:
--
--   first  what the first description describes, if it is there already
--   what   the name of the function, for messages
--   names  of the objects, if they aren't their first tags
--   order  of the behaviors, if it doesn't follow from the list and the keys
--   done   is called with each object that was made
function Structures.make(net, list, found, options)
  local objects, first = {}, options.first
  for place, description in ipairs(list) do
    local object = place == 1 and first
    if not object then
      object = make_object(net, description, found, format("%s: %s",
        options.what, options.names and options.names[place].tag
          or format("group %d", place - (first and 1 or 0))))
      options.done(object)
    end
    objects[place] = object
    local name = options.names and options.names[place] or object.tag
    if rawget(found, name) == nil then
      found[name] = object
    end
  end
  for place, description in ipairs(list) do
    local parent = description.parent
    if parent ~= nil then
      if not native.is_object(found[parent]) then
        raise(format("%s: '%s' is a part of '%s', which isn't there",
          options.what, objects[place].tag, tostring(parent)))
      end
      found[parent]:add_sub_structure(objects[place])
    end
  end
  add_behaviors(list, objects, found, options)
  return objects
end

-- MARK: Networks

-- Raises for what is no data.
local function refuse(value, place)
  local class = Behaviors.is_class(value)
  local is_behavior = not class and Behaviors.handle_of(value)
  raise(format("structure: %s is a %s, which no structure can have%s", place,
    class and "class" or is_behavior and "behavior" or native.type_name(value),
    class and "; give its name, as a text" or is_behavior and ""
      or type(value) == "function"
      and "; make it a method of a class, which has a name"
      or getmetatable(value) ~= nil and type(value) == "table"
      and ", since it has a metatable"
      or "; make it in initialize"))
end

-- Returns what names objects of a network, by first tags, which only synapse
-- groups share.
local function namer(net, groups)
  local counts = {}
  for _, group in ipairs(groups) do
    counts[group.tag] = (counts[group.tag] or 0) + 1
  end
  counts[net.tag] = 1
  return function(object, place)
    if not rawequal(object.network, net) then
      raise(format("structure: %s is '%s', which is of another network", place,
        object.tag))
    elseif counts[object.tag] ~= 1 then
      raise(format("structure: %s is '%s', %s", place, object.tag,
        counts[object.tag] and "and other groups have this first tag, too"
          or "a sub-group without a tag: give it one"))
    end
    return object.tag
  end
end

-- The order of registration, as `put_in_order` takes it; nil if it follows from
-- the order of the objects and the keys.
local function order_of(objects)
  local all, is_natural = {}, true
  for number, object in ipairs(objects) do
    for _, entry in ipairs(native.behavior_entries(object)) do
      local before = all[#all]
      is_natural = is_natural and (not before or before.order < entry.order)
      all[#all + 1] = { number - 1, entry.key, order = entry.order }
    end
  end
  if is_natural then
    return nil
  end
  sort(all, function(a, b)
    return a.order < b.order
  end)
  for _, item in ipairs(all) do
    item.order, item[2] = nil, math.tointeger(item[2]) or item[2]
  end
  return all
end

function Structures.structure(net)
  if not native.is_object(net) or native.object_kind(net) ~= "Network" then
    raise("structure: expected a network, got " .. native.type_name(net))
  end
  local groups = native.network_groups(net)
  local objects = { net, table.unpack(groups) }
  local list = Descriptions.of_objects(net, objects,
    namer(net, groups), refuse)
  local result = list[1]
  result.tag = concat(native.own_tags(net), ", ")
  result.seed, result.dtype = net.seed, net.dtype
  result.synapse_mode, result.dt = net.synapse_mode, net.dt
  result.groups = { table.unpack(list, 2) }
  result.order = order_of(objects)
  return result
end

function Structures.build(structure, options)
  options = options == nil and {} or options
  check_options(options, "build")
  if type(structure) ~= "table" then
    raise(format("build: expected a structure, as net:structure() gives it, got"
      .. " %s", native.type_name(structure)))
  end
  local known = native.options "build"
  known.check_finite = nil
  local given = {}
  for name, value in pairs(structure) do
    if known[name] then
      given[name] = value
    elseif name ~= "groups" and name ~= "order" and name ~= "behavior" then
      known.groups, known.order, known.behavior = true, true, true
      native.unknown_option("build: the structure", name, known)
    end
  end
  for name, value in pairs(options) do
    given[name] = value
  end
  local groups = structure.groups
  if groups ~= nil and type(groups) ~= "table" then
    raise("build: groups must be a list of objects, got "
      .. native.type_name(groups))
  end
  local net = snn.Network(given)
  local found = { [net.tag] = net }
  found[Descriptions.first_tag(structure.tag or net.tag)] = net
  Structures.make(net, {
    { behavior = structure.behavior }, table.unpack(groups or {}),
  }, found, {
    what = "build", first = net, order = structure.order,
    done = function() end,
  })
  return net
end

-- The functions of the other files about structures.
for _, part in ipairs {
  native.part "structure_texts" (native, snn),
  native.part "cloning" (native, snn, Options, Behaviors, Structures,
    Descriptions, network_of),
  native.part "synapse_groups" (native, snn, Options, Behaviors, Descriptions,
    network_of),
  native.part "test_networks" (snn, Options, Behaviors),
} do
  for name, function_ in next, part do
    Structures[name] = function_
  end
end

return Structures
