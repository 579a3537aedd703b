-- Runs the Lua of a row of the porting page and compares what it gives with
-- what the reference gave. Gets the folder of this file, one to write to, the
-- place of a case in values.lua and perhaps a piece to run instead.

local here, folder, place, other = ...
local case = dofile(here .. "/values.lua").cases[place]
local snn = require "snn"

local function shown(value)
  if type(value) ~= "table" then
    return math.type(value) == "integer" and value .. " (whole)"
      or tostring(value)
  end
  local parts = {}
  for key, item in snn.sorted_pairs(value) do
    parts[#parts + 1] = (math.type(key) and "" or key .. " = ") .. shown(item)
  end
  return "{" .. table.concat(parts, ", ") .. "}"
end

-- A value in the form that values.lua has.
local function described(value)
  if value == nil then
    return { nothing = true }
  elseif type(value) == "userdata" then
    local data = value:numel() > 0 and value:flatten():totable() or {}
    return { type = value.dtype, shape = value.shape, data = data }
  elseif type(value) == "table" then
    local list = {}
    for key = 1, #value do
      list[key] = described(value[key])
    end
    return { list = list }
  end
  return value
end

local function is_same(a, b)
  if type(a) ~= type(b) then
    return false
  elseif type(a) == "number" then
    return math.type(a) == math.type(b)
      and (a == b or a ~= a and b ~= b
        or math.abs(a - b) <= (case.tolerance or 0) * math.max(1, math.abs(b)))
  elseif type(a) ~= "table" then
    return a == b
  end
  for key in pairs(a) do
    if not is_same(a[key], b[key]) then
      return false
    end
  end
  for key in pairs(b) do
    if a[key] == nil then
      return false
    end
  end
  return true
end

-- A chunk's value, if it is an expression; else it is run.
local function run(code, name)
  code = code:gsub('"(x%.npy)"', ('"%s/%%1"'):format(folder))
  local chunk = load("return " .. code, name) or assert(load(code, name))
  return chunk()
end

dofile(here .. "/surroundings.lua")
if case.before_here then
  run(case.before_here, "=before")
end
local frame = case.with_here or "@@"
local at, last = frame:find("@@", 1, true)
it = run(frame:sub(1, at - 1) .. (other or case.here) .. frame:sub(last + 1),
  "=page")
local found = described(run(case.see_here, "=see"))
if not is_same(found, case.value) then
  error(("%s gives %s\nbut %s gave %s"):format(other or case.here, shown(found),
    case.there, shown(case.value)), 0)
end
