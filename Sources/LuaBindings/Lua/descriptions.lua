-- Objects and behaviors described as plain data, and behaviors made again.
--
-- The description of a behavior has the name of its class at 1, and then what
-- that is called with: { "LIF", tau = 20 }.

local native, snn, Behaviors, weights = ...
local raise = native.raise

local type, next, ipairs, pairs = type, next, ipairs, pairs
local rawequal, rawget, getmetatable = rawequal, rawget, getmetatable
local tostring, format, concat = tostring, string.format, table.concat

local Descriptions = {}

-- The key of a table that stands for an object: { ["snn.object"] = "exc" }.
local object_key = "snn.object"

-- How deep tables of parameters can be in each other.
local most_levels = 100

-- The first of the tags in a text.
function Descriptions.first_tag(text)
  return text:match "^%s*(.-)%s*," or text
end

-- MARK: Values

-- What a field of a table is called in messages.
local function field_of(place, key)
  return type(key) == "string" and format("%s.%s", place, key)
    or format("%s[%s]", place, tostring(key))
end

-- A copy of a parameter that has nothing in common with it. `name_object` gives
-- what stands for an object, and `other` for what is no data.
local function copied(value, place, name_object, other, level)
  local kind = type(value)
  if kind == "number" or kind == "string" or kind == "boolean" then
    return value
  elseif native.is_tensor(value) then
    return value:clone()
  elseif native.is_object(value) then
    return { [object_key] = name_object(value, place) }
  elseif kind ~= "table" or Behaviors.handle_of(value)
    or Behaviors.is_class(value) or getmetatable(value) ~= nil then
    return other(value, place)
  elseif level > most_levels then
    raise(format("%s: tables are in each other more than %d deep", place,
      most_levels))
  elseif value[object_key] ~= nil then
    raise(format("%s has a field '%s', which stands for an object in a"
      .. " structure", place, object_key))
  end
  local copy = {}
  for key, item in next, value do
    local key_kind = type(key)
    if key_kind ~= "number" and key_kind ~= "string"
      and key_kind ~= "boolean" then
      raise(format("%s has a %s as a key; numbers, texts and truth values can"
        .. " be described", place, native.type_name(key)))
    end
    copy[key] = copied(item, field_of(place, key), name_object, other,
      level + 1)
  end
  return copy
end

-- The value that was described: a copy, so that a structure can be built again.
function Descriptions.made_value(value, place, found, level)
  level = level or 1
  if native.is_tensor(value) then
    return value:clone()
  elseif type(value) ~= "table" or getmetatable(value) ~= nil then
    return value
  elseif level > most_levels then
    raise(format("%s: tables are in each other more than %d deep", place,
      most_levels))
  end
  local tag = value[object_key]
  if tag ~= nil then
    local object = found[tag]
    if not object then
      raise(format("%s is the object '%s', which isn't there", place,
        native.is_object(tag) and tag.tag or tostring(tag)))
    end
    return object
  end
  local copy = {}
  for key, item in next, value do
    copy[key] = Descriptions.made_value(item, field_of(place, key), found,
      level + 1)
  end
  return copy
end

-- A parameter that is no data, for a behavior that is made like another one: a
-- function is shared, what lives can't be.
function Descriptions.shared_or_refused(what)
  return function(value, place)
    if type(value) == "function" or Behaviors.is_class(value) then
      return value
    end
    local is_table = type(value) == "table" and not Behaviors.handle_of(value)
    raise(format("%s: %s is a %s, which can't be made again; give other"
      .. " behaviors in its place", what, place,
      is_table and "table with a metatable"
        or Behaviors.handle_of(value) and "behavior"
        or native.type_name(value)))
  end
end

-- MARK: Behaviors

-- The name under which a structure has a class: "LIF", "snn.Recorder".
local function class_name(behavior)
  local name = native.behavior_name(Behaviors.handle_of(behavior))
  return Behaviors.written_name(Behaviors.class_of(behavior), name)
end

-- The class that has this name in a structure.
local function class_named(name, what)
  local class
  local model_name = type(name) == "string" and name:match "^snn%.models%.(.+)$"
  local library_name = type(name) == "string" and name:match "^snn%.(.+)$"
  if model_name then
    class = native.is_model(model_name) and snn.models[model_name]
  elseif library_name then
    class = rawget(snn, library_name)
  elseif type(name) == "string" then
    class = Behaviors.written[name]
  end
  if Behaviors.is_class(class) then
    return class
  elseif type(name) ~= "string" then
    raise(format("%s: expected the name of a class at 1, got %s", what,
      native.type_name(name)))
  end
  local known = {}
  for each in snn.sorted_pairs(Behaviors.written) do
    known[#known + 1] = each
  end
  for _, each in ipairs(native.model_names()) do
    known[#known + 1] = "snn.models." .. each
  end
  for each in snn.sorted_pairs(snn) do
    if Behaviors.is_class(rawget(snn, each)) then
      known[#known + 1] = "snn." .. each
    end
  end
  raise(format("%s: there is no class '%s': run the script that defines it"
    .. " first%s", what, name, native.suggestion(name, known, "classes")))
end

-- What a behavior was given, or a recorder was made with.
local function given_of(behavior, what)
  local recorder = native.recorder_options(Behaviors.handle_of(behavior))
  local given = recorder or behavior.parameters
  if type(given) ~= "table" then
    raise(format("%s: its field parameters is a %s", what,
      native.type_name(given)))
  end
  return given
end

-- The description of a behavior, which messages call `what`.
function Descriptions.described(behavior, what, name_object, other)
  local handle = Behaviors.handle_of(behavior)
  local result = { class_name(behavior) }
  for name, value in pairs(given_of(behavior, what)) do
    if type(name) ~= "string" then
      raise(format("%s: a parameter has a %s as its name", what,
        native.type_name(name)))
    end
    result[name] = copied(value, format("parameter '%s' of %s", name, what),
      name_object, other, 1)
  end
  result.tag = native.behavior_tags(handle)
  for name in next, Behaviors.switches do
    local value = native.switch(handle, name)
    if value ~= (name == "behavior_enabled") then
      result[name] = value
    end
  end
  return result
end

-- The behavior that is described; `found` are objects by tag.
function Descriptions.made(description, what, found)
  if type(description) ~= "table" then
    raise(format("%s: expected a behavior such as { \"LIF\", tau = 20 }, got"
      .. " %s", what, native.type_name(description)))
  end
  local class = class_named(description[1], what)
  local given = {}
  for name, value in next, description do
    if type(name) == "string" then
      given[name] = Descriptions.made_value(value, what .. "." .. name, found)
    elseif name ~= 1 then
      raise(format("%s: a parameter needs a name, and that at %s has none",
        what, tostring(name)))
    end
  end
  return class(given)
end

-- MARK: Objects

-- Some neurons as a list of { first, last }.
local function ranges(ids)
  local list, last = {}, nil
  for _, id in ipairs(ids:totable()) do
    if last and last[2] == id - 1 then
      last[2] = id
    else
      last = { id, id }
      list[#list + 1] = last
    end
  end
  return list
end

-- How an end of a synapse group is described: by its name, or as some neurons
-- of a group; nil for none.
local function described_end(group, known, name_object)
  if not group then
    return nil
  elseif known[group] or not native.is_part(group) then
    return name_object(group)
  end
  return { base = name_object(group.base), neurons = ranges(group.id) }
end

-- The description of a group without its behaviors; `known` are the groups that
-- are found by tag.
local function described_object(object, known, name_object, other)
  local kind = native.object_kind(object)
  local result = {
    kind, tag = concat(native.own_tags(object), ", "),
  }
  if kind == "NeuronGroup" then
    result.size = object.size
  elseif kind == "NeuronSubGroup" then
    result.base, result.neurons = name_object(object.base), ranges(object.id)
  elseif kind == "SynapseGroup" then
    result.src = described_end(object.src, known, name_object)
    result.dst = described_end(object.dst, known, name_object)
    if weights[object] ~= nil then
      result.W = copied(weights[object], format("W of '%s'", object.tag),
        name_object, other, 1)
    end
  end
  local parent = object.parent_structure
  if kind ~= "NeuronSubGroup" and parent
    and not rawequal(parent, object.network) then
    result.parent = name_object(parent)
  end
  return result
end

-- What is called so in messages: "LIF (key 1) of NeuronGroup 'exc'".
local function place_of(behavior, key, object)
  return format("%s (key %s) of %s '%s'",
    native.behavior_name(Behaviors.handle_of(behavior)),
    native.number_name(key), native.object_kind(object), object.tag)
end

-- Adds the behaviors of an object to its description. `shared` has where they
-- and those of other objects are described: a behavior of two objects is
-- described once.
local function describe_behaviors(result, object, number, shared, name_object,
  other)
  for _, entry in ipairs(native.behavior_entries(object)) do
    local behavior, key = entry.behavior, entry.key
    result.behavior = result.behavior or {}
    result.behavior[math.tointeger(key) or key] = shared[behavior]
      or Descriptions.described(behavior,
        place_of(behavior, key, object), name_object, other)
    shared[behavior] = shared[behavior]
      or { same_as = { number, math.tointeger(key) or key } }
  end
end

-- The descriptions of objects of a network, in their order. `name_object` gives
-- what names another object, and `other` what stands for a parameter that is no
-- data.
function Descriptions.of_objects(net, objects, name_object, other)
  local known, shared, list = {}, {}, {}
  local first = rawequal(objects[1], net) and 0 or 1
  for _, group in ipairs(native.network_groups(net)) do
    known[group] = true
  end
  for place, object in ipairs(objects) do
    local result = rawequal(object, net) and {}
      or described_object(object, known, name_object, other)
    describe_behaviors(result, object, place - 1 + first, shared, name_object,
      other)
    list[place] = result
  end
  return list
end

return Descriptions
