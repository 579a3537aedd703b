-- What a script may have meant by a field that is nil: when an error ends it,
-- the engine asks for the names that there are.

local next, type, find = next, type, string.find
local setmetatable = setmetatable

local Hints = {}

-- The last field that was read and isn't there, and of what: a behavior, or a
-- function that gives the names that there are.
local missed = setmetatable({}, { __mode = "v" })

-- Takes note that `owner` has no field `key`.
function Hints.miss(key, owner)
  missed.key, missed.owner = key, owner
end

-- The names of a behavior's fields, methods and parameters.
local function names_of(behavior, known)
  while type(behavior) == "table" do
    for name in next, behavior do
      known[name] = true
    end
    behavior = Hints.above(behavior)
  end
end

-- The table in which the fields of a behavior or a class are looked for next.
function Hints.above() end

-- The names that could be meant by the field that was missed last, if it has
-- this name; else nil.
function Hints.names(key)
  local owner = missed.owner
  if missed.key ~= key or owner == nil then
    return nil
  end
  local known = {}
  if type(owner) == "function" then
    owner(known)
  else
    names_of(owner, known)
  end
  local names = {}
  for name in next, known do
    if type(name) == "string" and find(name, "^%a") then
      names[#names + 1] = name
    end
  end
  return names
end

return Hints
