-- Clones: objects made like others, with behaviors like theirs.

local native, snn, Options, Behaviors, Structures, Descriptions,
  network_of = ...
local raise, check_options = native.raise, Options.check
local check_type = Options.check_type

local type, ipairs, pairs = type, ipairs, pairs
local rawequal, pcall, error = rawequal, pcall, error
local format, concat, unpack = string.format, table.concat, table.unpack

local Cloning = {}

-- What a first tag is without its number: "exc" of "exc_2".
local function without_number(tag)
  return tag:match "^(.-)_%d+$" or tag
end

-- A first tag that isn't taken: the tag itself, or one with a number.
local function free_tag(tag, taken)
  local stem, number, free = without_number(tag), 2, tag
  while taken[free] do
    free = format("%s_%d", stem, number)
    number = number + 1
  end
  return free
end

-- The objects that are cloned with others, in the order of creation: those and
-- their parts, sub-groups with tags, and the synapse groups between them.
local function clone_set(net, roots)
  local chosen = {}
  for _, root in ipairs(roots) do
    chosen[root] = true
    for _, part in ipairs(root:all_sub_structures()) do
      chosen[part] = true
    end
  end
  local list = {}
  for _, group in ipairs(native.network_groups(net)) do
    local kind = native.object_kind(group)
    if kind == "NeuronSubGroup" then
      chosen[group] = chosen[group.base]
    elseif kind == "SynapseGroup" and group.src and group.dst then
      chosen[group] = chosen[group]
        or chosen[group.src:group_without_subGroup()]
        and chosen[group.dst:group_without_subGroup()]
    end
    if chosen[group] then
      list[#list + 1] = group
    end
  end
  return list
end

-- Raises unless an object can be cloned.
local function check_object(object, what)
  if not native.is_object(object) then
    raise(format("%s: expected a group or another object of a network, got %s",
      what, native.type_name(object)))
  end
  local kind = native.object_kind(object)
  if kind == "Network" then
    raise(format("%s: %s is a network; snn.build(net:structure()) makes another"
      .. " one like it", what, object.tag))
  elseif kind == "NeuronSubGroup" then
    raise(format("%s: %s is a sub-group, a view of neurons of '%s'; clone that",
      what, object.tag, object.base.tag))
  end
  native.behavior_entries(object) -- raises for what was removed
end

-- Which options of `clone` are for which kinds of objects.
local only_for = {
  size = "NeuronGroup", src = "SynapseGroup", dst = "SynapseGroup",
}

local function check_changes(changes, object, what)
  local kind = native.object_kind(object)
  for _, name in ipairs { "size", "src", "dst" } do
    if changes[name] ~= nil and kind ~= only_for[name] then
      raise(format("%s: %s is for a %s; '%s' is a %s", what, name,
        only_for[name], object.tag, kind))
    end
  end
  check_type(changes.tag, "string", what .. ": tag")
  check_type(changes.behavior, "table", what .. ": behavior")
end

-- Puts other behaviors into a description, or takes some out.
local function change_behaviors(description, behaviors, object, what)
  description.behavior = description.behavior or {}
  local others = {}
  for key, behavior in pairs(behaviors) do
    if behavior == false then
      if description.behavior[key] == nil then
        raise(format("%s: %s has no behavior with key %s to leave out", what,
          object.tag, native.number_name(key)))
      end
      description.behavior[key] = nil
    else
      others[key] = behavior
    end
  end
  for _, entry in ipairs(Behaviors.sorted(others, what)) do
    description.behavior[entry.key] = entry.behavior
  end
end

-- Refuses recorders that would write to the file of another one.
local function check_files(description, object, what)
  for key, behavior in pairs(description.behavior or {}) do
    if not Behaviors.handle_of(behavior) and behavior.file ~= nil
      and (behavior[1] == "snn.Recorder"
        or behavior[1] == "snn.EventRecorder") then
      raise(format("%s: the recorder (key %s) of %s writes to '%s', which only"
        .. " one can; say behavior = { [%s] = … } for another one, or false for"
        .. " none", what, native.number_name(key), object.tag, behavior.file,
        native.number_name(key)))
    end
  end
end

-- What the tags of a clone are: its first tag, then those of the original.
local function tags_of(object, first)
  local tags = native.own_tags(object)
  tags[1] = first
  return concat(tags, ", ")
end

-- The tags of the clones, by original: the first ones are those that are given,
-- or made by a pattern, or with numbers.
local function new_tags(list, target, changes, pattern, what)
  local result, taken = {}, { [target.tag] = true }
  for _, group in ipairs(native.network_groups(target)) do
    taken[group.tag] = true
  end
  for _, object in ipairs(list) do
    local tag = (changes[object] or {}).tag
    local is_shared = native.object_kind(object) == "SynapseGroup"
      and not object.tag:find "^SynapseGroup_%d+$"
    if not tag and is_shared then
      tag = object.tag -- synapse groups are found by it together
    elseif not tag and pattern then
      tag = pattern:gsub("%%s", (object.tag:gsub("%%", "%%%%")))
    elseif not tag then
      tag = free_tag(object.tag, taken)
    end
    result[object] = tags_of(object, tag)
    local first = Descriptions.first_tag(tag)
    if taken[first] and not is_shared then
      raise(format("%s: the clone of '%s' can't have the tag '%s', which is"
        .. " taken", what, object.tag, first))
    end
    taken[first] = true
  end
  return result
end

-- What stands for an object of the original's network among the clones: the
-- clone; else the object itself, or one with its first tag in another network.
local function counterparts(net, target)
  local by_tag = {}
  for _, group in ipairs(native.network_groups(target)) do
    by_tag[group.tag] = by_tag[group.tag] or group
  end
  return setmetatable({ [net] = target }, {
    __index = function(_, object)
      if rawequal(net, target) or not native.is_object(object) then
        return object
      end
      return by_tag[object.tag]
    end,
  })
end

-- The description of an object with what is changed in its clone.
local function change(description, object, changes, what)
  local own = changes[object] or {}
  if own.behavior then
    change_behaviors(description, own.behavior, object, what)
  end
  if own.size ~= nil then
    local grid = (description.behavior or {})[0]
    if type(own.size) ~= "number" and type(grid) == "table"
      and grid[1] == "snn.NeuronDimension" then
      description.behavior[0] = nil
    end
    description.size = own.size
  end
  for _, name in ipairs { "src", "dst" } do
    if own[name] ~= nil then
      description[name] = own[name]
    end
  end
  local base = description[1] == "NeuronSubGroup" and object.base
  local size = base and (changes[base] or {}).size
  if size and size ~= base.size then
    raise(format("%s: '%s' has some neurons of '%s', and the clone of that has"
      .. " another size", what, object.tag, base.tag))
  end
  check_files(description, object, what)
end

-- Clones objects of a network into another one, or into the same; returns the
-- clones by original.
local function clone(net, roots, target, changes, pattern, what)
  local list = clone_set(net, roots)
  local tags = new_tags(list, target, changes, pattern, what)
  local found = counterparts(net, target)
  local descriptions = Descriptions.of_objects(net, list, function(object)
    return object
  end, Descriptions.shared_or_refused(what))
  for place, object in ipairs(list) do
    descriptions[place].tag = tags[object]
    change(descriptions[place], object, changes, what)
    -- What isn't cloned has no parts in another network.
    if not rawequal(net, target) and descriptions[place].parent ~= nil
      and rawget(tags, descriptions[place].parent) == nil then
      descriptions[place].parent = nil
    end
  end
  local made = {}
  local ok, result = pcall(Structures.make, target, descriptions, found, {
    what = what, names = list,
    done = function(object)
      made[#made + 1] = object
    end,
  })
  if not ok then
    for place = #made, 1, -1 do
      pcall(target.remove, target, made[place]) -- unless another one took it
    end
    error(result, 0)
  end
  local clones = {}
  for place, object in ipairs(list) do
    clones[object] = result[place]
  end
  return clones
end

function Cloning.clone(object, options)
  options = options == nil and {} or options
  check_options(options, "clone")
  check_object(object, "clone")
  check_changes(options, object, "clone")
  local target = options.net
  if target == nil then
    target = object.network
  else
    network_of(options, "clone")
  end
  return clone(object.network, { object }, target, { [object] = options }, nil,
    "clone")[object]
end

function Cloning.clone_groups(net, groups, options)
  options = options == nil and {} or options
  check_options(options, "clone_groups")
  check_type(options.tag, "string", "clone_groups: tag")
  check_type(options.changes, "table", "clone_groups: changes")
  if options.net ~= nil then
    network_of(options, "clone_groups")
  end
  if type(groups) ~= "table" or native.is_object(groups) then
    raise("clone_groups: expected a list of groups, got "
      .. native.type_name(groups))
  end
  for _, group in ipairs(groups) do
    check_object(group, "clone_groups")
    if not rawequal(group.network, net) then
      raise(format("clone_groups: '%s' is of another network", group.tag))
    end
  end
  if options.tag and not options.tag:find("%s", 1, true) then
    raise(format("clone_groups: tag must have a %%s for the tag of the"
      .. " original, as \"left %%s\", got \"%s\"", options.tag))
  end
  local changes, names = {}, {}
  for _, object in ipairs(clone_set(net, groups)) do
    local tag = object.tag
    names[#names + 1] = tag
    changes[object] = (options.changes or {})[tag]
    if changes[object] ~= nil then
      local what = format("clone_groups: changes of '%s'", tag)
      check_options(changes[object], what, "clone")
      check_changes(changes[object], object, what)
    end
  end
  for tag in snn.sorted_pairs(options.changes or {}) do
    local is_known = false
    for _, name in ipairs(names) do
      is_known = is_known or name == tag
    end
    if not is_known then
      raise(format("clone_groups: changes of '%s', which isn't cloned%s",
        tostring(tag), native.suggestion(tostring(tag), names, "groups")))
    end
  end
  local clones = clone(net, groups, options.net or net, changes, options.tag,
    "clone_groups")
  local results = {}
  for place, group in ipairs(groups) do
    results[place] = clones[group]
  end
  return unpack(results)
end

return Cloning
