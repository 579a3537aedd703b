-- Synapse groups for all pairs of two lists of neuron groups, or for those that
-- a rule picks.

local native, snn, Options, Behaviors, Descriptions, network_of = ...
local raise, check_options = native.raise, Options.check
local check_type = Options.check_type

local type, next, ipairs = type, next, ipairs
local tostring, setmetatable, format = tostring, setmetatable, string.format

local Groups = {}

-- The end of a message about a tag that none of the groups has.
local function suggestion(tag, groups)
  local known, names = {}, {}
  for _, group in ipairs(groups) do
    for _, name in ipairs(group:tags()) do
      if not known[name] then
        known[name] = true
        names[#names + 1] = name
      end
    end
  end
  return native.suggestion(tostring(tag), names, "tags")
end

-- The neuron groups of a network, sub-groups with tags too.
local function neuron_groups(net)
  local list = {}
  for _, group in ipairs(native.network_groups(net)) do
    if group.sub_group then
      list[#list + 1] = group
    end
  end
  return list
end

-- Those of some groups that have a tag.
local function tagged(groups, tag)
  local list = {}
  for _, group in ipairs(groups) do
    for _, name in ipairs(group:tags()) do
      if name == tag then
        list[#list + 1] = group
      end
    end
  end
  return list
end

-- The neuron groups that an option names: a group, a tag, or a list of these.
local function groups_of(net, given, name)
  local list = {}
  local function add(value)
    local groups
    if type(value) == "string" then
      local all = neuron_groups(net)
      groups = tagged(all, value)
      if #groups == 0 then
        raise(format("SynapseGroups: %s: no neuron group has the tag '%s'%s",
          name, value, suggestion(value, all)))
      end
    elseif native.is_object(value) and value.sub_group then
      groups = { value }
    else
      raise(format("SynapseGroups: %s must be neuron groups or their tags, got"
        .. " %s", name, native.is_object(value) and value.tag
          or native.type_name(value)))
    end
    table.move(groups, 1, #groups, #list + 1, list)
  end
  if type(given) == "table" and not native.is_object(given) then
    for _, value in ipairs(given) do
      add(value)
    end
  else
    add(given)
  end
  return list
end

-- Raises for a tag of a rule that none of the groups has.
local function check_rule_tags(rule, groups, name)
  for tag in snn.sorted_pairs(rule) do
    if #tagged(groups, tag) == 0 then
      raise(format("SynapseGroups: the rule has the tag '%s', which no %s"
        .. " has%s", tostring(tag), name, suggestion(tag, groups)))
    end
  end
end

-- A rule that is a table, as a function: the first tag of the source that has
-- an entry for a tag of the destination counts.
local function rule_of_tags(rule, sources, destinations)
  check_rule_tags(rule, sources, "source")
  for tag, row in snn.sorted_pairs(rule) do
    check_type(row, "table", format("SynapseGroups: rule.%s", tag))
    check_rule_tags(row, destinations, "destination")
  end
  return function(src, dst)
    for _, src_tag in ipairs(src:tags()) do
      for _, dst_tag in ipairs(dst:tags()) do
        local found = rule[src_tag] and rule[src_tag][dst_tag]
        if found ~= nil then
          return found
        end
      end
    end
  end
end

local pair_options = { tag = true, behavior = true, W = true }

-- The behaviors that all pairs get, described.
local function templates(behaviors, what)
  local list = {}
  for _, entry in ipairs(Behaviors.sorted(behaviors, what)) do
    list[entry.key] = Descriptions.described(entry.behavior,
      format("%s (key %s)", native.behavior_name(entry.handle),
        native.number_name(entry.key)),
      function(object) return object end,
      Descriptions.shared_or_refused "SynapseGroups")
  end
  return list
end

-- Each object stands for itself.
local itself = setmetatable({}, {
  __index = function(_, object)
    return object
  end,
})

-- New behaviors like those that are described.
local function made(described, what)
  local behaviors = {}
  for key, description in next, described do
    behaviors[key] = Descriptions.made(description, what, itself)
  end
  return behaviors
end

-- A tag in which the first %s is the tag of the source, the second that of the
-- destination.
local function tag_of(pattern, src, dst)
  local names, count = { src.tag, dst.tag }, 0
  return (pattern:gsub("%%s", function()
    count = count + 1
    return names[count]
  end))
end

function Groups.SynapseGroups(options)
  check_options(options, "SynapseGroups")
  local net = options.net
  network_of(options, "SynapseGroups")
  local sources = groups_of(net, options.src, "src")
  local destinations = groups_of(net, options.dst, "dst")
  local rule, is_table = options.rule, type(options.rule) == "table"
  if is_table then
    rule = rule_of_tags(rule, sources, destinations)
  elseif rule ~= nil and type(rule) ~= "function" then
    raise("SynapseGroups: rule must be a function of two groups, or a table"
      .. " rule[src_tag][dst_tag], got " .. native.type_name(rule))
  end
  check_type(options.behavior, "table", "SynapseGroups: behavior")
  local described, list = {}, {}
  local function copies(behaviors, what)
    described[behaviors] = described[behaviors] or templates(behaviors, what)
    return made(described[behaviors], what)
  end
  for _, src in ipairs(sources) do
    for _, dst in ipairs(destinations) do
      local given = rule == nil or rule(src, dst)
      local what = format("SynapseGroups: %s => %s", src.tag, dst.tag)
      if given and given ~= true then
        check_options(given, what, pair_options)
      end
      if given then
        local own = given ~= true and given or {}
        local behavior = own.behavior
        if behavior == nil and options.behavior then
          behavior = copies(options.behavior, "SynapseGroups")
        elseif behavior ~= nil and is_table then
          behavior = copies(behavior, what)
        end
        local tag, W = own.tag, own.W
        if tag == nil then tag = options.tag end
        if W == nil then W = options.W end
        if type(tag) == "string" then tag = tag_of(tag, src, dst) end
        list[#list + 1] = snn.SynapseGroup {
          net = net, src = src, dst = dst, tag = tag, W = W,
          behavior = behavior,
        }
      end
    end
  end
  return list
end

return Groups
