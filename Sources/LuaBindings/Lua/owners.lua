-- Behaviors of an object: the tables in which it is given them, and whose each
-- is.

local native, snn, Options, Behaviors = ...
local raise = native.raise
local check_type = Options.check_type

local type, ipairs, pairs, tostring = type, ipairs, pairs, tostring
local setmetatable = setmetatable
local rawget, rawset, rawequal = rawget, rawset, rawequal
local format = string.format
local sort = table.sort
local math_type, huge = math.type, math.huge

-- Whether a value can be the key of a behavior.
local function is_key(value)
  return math_type(value) and value == value and value ~= huge
    and value ~= -huge
end

-- The entries of a table of behaviors, ascending by key; raises if there is
-- something else in it.
function Behaviors.sorted(behaviors, what)
  local entries = {}
  if behaviors == nil then
    return entries
  end
  check_type(behaviors, "table", what .. ": behavior")
  for key, behavior in pairs(behaviors) do
    if not is_key(key) then
      raise(format("%s: behavior keys must be finite numbers, got %s", what,
        type(key) == "string" and format("%q", key) or tostring(key)))
    end
    local handle = Behaviors.handle_of(behavior)
    if not handle then
      local class = Behaviors.is_class(behavior) and behavior.name
      local hint = class and format("; did you mean %s {}?", class) or ""
      raise(format("%s: expected a behavior at key %s, got %s%s", what,
        native.number_name(key), hint == "" and native.type_name(behavior)
          or "the class " .. class, hint))
    end
    entries[#entries + 1] = { key = key, behavior = behavior, handle = handle }
  end
  sort(entries, function(a, b)
    return a.key < b.key
  end)
  return entries
end

-- The name of a class as a script writes it.
function Behaviors.written_name(class, name)
  if Behaviors.models[class] then
    return "snn.models." .. name
  end
  return rawequal(rawget(snn, name), class) and "snn." .. name or name
end

function Behaviors.by_key(behaviors, others)
  if type(behaviors) ~= "table" or Behaviors.handle_of(behaviors) then
    raise("by_key: expected a list of behaviors, got "
      .. native.type_name(behaviors))
  end
  local result, holders = {}, {}
  local function put(key, behavior)
    local name = native.behavior_name(Behaviors.handle_of(behavior))
    if result[key] then
      raise(format("by_key: %s and %s both have the key %s; give one of them"
        .. " another in the second table", holders[key], name,
        native.number_name(key)))
    end
    result[key], holders[key] = behavior, name
  end
  for place in pairs(behaviors) do
    if math_type(place) ~= "integer" or not behaviors[place]
      or place < 1 or place > #behaviors then
      raise(format("by_key: expected a list of behaviors without keys, got the"
        .. " key %s; give those with keys in a second table", tostring(place)))
    end
  end
  for place, behavior in ipairs(behaviors) do
    local handle = Behaviors.handle_of(behavior)
    if not handle then
      raise(format("by_key: expected a behavior at %d, got %s", place,
        Behaviors.is_class(behavior)
          and format("the class %s; did you mean %s {}?", behavior.name,
            behavior.name)
          or native.type_name(behavior)))
    end
    local name = native.behavior_name(handle)
    local class = Behaviors.class_of(behavior)
    local key = class.key
    if type(key) ~= "number" then
      class = Behaviors.written_name(class, name)
      raise(format("by_key: the class %s has no key; say %s.key = 5 once, or"
        .. " give the behavior in a second table: { [5] = %s {} }", name, class,
        class))
    elseif not is_key(key) then
      raise(format("by_key: the key of the class %s must be a finite number,"
        .. " and is %s", name, native.number_name(key)))
    end
    put(key, behavior)
  end
  for _, entry in ipairs(Behaviors.sorted(others, "by_key")) do
    put(entry.key, entry.behavior)
  end
  return result
end

-- The entries as the engine takes them: key, handle, behavior, whether it has
-- a `forward`, whether it initializes last, and whether on creation, one after
-- the other. The last three are for behaviors written in Lua; others know
-- themselves.
function Behaviors.flattened(entries)
  local list = {}
  for _, entry in ipairs(entries) do
    local n, behavior = #list, entry.behavior
    local is_lua = type(behavior) == "table"
    list[n + 1], list[n + 2], list[n + 3] = entry.key, entry.handle, behavior
    list[n + 4] = not is_lua or behavior.forward ~= nil
    list[n + 5] = is_lua and behavior.initialize_last == true
    list[n + 6] = is_lua and behavior.initialize_on_init == true
  end
  return list
end

-- The object to which each behavior was added last.
local owners = setmetatable({}, { __mode = "k" })

-- Makes behaviors that an object was given reachable under their first tag,
-- where that name is free, and tells them by the function `__attach` of those
-- classes of the library that have one.
function Behaviors.name(object, values, entries)
  for _, entry in ipairs(entries) do
    local name = native.behavior_tag(entry.handle)
    if values[name] == nil then
      rawset(values, name, entry.behavior)
    end
    owners[entry.behavior] = object
    local attach = Behaviors.attacher(entry.behavior)
    if attach then
      attach(entry.behavior, object)
    end
  end
end

-- Takes the name of a behavior that an object has no more; another one with the
-- same first tag gets it.
function Behaviors.unname(object, values, behavior)
  if owners[behavior] == object then
    owners[behavior] = nil
  end
  local name = native.behavior_tag(Behaviors.handle_of(behavior))
  if not rawequal(values[name], behavior) then
    return
  end
  rawset(values, name, nil)
  rawset(values, name, native.behavior_named(object, name))
end

function Behaviors.methods:is_of(object)
  Behaviors.handle(self, "is_of")
  for _, each in ipairs(native.behavior_list(object)) do
    if rawequal(each, self) then
      return true
    end
  end
  return false
end

function Behaviors.methods:reinitialize()
  local handle = Behaviors.handle(self, "reinitialize")
  local owner = owners[self]
  if not owner then
    raise(format("reinitialize: this %s belongs to no object; add it to one"
      .. " first", native.behavior_tag(handle)))
  end
  native.reinitialize(owner, handle)
end
