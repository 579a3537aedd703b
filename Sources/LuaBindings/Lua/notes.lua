-- Notes of what a traced function has read, so that a change is seen. A list of
-- notes has three places for each: owner, key and value.
--
-- Returns what tracing uses.

local native = ...

local type, next, ipairs, pairs = type, next, ipairs, pairs
local rawequal, rawget, rawlen = rawequal, rawget, rawlen
local select, getmetatable, pcall = select, getmetatable, pcall
local math_type = math.type
local upvalue = native.upvalue

local Notes = {}

-- Notes that `owner[key]` is `value`; of a function, its variable from outside
-- with the number `key`.
function Notes.add(notes, owner, key, value)
  if key == nil then
    return -- it is nil, whatever the table has
  end
  local n = #notes
  notes[n + 1], notes[n + 2] = owner, key
  notes[n + 3] = value == nil and notes or value -- nil leaves no place
end

-- Whether two values are the same in every computation.
local function is_same(a, b)
  return rawequal(a, b) and math_type(a) == math_type(b) or a ~= a and b ~= b
end

-- Stands for the keys of a table among the notes.
local all_keys = {}

-- Notes the keys of a table and returns them.
function Notes.add_keys(notes, real)
  local keys = {}
  for key in pairs(real) do
    keys[#keys + 1] = key
  end
  Notes.add(notes, real, all_keys, keys)
  return keys
end

-- Whether a list of keys is still that of a table.
local function has_keys(real, keys)
  local count = 0
  for _ in pairs(real) do
    count = count + 1
  end
  if count ~= #keys then
    return false
  end
  for _, key in ipairs(keys) do
    if real[key] == nil then
      return false
    end
  end
  return true
end

-- Stands for a call among the notes.
local a_call = {}

-- Notes that a function, called without arguments, gives `result`.
function Notes.add_call(notes, call, result)
  Notes.add(notes, call, a_call, result)
end

-- Whether a call gives what another one gave: the same value, or a list of the
-- same.
local function is_same_result(a, b)
  if type(a) ~= "table" or type(b) ~= "table" or getmetatable(a) ~= nil
    or getmetatable(b) ~= nil or rawlen(a) ~= rawlen(b) then
    return is_same(a, b)
  end
  for place = 1, rawlen(a) do
    if not is_same(a[place], b[place]) then
      return false
    end
  end
  return true
end

-- Whether both are empty tables, of which none is kept in `owner`: they were
-- made for whoever asked.
local function are_empty(owner, key, a, b)
  return type(owner) == "table" and rawget(owner, key) == nil
    and type(a) == "table" and type(b) == "table"
    and next(a) == nil and next(b) == nil
end

-- The place of the first note that is no longer true; nothing, if all are.
function Notes.first_change(notes)
  for n = 1, #notes, 3 do
    local owner, key, value = notes[n], notes[n + 1], notes[n + 2]
    if rawequal(value, notes) then
      value = nil
    end
    local found
    if rawequal(key, all_keys) then
      found = has_keys(owner, value) and value or nil
    elseif rawequal(key, a_call) then
      local is_good, result = pcall(owner)
      found = result
      if is_good and is_same_result(found, value) then
        found = value
      end
    elseif type(owner) == "function" then
      found = select(2, upvalue(owner, key))
    else
      found = owner[key]
    end
    if not is_same(found, value)
      and not are_empty(owner, key, found, value) then
      return n, found
    end
  end
end

-- Whether all that was noted is as it was.
function Notes.is_unchanged(notes)
  return Notes.first_change(notes) == nil
end

Notes.is_same = is_same

return Notes
